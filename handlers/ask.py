"""What a resident says in his own words: a question is answered, or gets a choice of two or
three; a report gets the offer of a case, and so does what nothing answers."""

from collections.abc import Mapping
from datetime import timedelta

from bot.links import menu_link
from cases.models import Case
from cases.queries import case_in_talk
from cases.service import add_words
from cases.speech import Speech
from community.texts import ask as texts
from community.texts import home as home_texts
from community.texts import report as report_texts
from community.topics import TopicFacts
from faq import service
from faq.knowledge import KnownEntry
from faq.models import Outcome
from faq.service import Answer
from handlers import home, report
from handlers.context import Asked, Context, Lead
from handlers.filling import shown
from handlers.manners import without_abuse
from handlers.turn import Turn

MOST_CHOICES = 3
# Words that follow so soon after one's case, and ask nothing, are about it.
STILL_TALKING = timedelta(minutes=2)


def ask(turn: Turn, context: Context) -> str:
    """Answer a question and offer a case for a report, unless the words go on about a case just
    opened; what begins with a command's word can still be registered with 1."""
    plain = without_abuse(turn.text)
    case = _case_it_adds_to(plain, context)
    if case is not None:
        return _added(turn.text, case, context)
    said = respond(plain, context, words=turn.text)
    if turn.command is None or context.has_asked:
        return said
    known = {"text": turn.command.rest, "kind": report.KIND_OF_COMMAND.get(turn.command.word)}
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER_INSTEAD), known)}"


def go_on(turn: Turn, context: Context) -> str:
    """Words that belong to those an offer or a list was made for: all of them are taken."""
    words = f"{context.content['text']}，{turn.text}"
    context.leads = Lead()
    topic = context.topic_of(words)
    if topic is None and context.content.get("missed"):
        said = offer(words, context)
    else:
        said = report_offer(words, context, topic, None, known=context.content)
    return f"{context.say(texts.NOTED)}\n{said}"


def respond(text: str, context: Context, *, words: str) -> str:
    """The offer of a case for a report, else what `answer_to` says; `words` are the resident's
    own, of which `text` is what the matter is."""
    if context.speech(text) is Speech.REPORTS:
        topic, near = context.topic_of(text), _near(text, context)
        if topic is not None or near is not None:
            return report_offer(words, context, topic, near)
    return answer_to(text, context, words=words)


def report_offer(
    words: str,
    context: Context,
    topic: TopicFacts | None,
    near: KnownEntry | None,
    known: Mapping[str, object] | None = None,
) -> str:
    """The offer of a case, all of it filled in; an entry that is near can be read instead.

    `known`: what an earlier offer had kept.
    """
    place = context.heard(words).place
    about = context.say(texts.REPORT_TOPIC, topic=topic.name) if topic else ""
    where = context.say(texts.REPORT_PLACE, place=shown(place)) if place else ""
    lines = [*filter(None, [about, where]), context.say(texts.REPORT_OFFER)]
    if near is not None:
        lines.append(context.say(texts.READ_INSTEAD, question=near.question))
    lines.append(context.say(texts.NO_THANKS))
    before = known or {}
    kept = {
        **before,
        "text": words,
        "topic_id": topic.id if topic else before.get("topic_id"),
        "entry_id": near.id if near else None,
    }
    return context.ask(Asked.OFFER, "\n".join(lines), kept)


def look(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """The entry that an offer names; the case can still be opened afterwards."""
    return _chosen(context.content["entry_id"], context)


def answer_to(
    text: str, context: Context, *, words: str | None = None, ask_area: bool = True
) -> str:
    """The answer, the choices, or the offer; the area is asked first where it decides.

    `words`: what the resident said, where `text` is the question he picked for it.
    """
    answer = service.ask(
        context.db,
        text,
        resident_id=context.resident.id,
        area_id=context.area_id,
        knowledge=context.knowledge,
        setup=context.setup,
        thresholds=context.rules.thresholds,
        account=context.rules.account,
        now=context.now,
        ask_area=ask_area,
        ranked=context.ranked(text) if ask_area else None,
    )
    if answer.outcome is Outcome.ANSWERED:
        return _answered(words or text, answer, context)
    if answer.outcome is Outcome.SUGGESTED:
        return _suggested(words or text, answer, context)
    return offer(words or text, context)


def _near(text: str, context: Context) -> KnownEntry | None:
    ranked = context.ranked(text)
    if not ranked or ranked[0].confidence < context.rules.thresholds.suggest:
        return None
    return ranked[0].entry


def _case_it_adds_to(text: str, context: Context) -> Case | None:
    """The case a resident is just talking about, when the words ask nothing and name no other
    topic: they belong to it."""
    if context.question is not None or context.speech(text) is Speech.ASKS:
        return None
    if context.is_confident(text) and context.speech(text) is not Speech.REPORTS:
        return None
    case = case_in_talk(context.db, context.actor, since=context.now - STILL_TALKING)
    topic = context.topic_of(text)
    return case if topic is None or (case and case.topic_id == topic.id) else None


def _added(text: str, case: Case, context: Context) -> str:
    add_words(context.db, case, text, actor=context.actor, setup=context.setup, now=context.now)
    return context.say(report_texts.ADDED, number=case.number)


def _answered(text: str, answer: Answer, context: Context, *, picked: bool = False) -> str:
    entry = answer.entry
    if answer.needs_area and entry is not None:
        content = {"then": "ask", "text": entry.question, "words": text}
        return home.ask_area(context, content, context.say(home_texts.WHICH_AREA))
    if not picked and context.is_asked(Asked.CHOICE, Asked.OFFER, Asked.PICK):
        # A new question that is answered leaves the old list behind.
        context.close()
    said = answer.text
    if entry is not None and entry.topic_id is not None:
        # What the words name is surer than what the entry is usually about.
        topic = context.topic_of(text)
        known = {"text": text, "topic_id": topic.id if topic else entry.topic_id}
        said = f"{said}\n{context.ask(Asked.OFFER, context.say(texts.ACTION), known)}"
    return said


def _suggested(text: str, answer: Answer, context: Context) -> str:
    """Two or three choices; where the words name a topic, the last is to register it."""
    topic = context.topic_of(text)
    entries = answer.suggestions[: MOST_CHOICES - 1 if topic else MOST_CHOICES]
    lines = [context.say(texts.CHOICES)]
    for digit, entry in enumerate(entries, 1):
        lines.append(f"{digit} {menu_link(entry.question, entry.question)}")
    if topic is not None:
        digit = len(entries) + 1
        lines.append(context.say(texts.REGISTER_TOPIC, digit=digit, topic=topic.name))
    lines.append(context.say(texts.NONE_OF_THESE))
    content = {
        "text": text,
        "entries": [entry.id for entry in entries],
        "questions": [entry.question for entry in entries],
        "topic_id": topic.id if topic else None,
    }
    return context.ask(Asked.CHOICE, "\n".join(lines), content)


def offer(text: str, context: Context) -> str:
    """Nothing answers it: offer a case with the words filled in; the second time in a row
    also the phone and the office's hours."""
    topic = context.topic_of(text)
    if topic is not None:
        asks = context.speech(text) is Speech.ASKS
        sentence = texts.MISSED_ABOUT if asks else texts.MISSED_TOPIC
        known = {"text": text, "topic_id": topic.id}
        return context.ask(Asked.OFFER, context.say(sentence, topic=topic.name), known)
    again = context.is_asked(Asked.OFFER) and context.content.get("missed")
    sentence = texts.MISSED_AGAIN if again else texts.MISSED
    said = context.say(sentence)
    phone = context.placeholder("社区电话")
    if again and phone:
        hours = context.placeholder("办公时间") or ""
        said += "\n" + context.say(texts.MISSED_PHONE, phone=phone, hours=hours)
    return context.ask(Asked.OFFER, said, {"text": text, "missed": True})


def choose(turn: Turn, context: Context) -> str:
    """The answer to a list of entries: a digit, the question itself, or none of them."""
    content = context.content
    digit, questions = turn.digit, content["questions"]
    if digit is None and turn.text in questions:
        digit = questions.index(turn.text) + 1
    if digit == len(questions) + 1:
        return report.open_with(context, content["text"], content)
    if not digit:
        return offer(content["text"], context)
    return _chosen(content["entries"][digit - 1], context)


def _chosen(entry_id: int, context: Context) -> str:
    """The answer of an entry that was picked; the list stays for another pick."""
    text = context.content["text"]
    chosen = service.choose(
        context.db,
        text,
        entry_id,
        resident_id=context.resident.id,
        area_id=context.area_id,
        knowledge=context.knowledge,
        setup=context.setup,
        account=context.rules.account,
        now=context.now,
    )
    if chosen.outcome is Outcome.MISSED:
        return offer(text, context)
    context.keep_quietly()
    return _answered(text, chosen, context, picked=True)


def unhelpful(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """没帮助: count it against the last answer and offer a case with its question."""
    question = service.mark_unhelpful(context.db, context.resident.id, now=context.now)
    if question is None or not question.text:
        return context.ask(Asked.DESCRIBE, context.say(texts.NOTHING_TO_MARK))
    prompt = context.say(texts.UNHELPFUL)
    return context.ask(Asked.OFFER, prompt, {"text": question.text})
