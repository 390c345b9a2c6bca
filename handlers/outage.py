"""What is out and known to the office is told before anything is looked for or registered."""

from cases.queries import open_cases
from cases.recognise import recognise
from community.texts import outages as texts
from core.clock import spoken_time
from faq.standing import OutageFacts
from handlers.context import BEFORE_CASE, Asked, Context
from handlers.matters import matters_in
from handlers.report import KIND_OF_COMMAND
from handlers.turn import Turn

DEMANDS = frozenset({*KIND_OF_COMMAND, "登记"})


def is_known(turn: Turn, context: Context) -> bool:
    """Whether the words ask for or report what a note says is out where they are said of, and
    the resident was not told just now."""
    return _find(turn, context) is not None


def answer(turn: Turn, context: Context) -> str:
    """The note, and how to register nevertheless: not to whom has done so, nor in the middle of
    a question about a case."""
    outage = _find(turn, context)
    assert outage is not None  # noqa: S101 (the route's own condition)
    said = context.say(
        texts.TOLD,
        area=context.setup.areas.name_of(outage.area_id) or context.say(texts.EVERYWHERE),
        text=outage.text,
        until=spoken_time(outage.until_at, context.today),
    )
    words = _words(turn)
    context.later += _besides(words, outage, context)
    is_between = context.question is None or context.is_asked(*BEFORE_CASE)
    if not is_between or _has_registered(outage, context) or context.later:
        return said
    kind = KIND_OF_COMMAND.get(turn.command.word) if turn.command else None
    known = {
        "text": words,
        "kind": kind,
        "topic_id": recognise(words, context.setup, context.area_id).topic_id,
        "outage": outage.id,
    }
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER), known)}"


def _besides(words: str, outage: OutageFacts, context: Context) -> list[str]:
    """What was said along with it and is not known to be out."""
    said = matters_in(words, context)
    if len(said) == 1:
        return []
    topics = {matter: context.topic_of(matter) for matter in said}
    return [one for one, topic in topics.items() if not topic or topic.id not in outage.topic_ids]


def _find(turn: Turn, context: Context) -> OutageFacts | None:
    words = _words(turn)
    if not words or not context.outages.holding(context.now):
        return None
    heard = recognise(words, context.setup, context.area_id)
    said = [context.heard(matter).topic_id for matter in matters_in(words, context)]
    topics = {topic for topic in (heard.topic_id, _answered_topic(words, context), *said) if topic}
    areas = context.setup.areas.ancestors(heard.area_id or context.area_id)
    chain = [area.id for area in areas] or None
    found = context.outages.find(topics, chain, context.now)
    return None if found and context.content.get("outage") == found.id else found


def _words(turn: Turn) -> str:
    """What is asked or reported; '' for other commands and bare digits."""
    if turn.digit is not None:
        return ""
    if turn.command is None:
        return turn.text
    return turn.command.rest if turn.command.word in DEMANDS else ""


def _answered_topic(words: str, context: Context) -> int | None:
    """The topic of the entry that would answer."""
    return context.ranked(words)[0].entry.topic_id if context.is_confident(words) else None


def _has_registered(outage: OutageFacts, context: Context) -> bool:
    return any(case.topic_id in outage.topic_ids for case in open_cases(context.db, context.actor))
