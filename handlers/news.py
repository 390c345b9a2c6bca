"""News of a case comes over whatever is being asked: of which of these a message is said.

What an office tells last is what the talk is about: 亮了 right behind 已办结 is said of that, 3号楼
answers what was asked before it. What the message is not said of waits, and comes up again as soon
as nothing else is asked.
"""

from collections.abc import Sequence
from typing import Any

from cases.models import Case
from cases.places import place_in
from handlers import officers, slots
from handlers.answers import Meaning
from handlers.context import NEWS, Asked, Context
from handlers.filling import phone_in
from handlers.result_meant import is_about_result, verdict_said
from handlers.talked_of import named, things_in
from handlers.turn import Turn

JUDGING = (1, 2)
Level = dict[str, Any]


def turn_to(turn: Turn, context: Context) -> None:
    """Open what the message is said of: the news, or what it has interrupted."""
    if not context.is_asked(*NEWS) or not context.content.get("back"):
        return
    at = _said_of(turn, _levels(context), context)
    for _ in range(at):
        context.step_back(context.content["back"])


def _levels(context: Context) -> list[Level]:
    """What is asked, and below it what it has interrupted, as long as that is open."""
    question, content = context.question, context.content
    found: list[Level] = [{"kind": question.kind, "case_id": question.case_id}] if question else []
    while content and (back := content.get("back")) and "until" in back:
        if back["until"] <= context.now.isoformat():
            break
        found.append(back)
        content = back["content"] if back["kind"] in NEWS else {}
    return found


def _said_of(turn: Turn, levels: Sequence[Level], context: Context) -> int:
    """Which of them a message is said of."""
    asked = {Asked(level["kind"]): at for at, level in reversed(list(enumerate(levels)))}
    under = next((at for at, level in enumerate(levels) if level["kind"] not in NEWS), 0)
    solved = asked.get(Asked.SOLVED)
    if turn.digit is not None:
        is_verdict = solved == 0 and turn.digit in JUDGING
        return 0 if is_verdict or not under else under
    if not turn.text or (under and _answers(turn, levels[under], context)):
        return under
    if solved is not None and is_about_result(turn, context):
        return _of_case(turn.text, levels, context, default=solved)
    is_answer = Asked.OFFICER in asked and officers.is_answer(turn, context)
    return asked[Asked.OFFICER] if is_answer else under


def _answers(turn: Turn, under: Level, context: Context) -> bool:
    """Whether words are what was asked before the news: a place, a number, 登记, 没照片, or that
    it is not wanted."""
    kind, text = under["kind"], turn.text
    if kind == Asked.PLACE:
        return place_in(text) is not None and verdict_said(text, context) is Meaning.UNCLEAR
    if kind == Asked.PHONE:
        return phone_in(text) is not None
    if kind == Asked.PHOTO and slots.has_none(text):
        return True
    is_word = turn.meaning in (Meaning.YES, Meaning.NO, Meaning.SKIP)
    return (turn.command is not None and not turn.is_command("已解决", "没解决")) or is_word


def _of_case(text: str, levels: Sequence[Level], context: Context, *, default: int) -> int:
    """The news of the case that words about a result name, or whose things they speak of; where
    an officer has asked since, they are for him unless they do."""
    asked = [level["case_id"] for level in levels if level["kind"] in NEWS]
    cases = [case for case in context.own_cases if case.id in asked]
    if len(cases) > 1:
        found = named(text, cases, context)
        found = found if len(found) == 1 else [case for case in cases if _tells_of(text, case)]
        if len(found) == 1:
            return asked.index(found[0].id)
    result = next((case for case in cases if case.id == asked[default]), None)
    is_asked_since = default > 0 and result is not None
    return 0 if is_asked_since and not _tells_of(text, result) else default


def _tells_of(text: str, case: Case | None) -> bool:
    return case is not None and any(thing in case.description for thing in things_in(text))
