"""What a sentence belongs to: the offer that is open, one of his cases, or nothing that is known.

An offer, a question or a case just talked of does not take whatever follows. What is known cheaply
is weighed: the topic or entry that the words name, the things and the place they share with it,
how they point, what they deny. More than nothing belongs to it; a sentence that says nothing of its
own stays with what is talked of. It is asked by whoever must know, and found once for a message.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.clauses import begins_another_matter
from cases.denying import Denied, denied_in, names_any
from cases.intents import Intent
from cases.mentions import Pointing, pointing_in
from cases.models import Case
from cases.opening import MOST_CHARACTERS
from cases.places import place_in
from cases.queries import case_in_talk, open_cases
from cases.speech import Speech, corrects, tells_what_is_wrong
from cases.workflow import OPEN
from community.subjects import alike, is_clear
from core.language import normalise, simplify
from faq import service
from faq.knowledge import KnownEntry
from faq.questions import asked_in_talk, subject_in_talk
from handlers.answers import meaning_of
from handlers.context import Asked, Context
from handlers.progress import MOST_LISTED, topic_of
from handlers.talked_of import things_in
from handlers.turn import Turn

# What is said so soon after an offer or a case, and asks nothing, may belong to it.
STILL_TALKING = timedelta(minutes=2)
# So long 登记 means what was offered.
JUST_OFFERED = timedelta(minutes=5)
# Of fewer an entry that is only near says nothing: 电话打不通.
STORY_CHARACTERS = 8
TALE_CHARACTERS, HARDLY_ASKED = 40, 0.15
# What speaks for a matter, and what against it.
TALKED_OF, POINTS, SAME_TOPIC, SAME_ENTRY, SHARED, SAME_PLACE = 1, 2, 2, 1, 2, 1
SETS_RIGHT, OTHER_SUBJECT, OFTEN, HARDLY = 4, -1, 0.3, 0.02
# 车牌京A12345, 应该是六楼还是七楼: told besides, and answered by no entry, however near it is.
TOLD_BESIDES, LIKELY = (
    (Intent.DETAIL, Intent.PLACE, Intent.REPORTS, Intent.CORRECTS, Intent.ADDS),
    0.6,
)
# Of fewer characters nobody can tell; less likely than that nothing is told.
FEWEST_GUESSED, LITTLE = 4, 0.2
OTHER_TOPIC, OTHER_ANSWER, OTHER_ENTRY, NEW_TOPIC, OTHER_PLACE, APART, DENIED = (
    -4,
    -4,
    -1,
    -1,
    -2,
    -3,
    -4,
)
# Every message is looked at.
_MAY_DENY = re.compile("不|没|別|别|非|无|無|少|系|两|兩|什么|什麼|啥|成了|谁")
_NUMBERS = re.compile(r"\d+")
# Where something is, and whom everybody speaks of: these make no two sentences one matter.
_SETTING = frozenset(
    "楼上 楼下 隔壁 邻居 小区 社区 家里 人家 宝宝 孩子 老人 房间 早上 晚上 单元 号楼".split()  # noqa: SIM905
)
# What is asked of any matter: 要什么材料, 多少钱.
_OF_ANYTHING = frozenset(
    "钱 费 费用 电话 时间 材料 师傅 人 东西 事 事情 号 号码 地方 手续 证件 结果 消息"  # noqa: SIM905
    " 信 情况 问题 流程 上门 工作人员 物业 社区 街道 领导 部门 单位 时候".split()
)
NAMELESS = _SETTING | _OF_ANYTHING
_WHERE_ELSE = re.compile(
    r"(?:我们?|家|就|住|在|是|地址|地点|位置|这里|这边|这儿|快来|赶紧|[的啊呀呢吧])*"
)
_KIND_OF_AREA = re.compile(r"(?:社区|小区|村|街道|镇)$")


@dataclass(frozen=True)
class Matter:
    """What words may belong to: how it was told, its topic, place; the case, None for an offer."""

    words: str
    topic_id: int | None
    place: str | None = None
    case: Case | None = None
    is_talked_of: bool = False


def matter_of(case: Case, context: Context, *, is_talked_of: bool = False) -> Matter:
    """A case as something that words may belong to."""
    words = f"{topic_of(case, context)} {case.description}"
    return Matter(words, case.topic_id, case.place, case, is_talked_of)


def matter_offered(context: Context) -> Matter | None:
    """What the open offer or list was made for."""
    content = context.content
    text = content.get("text") if context.is_asked(Asked.OFFER, Asked.CHOICE) else None
    if not text or content.get("fixed"):
        return None
    topic = context.topic_of(text)
    topic_id = topic.id if topic else content.get("topic_id")
    words, place = "，".join([*said_before_it(content, context), text]), context.heard(text).place
    return Matter(words, topic_id, place, is_talked_of=context.is_recent(JUST_OFFERED))


def weigh(text: str, matter: Matter, context: Context) -> int:
    """How much speaks for it that the words belong to the matter, less what speaks against it."""
    score = TALKED_OF if matter.is_talked_of else 0
    score += APART if begins_another_matter(text) else 0
    score += POINTS if pointing_in(text) is not Pointing.NOTHING else 0
    score += SETS_RIGHT if matter.is_talked_of and matter.case is None and corrects(text) else 0
    score += _by_topic(text, matter, context)
    score += _by_place(text, matter)
    if things_shared(text, [matter.words]):
        score += SHARED
    found = denied(text, context)
    if found is not None and names_any(_called(matter, context), found.subjects):
        score += DENIED
    return score


def tells_besides(text: str, context: Context) -> bool:
    """Whether words, said while something is offered, tell more of it and ask nothing."""
    shares = context.guess(text).shares
    return sum(shares[one] for one in TOLD_BESIDES) >= LIKELY


def tells_story(text: str, context: Context) -> bool:
    """Whether a long message tells of a topic and asks nothing, whatever sign of a question is in
    it: 我还以为是水龙头没关 … 结果是顶上在往下滴水."""
    if len(text) < TALE_CHARACTERS or context.topic_of(text) is None or context.is_confident(text):
        return False
    shares = context.guess(text).shares
    return shares[Intent.ASKS] + shares[Intent.DESK] < HARDLY_ASKED


def belongs(
    text: str, matter: Matter | None, context: Context, *, is_asked_for: bool = False
) -> bool:
    """Whether more speaks for it than against it; `is_asked_for`: he asks for what was offered, so
    that it is enough when nothing speaks against it."""
    return matter is not None and weigh(text, matter, context) + is_asked_for > 0


def asks_of_others(text: str, matter: Matter, context: Context) -> bool:
    """Whether a question is about something else, or about things of which nothing was told:
    老板欠我工资，我能去哪说理, 能打印简历不."""
    if is_clear(text) and alike(text, matter.words) < HARDLY:
        return True
    if context.speech(text) is not Speech.ASKS or context.topic_of(text) is not None:
        return False
    own = things_in(_beside_place(text)) - NAMELESS
    return bool(own) and not things_shared(text, [matter.words])


def said_before_it(content: Mapping[str, Any], context: Context) -> list[str]:
    """What was said before the words of an offer that go on with it: before 登记了谁去跟房东说 that
    the rent goes up. What was said last is looked at first: what is of another matter than it ends
    what goes on. `content`: what the offer keeps."""
    text = str(content.get("text") or "")
    if content.get("urgent") or content.get("person"):
        return []
    is_report = context.speech(text) is Speech.REPORTS
    found: list[str] = []
    for said in reversed(content.get("before", ())):
        if not _is_of_one(said, text, context) or (
            is_report and not _tells_of(said, text, context)
        ):
            break
        found.insert(0, said)
        text = said if is_clear(said) or context.topic_of(said) is not None else text
    return found


def _tells_of(before: str, text: str, context: Context) -> bool:
    """Whether words before a report told of the same topic, and did not only ask about it."""
    topic = context.topic_of(before)
    is_same = topic is not None and topic == context.topic_of(text)
    return is_same and len(before) > STORY_CHARACTERS and not context.is_confident(before)


def _is_of_one(before: str, text: str, context: Context) -> bool:
    """Whether words that ask or tell little go on with those before: nothing in them is of another
    topic, subject or entry."""
    topic, own = context.topic_of(before), context.topic_of(text)
    if topic is not None and own is not None:
        return topic.id == own.id
    if is_clear(before) and is_clear(text):
        return alike(before, text) >= OFTEN
    if not is_clear(text):
        return is_clear(before)
    near = nearest(text, context)
    return near is None or near == nearest(before, context)


def names_own_things(text: str, context: Context) -> bool:
    """Whether the words name a thing of which nothing was told before: 楼下那家狗, after what was
    said of charging."""
    own = things_in(_beside_place(text)) - NAMELESS
    return bool(own) and not things_shared(text, [str(context.content.get("text") or "")])


def things_of_its_own(text: str, cases: Iterable[Case]) -> set[str]:
    """The things that words name, beside where they are, of which none of the cases tells."""
    told = normalise(" ".join(case.description for case in cases))
    own = things_in(_beside_place(text)) - NAMELESS
    return {thing for thing in own if thing not in told}


def things_shared(text: str, told: Iterable[str]) -> set[str]:
    """The things of the words, beside where they are, of which was told already."""
    known = normalise(" ".join(told))
    return {thing for thing in things_in(_beside_place(text)) - _SETTING if thing in known}


def denied(text: str, context: Context) -> Denied | None:
    """What the words say is not meant: of what he was told last, what is offered, or his cases."""
    if not _MAY_DENY.search(text):
        return None
    own = [case for case in context.own_cases if case.state in OPEN][:MOST_LISTED]
    about = " ".join(_called(matter_of(case, context), context) for case in own)
    shown = f"{context.last_said()} {about} {context.content.get('text') or ''}"
    found = denied_in(text, shown)
    if found is None and denied_in(text, text) is not None:
        # 不是充电桩, behind an answer that tells how one gets one and calls it otherwise.
        told = subject_in_talk(context.db, context.resident.id, now=context.now)
        entry = context.knowledge.entries.get(told[0]) if told is not None else None
        asked = asked_in_talk(context.db, context.resident.id, now=context.now)
        if entry is not None:
            found = denied_in(text, f"{shown} {entry.question} {asked}")
    return found


def denies_offer(text: str, context: Context) -> bool:
    """不是绿化，是狗屎, while 绿化 is offered: it is said of the offer, and of no case."""
    matter = matter_offered(context)
    found = denied(text, context) if matter is not None else None
    if matter is None or found is None:
        return False
    return names_any(f"{_called(matter, context)} {context.content.get('prompt')}", found.subjects)


def topic_denied(unmeant: Denied, context: Context) -> int | None:
    """The topic of what is offered, where it is that which is not meant."""
    matter = matter_offered(context)
    topic_id = matter.topic_id or context.content.get("topic_id") if matter is not None else None
    topic = context.setup.topics.get(topic_id or 0)
    if topic is None or not names_any(" ".join([topic.name, *topic.words]), unmeant.subjects):
        return None
    return topic.id


def is_denied_for_another(text: str, instead: str, context: Context) -> bool:
    """不是上学的事，我讲的是吃药，阿能免费: what was talked of is denied for something that is no
    topic of a case but asked; the case stays what it is."""
    found = denied(text, context)
    if found is None or context.topic_of(instead) is not None:
        return False
    is_story = len(normalise(found.rest)) >= STORY_CHARACTERS
    asks = context.speech(found.rest) is Speech.ASKS
    return asks or (is_story and context.is_confident(found.rest))


def is_of_its_topic(text: str, case: Case, context: Context) -> bool:
    """Whether the words name no other topic than the case has."""
    topic = context.topic_of(text) if text else None
    return topic is None or case.topic_id in (None, topic.id)


def case_talked_of(text: str, context: Context) -> Case | None:
    """The case he is just talking about, where the words belong to it and ask nothing."""
    is_busy = context.question is not None and not context.is_asked(Asked.UNDO)
    if is_busy or context.speech(text) is Speech.ASKS:
        return None
    if meaning_of(text) is not None or not says_something(text) or tells_nothing(text, context):
        return None
    if context.is_confident(text) and context.speech(text) is not Speech.REPORTS:
        return None
    case = case_in_talk(context.db, context.actor, since=context.now - STILL_TALKING)
    # Once something else was said in between, nobody knows what the words belong to.
    said = context.last_said()
    if case is None or (said and str(case.number) not in said):
        return None
    best = case_nearest(text, context, talked_of=case)
    if best is None or _weight(text, best, case, context) <= 0:
        return None
    # A report that may belong to another of his cases is not put there without asking.
    is_clear = best.id == case.id or context.speech(text) is not Speech.REPORTS
    return best if is_clear else None


def case_nearest(text: str, context: Context, *, talked_of: Case | None = None) -> Case | None:
    """The open case that the words may well belong to; of several the likeliest, then the one that
    is talked of, then the newest."""
    cases = open_cases(context.db, context.actor, limit=MOST_LISTED) if context.has_cases else []
    weights = [(_weight(text, case, talked_of, context), case) for case in cases]
    likely = [(weight, case is talked_of, case.id, case) for weight, case in weights if weight >= 0]
    return max(likely)[-1] if likely else None


def goes_on(turn: Turn, context: Context) -> bool:
    """Words that go on with those of an offer or a list just shown: they ask nothing by
    themselves and belong to it."""
    matter = matter_offered(context)
    if matter is None or not turn.text or turn.command is not None:
        return False
    if context.content.get("urgent") or not context.is_recent(STILL_TALKING):
        return False
    if not says_something(turn.text):
        return False
    if context.speech(turn.text) is Speech.ASKS and not tells_besides(turn.text, context):
        return False
    if len(matter.words) + len(turn.text) >= MOST_CHARACTERS:
        return False
    if denied(turn.text, context) is not None and (
        place_in(turn.text) is None or denies_offer(turn.text, context)
    ):
        return False
    is_question = not context.content.get("report") and (
        context.speech(matter.words) is Speech.ASKS
    )
    if is_question and not (is_only_place(turn, context) or corrects(turn.text)):
        return False
    return belongs(turn.text, matter, context)


def is_only_place(turn: Turn, context: Context) -> bool:
    """Whether the words are a place and nothing else."""
    place = place_in(turn.text)
    if place is None or turn.digit is not None or turn.command is not None:
        return False
    rest = simplify(unicodedata.normalize("NFKC", turn.text)).replace(simplify(place), "")
    for area in context.setup.areas.named(rest):
        rest = rest.replace(area.name, "").replace(_KIND_OF_AREA.sub("", area.name), "")
    return _WHERE_ELSE.fullmatch(normalise(rest)) is not None


def nearest(text: str, context: Context) -> KnownEntry | None:
    """The entry that may answer, if it is worth suggesting and about the words."""
    ranked = context.ranked(text)
    if not ranked or ranked[0].confidence < context.rules.thresholds.suggest:
        return None
    is_sure = context.is_confident(text)
    is_about = is_sure or service.is_about(text, ranked[0], context.knowledge)
    return ranked[0].entry if is_about else None


def tells_nothing(text: str, context: Context) -> bool:
    """Whether words are no part of any matter: 行了忙去了, 我儿子在深圳上班."""
    if len(text) < FEWEST_GUESSED or tells_what_is_wrong(text):
        return False
    likely = context.guess(text)
    answers = likely.shares[Intent.YES] + likely.shares[Intent.NO]
    return likely.telling < LITTLE and answers < LITTLE and place_in(text) is None


def says_something(text: str) -> bool:
    """Whether words can be a part of a report: asdfghjkl is none."""
    return any("\u4e00" <= sign <= "\u9fff" or sign.isdigit() for sign in text)


def _called(matter: Matter, context: Context) -> str:
    """All that a matter may be called: 上学 is what many say of 入学入托."""
    topic = context.setup.topics.get(matter.topic_id or 0)
    return " ".join([matter.words, *(topic.words if topic else ())])


def _weight(text: str, case: Case, talked_of: Case | None, context: Context) -> int:
    is_it = talked_of is not None and case.id == talked_of.id
    return weigh(text, matter_of(case, context, is_talked_of=is_it), context)


def _by_topic(text: str, matter: Matter, context: Context) -> int:
    """By what the words are about: their topic, else the entry that is near."""
    topic = context.topic_of(text)
    if topic is not None:
        if matter.topic_id is None:
            # 楼下烧烤店, then 油烟熏得睡不着: only now it is said what is offered.
            # 投诉楼上, and then 半夜两点还在装修.
            is_vague = not is_clear(matter.words) and matter.is_talked_of
            is_offer = matter.case is None
            if is_offer and is_clear(matter.words) and alike(text, matter.words) < HARDLY:
                return OTHER_TOPIC
            return 0 if is_offer or is_vague else NEW_TOPIC
        return SAME_TOPIC if topic.id == matter.topic_id else OTHER_TOPIC
    if matter.case is None and matter.is_talked_of and tells_besides(text, context):
        return 0
    told = _beside_place(text).strip()
    is_long = min(len(told), len(matter.words)) >= STORY_CHARACTERS
    if is_long and is_clear(told) and is_clear(matter.words):
        likely = alike(told, matter.words)
        if likely >= OFTEN or likely < HARDLY:
            return SAME_ENTRY if likely >= OFTEN else OTHER_SUBJECT
    entry = nearest(text, context)
    is_sure = context.is_confident(text)
    # 3号楼2单元401 is nobody's question, whatever it may resemble.
    says_more = len(normalise(_beside_place(text))) >= STORY_CHARACTERS
    if entry is None or not (is_sure or says_more):
        return 0
    if entry.topic_id is not None and entry.topic_id == matter.topic_id:
        return SAME_ENTRY
    if entry == nearest(matter.words, context):
        return SAME_ENTRY
    return OTHER_ANSWER if is_sure else OTHER_ENTRY


def _by_place(text: str, matter: Matter) -> int:
    place = place_in(text)
    if place is None or matter.place is None:
        return 0
    if place in matter.place or matter.place in place:
        return SAME_PLACE
    here, there = set(_NUMBERS.findall(place)), set(_NUMBERS.findall(matter.place))
    return OTHER_PLACE if here and there and not here & there else 0


def _beside_place(text: str) -> str:
    place = place_in(text)
    return text.replace(place, " ") if place else text
