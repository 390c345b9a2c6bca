"""What residents' words mean as an answer to a question of ours, from data."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from typing import Any

from core.language import normalise, simplify
from core.shipped import read_once

MOST_STARS = 5


class Meaning(StrEnum):
    """How an answer is to be taken."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"
    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"
    UNCLEAR = "unclear"
    HURRY = "hurry"


_CLAUSES = re.compile(r"[\s,，.。!！;；、~～]+")
# Every message is looked at.
_MAY_RATE = re.compile(r"分|星|评|評|给|給|打")
_NUMERALS = {numeral: stars for stars, numeral in enumerate("一二三四五", 1)} | {"两": 2}
_PARTS = re.compile(r"[\s,，.。!！、~～]+")
# How whoever answers is called.
_CALLED = "小?姑娘|小伙子?|师傅|同志|大姐|大哥|大妹子|妹子|老师|领导|美女|帅哥"
# 打五分可以吗 gives five.
_GIVING = re.compile(r"^我?(?:给|打)(?:你们?|您|个|打)*|(?:可以|行|好)(?:吗|不|吧)?$")
_POLITE_BEFORE = re.compile(
    rf"^(?:那就?|嗯+|哦+|噢|啊|请|麻烦你?|谢谢你?|不好意思|我(?=[不没])|{_CALLED})"
)
_POLITE_AFTER = re.compile(
    r"(?:[吧呀啊哦呢啦哈嘛呗噢哟哩噻撒嘞咯喽唦]|谢谢(?:你们?|您|了)?|多谢|谢了|感谢|麻烦(?:你们?|您)?了?|辛苦了?"
    rf"|{_CALLED})$"
)


@read_once
def _table() -> dict[str, Any]:
    text = (files("community") / "starter" / "open_answers.toml").read_text("utf-8")
    return tomllib.loads(text)


@read_once
def _words() -> dict[Meaning, frozenset[str]]:
    return {
        Meaning(row["key"]): frozenset(normalise(word) for word in row["words"])
        for row in _table()["answer"]
    }


@read_once
def _meanings() -> dict[str, Meaning]:
    """What each expression means; one of several meanings the first of them."""
    listed = reversed(_words().items())
    return {word: meaning for meaning, words in listed for word in words}


@read_once
def _grumble() -> re.Pattern[str]:
    return re.compile("|".join(_table()["grumble"]["forms"]))


@read_once
def _stars() -> dict[str, int]:
    return {word: row["stars"] for row in _table()["rating"] for word in row["words"]}


@read_once
def _given() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in _table()["rates"]["given"])


@read_once
def _called() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _stars()), key=len, reverse=True))
    return re.compile(_table()["rates"]["called"].replace("{words}", words))


def meaning_of(text: str) -> Meaning | None:
    """The meaning of a whole sentence that is one of the known expressions, else None."""
    if _asks(text):
        return _exact(normalise(text))
    meanings = {_meaning(part) for part in _PARTS.split(text) if normalise(part)}
    return meanings.pop() if len(meanings) == 1 else _meaning(text)


def _meaning(text: str) -> Meaning | None:
    return next((found for plain in without_politeness(text) if (found := _exact(plain))), None)


def stars_of(text: str, digit: int | None) -> int | None:
    """5 to 1 as the answer to 请打个分, None for anything else; a number counts before a word."""
    if digit is not None:
        return digit if 1 <= digit <= MOST_STARS else None
    parts = [part for part in _PARTS.split(text) if normalise(part)]
    given = [_stars_in(part) for part in parts]
    if not given or None in given:
        return _stars_in(text)
    counted = [
        stars for part, stars in zip(parts, given, strict=True) if part.rstrip("吧")[-1:] == "分"
    ]
    return (counted or given)[-1]


def _stars_in(text: str) -> int | None:
    for plain in without_politeness(text):
        stars = _stars().get(plain) or _stars().get(_GIVING.sub("", plain))
        # 4分满意: the number is told in words, too.
        number, points, called = plain.partition("分")
        if not stars and points and called in _stars():
            stars = _stars().get(number + points)
        if stars:
            return stars
    return None


def rating_in(text: str) -> int | None:
    """5 to 1 where words say, among others, that they rate: 建档那个给5分, 可评满意; else None."""
    if not _MAY_RATE.search(text):
        return None
    plain = simplify(text)
    for clause in _CLAUSES.split(plain):
        for form in _given():
            found = form.search(clause)
            if found is not None:
                return _NUMERALS.get(found["n"]) or int(found["n"])
    called = _called().search(plain)
    return _stars()[called["word"]] if called else None


def verdict_of(text: str) -> Meaning:
    """SOLVED, PARTLY, NOT_SOLVED or UNCLEAR as the answer to 解决了吗; in doubt never SOLVED."""
    plain = normalise(text)
    whole = meaning_of(text)
    if whole in (Meaning.YES, Meaning.SOLVED) and not _asks(text):
        return Meaning.SOLVED
    if whole in (Meaning.NO, Meaning.NOT_SOLVED):
        return Meaning.NOT_SOLVED
    for meaning in (Meaning.PARTLY, Meaning.NOT_SOLVED, Meaning.UNCLEAR):
        if _contains(plain, meaning):
            return meaning
    return Meaning.UNCLEAR if _asks(text) else _solved_or_unclear(plain)


def is_hesitant(text: str) -> bool:
    """Whether words say that he does not know whether it is solved: 应该好了, 还没看."""
    return _contains(normalise(text), Meaning.UNCLEAR)


def _exact(plain: str) -> Meaning | None:
    return _meanings().get(plain)


def without_politeness(text: str) -> Iterator[str]:
    """The sentence as it is, then with ever less of what is only said to be polite."""
    plain = normalise(text)
    while plain:
        yield plain
        shorter = _POLITE_AFTER.sub("", plain) or plain
        if shorter == plain:
            shorter = _POLITE_BEFORE.sub("", plain)
        if shorter == plain:
            return
        plain = shorter


def _solved_or_unclear(plain: str) -> Meaning:
    found = [word for word in _words()[Meaning.SOLVED] if word and word in plain]
    if not found:
        return Meaning.UNCLEAR
    rest = _grumble().sub("", plain.replace(max(found, key=len), ""))
    guarded = any(sign in rest for sign in _table()["guard"]["chars"])
    return Meaning.UNCLEAR if guarded else Meaning.SOLVED


def _contains(plain: str, meaning: Meaning) -> bool:
    return any(word and word in plain for word in _words()[meaning])


def _asks(text: str) -> bool:
    return "?" in text or "？" in text
