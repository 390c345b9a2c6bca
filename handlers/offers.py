"""Offers of a case: for what is reported, for what nothing answers, and what goes on with it."""

from collections.abc import Mapping

from cases.intents import Intent
from cases.models import Case
from cases.opening import MOST_CHARACTERS
from cases.queries import get_visible, open_cases
from cases.speech import Speech, corrects
from community.subjects import CHAT, is_clear, likeliest
from community.texts import ask as texts
from community.texts import desk as desk_texts
from community.texts import report as report_texts
from community.texts.sentence import Sentence
from community.topics import TopicFacts
from core.clock import spoken_day
from faq.aspects import names_subject
from faq.knowledge import KnownEntry
from handlers import progress
from handlers.belonging import (
    STILL_TALKING,
    STORY_CHARACTERS,
    asks_of_others,
    belongs,
    case_nearest,
    matter_of,
    matter_offered,
    says_something,
)
from handlers.context import Asked, Context, Lead
from handlers.filling import add_to, asked_on, place_told, quoted, shown
from handlers.progress import MOST_LISTED
from handlers.turn import Turn
from handlers.whose import whose

ABOUT_CASE = (Asked.PLACE, Asked.PHOTO, Asked.PHONE, Asked.AREA)
OFTEN, MOSTLY = 0.5, 0.6
GREETING = (Intent.SOCIAL, Intent.WAITS, Intent.PERSON)
ASKED_OF_US = (Intent.ASKS, Intent.DESK, Intent.STATUS, Intent.READS, Intent.URGES)
KEPT = ("kind", "back", "missed", "outage", "add_to", "add_by", "without")


def go_on(turn: Turn, context: Context) -> str:
    """Words that belong to those an offer or a list was made for: all of them are taken."""
    context.leads = Lead()
    return _joined(turn.text, context, context.say(texts.NOTED))


def report_offer(
    words: str, context: Context, topic: TopicFacts | None, near: KnownEntry | None
) -> str:
    """The offer of a case, all of it filled in; an entry that is near can be read instead. Who
    has reported the like can add it to that."""
    leave_place(words, context)
    known: dict[str, object] = {"text": words, "report": True}
    known["topic_id"] = topic.id if topic else None
    known["without"] = context.denied_topic
    if topic is not None and near is not None and near.topic_id not in (None, topic.id):
        # What tells of another topic is not what he would read.
        near = None
    if topic is not None:
        for case in open_cases(context.db, context.actor, limit=MOST_LISTED):
            if case.topic_id == topic.id:
                return addition(case, known, context)
    lines = _understood(words, topic, context)
    lines.append(context.say(texts.REPORT_OFFER))
    if near is not None:
        lines.append(context.say(texts.READ_INSTEAD, question=near.question))
    elif topic is None and (likely := case_nearest(words, context)) is not None:
        lines.append(_said_of(likely, texts.ADD_INSTEAD, context))
        known |= {"add_to": likely.id, "add_by": 2}
    lines.append(context.say(texts.NO_THANKS))
    known["entry_id"] = near.id if near else None
    return context.ask(Asked.OFFER, "\n".join(lines), known)


def leave_place(words: str, context: Context) -> None:
    """The place that was told of what is offered stays with that: these words tell of another."""
    content = context.content
    if context.is_asked(Asked.OFFER) and content.get("report") and content["text"] not in words:
        context.place = None


def add_to_case(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What was said belongs to the case that there is already."""
    return put_to_case(context)


def put_to_case(context: Context, more: str = "") -> str:
    """Add what was said, and what is said besides, to the case that the open offer names."""
    content = context.content
    case = get_visible(context.db, context.actor, content["add_to"])
    context.close()
    said = added(f"{content['text']}，{more}" if more else content["text"], case, context)
    return "\n\n".join([said, *context.resume(content.get("back"))])


def added(text: str, case: Case, context: Context) -> str:
    """Add words to a case; what is said of it."""
    placed = add_to(case, text, context)
    if placed:
        return placed
    topic = progress.titled(case, context)
    return context.say(report_texts.ADDED, number=case.number, topic=topic, words=quoted(text))


def addition(case: Case, known: Mapping[str, object], context: Context) -> str:
    """Ask whether what was said belongs to a case there is already."""
    said = _said_of(case, texts.ADD_TO, context)
    return context.ask(Asked.OFFER, said, {**known, "add_to": case.id, "add_by": 1})


def nothing_answers(text: str, context: Context, *, ask_area: bool = True) -> str:
    """Nothing answers it: offer a case with the words filled in, and say whose matter it is, where
    that is asked; the second time in a row also the phone and the office's hours."""
    if _only_begins(text, context):
        return context.say(desk_texts.LISTENING)
    if _belongs_to_offer(text, context):
        asks = sum(map(context.guess(text).shares.__getitem__, ASKED_OF_US)) >= OFTEN
        return _joined(text, context, context.say(texts.NOTED_MISSED if asks else texts.NOTED))
    case = case_asked_about(context)
    if case is not None and not asks_of_others(text, matter_of(case, context), context):
        add_to(case, text, context)
        return asked_on(case, context)
    topic, speech = context.likely_topic(text), context.speech(text)
    known: dict[str, object] = {"text": text, "topic_id": topic.id if topic else None}
    office = whose(text, context, ask_area=ask_area) if speech is Speech.ASKS else None
    if office is not None:
        return office
    if topic is not None:
        sentence = texts.MISSED_ABOUT if speech is Speech.ASKS else texts.MISSED_TOPIC
        return context.ask(Asked.OFFER, context.say(sentence, topic=topic.name), known)
    again = context.is_asked(Asked.OFFER) and context.content.get("missed")
    if speech is Speech.REPORTS and not again:
        return report_offer(text, context, None, None)
    if speech is Speech.UNCLEAR and not again:
        near = case_nearest(text, context)
        if near is not None:
            return addition(near, known, context)
    if again and not names_subject(text):
        # 要多少钱, after what nothing answered: whoever reads it must know of what.
        known["text"] = f"{context.content['text']}，{text}"[:MOST_CHARACTERS]
    missed = texts.MISSED if speech is Speech.ASKS else texts.NOT_CLEAR
    said = context.say(texts.MISSED_AGAIN if again else missed)
    said = "\n".join([said, *_phone(topic, context)])
    return context.ask(Asked.OFFER, said, {**known, "missed": True})


def case_asked_about(context: Context) -> Case | None:
    """The case about which something is being asked: place, photo, phone, or where it is."""
    question, content = context.question, context.content
    if question is None or not context.is_asked(*ABOUT_CASE):
        return None
    case_id = question.case_id or content.get("case_id")
    return get_visible(context.db, context.actor, case_id) if case_id else None


def _belongs_to_offer(text: str, context: Context) -> bool:
    """Whether what nothing answers was said of a report just offered: 怎么弄."""
    matter, content = matter_offered(context), context.content
    if matter is None or matter.words == text or content.get("urgent"):
        return False
    if context.is_apart or not says_something(text) or not context.is_recent(STILL_TALKING):
        return False
    if asks_of_others(text, matter, context):
        return False
    is_report = content.get("report") or context.speech(matter.words) is not Speech.ASKS
    return bool(is_report) and belongs(text, matter, context)


def _only_begins(text: str, context: Context) -> bool:
    """喂，有人没有啊？我是三号楼的老太太: who greets and has not said yet what it is about."""
    heard = context.heard(text)
    if len(text) < STORY_CHARACTERS or is_clear(text) or heard.topic_id or heard.place:
        return False
    likely = context.guess(text)
    subject, share = likeliest(text)
    if subject.key == CHAT and share >= MOSTLY:
        return likely.intent in GREETING
    is_unclear = context.speech(text) is Speech.UNCLEAR
    return is_unclear and likely.is_surely(*GREETING, least=OFTEN)


def _joined(text: str, context: Context, head: str) -> str:
    """All that was said, offered once more; only what is new in it is said back."""
    content = context.content
    before, words = content["text"], f"{content['text']}，{text}"
    # What it was taken for holds until words of his own name something else.
    is_named = content.get("topic_id") is None or context.topic_of(text) is not None
    topic = context.likely_topic(words) if is_named and not corrects(text) else None
    topic_id = topic.id if topic else content.get("topic_id")
    context.place = place_told(text, context.place or context.heard(before).place, context)
    is_known = topic_id == content.get("topic_id")
    fresh = _understood(words, None if is_known else topic, context)
    if context.place == context.heard(before).place:
        fresh = [line for line in fresh if not is_known][:1]
    # Which case it may belong to stays to be chosen; what was a list of entries is an offer now.
    is_offer = context.is_asked(Asked.OFFER) and content.get("report")
    choices = _last_lines(content["prompt"]) if is_offer and content.get("add_by") else ""
    ending = choices or context.say(texts.REGISTER_IT)
    known = {name: content.get(name) for name in KEPT}
    known |= {"text": words, "topic_id": topic_id, "report": True}
    known["entry_id"] = content.get("entry_id") if is_offer else None
    lines = [head, *fresh, *_phone(topic, context)]
    return "\n".join([*lines, context.ask(Asked.OFFER, ending, known)])


def _understood(words: str, topic: TopicFacts | None, context: Context) -> list[str]:
    place = context.place or context.heard(words).place
    about = context.say(texts.REPORT_TOPIC, topic=topic.name) if topic else ""
    where = context.say(texts.REPORT_PLACE, place=shown(place)) if place else ""
    return [line for line in (about, where) if line]


def _said_of(case: Case, sentence: Sentence, context: Context) -> str:
    day = spoken_day(case.opened_at, context.today)
    return context.say(sentence, topic=progress.called(case, context), day=day)


def _last_lines(prompt: str) -> str:
    """The choices of a prompt."""
    return "\n".join(line for line in prompt.splitlines() if line[:1].isdigit())


def _phone(topic: TopicFacts | None, context: Context) -> list[str]:
    """The office's phone for who was not understood twice."""
    again = topic is None and context.is_asked(Asked.OFFER) and context.content.get("missed")
    phone = context.placeholder("社区电话")
    if not again or not phone:
        return []
    hours = context.placeholder("办公时间") or ""
    return [context.say(texts.MISSED_PHONE, phone=phone, hours=hours)]
