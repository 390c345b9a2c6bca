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
ABUSE, CHAT, BYE, UPSET, EMOJI = "abuse", "chat", "bye", "upset", "emoji"
THANKS = "thanks"
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)
DISTRESS = (UPSET, EMOJI, "anybody", "handled", "puzzled")
_ONLY_POINTS = re.compile(
    r"(?:[你我他她它们您这那一群帮个些的了就是真都太全给吧啊呀哦吗\W_]|东西|玩意|公众号|服务号|平台|系统|软件|客服|机器人)*"
)
_WECHAT_FACE = re.compile(r"\[[^\[\]\s]{1,6}\]")
_TWICE = re.compile(r"(.{2,})\1+")
_PARTS = re.compile(r"[\s,，.。!！、~～]+")
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
    if key == BYE or (key == THANKS and context.is_asked(*SLOTS)):
        # Nobody is called back from the door, and who thanks for a case has done with it.
        context.keep_quietly()
    return context.say(LISTENING) if context.last_said() == reply else reply


def said_to(text: str, context: Context) -> str | None:
    """The short word back to words that are only that, None for others."""
    key = _key_of(text, context)
    return reply_of(key) if key else None


def reply_of(key: str) -> str:
    """What is said back to this kind of politeness."""
    return _replies()[key]


def without_abuse(text: str) -> str:
    """The text without words that only insult, for finding out what it is about."""
    return _abuse().sub("", text).strip()


def _key_of(text: str, context: Context) -> str | None:
    key = _exact(text)
    if key is not None:
        return key
    parts = [_exact(part) for part in _PARTS.split(text) if part]
    if all(parts) and parts:
        return parts[-1]
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
def _replies() -> dict[str, str]:
    return {row["key"]: row["reply"] for row in _table()["manner"]}


@cache
def _abuse() -> re.Pattern[str]:
    words = sorted(_table()["abuse"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


def _plain(text: str) -> str:
    plain = normalise(text)
    # Signs alone (？？？) are an utterance of their own.
    return plain or text.strip()[:1]
