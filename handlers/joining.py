"""合到0004去: a case of his goes into another that is of the same matter, by his order, or since it
was only taken for something else."""

from cases.attachments import move
from cases.models import Case
from cases.queries import words_added
from cases.workflow import OPEN
from community.texts import report as texts
from core.masking import put_back
from handlers.context import Context
from handlers.filling import keep_place, keep_said
from handlers.progress import topic_of
from handlers.withdrawing import withdraw


def twin_of(case: Case, topic_id: int, context: Context) -> Case | None:
    """The open case of his that he had reported before with that topic, at no other place."""
    alike = [
        other
        for other in context.own_cases
        if other.id < case.id and other.topic_id == topic_id and other.state in OPEN
    ]
    return next((other for other in alike if _is_there(case.place, other.place)), None)


def join(case: Case, other: Case, words: str, context: Context) -> str:
    """All that was said and sent for it goes into the other; it is withdrawn itself, and can be had
    back."""
    told = [put_back(case.description, case.cut or [])]
    told += words_added(context.db, case, context.actor)
    said = "；".join(one for one in told if one not in other.description)
    if said:
        keep_said(other, said, context)
    move(context.db, case.id, other.id, actor=context.actor, now=context.now)
    if case.place and not other.place:
        keep_place(case.place, other, context)
    joined = context.say(texts.JOINED, number=other.number, topic=topic_of(other, context))
    return f"{joined}\n{withdraw(case, words, context)}"


def _is_there(place: str | None, other: str | None) -> bool:
    return not place or not other or place in other or other in place
