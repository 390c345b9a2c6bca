"""What a resident says of a result: whether it is solved, and how many stars he gives it."""

import re
from typing import Any

from cases.mentions import Pointing, pointing_in
from cases.models import Case, CaseState
from cases.service import judge, rate
from cases.workflow import DONE, OPEN, UNSOLVED
from community.texts import report as texts
from community.texts.desk import LISTENING
from handlers import manners, withdrawing
from handlers.answers import Meaning, rating_in, stars_of
from handlers.context import CASE_LIVES, Asked, Context
from handlers.filling import add_to
from handlers.progress import topic_of
from handlers.result_meant import verdict_said
from handlers.talked_of import in_talk, last_told, named, said_last
from handlers.turn import Turn

GOOD_STARS = 4
JUDGED = (Asked.SOLVED, Asked.RATING)
_OF_STARS = re.compile(r"分|星|满意|滿意")


def judge_result(case: Case, words: str, context: Context, *, solved: bool) -> None:
    """Keep what the resident says of a result, in words or by a digit ('')."""
    judge(
        context.db,
        case,
        solved=solved,
        words=words,
        actor=context.actor,
        setup=context.setup,
        now=context.now,
    )


def rates_result(turn: Turn, context: Context) -> bool:
    """打五分可以吗, 建档那个给3分, 评价：满意: how content he is, in words."""
    if turn.digit is not None or turn.command is not None or not turn.text:
        return False
    stars = _stars_given(turn.text)
    if stars is None:
        return False
    if not context.has_cases and manners.is_manners(turn, context):
        return False
    # Who only says that he is content rates nothing unless there is a result.
    return rating_in(turn.text) is not None or _rated_case(turn.text, context) is not None


def rate_result(turn: Turn, context: Context) -> str:
    """So many stars for the result that he means; many also say that it is solved, few do not say
    that it isn't."""
    case, stars = _rated_case(turn.text, context), _stars_given(turn.text) or 0
    if case is None:
        return _not_yet(turn.text, context)
    if context.is_asked(*JUDGED):
        context.close()
    return give_stars(case, stars, turn.text, context)


def rates_surely(turn: Turn, context: Context) -> bool:
    """5分吧 就是太绕了, of a result, while something else is being asked."""
    if not context.has_cases or context.is_asked(Asked.OFFICER, Asked.ADD, Asked.DESCRIBE):
        return False
    if turn.digit is not None or turn.command is not None or rating_in(turn.text) is None:
        return False
    return _rated_case(turn.text, context) is not None


def give_stars(case: Case, stars: int, words: str, context: Context) -> str:
    """Keep the rating of a result; in doubt it is asked whether it is solved."""
    if case.verdict is None and stars >= GOOD_STARS:
        judge_result(case, words, context, solved=True)
    rate(context.db, case, stars, actor=context.actor, now=context.now)
    said = context.say(texts.RATED_SO, number=case.number, count=stars)
    if case.verdict is not None or case.state != CaseState.RESOLVED:
        return said
    return f"{said}\n{ask_solved(case, context)}"


def ask_stars(case: Case, context: Context) -> str:
    """That it is good to hear, and 请打个分."""
    prompt = context.say(texts.ASK_STARS)
    asked = context.ask(Asked.RATING, prompt, case_id=case.id, lives=CASE_LIVES)
    return f"{context.say(texts.SOLVED)}{asked}"


def ask_solved(case: Case, context: Context, content: dict[str, Any] | None = None) -> str:
    """解决了吗, with the case of which it is asked."""
    prompt = context.say(texts.SOLVED_AGAIN, number=case.number, topic=topic_of(case, context))
    return context.ask(Asked.SOLVED, prompt, content, case_id=case.id, lives=CASE_LIVES)


def _not_yet(words: str, context: Context) -> str:
    """There is no result to be rated: what he says goes into the case that is at work."""
    own = [case for case in context.own_cases if case.state in OPEN]
    found = named(words, own, context) if own else []
    case = found[0] if len(found) == 1 else in_talk(own, context) if own else None
    if case is None:
        said = context.say(texts.NOTHING_TO_RATE)
        return context.say(LISTENING) if context.last_said() == said else said
    if verdict_said(words, context) is Meaning.SOLVED:
        return f"{context.say(texts.GLAD)}{withdrawing.ask_still(case, context)}"
    add_to(case, words, context)
    return context.say(texts.RATED_TOO_EARLY, number=case.number)


def _stars_given(text: str) -> int | None:
    given = rating_in(text)
    if given is not None or not _OF_STARS.search(text):
        return given
    stars = stars_of(text, None)
    # 不满意 alone says that it is not solved.
    return stars if stars is not None and stars >= GOOD_STARS else None


def _rated_case(text: str, context: Context) -> Case | None:
    """The result that he names, or that is asked about, else the last that he has not rated."""
    done = [case for case in context.own_cases if case.state in DONE and case.verdict != UNSOLVED]
    found = named(text, context.own_cases, context) if done else []
    if len(found) == 1 and pointing_in(text) is not Pointing.NOTHING:
        return found[0] if found[0] in done else None
    told, is_judged = said_last(context.own_cases, context), context.is_asked(*JUDGED)
    if told is not None and told.state in OPEN and not is_judged:
        return None
    asked = context.question.case_id if context.is_asked(Asked.RATING) and context.question else 0
    unrated = [case for case in done if case.rating is None] or done
    last = max(unrated, key=last_told, default=None)
    return next((case for case in done if case.id == asked), last)
