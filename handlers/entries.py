"""What the entries say: an answer, a choice of two or three, or that nothing answers."""

import re

from bot.links import menu_link
from cases.speech import Speech
from community.subjects import alike
from community.texts import ask as texts
from community.texts import home as home_texts
from core.language import normalise
from core.pieces import shares_piece
from faq import service
from faq.aspects import aspects_in, names_subject, tell
from faq.knowledge import KnownEntry
from faq.models import Outcome
from faq.ranking import Ranked
from faq.related import names_subject_of
from faq.service import Answer
from faq.subjects import subject_of
from handlers import following, home, report, talked_of, undecided
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.offers import nothing_answers
from handlers.turn import Turn
from handlers.undecided import names_of
from handlers.whose import whose

MOST_CHOICES, MOST_TOLD, LIKELY = 3, 4, 0.4
# So alike is a question at least to what may answer it, in the middle of a talk.
LIKE = 0.25
# An answer that has a word of these is known to say it.
HOURS, TOLD_IF_KNOWN = "hours", ("duration", "online", "visit")
_DIGITS = re.compile(r"\d{3,}")
# 都不是, 不对: another question was meant; 不用: none.
NONE_OF_THEM = ("是", "对", "没有我")


def answer_to(
    text: str,
    context: Context,
    *,
    words: str | None = None,
    ask_area: bool = True,
) -> str:
    """The answer, the choices, or the offer; the area is asked first where it decides.

    `words`: what the resident said, where `text` is the question he picked for it.
    """
    ask_area = ask_area and not context.was_asked_where
    named = None if context.area_id else context.heard(words or text).area_id
    answer = _asked(text, named, context, ask_area=ask_area)
    if answer.needs_area:
        named = home.area_of(words or text, context)
        answer = _asked(text, named, context, ask_area=ask_area) if named else answer
    if answer.outcome is Outcome.ANSWERED:
        return _for_area(named, _answered(words or text, answer, context), context)
    if answer.outcome is Outcome.SUGGESTED:
        near = answer.suggestions[0]
        office = whose(words or text, context, near=near, ask_area=ask_area)
        if office is not None:
            return office
        taken = _taken_for(words or text, answer, context.area_id or named, context)
        is_read = len(answer.suggestions) == 1 and near == following.at_hand(context)
        if taken is None and is_read:
            # Of what he has just read it tells nothing to be asked whether he means it.
            taken = following.say_again(near, words or text, context)
        return taken or _suggested(words or text, answer, context)
    return nothing_answers(words or text, context, ask_area=ask_area)


def _asked(text: str, area_id: int | None, context: Context, *, ask_area: bool) -> Answer:
    """What the entries say where he lives, else in that area."""
    return service.ask(
        context.db,
        text,
        resident_id=context.resident.id,
        area_id=context.area_id or area_id,
        knowledge=context.knowledge,
        setup=context.setup,
        thresholds=context.rules.thresholds,
        account=context.rules.account,
        now=context.now,
        ask_area=ask_area,
        ranked=_fitting(text, context) if ask_area else None,
    )


def _fitting(text: str, context: Context) -> list[Ranked]:
    """The entries that may answer; in the middle of a talk none that only shares a word with what
    is asked: 车牌 of a car that blocks the way is no 上牌."""
    ranked = context.ranked(text)
    if not ranked or context.is_confident(text) or not _is_in_talk(context):
        return ranked
    asked = following.asking_in(text)
    is_of_all = any(aspect.key == HOURS for aspect in aspects_in(asked))
    is_bare = context.speech(text) is Speech.ASKS and not names_subject(asked)
    if is_of_all or is_bare or subject_of(text):
        return ranked
    return [one for one in ranked if _is_like(asked, one)]


def _is_in_talk(context: Context) -> bool:
    was_asked = context.question is not None or context.over is not None
    return was_asked or context.has_cases or following.at_hand(context) is not None


def _is_like(asked: str, one: Ranked) -> bool:
    """Whether an entry, or the phrasing that speaks for it, is about the like of what is asked, or
    what is asked has a piece of its subject or a number of it."""
    if shares_piece(normalise(asked), normalise(following.subject_of(one.entry))):
        return True
    if any(map(one.phrasing.__contains__, _DIGITS.findall(asked))):
        return True
    return max(alike(asked, one.entry.question), alike(asked, one.phrasing)) >= LIKE


def _for_area(area_id: int | None, said: str, context: Context) -> str:
    """What is said, and for which area where he has only named it."""
    if area_id is None or context.area_id is not None:
        return said
    areas = context.setup.areas
    # Who speaks of a lamp in 3号楼 need not live in it.
    area = areas.name_of((areas.neighbourhood_of(area_id) or areas.get(area_id)).id)
    return f"{context.say(home_texts.ANSWERED_FOR, area=area)}\n{said}"


def choose(turn: Turn, context: Context) -> str:
    """The answer to a list of entries: a digit, the question itself, or none of them."""
    content = context.content
    digit, questions = turn.digit, content["questions"]
    if digit is None and turn.text in questions:
        digit = questions.index(turn.text) + 1
    if digit is None and turn.meaning is Meaning.YES:
        digit = 1
    if digit == len(questions) + 1:
        return report.open_with(context, content["text"], content)
    if digit and content.get("taken"):
        _picked(content["text"], content["entries"][0], None, context)
        context.end()
        return context.say(texts.NOT_NEEDED)
    if digit is None and not any(sign in turn.text for sign in NONE_OF_THEM):
        context.end()
        return context.say(texts.NOT_NEEDED)
    if not digit:
        return _none_fits(context)
    return _chosen(content["entries"][digit - 1], context)


def choose_first(turn: Turn, context: Context) -> str:
    """A yes to the only one, in whatever words."""
    return choose(Turn(turn.message, "1"), context)


def look(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """The entry that an offer names; the case can still be opened afterwards."""
    return _chosen(context.content["entry_id"], context)


def unhelpful(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """没帮助: count it against the last answer and offer a case with its question."""
    if context.is_asked(Asked.CHOICE) and context.content.get("taken"):
        return _none_fits(context)
    question = service.mark_unhelpful(context.db, context.resident.id, now=context.now)
    if question is None or not question.text:
        return context.ask(Asked.DESCRIBE, context.say(texts.NOTHING_TO_MARK))
    prompt = context.say(texts.UNHELPFUL)
    return context.ask(Asked.OFFER, prompt, {"text": question.text})


def _none_fits(context: Context) -> str:
    """What was shown is not what he asks for: the words can be registered."""
    content = context.content
    known = {"text": content["text"], "topic_id": content.get("topic_id"), "missed": True}
    context.refuse(content["entries"])
    sentence = texts.NOT_THIS if content.get("taken") else texts.NONE_FITS
    return context.ask(Asked.OFFER, context.say(sentence), known)


def _chosen(entry_id: int, context: Context) -> str:
    """The answer of an entry that was picked; the list stays for another pick."""
    text, named = context.content["text"], None
    chosen = _picked(text, entry_id, None, context)
    if chosen.needs_area:
        named = home.area_of(text, context)
        chosen = _picked(text, entry_id, named, context) if named else chosen
    if chosen.outcome is Outcome.MISSED:
        return nothing_answers(text, context)
    half, entry = context.content.get("half"), chosen.entry
    unsaid = undecided.unsaid(half, entry, context) if half and entry else []
    context.keep_quietly()
    said = _for_area(named, _answered(text, chosen, context, picked=True), context)
    return "\n".join([*unsaid, said])


def _picked(text: str, entry_id: int, area_id: int | None, context: Context) -> Answer:
    """What the picked entry says where he lives, else in that area."""
    return service.choose(
        context.db,
        text,
        entry_id,
        resident_id=context.resident.id,
        area_id=context.area_id or area_id,
        knowledge=context.knowledge,
        setup=context.setup,
        account=context.rules.account,
        now=context.now,
    )


def _answered(text: str, answer: Answer, context: Context, *, picked: bool = False) -> str:
    entry = answer.entry
    if answer.needs_area and entry is not None:
        content = {"then": "ask", "text": entry.question, "words": text, "entry_id": entry.id}
        return home.ask_area(context, content, context.say(home_texts.WHICH_AREA))
    is_named = picked or (entry is not None and normalise(text) == normalise(entry.question))
    if entry is not None and not is_named:
        again = following.say_again(entry, text, context)
        if again is not None:
            return again
    lists = (Asked.CHOICE, Asked.OFFER, Asked.PICK)
    lasts = context.content.get("report") or context.content.get("urgent")
    if not picked and context.is_asked(*lists) and not lasts:
        # A new question that is answered leaves the old list behind.
        context.close()
    said = "\n".join([answer.text, *(_unsaid(text, answer.text, context) if entry else ())])
    if entry is not None:
        context.told = [*context.told, entry.id][-MOST_TOLD:]
    if entry is not None and entry.topic_id is not None and not _waits_or_is_known(entry, context):
        known = {"text": text, "topic_id": entry.topic_id, "about": entry.id}
        said = f"{said}\n{context.ask(Asked.OFFER, context.say(texts.ACTION), known)}"
    return said


def _waits_or_is_known(entry: KnownEntry, context: Context) -> bool:
    """With something else still to be said, an offer would stand between; and what was registered
    in this talk is not offered again."""
    since = context.now - talked_of.IN_TALK
    known = talked_of.of_topic(entry.topic_id, context)
    return bool(context.later) or any(case.opened_at > since for case in known)


def _taken_for(text: str, answer: Answer, area_id: int | None, context: Context) -> str | None:
    """What the one likely entry says, and how to say that another was meant: a list of one is a
    riddle. None where it is no question, or the entry is not likely enough."""
    entry = answer.suggestions[0]
    if not service.is_likely_alone(answer) or not _asks_for(text, entry, context):
        return None
    if service.needs_area(entry, area_id, context.knowledge, context.setup.areas):
        return None
    again = following.say_again(entry, text, context)
    if again is not None:
        return again
    head = context.say(texts.TAKEN_FOR, question=entry.question)
    said = service.text_of(entry, area_id, context.setup.areas)
    said = "\n".join([said, *_unsaid(text, said, context)])
    context.told = [*context.told, entry.id][-MOST_TOLD:]
    if context.later:
        return f"{head}\n{said}"
    topic = context.likely_topic(text) or context.setup.topics.get(entry.topic_id or 0)
    ends = texts.REGISTER_OR_ANOTHER if topic is not None else texts.OR_ANOTHER
    content = {
        "text": text,
        "entries": [entry.id],
        "questions": [entry.question],
        "topic_id": topic.id if topic else None,
        "can_register": topic is not None,
        "taken": True,
        "quiet": True,
    }
    ending = context.say(ends)
    context.ask(Asked.CHOICE, f"{head}\n{ending}", content)
    return f"{head}\n{said}\n{ending}"


def _unsaid(text: str, answer: str, context: Context) -> list[str]:
    """That the answer does not say what is asked along with the rest: 换法人带什么，要多久."""
    silent = tell(aspects_in(text), answer).silent
    named = [aspect for aspect in silent if aspect.key in TOLD_IF_KNOWN]
    return [context.say(texts.NOT_SAID, aspects=names_of(named))] if named else []


def _asks_for(text: str, entry: KnownEntry, context: Context) -> bool:
    """Whether the words ask, or are so few that they can only name what he wants to know."""
    speech = context.speech(text)
    is_terse = speech is Speech.UNCLEAR and "了" not in text
    return speech is Speech.ASKS or (is_terse and names_subject_of(text, entry.question))


def _suggested(text: str, answer: Answer, context: Context) -> str:
    """Two or three choices, or whether the only one is meant; where the words name a topic, the
    last is to register it."""
    topic = context.likely_topic(text)
    is_alone = len(answer.suggestions) == 1
    can_register = topic is not None or is_alone or context.speech(text) is not Speech.ASKS
    entries = answer.suggestions[: MOST_CHOICES - 1 if can_register else MOST_CHOICES]
    if is_alone:
        question = entries[0].question
        is_likely = answer.confidence >= LIKELY
        asks = texts.ONE_CHOICE if is_likely else texts.UNSURE_CHOICE
        lines = [context.say(asks, question=question)]
        lines.append(f"1 {menu_link(question, context.say(texts.ONE_YES))}")
    else:
        lines = [context.say(texts.CHOICES)]
        for digit, entry in enumerate(entries, 1):
            lines.append(f"{digit} {menu_link(entry.question, entry.question)}")
    digit = len(entries) + 1
    if topic is not None:
        lines.append(context.say(texts.REGISTER_TOPIC, digit=digit, topic=topic.name))
    elif can_register:
        lines.append(context.say(texts.REGISTER_THIS, digit=digit))
    lines.append(context.say(texts.NOT_THAT_ONE if is_alone else texts.NONE_OF_THESE))
    # What is registered behind the only one is of that one's matter.
    likely = entries[0].topic_id if is_alone else None
    content = {
        "text": text,
        "entries": [entry.id for entry in entries],
        "questions": [entry.question for entry in entries],
        "topic_id": topic.id if topic else likely,
        "can_register": can_register,
    }
    return context.ask(Asked.CHOICE, "\n".join(lines), content)
