"""What a resident sends in one breath: the first message leads, the others join it in silence.

A reply that opens a case or takes in a photo leads: the channel says it when he pauses, and asks
`close` how. Until then photos and words that ask nothing else go into the case without a word, are
counted on his `Contact`, and are told with that reply, or with the next when its process has died.
"""

from datetime import datetime, timedelta
from typing import Any

from bot.messages import ImageMessage, LeadReply, NoReply, Reply, TextReply
from cases.clauses import begins_another_matter
from cases.models import Case
from cases.places import place_in
from cases.queries import get_visible
from cases.recognise import recognise
from cases.service import add_words, fill_in
from community.texts import bursts as texts
from core.columns import new_public_id
from handlers import later, media, slots
from handlers.context import Context
from handlers.turn import Turn

# Longer than the channel lets anybody wait; should the process that waits die, it ends so.
LIVES = timedelta(seconds=4)
ASKS = ("?", "？", "吗", "么", "呢", "谁", "哪", "怎么办", "咋办", "哪里", "多少")


def begin(turn: Turn, context: Context, said: str, head: str) -> Reply:
    """The reply that leads what may follow on a case just opened or a photo (`context.leads`);
    as it is where nothing can follow: a digit or a menu entry ends a breath."""
    contact = context.contact
    is_said = turn.digit is None and (turn.text or isinstance(turn.message, ImageMessage))
    if context.leads is None or contact is None or not is_said:
        return TextReply(said)
    contact.burst = {
        "lead": new_public_id(),
        "case": context.leads.case_id,
        "until": (context.now + LIVES).isoformat(),
        **_counts(words=0, photos=0),
    }
    return LeadReply(said, contact.burst["lead"], head)


def is_joining(turn: Turn, context: Context) -> bool:
    """Whether the message belongs to what is being said in this breath: a photo, or words that
    are no command, ask nothing and name no other matter than that of the case."""
    burst = _going_on(context)
    if burst is None or isinstance(turn.message, ImageMessage):
        return burst is not None
    if burst["case"] is None or not turn.text or turn.command is not None:
        return False
    if turn.digit is not None or turn.text.endswith(ASKS) or begins_another_matter(turn.text):
        return False
    topic_id = recognise(turn.text, context.setup, context.area_id).topic_id
    return topic_id in (None, _case(burst, context).topic_id)


def join(turn: Turn, context: Context) -> str:
    """Put it with the case, or with the photo that waits for words, and say nothing yet."""
    burst = _going_on(context)
    assert burst is not None  # noqa: S101 (the route's own condition)
    if isinstance(turn.message, ImageMessage):
        media.keep("photo", turn.message.media_id, context, case_id=burst["case"])
        _note(context, {**burst, "photos": burst["photos"] + 1})
        return ""
    _add(turn.text, _case(burst, context), context)
    _note(context, {**burst, "words": burst["words"] + 1})
    return ""


def close(context: Context, reply: LeadReply) -> Reply:
    """What is said at the end of the breath: the reply, with what joined it and what is still
    missing now; where another has taken the lead, only what must be said of this one."""
    burst = context.contact.burst if context.contact else None
    if burst is None or burst["lead"] != reply.lead:
        return TextReply(reply.head) if reply.head else NoReply()
    more = _told(burst, context)
    _note(context, {**burst, "until": None, **_counts(words=0, photos=0)})
    if not more:
        return reply
    if not reply.head:
        return TextReply(f"{more}\n{reply.text}")
    asked = _asked(_case(burst, context), context)
    return TextReply("\n".join([reply.head, more, *asked, *later.next_matter(context)]))


def untold(context: Context) -> list[str]:
    """What joined a burst of which nobody has told the resident yet; told once."""
    burst = context.contact.burst if context.contact else None
    if burst is None or _going_on(context) is not None or not (burst["words"] or burst["photos"]):
        return []
    _note(context, {**burst, **_counts(words=0, photos=0)})
    return [_told(burst, context)]


def _asked(case: Case, context: Context) -> list[str]:
    """What the case still needs; a question about something else that came meanwhile stays."""
    question = context.question
    if question is not None and case.id not in (question.case_id, context.content.get("case_id")):
        return []
    context.close()
    return slots.begin(case, context)


def _add(text: str, case: Case, context: Context) -> None:
    place = None if case.place else place_in(text)
    db, actor, setup, now = context.db, context.actor, context.setup, context.now
    if place:
        catalogue = context.catalogue
        fill_in(db, case, place=place, actor=actor, setup=setup, catalogue=catalogue, now=now)
    add_words(db, case, text, actor=actor, setup=setup, now=now)


def _going_on(context: Context) -> dict[str, Any] | None:
    burst = context.contact.burst if context.contact else None
    if burst is None or burst["until"] is None:
        return None
    return burst if context.now < datetime.fromisoformat(burst["until"]) else None


def _told(burst: dict[str, Any], context: Context) -> str:
    words, photos = burst["words"], burst["photos"]
    parts = [context.say(texts.WORDS, count=words)] if words else []
    parts += [context.say(texts.PHOTOS, count=photos)] if photos else []
    return context.say(texts.MORE, what="、".join(parts)) if parts else ""


def _counts(*, words: int, photos: int) -> dict[str, int]:
    return {"words": words, "photos": photos}


def _note(context: Context, burst: dict[str, Any]) -> None:
    assert context.contact is not None  # noqa: S101 (it holds the burst)
    context.contact.burst = burst


def _case(burst: dict[str, Any], context: Context) -> Case:
    return get_visible(context.db, context.actor, burst["case"])
