"""When a line of the routing table fits: small questions about a turn and its surroundings."""

from collections.abc import Callable

from cases.places import place_in
from cases.queries import awaiting_verdict
from cases.recognise import recognise
from handlers import emergency, home, human, manners
from handlers.answers import Meaning, verdict_of
from handlers.context import Asked, Context
from handlers.turn import Turn

ASKS = ("?", "？", "吗", "谁", "哪", "怎么办", "咋办")
Fits = Callable[[Turn, Context], bool]


def is_(*kinds: type) -> Fits:
    """A message or event of one of these types."""
    return lambda turn, _: isinstance(turn.message, kinds)


def asked(*kinds: Asked) -> Fits:
    """An open question of one of these kinds."""
    return lambda _, context: context.is_asked(*kinds)


def command(*words: str) -> Fits:
    """One of these commands; with more words only when they are no question we can answer."""
    return lambda turn, context: turn.is_command(*words) and not _is_known(turn, context)


def alone(*words: str) -> Fits:
    """One of these commands, standing alone."""
    return lambda turn, _: turn.is_command(*words) and turn.is_command_alone


def means(*meanings: Meaning) -> Fits:
    """A whole sentence of one of these meanings."""
    return lambda turn, _: turn.meaning in meanings


def digit(*digits: int) -> Fits:
    """One of these digits."""
    return lambda turn, _: turn.digit in digits


def both(first: Fits, *others: Fits) -> Fits:
    """All of them."""
    return lambda turn, context: all(fits(turn, context) for fits in (first, *others))


def either(*any_of: Fits) -> Fits:
    """At least one of them."""
    return lambda turn, context: any(fits(turn, context) for fits in any_of)


def is_alarm(turn: Turn, context: Context) -> bool:
    """Words that speak of danger."""
    return emergency.alarm_in(turn.text, context.setup) is not None


def _is_known(turn: Turn, context: Context) -> bool:
    """A whole sentence that an entry answers with confidence, and no report: it names no
    place, nor, asking nothing, just what the entry itself would register."""
    if turn.command is None or turn.is_command_alone or place_in(turn.command.rest):
        return False
    return context.is_confident(turn.text) and not _would_register(turn, context)


def _would_register(turn: Turn, context: Context) -> bool:
    topic_id = context.ranked(turn.text)[0].entry.topic_id
    if topic_id is None or turn.text.endswith(ASKS):
        return False
    return recognise(turn.text, context.setup).topic_id == topic_id


def is_choice(turn: Turn, context: Context) -> bool:
    """A digit, or one of the questions offered."""
    return turn.digit is not None or turn.text in context.content.get("questions", ())


def is_area(turn: Turn, context: Context) -> bool:
    """An area by digit or name, or 其他; about a case all else that is said, too, is no loss."""
    if home.is_elsewhere(turn) or home.chosen_area(turn, context) is not None:
        return True
    is_of_case = context.content.get("then") == "case" and has_words(turn, context)
    return is_of_case and is_for_slot(turn, context) and is_no_known_question(turn, context)


def is_for_slot(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """Anything but another command or mere manners."""
    if turn.meaning in (Meaning.SKIP, Meaning.NO):
        return True
    is_other = turn.command is not None or manners.is_manners(turn.text)
    return not is_other or turn.is_command("跳过")


def is_silent(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """An event that can't be answered."""
    return not turn.message.may_answer


def has_words(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """Something was said in words."""
    return bool(turn.text)


def is_no_known_question(turn: Turn, context: Context) -> bool:
    """Nothing that an entry answers with confidence; where a place is asked for, a place is
    the answer, whatever entry it may resemble."""
    if not turn.text or turn.digit is not None:
        return True
    if context.is_asked(Asked.PLACE) and place_in(turn.text) and not turn.text.endswith(ASKS):
        return True
    return not context.is_confident(turn.text)


def is_about_danger(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """What follows shortly on the offer of an urgent case."""
    return emergency.is_offered(context)


def is_with_human(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """A person of the office talks with the resident now."""
    return human.is_open(context)


def is_about_result(turn: Turn, context: Context) -> bool:
    """Words that say solved or not solved, while a case of his waits for just that."""
    if turn.meaning not in (Meaning.SOLVED, Meaning.NOT_SOLVED):
        return False
    return awaiting_verdict(context.db, context.actor, now=context.now) is not None


def is_verdict(turn: Turn, context: Context) -> bool:
    """An answer to 解决了吗: a digit, or words that say it, or that try to and stay unclear."""
    if turn.digit is not None or turn.is_command("已解决", "没解决"):
        return True
    if turn.command is not None or not turn.text:
        return False
    if verdict_of(turn.text) is not Meaning.UNCLEAR:
        return True
    return turn.meaning is Meaning.UNCLEAR and not context.is_confident(turn.text)


def is_too_many(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """More messages within a minute than a person can mean."""
    return context.in_this_minute > context.rules.messages_a_minute
