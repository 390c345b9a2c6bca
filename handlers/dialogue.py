"""The dialogue: one message in, one reply out."""

import re
from collections.abc import Sequence

from accounts.questions import ask_again, find_question
from bot.messages import Incoming, NoReply, Reply, TransferReply
from community.texts.ask import SAME_AGAIN
from community.texts.report import OF_CASE
from handlers import (
    agreeing,
    ask,
    burst,
    feelings,
    later,
    manners,
    meant,
    news,
    parting,
    progress,
    welcome,
)
from handlers.aftercare import ask_waiting, still_asks
from handlers.context import MOST_TIMES, Asked, Context
from handlers.parting import TALK
from handlers.route import Route
from handlers.routing import route_of
from handlers.turn import Turn, read_turn
from notices.asking import open_question, put_off, words_to_ask
from notices.service import take_waiting

_OF_A_CASE = re.compile(r"工单 \d{8}-\d{4,6}")
# What they say answers nothing.
FILLERS = (manners.answer, meant.chat)


def answer(message: Incoming, context: Context) -> Reply:
    """What the message gets: one text, with what had to be told first, or nothing, or a person."""
    said_before = context.last_said()
    turn = read_turn(message)
    news.turn_to(turn, context)
    turn, route, said = _each_answered(parting.turns_of(turn, context), context)
    if isinstance(said, TransferReply):
        return said
    if not said:
        return NoReply()
    said = feelings.with_first(turn, said, context)
    first = [*_told_first(context), *burst.untold(context)]
    last = [
        *_asked_again(turn, route, said, context),
        *_said_besides(turn, route, context),
        *_told_once(turn, context),
    ]
    head = context.leads.head if context.leads else ""
    return burst.begin(
        turn,
        context,
        said=_varied("\n\n".join([*first, said, *last]), said_before, route, context),
        head="\n\n".join([*first, head, *last]) if head else "",
    )


def _each_answered(
    turns: Sequence[Turn], context: Context
) -> tuple[Turn, Route, str | TransferReply]:
    """The parts of the message one after the other: the last, by whom it was answered, and what
    all of them get."""
    lines: list[str] = []
    for turn in turns:
        if lines:
            context.look_again(lines[-1])
            lines[-1] = _without_question(lines[-1], context)
        route = route_of(turn, context)
        if context.later and route.handler is ask.ask:
            later.forget_said_again(turn.text, context)
        said = route.handler(turn, context)
        if isinstance(said, TransferReply):
            return turn, route, said
        # 谢谢 beside a demand needs no word of its own.
        is_filler = len(turns) > 1 and route.handler in FILLERS and _is_talk(turn, context)
        lines.append("" if is_filler and (any(lines) or turn is not turns[-1]) else said)
    return turn, route, "\n".join(filter(None, lines))


def _is_talk(turn: Turn, context: Context) -> bool:
    return context.guess(turn.text).intent in TALK


def _without_question(said: str, context: Context) -> str:
    """What a part of the message gets, less what it asks in turn: what follows comes first."""
    asked = str(context.content.get("prompt") or "")
    return said.replace(asked, "").strip() if asked else said


def _varied(text: str, said_before: str, route: Route, context: Context) -> str:
    """Who would read the same twice running is told how to reach a person."""
    if route.repeats or said_before != text:
        return text
    return f"{text}\n{context.say(SAME_AGAIN)}"


def _told_first(context: Context) -> list[str]:
    """Notices that could not be pushed come first thing with the next reply; what the last of them
    asks is asked with it, unless something else is being asked, and the others after that."""
    if not context.has_news:
        return []
    told, waiting = [], take_waiting(context.db, context.resident.id, now=context.now)
    asking = [one for one in waiting if one.question and still_asks(one, context)]
    is_free = not context.has_asked and (context.question is None or context.content.get("quiet"))
    for notice in waiting:
        told.append(str(notice.text))
        if notice not in asking:
            continue
        if not is_free:
            put_off(context.db, notice, now=context.now)
            continue
        if notice is asking[-1] and (words := words_to_ask(context.db, notice, now=context.now)):
            told[-1] += f"\n{words}"
        open_question(context.db, notice, now=context.now)
    return told


def _asked_again(turn: Turn, route: Route, said: str, context: Context) -> list[str]:
    """The question that was open comes back once after something else was served, with the case
    that it is about where another was just spoken of."""
    question = context.question
    if question is None or not route.aside or context.content.get("quiet"):
        return []
    if find_question(context.db, context.resident.id, now=context.now) is not question:
        return []
    # A digit tries to pick from it.
    is_once = context.is_asked(Asked.OFFER) and context.content.get("once")
    is_let_go = turn.digit is None and (
        is_once or _is_let_go(context) or agreeing.moves_on(turn, context)
    )
    if question.times_asked >= MOST_TIMES or is_let_go:
        context.keep_quietly()
        return []
    if question.asked_at < context.now:
        # What a part of this very message asked has not been read yet.
        ask_again(question, context.now)
    prompt = context.prompt_again(question.kind, context.content)
    case = next((one for one in context.own_cases if one.id == question.case_id), None)
    if case is None or not _OF_A_CASE.search(said) or str(case.number) in said:
        return [prompt]
    topic = progress.topic_of(case, context)
    return [f"{context.say(OF_CASE, number=case.number, topic=topic)}\n{prompt}"]


def _is_let_go(context: Context) -> bool:
    """Whether nobody waits for what is open: the offer behind an answer or a miss, once something
    else is talked of. It can still be taken."""
    lasting = ("report", "urgent", "case_id", "then")
    return context.is_asked(Asked.OFFER) and not any(map(context.content.get, lasting))


def _said_besides(turn: Turn, route: Route, context: Context) -> list[str]:
    """What was put off comes now: what a notice asked, or the other things a message was about;
    or that they are not forgotten. Who only thanks or takes leave is not held up by them."""
    waiting = ask_waiting(context)
    is_polite = route.handler is manners.answer
    goes = is_polite and (manners.is_thanks(turn, context) or manners.is_farewell(turn, context))
    come = [] if waiting or goes else later.go_on(context)
    later.keep_what_waits(context)
    return [*waiting, *come]


def _told_once(turn: Turn, context: Context) -> list[str]:  # noqa: ARG001
    """The introduction with the first reply ever."""
    if not welcome.is_new(context.resident):
        return []
    context.resident.introduced_at = context.now
    return [welcome.introduction(context)]
