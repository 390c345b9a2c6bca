"""Half a question behind a list that nobody has picked from, or behind what nothing answered: it is
about that, and its few words are not looked for by themselves."""

import re
from collections.abc import Iterable

from community.texts import ask as texts
from core.language import normalise
from faq.aspects import Aspect, aspects_in, is_half, tell
from faq.knowledge import KnownEntry
from faq.models import Outcome
from faq.questions import note_question
from faq.service import text_of
from handlers.context import MOST_TIMES, Asked, Context
from handlers.filling import shown

# 你们几点上班 asks of the desk itself.
OF_THE_DESK = re.compile("你们|社区|居委|村委|街道|镇上|便民")
MOST_CHARACTERS, SUBJECT_CHARACTERS = 500, 18
# What an offer keeps that does not stand behind what nothing answered.
NOT_MISSED = ("report", "urgent", "fixed", "about", "case_id", "add_to", "entry_id")


def of_what_is_open(
    text: str, aspects: tuple[Aspect, ...], known: str, context: Context
) -> str | None:
    """What the words get, None where nothing of the kind is open; `known`: words in them that name
    no subject."""
    before = context.content.get("text")
    if not before or OF_THE_DESK.search(normalise(text)):
        return None
    if not is_half(text, known + normalise(before)):
        return None
    if context.is_asked(Asked.CHOICE):
        return _of_list(text, aspects, context)
    if context.is_asked(Asked.OFFER) and not any(map(context.content.get, NOT_MISSED)):
        return _of_missed(text, aspects, context)
    return None


def unsaid(half: str, entry: KnownEntry, context: Context) -> list[str]:
    """That an entry, picked after half a question, says nothing of it; [] where it does."""
    silent = tell(aspects_in(half), text_here(entry, context)).silent
    return [context.say(texts.NOT_SAID, aspects=names_of(silent))] if silent else []


def _of_list(text: str, aspects: tuple[Aspect, ...], context: Context) -> str:
    """What the one entry says that tells it; where several do, or none, the list once more."""
    question, content = context.question, context.content
    listed = [context.knowledge.entries.get(entry_id) for entry_id in content["entries"]]
    telling = [
        (entry, told.sentences)
        for entry in listed
        if entry is not None and (told := tell(aspects, text_here(entry, context))).sentences
    ]
    if len(telling) == 1:
        entry, sentences = telling[0]
        context.keep_quietly()
        return f"{context.say(texts.IF_THAT, question=entry.question)}\n{sentences}"
    times = question.times_asked if question else 0
    if times >= MOST_TIMES:
        return _of_missed(text, aspects, context)
    head = context.say(texts.DEPENDS_WHICH, aspects=names_of(aspects))
    _, *choices = content["prompt"].splitlines()
    prompt = "\n".join([head, *choices])
    return context.ask(Asked.CHOICE, prompt, {**content, "half": text}, times=times + 1)


def _of_missed(text: str, aspects: tuple[Aspect, ...], context: Context) -> str:
    """That it is not known of that either, whom to ask, and to have somebody answer all of it."""
    content = context.content
    subject = content.get("subject") or content["text"]
    topic = context.setup.topics.get(content.get("topic_id") or 0)
    words = topic.name if topic else shown(subject[:SUBJECT_CHARACTERS])
    keep(f"{subject} {text}", Outcome.MISSED, context)
    said = context.say(texts.MISSED_ASPECTS, words=words, aspects=names_of(aspects))
    whole = f"{content['text']}，{text}"[:MOST_CHARACTERS]
    known = {"text": whole, "subject": subject, "topic_id": content.get("topic_id")}
    offer = context.ask(Asked.OFFER, context.say(texts.HAVE_IT_ANSWERED), {**known, "missed": True})
    return "\n".join([said, *desk_to_ask(context), offer])


def desk_to_ask(context: Context) -> list[str]:
    """The community's number, where it is known."""
    phone, hours = context.phone("社区电话"), context.phone("办公时间")
    if not phone or not hours:
        return []
    return [context.say(texts.NOT_SAID_WHERE, phone=phone, hours=hours)]


def keep(
    words: str,
    outcome: Outcome,
    context: Context,
    *,
    entry_id: int | None = None,
    suggested: tuple[int, ...] = (),
) -> None:
    """Keep half a question with its subject: what nobody answered is for the editors."""
    note_question(
        context.db,
        words,
        account=context.rules.account,
        resident_id=context.resident.id,
        area_id=context.area_id,
        outcome=outcome,
        entry_id=entry_id,
        suggested=suggested,
        now=context.now,
    )


def text_here(entry: KnownEntry, context: Context) -> str:
    """What an entry says where the resident lives."""
    return text_of(entry, context.area_id, context.setup.areas)


def names_of(aspects: Iterable[Aspect]) -> str:
    """What the aspects are called."""
    return "、".join(aspect.name for aspect in aspects)
