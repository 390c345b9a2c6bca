"""登记电梯, 我想登记长护险评估: a case is wanted of what follows the word, unless it is a
registration of its own kind (登记结婚, 登记失业) or a question."""

import re
from datetime import timedelta

from bot import ledger
from cases.models import Case
from cases.places import place_in
from cases.speech import Speech
from cases.workflow import OPEN
from core.language import normalise
from faq.knowledge import KnownEntry
from handlers import despair, emergency, manners
from handlers.answers import meaning_of
from handlers.belonging import said_before_it
from handlers.commands import read_command
from handlers.consents import without_asking
from handlers.context import Asked, Context
from handlers.offers import case_asked_about
from handlers.talked_of import said_last
from handlers.turn import Turn

WORD = "登记"
# What was said so long ago is what 你登记吧 means.
JUST_SAID = timedelta(minutes=5)
FEWEST_CHARACTERS = 4
_ANOTHER = re.compile(r"再|另|还|又|也")
_MATTER = re.compile(r"(?:(?:一|之|这件|那件|的)事情?|问题|(?:那|这)(?:个|件))$")


def is_wanted(turn: Turn, context: Context) -> bool:
    """Whether the words ask to have registered what they name."""
    command = turn.command
    if command is None or command.word != WORD or command.apart or not command.rest:
        return False
    if context.speech(command.rest) is Speech.ASKS or _is_of_its_own_kind(turn.text, context):
        return False
    return topic_named(command.rest, context) is not None


def is_demanded(turn: Turn) -> bool:
    """劳烦登记：书法班几时开课: it is to be registered, whatever entry is near."""
    command = turn.command
    is_word = command is not None and command.word == WORD and bool(command.rest)
    return is_word and not normalise(turn.text).startswith(WORD)


def speech_of(turn: Turn, context: Context) -> Speech:
    """What the words do; 登记捐书 is no question for the word that it begins with."""
    command = turn.command
    if command is None or command.word != WORD or _is_of_its_own_kind(turn.text, context):
        return context.speech(turn.text)
    return context.speech(command.rest)


def object_in(turn: Turn) -> str:
    """What is to be registered, without how it is asked for; '' where that is not said."""
    return without_asking(turn.command.rest) if turn.command else ""


def is_of(named: str, offered: str) -> bool:
    """Whether what is named is what was offered: 捐书一事, of 捐书，请告知接收人."""
    return normalise(_MATTER.sub("", named)) in normalise(offered)


def registered(named: str, turn: Turn, context: Context) -> Case | None:
    """The case that was just opened for what is to be registered: it is registered already. With
    nothing named, the one of which something is being asked."""
    asked = case_asked_about(context) if context.is_recent(JUST_SAID) else None
    if not named:
        return asked
    if _ANOTHER.search(turn.text) or place_in(named):
        return None
    told = asked or said_last(context.own_cases, context)
    is_open = told is not None and told.state in OPEN and told.opened_at > context.now - JUST_SAID
    return told if told is not None and is_open and is_of(named, told.description) else None


def said_before(turn: Turn, context: Context) -> str:
    """What was said in the last minutes and is in no case yet: 你登记吧 means that; '' for
    nothing."""
    if said_last(context.own_cases, context) is not None or despair.is_near(turn, context):
        return ""
    since = context.now - JUST_SAID
    over = context.over
    is_offer = over is not None and over.kind in (Asked.OFFER, Asked.CHOICE)
    kept = (over.content or {}) if over is not None and is_offer else {}
    lapsed = "，".join(filter(None, (*said_before_it(kept, context), kept.get("text"))))
    offered = lapsed if over is not None and over.asked_at > since else ""
    words = ledger.last_words(context.db, turn.message.sender, since=since).strip()
    fresh = words if _tells(words, context) and words not in offered else ""
    if fresh and context.declined is not None:
        # What he does not want is no part of what he has said since.
        return fresh
    return "，".join(filter(None, (offered, fresh)))


def _tells(words: str, context: Context) -> bool:
    """Whether words can be what is to be registered."""
    if len(normalise(words)) < FEWEST_CHARACTERS or read_command(words) is not None:
        return False
    # Danger has an offer of its own, and words of suicide become no case.
    if emergency.alarm_in(words, context.setup) is not None:
        return False
    return meaning_of(words) is None and manners.said_to(words, context) is None


def topic_named(words: str, context: Context) -> int | None:
    """The topic that the words name, or that of the entry which they name."""
    topic = context.topic_of(words)
    if topic is not None:
        return topic.id
    entry = _entry_named(words, context)
    return entry.topic_id if entry is not None else None


def _entry_named(words: str, context: Context) -> KnownEntry | None:
    """The entry that surely answers the words, or is nearest and has them in its question."""
    for nearest in context.ranked(words)[:1]:
        is_likely = nearest.confidence >= context.rules.thresholds.suggest
        named = normalise(words) in normalise(nearest.entry.question)
        if context.is_confident(words) or (is_likely and named):
            return nearest.entry
    return None


def _is_of_its_own_kind(text: str, context: Context) -> bool:
    """Whether the nearest entry is itself about registering: marriages, dogs, tenants."""
    ranked = context.ranked(text)
    if not ranked or ranked[0].confidence < context.rules.thresholds.suggest:
        return False
    texts = ranked[0].entry.content.texts
    return any(WORD in one for one in (texts if context.is_confident(text) else texts[:1]))
