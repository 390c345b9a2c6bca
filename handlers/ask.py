"""A question of a resident: answered, a choice of two or three, or an offer to register it."""

from datetime import timedelta

from bot.links import menu_link
from cases.models import Case
from cases.queries import case_in_talk
from cases.recognise import recognise
from cases.service import add_words
from community.texts import ask as texts
from community.texts import home as home_texts
from community.texts import report as report_texts
from community.topics import TopicFacts
from faq import service
from faq.models import Outcome
from faq.service import Answer
from handlers import home, report
from handlers.context import Asked, Context
from handlers.turn import Turn

MOST_CHOICES = 3
# Words that follow so soon after one's case, and ask nothing, are about it.
STILL_TALKING = timedelta(minutes=2)
ASKS = ("?", "？", "吗", "么", "呢", "哪", "谁", "多少", "怎么办", "咋办", "哪里", "什么")


def ask(turn: Turn, context: Context) -> str:
    """Look for the answer to free text, unless it goes on about a case just opened; what begins
    with a command's word can still be registered with 1."""
    case = None if context.is_confident(turn.text) else _case_it_adds_to(turn.text, context)
    if case is not None:
        return _added(turn.text, case, context)
    said = answer_to(turn.text, context)
    if turn.command is None or context.has_asked:
        return said
    known = {"text": turn.command.rest, "kind": report.KIND_OF_COMMAND.get(turn.command.word)}
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER_INSTEAD), known)}"


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
        return _suggested(text, answer, context)
    return offer(text, context)


def _case_it_adds_to(text: str, context: Context) -> Case | None:
    """The case a resident is just talking about, when the words ask nothing and name no other
    topic: they belong to it."""
    if context.question is not None or text.endswith(ASKS):
        return None
    case = case_in_talk(context.db, context.actor, since=context.now - STILL_TALKING)
    topic = _topic_of(text, context)
    return case if topic is None or (case and case.topic_id == topic.id) else None


def _added(text: str, case: Case, context: Context) -> str:
    add_words(context.db, case, text, actor=context.actor, setup=context.setup, now=context.now)
    return context.say(report_texts.ADDED, number=case.number)


def _answered(text: str, answer: Answer, context: Context) -> str:
    entry = answer.entry
    if answer.needs_area and entry is not None:
        content = {"then": "ask", "text": entry.question, "words": text}
        return home.ask_area(context, content, context.say(home_texts.WHICH_AREA))
    if context.is_asked(Asked.CHOICE, Asked.OFFER, Asked.PICK):
        # A new question that is answered leaves the old list behind.
        context.close()
    said = answer.text
    if entry is not None and entry.topic_id is not None:
        # What the words name is surer than what the entry is usually about.
        topic = _topic_of(text, context)
        known = {"text": text, "topic_id": topic.id if topic else entry.topic_id}
        said = f"{said}\n{context.ask(Asked.OFFER, context.say(texts.ACTION), known)}"
    return said


def _suggested(text: str, answer: Answer, context: Context) -> str:
    """Two or three choices; where the words name a topic, the last is to register it."""
    topic = _topic_of(text, context)
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


def _topic_of(text: str, context: Context) -> TopicFacts | None:
    return context.setup.topics.get(recognise(text, context.setup).topic_id or 0)


def offer(text: str, context: Context) -> str:
    """Nothing answers it: offer a case with the words filled in; the second time in a row
    also the phone and the office's hours."""
    topic = _topic_of(text, context)
    if topic is not None:
        known = {"text": text, "topic_id": topic.id}
        return context.ask(Asked.OFFER, context.say(texts.MISSED_TOPIC, topic=topic.name), known)
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
    if digit == len(questions) + 1 and content.get("topic_id"):
        return report.open_with(context, content["text"], content)
    if not digit or digit > len(questions):
        return offer(content["text"], context)
    context.close()
    chosen = service.choose(
        context.db,
        content["text"],
        content["entries"][digit - 1],
        resident_id=context.resident.id,
        area_id=context.area_id,
        knowledge=context.knowledge,
        setup=context.setup,
        account=context.rules.account,
        now=context.now,
    )
    if chosen.outcome is Outcome.MISSED:
        return offer(content["text"], context)
    return _answered(content["text"], chosen, context)


def unhelpful(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """没帮助: count it against the last answer and offer a case with its question."""
    question = service.mark_unhelpful(context.db, context.resident.id, now=context.now)
    if question is None or not question.text:
        return context.ask(Asked.DESCRIBE, context.say(texts.NOTHING_TO_MARK))
    prompt = context.say(texts.UNHELPFUL)
    return context.ask(Asked.OFFER, prompt, {"text": question.text})
