"""What is called off is called off: an offer ends, a case is withdrawn, and it is said which."""

import re
from datetime import timedelta

from cases.clauses import begins_another_matter
from cases.intents import Intent
from cases.mentions import Act, mention_in
from cases.models import Case
from cases.numbers import read_numbers
from cases.queries import open_cases
from cases.speech import Speech, asks_progress
from cases.stopping import Stop, Stopped, stop_in
from community.texts import ask as ask_texts
from community.texts import report as texts
from community.texts.ask import NOT_NEEDED
from core.language import simplify
from handlers import ask, manners, media, progress
from handlers.answers import meaning_of
from handlers.belonging import is_of_its_topic
from handlers.context import Asked, Context
from handlers.filling import shown
from handlers.progress import MOST_LISTED
from handlers.talked_of import (
    in_talk,
    just_withdrawn,
    meant,
    named,
    names_none,
    naming_words,
    speaks_of_a_thing,
)
from handlers.turn import Turn
from handlers.withdrawing import ask_still, withdraw

OFFERS = (Asked.OFFER, Asked.CHOICE, Asked.DESCRIBE)
# Here all that is said is the answer.
SURE = 0.85
ANSWERS_ONLY = (Asked.OFFICER, Asked.SOLVED, Asked.RATING, Asked.ADD)
COMMANDS = ("撤销", "取消")
# ok 那算了hh: what is offered is not wanted, and something else follows.
_DECLINES = re.compile(
    r"(?:ok|okay|好的?|行|哦|噢|嗯|哈|唉|哎|那|就|还是|[\s,，.。])*+(?:算了|不用了|不必了|不要了|不登记?了?|不办了)(?:吧|啊|哈|呀|h|哈哈|了)*+(?=[\s,，.。!！~～你我是您]|$)"
)
MOST_DECLINED, JUST_OPENED = 40, timedelta(minutes=5)


def is_stop(turn: Turn, context: Context) -> bool:
    """Words that call off an offer that is open, or a case of his."""
    if not turn.text or turn.digit is not None or context.is_asked(*ANSWERS_ONLY):
        return False
    if context.guess(turn.text).is_surely(Intent.ORDERS, least=SURE):
        # 算了 那你就登记 goes ahead.
        return False
    found = None if turn.is_command_alone else stop_in(turn.text)
    if found is None and turn.command is None and _declined(turn.text, context) is not None:
        return True
    if found is None or _names_another(turn, context):
        return False
    if turn.command is not None and found.stop is not Stop.REFUSES:
        # 登记个屁 begins with a command and is none.
        return turn.is_command(*COMMANDS) and _has_any(context)
    if context.content.get("urgent") and found.stop in (Stop.CALLS_OFF, Stop.OVER):
        return False
    if found.stop is Stop.OVER and _reports(found.rest, context):
        return False
    if context.is_asked(*OFFERS):
        return True
    if found.stop is Stop.REFUSES:
        # 不是要投诉，就是楼道堆了杂物 wants that to be heard.
        return not (found.rest and _is_matter(found.rest, context))
    if found.stop is Stop.OVER:
        own = open_cases(context.db, context.actor, limit=MOST_LISTED)
        return len(own) == 1 or in_talk(own, context) is not None
    return _has_any(context)


def is_well(turn: Turn, context: Context) -> bool:
    """Good news, of whoever has no case that it could be about."""
    if not turn.text or turn.digit is not None or turn.meaning is not None:
        return False
    found = stop_in(turn.text)
    return found is not None and found.stop is Stop.OVER and not _has_any(context)


def be_glad(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Glad to hear it."""
    return context.say(ask_texts.ALL_WELL)


def stop(turn: Turn, context: Context) -> str:
    """Do what was called off, say so, and see to what else was said."""
    found = stop_in(turn.text)
    if found is None:
        return _let_go(_declined(turn.text, context) or "", context)
    if _drop(_only_said(turn.text, context), context):
        return context.say(texts.NOT_REGISTERED)
    if context.is_asked(*OFFERS) and not _means_a_case(turn.text, context):
        context.decline()
        told = ask_texts.ALL_WELL if found.stop is Stop.OVER else texts.NOT_REGISTERED
        said = f"{context.say(told)}{media.let_go(context)}"
    else:
        said = _case_called_off(found, turn.text, context)
    rest = found.rest
    if not rest or (context.has_asked and found.stop is not Stop.REFUSES):
        return said
    manner = manners.said_to(rest, context)
    if manner is not None:
        return f"{said}{manner}"
    if context.speech(rest) is not Speech.ASKS or (
        context.has_asked and not context.is_confident(rest)
    ):
        return said
    return f"{said}\n\n{ask.respond(rest, context, words=rest)}"


def _declined(text: str, context: Context) -> str | None:
    """What is said behind 那算了, while a case is offered; None where that is not said, or begins
    with 对了, which is heard by itself."""
    content = context.content
    if not context.is_asked(*OFFERS) or content.get("urgent") or meaning_of(text) is not None:
        return None
    found = _DECLINES.match(simplify(text[:MOST_DECLINED]))
    rest = text[found.end() :].strip(" \t\r\n,，.。!！~～") if found else ""
    return None if not rest or begins_another_matter(rest) else rest


def _let_go(rest: str, context: Context) -> str:
    """Nothing is registered; what else is said is seen to."""
    said = f"{context.say(NOT_NEEDED)}{media.let_go(context)}"
    context.decline()
    manner = manners.said_to(rest, context)
    if manner is not None:
        return manner
    is_matter = context.speech(rest) is Speech.ASKS or asks_progress(rest)
    is_matter = is_matter or context.topic_of(rest) is not None
    return ask.respond(rest, context, words=rest) if is_matter else said


def _only_said(text: str, context: Context) -> set[str]:
    """What names in 打印不用管了 删了 something that is none of his cases."""
    mention = mention_in(text)
    if mention is None or mention.act is not Act.CALLS_OFF or not mention.name:
        return set()
    words = {word for word in naming_words(mention.name) if len(word) > 1}
    return words if words and not named(mention.name, context.own_cases, context) else set()


def _drop(words: set[str], context: Context) -> bool:
    """Forget what was only said so far and is called so; whether there was any."""
    if not words:
        return False
    kept = [said for said in context.later if not _named_in(said, words)]
    is_dropped = len(kept) < len(context.later)
    context.later = kept
    question, content = context.question, context.content
    back = (content.get("back") or {}).get("content") or {}
    if context.is_asked(*OFFERS) and _named_in(content.get("text"), words):
        context.decline()
    elif question is not None and _named_in(back.get("text"), words):
        question.content = {**content, "back": None}
    else:
        over = (context.over.content or {}) if context.over is not None else {}
        return is_dropped or _named_in(over.get("text"), words)
    return True


def _named_in(said: str | None, words: set[str]) -> bool:
    return any(word in (said or "") for word in words)


def _is_matter(rest: str, context: Context) -> bool:
    """Whether what is said besides asks something, or reports what is known."""
    asks = context.speech(rest) is Speech.ASKS
    return _reports(rest, context) or (asks and not context.has_cases)


def _reports(rest: str, context: Context) -> bool:
    """Whether what is said besides reports what is known: 电梯好了，路灯坏了."""
    is_report = bool(rest) and context.speech(rest) is Speech.REPORTS
    return is_report and context.topic_of(rest) is not None


def _has_any(context: Context) -> bool:
    """Whether there is a case to be withdrawn, or one that just was."""
    return bool(open_cases(context.db, context.actor, limit=1)) or bool(just_withdrawn(context))


def _names_another(turn: Turn, context: Context) -> bool:
    """Whether the words hold a number that is no case of his, or that the command sees to."""
    if turn.command is not None and read_numbers(turn.command.rest, context.today):
        return True
    is_numbered = progress.has_number(turn, context)
    return is_numbered and progress.named_case(turn.text, context) is None


def _means_a_case(text: str, context: Context) -> bool:
    """Whether words said while a case is offered are about one that there is already."""
    found = stop_in(text)
    if found is None or found.stop is Stop.REFUSES or context.content.get("report"):
        return bool(found and found.points_back) and _has_named(text, context)
    return bool(open_cases(context.db, context.actor, limit=1))


def _has_named(text: str, context: Context) -> bool:
    cases = open_cases(context.db, context.actor, limit=MOST_LISTED)
    offered = context.topic_of(context.content.get("text") or "")
    own = named(text, cases, context)
    return bool(own) and (offered is None or own[0].topic_id != offered.id)


def _case_called_off(found: Stopped, text: str, context: Context) -> str:
    stop = found.stop
    cases = open_cases(context.db, context.actor, limit=MOST_LISTED)
    if not cases:
        return _nothing_open(stop, context)
    if stop is Stop.REFUSES:
        return _refused(text, found.said or text, cases, context)
    # 电梯那个不用了，物业刚修好: the first names it.
    naming = found.said or text
    case = meant(naming, cases, context)
    # 谁让你登记的 撤了 names nothing that another could be called by.
    may_be_another = len(cases) > 1 or speaks_of_a_thing(naming)
    is_another = may_be_another and names_none(naming, cases, context)
    is_another = is_another or bool(_only_said(text, context))
    if case is None or (stop is Stop.WITHDRAWS and is_another):
        # 打印不用管了 names no case: none is taken for it.
        strange = mention_in(text) if _only_said(text, context) else None
        head = context.say(texts.WHICH_CASE)
        if strange is not None:
            head = context.say(texts.WHICH_INSTEAD, words=shown(strange.name))
        return progress.list_cases(cases, context, head, {"deed": "撤销", "words": text})
    context.close()
    if stop is Stop.OVER:
        return f"{context.say(texts.GLAD)}{ask_still(case, context)}"
    return withdraw(case, text, context)


def _refused(text: str, naming: str, cases: list[Case], context: Context) -> str:
    """别登记 shortly behind 已登记 takes that back; of another that is named it is asked first."""
    own, said = named(naming, cases, context), context.last_said()
    of_it = [case for case in cases if is_of_its_topic(naming, case, context)]
    told = [case for case in of_it if case.number and case.number in said]
    fresh = [case for case in of_it if case.opened_at > context.now - JUST_OPENED][:1]
    about = own or told or fresh
    if len(about) != 1:
        return context.say(texts.NOT_REGISTERED)
    if about == fresh and about[0].last_seq == 1:
        context.close()
        return withdraw(about[0], text, context)
    return ask_still(about[0], context)


def _nothing_open(stop: Stop, context: Context) -> str:
    last = just_withdrawn(context)
    if last is not None:
        return context.say(texts.WITHDRAWN_ALREADY, number=last.number)
    said = texts.NOT_REGISTERED if stop is Stop.REFUSES else texts.NO_OPEN_CASE
    return context.say(said)
