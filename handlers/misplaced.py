"""What he said was put into the wrong case: 你把鸡补到停车那件上去了. It goes where it belongs, and
who has the other case reads that it does not count there."""

from cases.mentions import is_misplaced
from cases.models import Case
from cases.queries import case_in_talk, words_added
from cases.workflow import OPEN
from community.texts import report as texts
from handlers import progress
from handlers.belonging import matter_of, things_shared
from handlers.context import Asked, Context
from handlers.filling import add_to, keep_said, shown
from handlers.talked_of import IN_TALK, named
from handlers.turn import Turn


def is_said(turn: Turn, context: Context) -> bool:
    """Whether the words say so, and there is something that was put into a case of his."""
    if not context.has_cases or not turn.text or not is_misplaced(turn.text):
        return False
    return _wrong(turn.text, context) is not None


def put_right(turn: Turn, context: Context) -> str:
    """Put what he said last into the case that it is about, or ask which or whether one is to be
    opened for it."""
    wrong = _wrong(turn.text, context)
    assert wrong is not None  # noqa: S101 (the route's own condition)
    words = words_added(context.db, wrong, context.actor)[-1]
    keep_said(wrong, turn.text, context)
    others = [case for case in _open(context) if case.id != wrong.id]
    right = _about(turn.text, others, context) or _about(words, others, context)
    if len(right) == 1:
        context.close()
        add_to(right[0], words, context)
        topic = progress.topic_of(right[0], context)
        values = {"number": right[0].number, "topic": topic, "words": shown(words)}
        return context.say(texts.PUT_RIGHT, wrong=wrong.number, **values)
    said = context.say(texts.TAKEN_OUT, wrong=wrong.number, words=shown(words))
    if others:
        deed: dict[str, object] = {"deed": "补充", "words": words}
        return progress.list_cases(right or others, context, said, deed)
    known = {"text": words, "report": True}
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER_APART), known)}"


def _wrong(text: str, context: Context) -> Case | None:
    """The case that he names as the wrong one, else the one that was talked of last."""
    told = [case for case in _open(context) if words_added(context.db, case, context.actor)]
    found = named(text, told, context) if told else []
    if len(found) == 1:
        return found[0]
    last = case_in_talk(context.db, context.actor, since=context.now - IN_TALK)
    return next((case for case in told if last is not None and case.id == last.id), None)


def _about(words: str, cases: list[Case], context: Context) -> list[Case]:
    return [case for case in cases if things_shared(words, [matter_of(case, context).words])]


def _open(context: Context) -> list[Case]:
    return [case for case in context.own_cases if case.state in OPEN]
