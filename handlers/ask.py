"""What a resident says in his own words: a question is answered, or gets a choice of two or
three; a report gets the offer of a case, and so does what nothing answers."""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.links import menu_link
from cases.denying import Denied, denied_in
from cases.models import Case
from cases.queries import case_in_talk, get_visible, open_cases
from cases.speech import Speech, is_another_matter, lacks_subject, without_another
from community.texts import ask as texts
from community.texts import home as home_texts
from community.texts import report as report_texts
from community.texts.sentence import Sentence
from community.topics import TopicFacts
from core.clock import spoken_day
from core.language import normalise
from faq import service
from faq.content import fill
from faq.excerpts import excerpt
from faq.knowledge import KnownEntry
from faq.models import Outcome
from faq.questions import last_answered
from faq.service import Answer
from handlers import home, progress, report
from handlers.answers import meaning_of
from handlers.context import Asked, Context, Lead
from handlers.filling import add_to, shown
from handlers.manners import without_abuse
from handlers.matters import first_of
from handlers.progress import MOST_LISTED
from handlers.turn import Turn

MOST_CHOICES, MOST_TOLD = 3, 4
STORY_CHARACTERS = 8
# Less than this beside what is denied says nothing by itself.
FEWEST_CHARACTERS = 4
# Words that follow so soon after one's case, and ask nothing, are about it.
STILL_TALKING = timedelta(minutes=2)
# 都不是, 不对: another question was meant; 不用: none.
KEPT = ("kind", "back", "missed", "outage", "add_to", "add_by")
_ASKED_OF_IT = re.compile(
    r"(?:怎么|如何|在哪|去哪|到哪|找谁|多久|多少|什么|要不要|能不能|有没有).*$"
)
_SAID = re.compile(r"[\u4e00-\u9fff\d]")
NONE_OF_THEM = ("是", "对", "没有我")


def ask(turn: Turn, context: Context) -> str:
    """Answer a question and offer a case for a report, unless the words go on about a case just
    opened; what begins with a command's word can still be registered with 1."""
    whole = without_another(without_abuse(turn.text))
    plain = first_of(whole, context)
    words = turn.text if plain == whole else plain
    denied = denied_in(plain, context.last_said())
    if denied is not None:
        return _not_that(denied, context)
    case = None if is_another_matter(turn.text) else _case_it_adds_to(plain, context)
    if case is not None:
        return _added(words, case, context)
    subject = _just_answered(plain, context)
    if subject is not None:
        return answer_to(f"{_subject_of(subject)}{plain}", context, about=subject)
    said = respond(plain, context, words=words)
    if turn.command is None or context.has_asked:
        return said
    known = {"text": turn.command.rest, "kind": report.KIND_OF_COMMAND.get(turn.command.word)}
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER_INSTEAD), known)}"


def _not_that(denied: Denied, context: Context) -> str:
    """What is denied is not asked for: the rest is looked at, without what was denied."""
    context.denied = denied.subjects
    words = _of_same_matter(denied.rest, context)
    if context.is_asked(Asked.CHOICE, Asked.OFFER):
        context.end()
    if len(normalise(denied.rest)) >= FEWEST_CHARACTERS:
        return respond(denied.rest, context, words=words)
    return context.say(texts.NOT_THAT, words="、".join(denied.subjects))


def _of_same_matter(rest: str, context: Context) -> str:
    """The rest behind what an open offer was made for, where both are about one topic."""
    before, topic = context.content.get("text"), context.topic_of(rest)
    is_same = topic is not None and topic.id == context.content.get("topic_id")
    return f"{before}，{rest}" if before and is_same else rest


def _just_answered(text: str, context: Context) -> KnownEntry | None:
    """The entry that a question without a subject of its own is about: what was just told."""
    if not lacks_subject(text) or context.topic_of(text):
        return None
    if context.told and context.is_recent(STILL_TALKING):
        return context.knowledge.entries.get(context.told[-1])
    last = last_answered(context.db, context.resident.id, now=context.now)
    if last is None or last.asked_at <= context.now - STILL_TALKING:
        return None
    return context.knowledge.entries.get(last.entry_id or 0)


def _subject_of(entry: KnownEntry) -> str:
    """What an entry's question asks about: of 老年卡怎么办 the 老年卡."""
    return _ASKED_OF_IT.sub("", entry.question) or entry.question


def go_on(turn: Turn, context: Context) -> str:
    """Words that belong to those an offer or a list was made for: all of them are taken."""
    context.leads = Lead()
    return _joined(turn.text, context, context.say(texts.NOTED))


def respond(text: str, context: Context, *, words: str) -> str:
    """The offer of a case for a report, else what `answer_to` says; `words` are the resident's
    own, of which `text` is what the matter is."""
    if context.speech(text) is Speech.REPORTS:
        near = _near(text, context)
        topic = context.topic_of(text) or _topic_of_sure(near, text, context)
        if topic is None and _goes_on_from_answer(context):
            # 楼上没人, after what to do about a leak: still the leak.
            topic = context.setup.topics.get(context.content["topic_id"])
            words = f"{context.content['text']}，{words}"
        if topic is not None or near is not None:
            return report_offer(words, context, topic, near)
    elif context.speech(text) is Speech.UNCLEAR and _tells(text) and not context.is_confident(text):
        for case in open_cases(context.db, context.actor, limit=1):
            return _addition(case, {"text": words, "topic_id": None, "report": True}, context)
    return answer_to(text, context, words=words)


def _goes_on_from_answer(context: Context) -> bool:
    """Whether a case of a known topic was offered a moment ago, along with an answer."""
    content = context.content
    is_offered = context.is_asked(Asked.OFFER) and context.is_recent(STILL_TALKING)
    is_free = not (content.get("fixed") or content.get("urgent") or content.get("report"))
    return is_offered and is_free and bool(content.get("topic_id")) and bool(content.get("text"))


def _tells(text: str) -> bool:
    """Whether the words tell what happened, and don't just name a subject."""
    return len(text) >= STORY_CHARACTERS and "了" in text


def report_offer(
    words: str, context: Context, topic: TopicFacts | None, near: KnownEntry | None
) -> str:
    """The offer of a case, all of it filled in; an entry that is near can be read instead. Who
    has reported the like can add it to that."""
    known: dict[str, object] = {"text": words, "report": True}
    known["topic_id"] = topic.id if topic else None
    if topic is not None:
        for case in open_cases(context.db, context.actor, limit=MOST_LISTED):
            if case.topic_id == topic.id:
                return _addition(case, known, context)
    lines = _understood(words, topic, context)
    lines.append(context.say(texts.REPORT_OFFER))
    if near is not None:
        lines.append(context.say(texts.READ_INSTEAD, question=near.question))
    elif topic is None:
        for case in open_cases(context.db, context.actor, limit=1):
            lines.append(_said_of(case, texts.ADD_INSTEAD, context))
            known |= {"add_to": case.id, "add_by": 2}
    lines.append(context.say(texts.NO_THANKS))
    known["entry_id"] = near.id if near else None
    return context.ask(Asked.OFFER, "\n".join(lines), known)


def _topic_of_sure(near: KnownEntry | None, text: str, context: Context) -> TopicFacts | None:
    """The topic of the entry that would surely answer, where the words themselves name none."""
    if near is None or not context.is_confident(text):
        return None
    return context.setup.topics.get(near.topic_id or 0)


def add_to_case(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What was said belongs to the case that there is already."""
    content = context.content
    case = get_visible(context.db, context.actor, content["add_to"])
    context.close()
    said = _added(content["text"], case, context)
    return "\n\n".join([said, *context.resume(content.get("back"))])


def _understood(words: str, topic: TopicFacts | None, context: Context) -> list[str]:
    place = context.heard(words).place
    about = context.say(texts.REPORT_TOPIC, topic=topic.name) if topic else ""
    where = context.say(texts.REPORT_PLACE, place=shown(place)) if place else ""
    return [line for line in (about, where) if line]


def _addition(case: Case, known: Mapping[str, object], context: Context) -> str:
    said = _said_of(case, texts.ADD_TO, context)
    return context.ask(Asked.OFFER, said, {**known, "add_to": case.id, "add_by": 1})


def _said_of(case: Case, sentence: Sentence, context: Context) -> str:
    day = spoken_day(case.opened_at, context.today)
    return context.say(sentence, topic=progress.topic_of(case, context), day=day)


def _joined(text: str, context: Context, head: str) -> str:
    """All that was said, offered once more; only what is new in it is said back."""
    content = context.content
    before, words = content["text"], f"{content['text']}，{text}"
    topic = context.topic_of(words)
    topic_id = topic.id if topic else content.get("topic_id")
    is_known = topic_id == content.get("topic_id")
    fresh = _understood(words, None if is_known else topic, context)
    if context.heard(words).place == context.heard(before).place:
        fresh = [line for line in fresh if not is_known][:1]
    # The choices of an offer stay; what was a list of entries is an offer now.
    is_offer = context.is_asked(Asked.OFFER) and content.get("report")
    lines_before = _last_lines(content["prompt"]) if is_offer else ""
    ending = lines_before or context.say(texts.REGISTER_IT)
    known = {name: content.get(name) for name in KEPT}
    known |= {"text": words, "topic_id": topic_id, "report": True}
    known["entry_id"] = content.get("entry_id") if is_offer else None
    lines = [head, *fresh, *_phone(topic, context)]
    return "\n".join([*lines, context.ask(Asked.OFFER, ending, known)])


def look(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """The entry that an offer names; the case can still be opened afterwards."""
    return _chosen(context.content["entry_id"], context)


def answer_to(
    text: str,
    context: Context,
    *,
    words: str | None = None,
    about: KnownEntry | None = None,
    ask_area: bool = True,
) -> str:
    """The answer, the choices, or the offer; the area is asked first where it decides.

    `words`: what the resident said, where `text` is the question he picked for it; `about`: what
    he has just read and asks on about.
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
    if about is not None and about in answer.suggestions[:1]:
        return _known_so_far(text, about, context, _filled(about, context))
    if answer.outcome is Outcome.SUGGESTED:
        return _suggested(words or text, answer, context)
    return offer(words or text, context)


def _near(text: str, context: Context) -> KnownEntry | None:
    ranked = context.ranked(text)
    if not ranked or ranked[0].confidence < context.rules.thresholds.suggest:
        return None
    near = ranked[0].entry
    is_sure = context.is_confident(text)
    return near if is_sure or service.is_about(text, near, context.knowledge) else None


def _case_it_adds_to(text: str, context: Context) -> Case | None:
    """The case a resident is just talking about, when the words ask nothing and name no other
    topic: they belong to it."""
    if context.question is not None or context.speech(text) is Speech.ASKS:
        return None
    if not says_something(text):
        return None
    if context.is_confident(text) and context.speech(text) is not Speech.REPORTS:
        return None
    if meaning_of(text) is not None:
        return None
    case = case_in_talk(context.db, context.actor, since=context.now - STILL_TALKING)
    topic = context.topic_of(text)
    is_of_it = case is not None and (topic is None or case.topic_id == topic.id)
    # Once something else was said in between, nobody knows what the words belong to.
    said = context.last_said()
    is_talked_of = case is not None and (not said or str(case.number) in said)
    return case if is_of_it and is_talked_of else None


def _added(text: str, case: Case, context: Context) -> str:
    placed = add_to(case, text, context)
    if placed:
        return placed
    said = context.say(report_texts.ADDED, number=case.number)
    again = context.last_said() == said
    return context.say(report_texts.ADDED_MORE, number=case.number) if again else said


def _answered(text: str, answer: Answer, context: Context, *, picked: bool = False) -> str:
    entry = answer.entry
    if answer.needs_area and entry is not None:
        content = {"then": "ask", "text": entry.question, "words": text}
        return home.ask_area(context, content, context.say(home_texts.WHICH_AREA))
    lists = (Asked.CHOICE, Asked.OFFER, Asked.PICK)
    if not picked and context.is_asked(*lists) and not context.content.get("report"):
        # A new question that is answered leaves the old list behind.
        context.close()
    said = answer.text
    is_named = entry is not None and normalise(text) == normalise(entry.question)
    if entry is not None and not is_named and _is_known(entry, answer.text, context):
        return _known_so_far(text, entry, context, answer.text)
    if entry is not None:
        context.told = [*context.told, entry.id][-MOST_TOLD:]
    # With something else still to be said, an offer would stand between.
    if entry is not None and entry.topic_id is not None and not context.later:
        known = {"text": text, "topic_id": entry.topic_id}
        said = f"{said}\n{context.ask(Asked.OFFER, context.say(texts.ACTION), known)}"
    return said


def _known_so_far(text: str, entry: KnownEntry, context: Context, told: str) -> str:
    """What the entry says of just that; where it says nothing the truth, and the offer to have
    somebody answer."""
    sentences = excerpt(text.removeprefix(_subject_of(entry)), told)
    if sentences is not None and sentences not in context.last_said().splitlines():
        context.told = [*context.told, entry.id][-MOST_TOLD:]
        return sentences
    known = {"text": text, "topic_id": entry.topic_id, "missed": True}
    said = context.say(texts.KNOWN_SO_FAR, question=entry.question)
    return context.ask(Asked.OFFER, said, known)


def _filled(entry: KnownEntry, context: Context) -> str:
    return fill(entry.content.answer, context.setup.areas.placeholders(context.area_id))


def _is_known(entry: KnownEntry, said: str, context: Context) -> bool:
    """Whether he has just read it, and asks on: the same once more answers nothing."""
    return entry.id in context.told or said in context.last_said()


def _suggested(text: str, answer: Answer, context: Context) -> str:
    """Two or three choices; where the words name a topic, the last is to register it."""
    topic = context.topic_of(text)
    is_alone = len(answer.suggestions) == 1
    can_register = topic is not None or is_alone or context.speech(text) is not Speech.ASKS
    entries = answer.suggestions[: MOST_CHOICES - 1 if can_register else MOST_CHOICES]
    lines = [context.say(texts.CHOICES)]
    for digit, entry in enumerate(entries, 1):
        lines.append(f"{digit} {menu_link(entry.question, entry.question)}")
    digit = len(entries) + 1
    if topic is not None:
        lines.append(context.say(texts.REGISTER_TOPIC, digit=digit, topic=topic.name))
    elif can_register:
        lines.append(context.say(texts.REGISTER_THIS, digit=digit))
    lines.append(context.say(texts.NONE_OF_THESE))
    content = {
        "text": text,
        "entries": [entry.id for entry in entries],
        "questions": [entry.question for entry in entries],
        "topic_id": topic.id if topic else None,
        "can_register": can_register,
    }
    return context.ask(Asked.CHOICE, "\n".join(lines), content)


def offer(text: str, context: Context) -> str:
    """Nothing answers it: offer a case with the words filled in; the second time in a row
    also the phone and the office's hours."""
    if _belongs_to_offer(text, context):
        return _joined(text, context, context.say(texts.NOTED_MISSED))
    topic, speech = context.topic_of(text), context.speech(text)
    known: dict[str, object] = {"text": text, "topic_id": topic.id if topic else None}
    if topic is not None:
        sentence = texts.MISSED_ABOUT if speech is Speech.ASKS else texts.MISSED_TOPIC
        return context.ask(Asked.OFFER, context.say(sentence, topic=topic.name), known)
    again = context.is_asked(Asked.OFFER) and context.content.get("missed")
    if speech is Speech.REPORTS and not again:
        return report_offer(text, context, None, None)
    if speech is Speech.UNCLEAR and not again:
        for case in open_cases(context.db, context.actor, limit=1):
            return _addition(case, known, context)
    missed = texts.MISSED if speech is Speech.ASKS else texts.NOT_CLEAR
    said = context.say(texts.MISSED_AGAIN if again else missed)
    said = "\n".join([said, *_phone(topic, context)])
    return context.ask(Asked.OFFER, said, {**known, "missed": True})


def _belongs_to_offer(text: str, context: Context) -> bool:
    """Whether what nothing answers was said of a report just offered: 怎么弄."""
    content = context.content
    before = content.get("text")
    if not before or before == text or not context.is_asked(Asked.OFFER, Asked.CHOICE):
        return False
    if not says_something(text):
        return False
    if content.get("fixed") or content.get("urgent") or not context.is_recent(STILL_TALKING):
        return False
    is_report = content.get("report") or context.speech(before) is not Speech.ASKS
    topic = context.topic_of(text)
    is_other = is_another_matter(text) or (topic and topic.id != content.get("topic_id"))
    return bool(is_report and not is_other)


def says_something(text: str) -> bool:
    """Whether words can be a part of a report: asdfghjkl is none."""
    return _SAID.search(text) is not None


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


def choose(turn: Turn, context: Context) -> str:
    """The answer to a list of entries: a digit, the question itself, or none of them."""
    content = context.content
    digit, questions = turn.digit, content["questions"]
    if digit is None and turn.text in questions:
        digit = questions.index(turn.text) + 1
    if digit == len(questions) + 1:
        return report.open_with(context, content["text"], content)
    if digit is None and not any(sign in turn.text for sign in NONE_OF_THEM):
        context.end()
        return context.say(texts.NOT_NEEDED)
    if not digit:
        known = {"text": content["text"], "topic_id": content.get("topic_id"), "missed": True}
        return context.ask(Asked.OFFER, context.say(texts.NONE_FITS), known)
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
