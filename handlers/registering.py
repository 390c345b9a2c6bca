"""登记电梯, 我想登记长护险评估: a case is wanted of what follows the word, unless it is a
registration of its own kind (登记结婚, 登记失业) or a question."""

from cases.speech import Speech
from core.language import normalise
from faq.knowledge import KnownEntry
from handlers.context import Context
from handlers.turn import Turn

WORD = "登记"


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
