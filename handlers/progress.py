"""How far a case is: by command, menu, or its number in any writing; only for its reporters."""

import re
from typing import Any

from bot.links import escape
from cases.clocks import URGENT
from cases.gist import gist
from cases.models import Case
from cases.numbers import is_short, read_numbers, says_of_case
from cases.queries import (
    find_visible,
    newest_cases,
    objection,
    open_cases,
    opened_by,
    pending_cases,
    words_added,
)
from cases.workflow import OPEN, UNSOLVED, is_over, status_word
from community.texts import ask as ask_texts
from community.texts import progress as texts
from core.clock import spoken_day
from core.language import normalise
from handlers import emergency
from handlers.context import Asked, Context
from handlers.courtesies import is_abuse
from handlers.turn import Turn

MOST_LISTED = 8
LIST_CHARACTERS, WORDS_CHARACTERS, CALLED_CHARACTERS = 16, 40, 12
ADDED_CHARACTERS = 80
MOST_WORDS = 200
FEWEST_DIGITS = 3
# What joining leaves: 好， ，3号楼.
_SIGNS = re.compile(r"([,，。;；])(?:\s*[,，。;；])+")


def progress(turn: Turn, context: Context) -> str:
    """进度 or 查询, with a number or without."""
    rest = turn.command.rest if turn.command else ""
    if rest and read_numbers(rest, context.today):
        return _by_number(rest, context)
    return own_cases(context)


def by_number(turn: Turn, context: Context) -> str:
    """A number within any sentence."""
    return _by_number(turn.text, context)


def named_case(text: str, context: Context) -> Case | None:
    """The case of one's own whose number the words hold."""
    for number in read_numbers(text, context.today):
        case = find_visible(context.db, context.actor, number)
        if case is not None:
            return case
    return None


def has_number(turn: Turn, context: Context) -> bool:
    """Whether the words hold what can only be a case number: one that is written as such, or the
    end of one that he has."""
    written = sum(map(str.isdigit, turn.text))
    if turn.digit is not None or (0 < written < FEWEST_DIGITS):
        return False
    numbers = read_numbers(turn.text, context.today) if turn.text else []
    if not numbers:
        return False
    is_plain = not all(map(is_short, numbers)) or says_of_case(turn.text)
    return is_plain or named_case(turn.text, context) is not None


def own_cases(context: Context) -> str:
    """One's own cases that are not settled, those that wait for his word on the result among them:
    the one there is, a list, or the last one that ended."""
    cases = pending_cases(context.db, context.actor, now=context.now, limit=MOST_LISTED)
    if len(cases) > 1:
        # Shown again it begins with another line, and says what else can be done.
        waiting = sum(case.state not in OPEN for case in cases)
        head = context.say(texts.LIST, count=len(cases))
        if waiting:
            head = context.say(texts.LIST_UNJUDGED, count=len(cases), waiting=waiting)
        is_again = context.last_said().startswith(head)
        again = context.say(texts.LIST_AGAIN, count=len(cases))
        return list_cases(cases, context, again if is_again else head)
    if not cases:
        cases = newest_cases(context.db, context.actor, limit=1)
    if cases:
        return described(cases[0], context)
    offered = unregistered(context)
    if offered is None:
        return context.say(texts.NONE)
    return context.ask(Asked.OFFER, context.say(texts.NOT_YET), offered)


def counted(context: Context) -> str:
    """How many cases he has at work, and which."""
    cases = pending_cases(context.db, context.actor, now=context.now, limit=MOST_LISTED)
    said = own_cases(context)
    if len(cases) > 1 or not context.has_cases:
        return said
    is_open = any(case.state in OPEN for case in cases)
    head = texts.ONE if is_open else texts.ONE_UNJUDGED if cases else texts.NO_OPEN
    return f"{context.say(head)}\n{said}"


def called(case: Case, context: Context) -> str:
    """What a case is about, with the reporter's own words where it alone may say little to him."""
    name = topic_of(case, context)
    is_vague = is_strange(case, context) and opened_by(context.db, context.resident.id, [case])
    return f"{name}：{_words_of(case, CALLED_CHARACTERS)}" if is_vague else name


def titled(case: Case, context: Context) -> str:
    """What a case is about, for who has just opened it: where nothing is known but its kind, with
    his words."""
    name = topic_of(case, context)
    is_named = name != case.kind or is_abuse(case.description)
    return name if is_named else f"{name}：{_words_of(case, CALLED_CHARACTERS)}"


def unregistered(context: Context) -> dict[str, Any] | None:
    """What the offer of a case keeps that is open, or was put off for something else."""
    back = context.content.get("back") or {}
    if back.get("kind") == Asked.OFFER:
        return {**back["content"], "quiet": False}
    return {**context.content, "quiet": False} if context.is_asked(Asked.OFFER) else None


def list_cases(
    cases: list[Case],
    context: Context,
    head: str | None = None,
    deed: dict[str, object] | None = None,
) -> str:
    """A numbered list to pick from; `deed` is what is done with the one picked, without which each
    has its date."""
    lines = [head or context.say(texts.LIST, count=len(cases))]
    names = [topic_of(case, context) for case in cases]
    own = opened_by(context.db, context.resident.id, cases)
    for digit, case in enumerate(cases, 1):
        name = topic_of(case, context)
        # Two of one name are told apart by what was said.
        is_vague = case.id in own and (is_strange(case, context) or names.count(name) > 1)
        lines.append(
            context.say(
                texts.LIST_LINE,
                digit=digit,
                topic=f"{name}：{_words_of(case, LIST_CHARACTERS)}" if is_vague else name,
                day=spoken_day(case.opened_at, context.today),
                status=status_word(case.state, case.verdict),
            )
        )
        if deed is None:
            lines.append(context.say(texts.LIST_DATES, dates=dates_of(case, context)))
    lines.append(context.say(ask_texts.NONE_OF_THESE))
    content = {"cases": [case.id for case in cases], **(deed or {})}
    return context.ask(Asked.PICK, "\n".join(lines), content)


def described(case: Case, context: Context, most: int = WORDS_CHARACTERS) -> str:
    """Number, topic, honest status, office, date, last note; so `most` of his own words, and of
    what he said of it since the last."""
    lines = [
        context.say(
            texts.STATUS,
            number=case.number,
            topic=topic_of(case, context),
            status=status_word(case.state, case.verdict),
            office=context.setup.offices[case.office_id].name,
            dates=dates_of(case, context),
        )
    ]
    if case.place:
        lines.append(context.say(texts.PLACE, place=escape(case.place[:40])))
    if opened_by(context.db, context.resident.id, [case]):
        lines.append(context.say(texts.WORDS, words=_words_of(case, most)))
    added = words_added(context.db, case, context.actor)
    if added:
        said, most = "；".join(added), max(most, ADDED_CHARACTERS)
        words = said if len(said) <= most else f"…{said[-most:]}"
        lines.append(context.say(texts.ADDED, words=escape(words)))
    return "\n".join([*lines, *_note_of(case, context)])


def _note_of(case: Case, context: Context) -> list[str]:
    """What the office said last; what he has found not good since is newer."""
    if not case.note:
        return []
    is_again = case.state in OPEN and case.verdict == UNSOLVED
    said = objection(context.db, case) if is_again else None
    if said is None:
        return [context.say(texts.NOTE, note=case.note)]
    words = said if len(said) <= ADDED_CHARACTERS else f"{said[:ADDED_CHARACTERS]}…"
    objected = context.say(texts.OBJECTED, words=escape(words)) if words else ""
    before = context.say(texts.NOTE_BEFORE, note=case.note)
    return [before, objected or context.say(texts.OBJECTED_PLAINLY)]


def _words_of(case: Case, most: int) -> str:
    """The beginning of what was said; where it is to be the name of the case, of what tells."""
    words = _SIGNS.sub(r"\1", " ".join(case.description.split())).strip(" ,，。")
    if len(words) > most <= LIST_CHARACTERS:
        words = gist(words)
    return escape(words if len(words) <= most else f"{words[:most]}…")


def _by_number(text: str, context: Context) -> str:
    case = named_case(text, context)
    if case is not None:
        return described(case, context)
    own = open_cases(context.db, context.actor, limit=MOST_LISTED)
    said = context.say(texts.NOT_YOURS)
    return f"{said}\n{list_cases(own, context)}" if own else said


def dates_of(case: Case, context: Context) -> str:
    """When there will be a result, or when it ended."""
    ended = case.resolved_at or case.closed_at
    if is_over(case.state) and ended:
        return context.say(texts.ENDED, day=spoken_day(ended, context.today))
    sentence = texts.OVERDUE if case.due_at < context.now else texts.DUE
    return context.say(sentence, day=spoken_day(case.due_at, context.today))


def is_strange(case: Case, context: Context) -> bool:
    """Whether its reporter may not know a case again by what it is called: 残疾人服务, where he
    spoke of a wheelchair."""
    name, said = topic_of(case, context), normalise(case.description)
    if case.topic_id is None:
        return name == case.kind
    return not any(name[at : at + 2] in said for at in range(len(name) - 1))


def topic_of(case: Case, context: Context) -> str:
    """What a case is about, in a word: its topic; an urgent one without any, or of several
    dangers, by these."""
    topic = context.setup.topics.get(case.topic_id or 0)
    is_urgent = case.urgency == URGENT
    dangers = emergency.dangers_in(case.description, context.setup) if is_urgent else []
    if len(dangers) > 1 or (dangers and topic is None):
        return emergency.names_of(dangers)
    return topic.name if topic else case.kind
