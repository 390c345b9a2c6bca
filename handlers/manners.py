"""Greetings, thanks, chat and abuse: short answers of their own, no misses and no offers."""

import re

from cases.places import place_in
from cases.speech import Speech
from community.texts.desk import BYE_AGAIN, LISTENING
from handlers import courtesies
from handlers.context import Asked, Context
from handlers.courtesies import THANKS
from handlers.turn import Turn

# So much may stand around 气死我了 without saying anything besides.
UPSET_BESIDES = 8
ABUSE, CHAT, UPSET, EMOJI = "abuse", "chat", "upset", "emoji"
SORRY, BYE = "sorry", "bye"
# Beside these something may be told that asks for nothing: 孩子退烧了，谢谢你们.
TELLING = (BYE, SORRY, THANKS)
# Whoever says no more than this is waiting for what he was asked, and reads it again.
WAITING = ("greeting", "there", "puzzled", "handled")
# What is said so is meant for the desk, even beside words about nothing that is known.
SPOKEN = ("doubt", "leader", "informer")
# What was done is judged by digit, whatever else is said of it.
JUDGED = (Asked.SOLVED, Asked.RATING)
DISTRESS = (UPSET, EMOJI, "anybody", "handled", "puzzled")
_UNHEARD = re.compile(
    r"(?:一直|都|老是?|也|根本|这么久|半天|还是?|我说的|反映了|说了)*"
    r"(?:没有?人?|不)(?:管|理|解决|处理|回)(?:我们?)?[了过]?"
)
_NUMBER = re.compile(r"\d{3}")


def is_manners(turn: Turn, context: Context) -> bool:
    """Whether the whole sentence is only that."""
    return bool(turn.text) and _key_of(turn.text, context) is not None


def is_distress(turn: Turn, context: Context) -> bool:
    """Fear or a call for somebody, which in danger belongs to it."""
    return bool(turn.text) and _key_of(turn.text, context) in DISTRESS


def is_farewell(turn: Turn, context: Context) -> bool:
    """Whether he only takes leave."""
    return bool(turn.text) and _key_of(turn.text, context) == BYE


def answer(turn: Turn, context: Context) -> str:
    """A short word back."""
    key = _key_of(turn.text, context) or ABUSE
    reply = courtesies.reply_to(key)
    if key not in WAITING and not context.is_asked(*JUDGED):
        # Who thanks, scolds or leaves is not called back to a list; it can still be picked from.
        context.keep_quietly()
    if context.last_said() != reply:
        return reply
    return context.say(BYE_AGAIN if key == BYE else LISTENING)


def said_to(text: str, context: Context) -> str | None:
    """The short word back to words that are only that, None for others."""
    key = _key_of(text, context)
    return courtesies.reply_to(key) if key else None


def _key_of(text: str, context: Context) -> str | None:
    key = courtesies.exact(text) or _composed(text, context) or _spoken(text, context)
    if key is not None:
        return key
    if courtesies.is_abuse(text):
        return ABUSE
    if courtesies.is_emoji(text):
        return EMOJI
    if _is_upset(text, context):
        return UPSET
    is_chat = courtesies.is_chat(text) and not _is_known(text, context)
    return CHAT if is_chat else None


def _composed(text: str, context: Context) -> str | None:
    """The manner of words that are polite and tell nothing besides that asks for something."""
    found = courtesies.composed(text)
    key = found.manner
    if key is None or not found.told:
        return key
    is_told = key in TELLING and all(_asks_nothing(part, key, context) for part in found.told)
    return key if is_told and _names_nothing(text, context) else None


def _asks_nothing(part: str, key: str, context: Context) -> bool:
    """Whether what is told beside politeness is neither a matter nor a question."""
    if courtesies.demands(part) or _NUMBER.search(part):
        return False
    speech = context.speech(part)
    # 对不起，我三天没睡了 excuses; beside thanks the same would be a matter.
    is_matter = speech is Speech.REPORTS or courtesies.contradicts(part)
    return speech is not Speech.ASKS and (key == SORRY or not is_matter)


def _spoken(text: str, context: Context) -> str | None:
    """The manner of a sentence whose parts all have one, or one of which is meant for the desk
    while the others tell nothing."""
    parts = list(courtesies.parts_of(text))
    keys = [courtesies.exact(part) or courtesies.about(part) for part in parts]
    if keys and all(keys):
        return keys[-1]
    spoken = next((key for key in keys if key in SPOKEN), None) or courtesies.about(text)
    if spoken is None or not _names_nothing(text, context):
        return None
    told = [part for part in parts if not (_UNHEARD.fullmatch(part) or courtesies.about(part))]
    reports = any(context.speech(part) is Speech.REPORTS for part in told)
    return None if reports else spoken


def _is_upset(text: str, context: Context) -> bool:
    """Anger at the desk, or at nothing that is named."""
    rest = courtesies.without_anger(courtesies.without_abuse(text))
    if rest is None or len(rest) > UPSET_BESIDES or context.speech(rest) is Speech.REPORTS:
        return False
    return _names_nothing(text, context)


def _names_nothing(text: str, context: Context) -> bool:
    """Whether the words name no place, no matter and no entry."""
    return not place_in(text) and not _is_known(text, context)


def _is_known(text: str, context: Context) -> bool:
    return context.topic_of(text) is not None or context.is_confident(text)
