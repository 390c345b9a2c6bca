"""Greetings, thanks, chat and abuse: short answers of their own, no misses and no offers."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from cases.places import place_in
from cases.speech import Speech
from community.texts.desk import LISTENING
from core.language import normalise
from handlers.answers import without_politeness
from handlers.context import Asked, Context
from handlers.turn import Turn

# A longer sentence says something besides.
CHAT_CHARACTERS = 12
# So much may stand around 气死我了 without saying anything besides.
UPSET_BESIDES = 8
ABUSE, CHAT, UPSET, EMOJI = "abuse", "chat", "upset", "emoji"
THANKS, SORRY, BYE = "thanks", "sorry", "bye"
# Beside these something may be told that asks for nothing: 孩子退烧了，谢谢你们.
TELLING = (BYE, SORRY, THANKS)
# Whoever says no more than this is waiting for what he was asked, and reads it again.
WAITING = ("greeting", "there", "puzzled", "handled")
# What is said so is meant for the desk, even beside words about nothing that is known.
SPOKEN = ("doubt", "leader", "informer")
# What was done is judged by digit, whatever else is said of it.
JUDGED = (Asked.SOLVED, Asked.RATING)
MOST_TOLD = 40
DISTRESS = (UPSET, EMOJI, "anybody", "handled", "puzzled")
_ONLY_POINTS = re.compile(
    r"(?:[你我他她它们您这那一群帮个些的了就是真都太全给吧啊呀哦吗\W_]|东西|玩意|公众号|服务号|平台|系统|软件|客服|机器人)*"
)
_WECHAT_FACE = re.compile(r"\[[^\[\]\s]{1,6}\]")
_TWICE = re.compile(r"(.{2,})\1+")
_PARTS = re.compile(r"[\s,，.。!！?？、~～]+")
_UNHEARD = re.compile(
    r"(?:一直|都|老是?|也|根本|这么久|半天|还是?|我说的|反映了|说了)*(?:没有?人?|不)(?:管|理|解决|处理|回)(?:我们?)?[了过]?"
)
_NUMBER = re.compile(r"\d{3}")
_PARTICLES = "呀啊哦啦呢吧嘛哈噢"


def is_manners(turn: Turn, context: Context) -> bool:
    """Whether the whole sentence is only that."""
    return bool(turn.text) and _key_of(turn.text, context) is not None


def is_distress(turn: Turn, context: Context) -> bool:
    """Fear or a call for somebody, which in danger belongs to it."""
    return bool(turn.text) and _key_of(turn.text, context) in DISTRESS


def answer(turn: Turn, context: Context) -> str:
    """A short word back."""
    key = _key_of(turn.text, context) or ABUSE
    reply = reply_of(key)
    if key not in WAITING and not context.is_asked(*JUDGED):
        # Who thanks, scolds or leaves is not called back to a list; it can still be picked from.
        context.keep_quietly()
    return context.say(LISTENING) if context.last_said() == reply else reply


def said_to(text: str, context: Context) -> str | None:
    """The short word back to words that are only that, None for others."""
    key = _key_of(text, context)
    return reply_of(key) if key else None


def is_about_desk(text: str) -> bool:
    """Whether the words ask about the desk and who is behind it: 投诉我的是谁 is no complaint."""
    return _about(text) is not None


def is_thanks(text: str) -> bool:
    """Whether the words hold thanks, whatever else they hold."""
    return _cores()[THANKS].search(normalise(text)) is not None


def reply_of(key: str) -> str:
    """What is said back to this kind of politeness."""
    return _replies()[key]


def without_abuse(text: str) -> str:
    """The text without words that only insult, for finding out what it is about."""
    return _abuse().sub("", text).strip()


def _key_of(text: str, context: Context) -> str | None:
    key = _exact(text)
    if key is not None:
        return THANKS if key == "ok" and is_thanks(text) else key
    key = _composed(text, context)
    if key is not None:
        return key
    parts = [_exact(part) or _about(part) for part in _PARTS.split(text) if part]
    if all(parts) and parts:
        return parts[-1]
    spoken = next((part for part in parts if part in SPOKEN), None) or _about(text)
    if spoken is not None and _tells_nothing(text, context):
        return spoken
    rest = without_abuse(text)
    if rest != text.strip() and _ONLY_POINTS.fullmatch(rest):
        return ABUSE
    if _is_emoji(text):
        return EMOJI
    if _is_upset(rest, context):
        return UPSET
    return CHAT if _is_chat(text, context) else None


def _exact(text: str) -> str | None:
    plain = _TWICE.sub(r"\1", _plain(text))
    forms = (plain, plain.rstrip(_PARTICLES), *without_politeness(text))
    return next((key for form in forms if (key := _examples().get(form))), None)


def _composed(text: str, context: Context) -> str | None:
    """The manner of words that are put together of polite ones, or tell something beside them
    that asks for nothing."""
    if len(text) > MOST_TOLD:
        return None
    found: set[str] = set()
    told: list[str] = []
    for part in filter(None, map(normalise, _PARTS.split(text))):
        if _polite().fullmatch(part):
            found |= _kinds_in(part)
            continue
        begin, end = _polite().match(part), _polite_end().search(part)
        head, tail = begin.end() if begin else 0, end.start() if end else len(part)
        found |= _kinds_in(part[:head]) | _kinds_in(part[max(head, tail) :])
        if not _content()["plan"].search(part):
            told.append(part[head : max(head, tail)])
    key = next((kind for kind in _table()["order"]["keys"] if kind in found), None)
    if key is None or not told:
        return key
    return key if key in TELLING and _asks_nothing(text, told, key, context) else None


def _asks_nothing(text: str, told: list[str], key: str, context: Context) -> bool:
    """Whether what is told beside politeness is neither a matter nor a question."""
    content = _content()
    for part in told:
        if content["demand"].search(part) or _NUMBER.search(part):
            return False
        speech = context.speech(part)
        # 对不起，我三天没睡了 excuses; beside thanks the same would be a matter.
        is_matter = speech is Speech.REPORTS or content["but"].search(part) is not None
        if speech is Speech.ASKS or (is_matter and key != SORRY):
            return False
    return _names_nothing(text, context)


def _tells_nothing(text: str, context: Context) -> bool:
    """Whether nothing is named, and nothing reported but that nobody cares."""
    parts = [part for part in map(normalise, _PARTS.split(text)) if not _UNHEARD.fullmatch(part)]
    reports = any(context.speech(part) is Speech.REPORTS and not _about(part) for part in parts)
    return not reports and _names_nothing(text, context)


def _names_nothing(text: str, context: Context) -> bool:
    """Whether the words name no place, no matter and no entry."""
    return not (place_in(text) or context.topic_of(text) or context.is_confident(text))


def _kinds_in(part: str) -> set[str]:
    return {kind for kind, cores in _cores().items() if cores.search(part)}


def _about(text: str) -> str | None:
    """Which question about the desk itself the words are."""
    if len(text) > MOST_TOLD:
        return None
    plains = list(without_politeness(text))
    for key, forms in _abouts().items():
        if any(forms.fullmatch(plain) for plain in plains):
            return key
    return None


def _is_emoji(text: str) -> bool:
    """Nothing but pictures, ours or WeChat's own: 🙄, [捂脸]."""
    rest = _WECHAT_FACE.sub("", text)
    is_drawn = rest != text or any(unicodedata.category(sign) == "So" for sign in rest)
    return is_drawn and not normalise(rest)


def _is_upset(text: str, context: Context) -> bool:
    """Anger at the desk, or at nothing that is named."""
    plain = normalise(text)
    rest = _upset().sub("", plain)
    if rest == plain or len(rest) > UPSET_BESIDES or place_in(text):
        return False
    if context.speech(rest) is Speech.REPORTS:
        return False
    return context.topic_of(text) is None and not context.is_confident(text)


def _is_chat(text: str, context: Context) -> bool:
    plain = normalise(text)
    if len(plain) > CHAT_CHARACTERS or not any(word in plain for word in _table()["chat"]["words"]):
        return False
    return context.topic_of(text) is None and not context.is_confident(text)


@cache
def _table() -> dict[str, Any]:
    text = (files("community") / "starter" / "manners.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _examples() -> dict[str, str]:
    return {
        _plain(example): row["key"] for row in _table()["manner"] for example in row["examples"]
    }


@cache
def _upset() -> re.Pattern[str]:
    words = sorted(_table()["upset"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _cores() -> dict[str, re.Pattern[str]]:
    rows = (row for row in _table()["manner"] if "core" in row)
    return {row["key"]: re.compile(_any_of(row["core"])) for row in rows}


@cache
def _polite_words() -> str:
    cores = [word for row in _table()["manner"] for word in row.get("core", ())]
    return f"(?:{_any_of([*cores, *_table()['trim']['words']])})"


@cache
def _polite() -> re.Pattern[str]:
    return re.compile(f"{_polite_words()}++")


@cache
def _polite_end() -> re.Pattern[str]:
    return re.compile(f"{_polite_words()}++$")


@cache
def _content() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(forms)) for name, forms in _table()["content"].items()}


@cache
def _abouts() -> dict[str, re.Pattern[str]]:
    return {row["key"]: re.compile("|".join(row["forms"])) for row in _table()["about"]}


@cache
def _replies() -> dict[str, str]:
    return {row["key"]: row["reply"] for name in ("manner", "about") for row in _table()[name]}


def _any_of(words: list[str]) -> str:
    plain = {normalise(word) for word in words}
    return "|".join(map(re.escape, sorted(filter(None, plain), key=len, reverse=True)))


@cache
def _abuse() -> re.Pattern[str]:
    words = sorted(_table()["abuse"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


def _plain(text: str) -> str:
    plain = normalise(text)
    # Signs alone (？？？) are an utterance of their own.
    return plain or text.strip()[:1]
