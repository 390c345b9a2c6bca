"""What somebody says of a case of his own: which one he means, and what he wants of it; pure.

「路灯那个修好没有」 names (路灯), points (那个) and asks how far it is. The words alone do not tell
whether there is such a case: whoever knows the cases looks for it by `Mention.name`. The signs are
data: `cases/starter/mentions.toml`, read clause by clause.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cases.correcting import correction_in
from cases.places import place_in
from cases.signs import group, read_signs
from core.language import simplify
from core.shipped import read_once

MOST_CHARACTERS = 120
REMEMBERED = 16
# Less than this beside what is wanted says nothing: 唉, 师傅.
FEWEST_CHARACTERS = 4
# 1202 alone is a room, where a place is set right; 0016 is a case.
_ROOM = re.compile(r"(?<![\d-])[1-9]\d{2,3}(?![\d元块])")
_ASKS_WHETHER = re.compile("是不是.*[?？了吗]$")
# Every message is looked at.
_MAY_KEEP = re.compile("(?:别|不|莫|甭|唔好|勿|留).{0,8}(?:[撤删刪消着著住])")
_OTHERS = re.compile("^(?:其余|其他|其它|别的|另外|剩下|余下)")
_CHANGES = re.compile("改成|改为|换成|更正为")
LET_GO = "算了"
_NOT_BUT = re.compile(r"不是.{1,14}?而?(?<!不)是.")
# A rare character for the Cantonese 嗰, which simplifying makes of it.
_OTHER_THAT = ("\U00020bb6", "嗰")
_CLAUSES = re.compile(r"[^\s,，.。!！;；:：、~～…?？]+[?？]?")


class Act(StrEnum):
    """What is wanted of a case; where words do two things, the first of these is meant."""

    KEEPS = "keeps"  # 请撤销，不对，不要撤销
    CALLS_OFF = "calls_off"  # 燃气那个撤了吧
    STANDS = "stands"  # 写法没问题，不用改
    MISTAKE = "mistake"  # 我按错了
    CORRECTS = "corrects"  # 不对 是押金2000 写错了
    COUNTS = "counts"  # 我现在一共几件
    WHETHER = "whether"  # 电梯那件登了没
    PLACE = "place"  # 地址写错了，是2号楼
    ADDS = "adds"  # 再加一句：…
    WHOSE = "whose"  # 应该归物业管
    TOPIC = "topic"  # 我说的是狗
    URGES = "urges"  # 房租那个催一下
    WHAT = "what"  # 那个求助是啥
    NOT_DONE = "not_done"  # 电梯还没修好
    STATE = "state"  # 路灯那个怎么样了
    DONE = "done"  # 燃气那个已经好了
    WISHES = "wishes"  # 晚上9点后再打给我
    NEWS = "news"  # 师傅来过了，说接口松了


class Pointing(StrEnum):
    """How the words point at a case: as at something registered, only at something said before,
    or not at all."""

    CASE = "case"  # 那张, 单子, 工单
    SOMETHING = "something"  # 那个, 刚才
    NOTHING = "nothing"


@dataclass(frozen=True)
class Mention:
    """An act, the words that may name its case ('' for none), how they point at it, what is said
    to be meant instead (`instead`: of 我说的是狗 the 狗), and whether more is said than that."""

    act: Act
    name: str = ""
    pointing: Pointing = Pointing.NOTHING
    instead: str = ""
    says_more: bool = False


@lru_cache(REMEMBERED)
def mention_in(text: str) -> Mention | None:
    """What the words say of a case, None where they are no such words, or too long for it."""
    if len(text) > MOST_CHARACTERS:
        return None
    plain = simplify(unicodedata.normalize("NFKC", text)).replace(*_OTHER_THAT)
    clauses = _CLAUSES.findall(plain)
    has_place = place_in(plain) is not None or _ROOM.search(plain) is not None
    acts = [_act_of(clause, has_place=has_place) for clause in clauses]
    may_stand = not _CHANGES.search(plain)
    found = [act for act in acts if act is not None and (may_stand or act is not Act.STANDS)]
    is_corrected = Act.CALLS_OFF not in found and correction_in(plain) is not None
    if not found and not is_corrected:
        return None
    act = Act.CORRECTS if is_corrected else min(found, key=list(Act).index)
    if act is Act.CALLS_OFF and Act.TOPIC in found:
        # 撤了，登记成狗的: only what it is about is wrong.
        act = Act.TOPIC
    if act is Act.MISTAKE and has_place and (Act.PLACE in found or _NOT_BUT.search(plain)):
        # 不是4栋 是14栋 手滑了: only where it is.
        act = Act.PLACE
    meant = _instead(clauses) if has_place and act in (Act.TOPIC, Act.CORRECTS) else ""
    is_room = act is Act.TOPIC and _ROOM.fullmatch(meant) is not None
    if meant and (is_room or place_in(meant) == meant):
        # 我说的是5号楼302 tells no other topic.
        act = Act.PLACE
    pointings = [_pointing_of(clause) for clause in clauses]
    named = _only_named(clauses, acts, pointings) if act is Act.COUNTS else ""
    if named:
        # 我的单子到哪里了 那个折子的: of all of them only that one is meant.
        return Mention(Act.STATE, _name_of(named, Act.STATE), Pointing.CASE)
    naming = [
        clause
        for clause, pointing in zip(clauses, pointings, strict=True)
        if pointing is not Pointing.NOTHING
    ] or [clause for clause, own in zip(clauses, acts, strict=True) if own is act]
    name = "".join(_name_of(clause, act) for clause in naming)
    pointing = min(pointings, key=list(Pointing).index)
    instead = _instead(clauses) if act is Act.TOPIC else ""
    more = sum(len(clause) for clause in clauses if clause not in naming and _says(clause, act))
    return Mention(act, name, pointing, instead, more >= FEWEST_CHARACTERS)


def _only_named(clauses: list[str], acts: list[Act | None], pointings: list[Pointing]) -> str:
    """The clause that only points at a case by a name, '' without any."""
    read = zip(clauses, acts, pointings, strict=True)
    named = (clause for clause, act, at in read if act is None and at is not Pointing.NOTHING)
    return next(named, "")


def pointing_in(text: str) -> Pointing:
    """How the words point at a case of his, whatever else they say."""
    return _pointing_of(simplify(text[:MOST_CHARACTERS]).replace(*_OTHER_THAT))


def without_kept(text: str) -> str:
    """Of 投诉那个撤了吧 狗的别撤, which also names what is to be kept, what calls off; else all."""
    if not _MAY_KEEP.search(text) or len(text) > MOST_CHARACTERS:
        return text
    said = _CLAUSES.findall(simplify(text))
    acts = [_act_of(clause, has_place=False) for clause in said]
    named = [_name_of(one, act) if act else "" for one, act in zip(said, acts, strict=True)]
    read = list(zip(said, acts, named, strict=True))
    off = "".join(name for _, act, name in read if act is Act.CALLS_OFF)
    kept = {one: name for one, act, name in read if act is Act.KEEPS and name}
    # 现撤回0005，其余两件不撤: the one that is named is none of the others.
    others = [one for one in kept if _OTHERS.match(one)]
    is_other = bool(off and kept) and not any(name in off for name in kept.values())
    left_out = kept if is_other else others
    return "，".join(one for one in said if one not in left_out) if left_out else text


def is_still_so(text: str) -> bool:
    """Whether words may say that something goes on (他还抽, 没人来过), said of a result of which
    he has just been told; by themselves they may mean anything."""
    if len(text) > MOST_CHARACTERS:
        return False
    clauses = _CLAUSES.findall(simplify(text))
    return any(_signs()["still"].search(clause) for clause in clauses)


def is_misplaced(text: str) -> bool:
    """Whether words say that something was put into the wrong case: 你把鸡补到停车那件上去了."""
    if len(text) > MOST_CHARACTERS:
        return False
    return any(_signs()["misplaced"].search(clause) for clause in _CLAUSES.findall(simplify(text)))


def _act_of(clause: str, *, has_place: bool) -> Act | None:
    if _signs()["nothing"].search(clause):
        return None
    # 楼号是不是15号楼了? sets nothing right.
    may_place = has_place and not _ASKS_WHETHER.search(clause)
    acts = (act for act in Act if act in _signs() and (may_place or act is not Act.PLACE))
    return next((act for act in acts if _signs()[act].search(clause)), None)


def _says(clause: str, act: Act) -> bool:
    """Whether a clause tells something besides what is wanted."""
    found = _signs()[act].search(clause) if act in _signs() else None
    return found is None or len(clause) - len(found[0]) >= FEWEST_CHARACTERS


def _pointing_of(clause: str) -> Pointing:
    kinds = (Pointing.CASE, Pointing.SOMETHING)
    return next((one for one in kinds if _signs()[one].search(clause)), Pointing.NOTHING)


def _name_of(clause: str, act: Act) -> str:
    """What is left of a clause without what it does, points and fills."""
    clause = clause.replace(LET_GO, " ")
    rest = _signs()[act].sub(" ", clause) if act in _signs() else clause
    for sign in (Pointing.CASE, Pointing.SOMETHING, "filling"):
        rest = _signs()[sign].sub(" ", rest)
    return "".join(re.findall(r"[\u4e00-\u9fffA-Za-z0-9]+", rest))


def _instead(clauses: list[str]) -> str:
    found = (_signs()["instead"].search(clause) for clause in clauses)
    return next((group(one, "what") for one in found if one), "")


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return read_signs("mentions")
