"""What a resident does with a case he has: urge, add, withdraw, say whether it is solved."""

from cases.models import Case, CaseState
from cases.numbers import is_short, read_numbers
from cases.queries import awaiting_verdict, get_visible, open_cases
from cases.service import answer_question, rate
from cases.speech import is_impatient, orders
from community.texts import ask as ask_texts
from community.texts import report as texts
from handlers import ask, manners, media, officers, progress
from handlers.answers import Meaning, stars_of, verdict_of
from handlers.context import CASE_LIVES, Asked, Context
from handlers.deeds import DEEDS, hurry_on
from handlers.rating import judge_result
from handlers.talked_of import meant, named, picked
from handlers.turn import Turn, item_in
from notices.models import Notice

ADD = "补充"


def command(turn: Turn, context: Context) -> str:
    """催办, 补充, 撤销 for the one open case, or for one of several to be picked."""
    assert turn.command is not None  # noqa: S101 (the route's own condition)
    word, rest = turn.command.word, turn.command.rest
    numbered = progress.named_case(rest, context)
    if numbered is None and not all(map(is_short, read_numbers(rest, context.today))):
        # A number that is none of his: nothing else is meant instead.
        return progress.by_number(turn, context)
    cases = [numbered] if numbered else open_cases(context.db, context.actor, limit=8)
    if not cases:
        return context.say(texts.NO_OPEN_CASE)
    # 催办 房租那个 says which; what follows 补充 is what is to be added.
    own = named(rest, cases, context) if rest and word != ADD and len(cases) > 1 else []
    is_named = numbered is not None or len(own) == 1
    if len(cases) == 1 or is_named:
        context.close()
        return DEEDS[word]((own or cases)[0], "" if is_named else rest, context)
    head = context.say(texts.WHICH_CASE)
    return progress.list_cases(cases, context, head, {"deed": word, "words": rest})


def how_far(turn: Turn, context: Context) -> str:
    """How far his cases are; who has waited too long, or orders somebody to come, has the one that
    he means hurried on."""
    is_pressing = turn.meaning is Meaning.HURRY or orders(turn.text) or is_impatient(turn.text)
    if not is_pressing:
        return progress.progress(turn, context)
    cases = open_cases(context.db, context.actor, limit=progress.MOST_LISTED)
    case = meant(turn.text, cases, context)
    if case is not None:
        return hurry_on(case, context)
    head = context.say(texts.WHICH_CASE)
    return progress.list_cases(cases, context, head, {"deed": "催办", "words": ""})


def pick(turn: Turn, context: Context) -> str:
    """The case picked from a list, for the deed the list was made for; a list that is only to be
    looked at stays for another pick."""
    content = context.content
    if not turn.digit and picked(turn, context) is None:
        context.end()
        return context.say(ask_texts.NOT_NEEDED)
    case = picked(turn, context) or get_visible(
        context.db, context.actor, content["cases"][(turn.digit or 1) - 1]
    )
    deed = content.get("deed")
    if deed is None:
        context.keep_quietly()
        return progress.described(case, context)
    context.close()
    return DEEDS[deed](case, content.get("words", ""), context)


def tell_item(turn: Turn, context: Context) -> str:
    """What the case of the list is about that he asks about; the list stays."""
    case_id = context.content["cases"][(item_in(turn.text) or 1) - 1]
    context.keep_quietly()
    return DEEDS["说明"](get_visible(context.db, context.actor, case_id), turn.text, context)


def add(turn: Turn, context: Context) -> str:
    """The words (or photo) that were asked for after 补充."""
    case = get_visible(context.db, context.actor, context.content["case_id"])
    context.close()
    return DEEDS[ADD](case, turn.text, context)


def answer_officer(turn: Turn, context: Context) -> str:
    """The answer to an officer's question; what may be more than that is seen to besides."""
    case_id = context.question.case_id if context.question else None
    case = get_visible(context.db, context.actor, case_id or 0)
    is_in_doubt = officers.is_in_doubt(turn, context)
    context.close()
    _tell_officer(turn, case, context)
    said = context.say(texts.OFFICER_ANSWERED, number=case.number)
    more = ask.respond(turn.text, context, words=turn.text) if is_in_doubt else ""
    return f"{said}\n\n{more}" if more else said


def answer_waiting(turn: Turn, context: Context) -> str:
    """The answer to an officer whose question came while a list was open, which is let go."""
    case = get_visible(context.db, context.actor, (context.waits or {})["case_id"])
    context.waits = None
    context.end()
    _tell_officer(turn, case, context)
    return context.say(texts.OFFICER_TOLD, number=case.number)


def _tell_officer(turn: Turn, case: Case, context: Context) -> None:
    media.keep_any(turn, case, context)
    answer_question(
        context.db, case, turn.text, actor=context.actor, setup=context.setup, now=context.now
    )


def ask_waiting(context: Context) -> list[str]:
    """What a notice asked while something else was open comes up as soon as nothing is, if it
    still waits for an answer."""
    waits = context.waits
    is_busy = context.question is not None and not context.content.get("quiet")
    if waits is None or is_busy or context.has_asked:
        return []
    context.waits = None
    case = get_visible(context.db, context.actor, waits["case_id"])
    is_result = case.state == CaseState.RESOLVED and case.verdict is None
    prompt = context.say(texts.SOLVED_AGAIN, number=case.number)
    if waits["kind"] == Asked.OFFICER:
        is_result, prompt = case.state == CaseState.WAITING, waits["content"]["prompt"]
    if not is_result:
        return []
    return [context.ask(Asked(waits["kind"]), prompt, case_id=case.id, lives=CASE_LIVES)]


def leave_officer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """0: something else first."""
    context.close()
    return context.say(texts.OFFICER_LEFT)


def verdict(turn: Turn, context: Context) -> str:
    """已解决 or 没解决, by digit or in words; in doubt it is asked again."""
    case = _judged(context)
    if case is None:
        context.close()
        return context.say(texts.NOTHING_TO_JUDGE)
    meaning = _verdict(turn)
    if meaning is Meaning.UNCLEAR and manners.says_well(turn.text, context):
        meaning = Meaning.SOLVED
    if meaning is Meaning.UNCLEAR:
        return _asked_again(case, context)
    context.close()
    solved = meaning is Meaning.SOLVED
    judge_result(case, turn.text if turn.digit is None else "", context, solved=solved)
    if not solved:
        sentence = texts.REOPENED_REST if meaning is Meaning.PARTLY else texts.REOPENED
        return context.say(sentence, number=case.number)
    prompt = context.say(texts.SOLVED)
    return context.ask(Asked.RATING, prompt, case_id=case.id, lives=CASE_LIVES)


def _asked_again(case: Case, context: Context) -> str:
    """解决了吗, once more; in doubt again it is left to the resident to say so."""
    if context.content.get("again"):
        context.keep_quietly()
        return context.say(texts.SOLVED_LATER)
    prompt = context.say(texts.SOLVED_AGAIN, number=case.number)
    content = {"again": True}
    return context.ask(Asked.SOLVED, prompt, content, case_id=case.id, lives=CASE_LIVES)


def rating(turn: Turn, context: Context) -> str:
    """1 to 5, or words for it."""
    case_id = context.question.case_id if context.question else None
    case = get_visible(context.db, context.actor, case_id or 0)
    context.close()
    stars = stars_of(turn.text, turn.digit) or 0
    rate(context.db, case, stars, actor=context.actor, now=context.now)
    return context.say(texts.RATED)


def still_asks(notice: Notice, context: Context) -> bool:
    """Whether what a notice asks is still open by the time it is told."""
    asked = notice.question
    if not asked or asked["kind"] != Asked.SOLVED:
        return True
    waiting = awaiting_verdict(context.db, context.actor, now=context.now)
    return waiting is not None and waiting.id == asked["case_id"]


def _judged(context: Context) -> Case | None:
    if context.is_asked(Asked.SOLVED) and context.question and context.question.case_id:
        return get_visible(context.db, context.actor, context.question.case_id)
    return awaiting_verdict(context.db, context.actor, now=context.now)


def _verdict(turn: Turn) -> Meaning:
    if turn.digit is not None:
        by_digit = {1: Meaning.SOLVED, 2: Meaning.NOT_SOLVED}
        return by_digit.get(turn.digit, Meaning.UNCLEAR)
    return verdict_of(turn.text)
