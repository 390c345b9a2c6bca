"""What a resident does with a case he has: urge, add, withdraw, say whether it is solved."""

from typing import Any

from cases.models import Case, CaseState
from cases.numbers import is_short, read_numbers
from cases.queries import awaiting_verdict, get_visible, open_cases
from cases.service import answer_question, rate
from cases.speech import is_impatient, orders
from cases.workflow import SOLVED
from community.texts import ask as ask_texts
from community.texts import report as texts
from handlers import ask, media, officers, progress
from handlers.answers import Meaning, rating_in, stars_of
from handlers.context import CASE_LIVES, NEWS, Asked, Context
from handlers.deeds import DEEDS, hurry_on
from handlers.filling import asked_on, keep_said
from handlers.rating import ask_solved, ask_stars, judge_result
from handlers.result_meant import is_put_off, late_verdict, verdict_said
from handlers.talked_of import meant, named, picked
from handlers.turn import Turn, item_in
from notices.models import Notice

ADD = "补充"
# What is asked again once the news that came over it is seen to.
LASTING = (
    *(Asked.SOLVED, Asked.OFFICER, Asked.AREA, Asked.PLACE, Asked.PHOTO, Asked.PHONE),
    *(Asked.ADD, Asked.DESCRIBE, Asked.STILL),
)


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
    """What a notice asked while something else was open, or has interrupted, comes up as soon as
    nothing is, if it still waits for an answer."""
    is_busy = context.question is not None and not context.content.get("quiet")
    if is_busy or context.has_asked:
        return []
    left, context.left = context.left, None
    if left is not None and is_lasting(left, context):
        return _ask_news(left, context) if left["kind"] in NEWS else context.resume(left)
    lines: list[str] = []
    while context.waits is not None and not lines:
        waits = context.waits
        context.waits = waits["content"].get("waits")
        lines = _ask_news(waits, context)
    return lines


def is_lasting(left: dict[str, Any], context: Context) -> bool:
    """Whether what was interrupted is asked again: what a case needs, and the offer of one that
    was reported; no list of answers."""
    content, kind = left["content"], left["kind"]
    is_open = left.get("until", "") > context.now.isoformat() and not content.get("quiet")
    return is_open and (kind in LASTING or (kind == Asked.OFFER and bool(content.get("report"))))


def _ask_news(news: dict[str, Any], context: Context) -> list[str]:
    case = get_visible(context.db, context.actor, news["case_id"])
    content = {name: news["content"][name] for name in ("back",) if name in news["content"]}
    if case.state == CaseState.RESOLVED and case.verdict is None and news["kind"] == Asked.SOLVED:
        return [ask_solved(case, context, content)]
    if case.state != CaseState.WAITING or news["kind"] != Asked.OFFICER:
        return []
    prompt = news["content"]["prompt"]
    return [context.ask(Asked.OFFICER, prompt, content, case_id=case.id, lives=CASE_LIVES)]


def asks_back(turn: Turn, context: Context) -> bool:
    """Whether words ask about what an office has written of a case."""
    return officers.asked_back(turn, context) is not None


def ask_back(turn: Turn, context: Context) -> str:
    """The office that wrote reads the question."""
    case = officers.asked_back(turn, context)
    assert case is not None  # noqa: S101 (the route's own condition)
    keep_said(case, turn.text, context)
    return asked_on(case, context)


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
    meaning = _verdict(turn, context)
    if meaning is Meaning.UNCLEAR:
        return _asked_again(turn.text, case, context)
    context.close()
    solved = meaning is Meaning.SOLVED
    judge_result(case, turn.text if turn.digit is None else "", context, solved=solved)
    if not solved:
        sentence = texts.REOPENED_REST if meaning is Meaning.PARTLY else texts.REOPENED
        return context.say(sentence, number=case.number)
    if context.left is not None and is_lasting(context.left, context):
        # What the news has interrupted goes before stars.
        return context.say(texts.GLAD)
    return ask_stars(case, context)


def is_late(turn: Turn, context: Context) -> bool:
    """Whether words say how a result is, though nothing asks for it just now."""
    return late_verdict(turn, context) is not None


def take_late(turn: Turn, context: Context) -> str:
    """What is said of it is kept with it; what is being asked goes on."""
    late = late_verdict(turn, context)
    assert late is not None  # noqa: S101 (the route's own condition)
    case, meaning = late
    if context.is_asked(Asked.RATING):
        context.close()
    # A list that nobody has picked from waits for nothing.
    is_open = context.question is not None and not context.content.get("quiet")
    is_busy = is_open and not context.is_asked(Asked.CHOICE, Asked.PICK, Asked.MENU)
    is_known = case.verdict == SOLVED
    if meaning is Meaning.SOLVED and (is_busy or is_known) and rating_in(turn.text) is None:
        if not is_known:
            judge_result(case, turn.text, context, solved=True)
        return context.say(
            texts.CONFIRMED, number=case.number, topic=progress.topic_of(case, context)
        )
    return DEEDS["已解决" if meaning is Meaning.SOLVED else "没解决"](case, turn.text, context)


def _asked_again(words: str, case: Case, context: Context) -> str:
    """解决了吗, once more; in doubt again it is left to the resident to say so."""
    if context.content.get("again") or is_put_off(words):
        context.keep_quietly()
        return context.say(texts.SOLVED_LATER)
    return ask_solved(case, context, {"again": True, "back": context.content.get("back")})


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
    return any(
        case.id == asked["case_id"] and case.state == CaseState.RESOLVED and case.verdict is None
        for case in context.own_cases
    )


def _judged(context: Context) -> Case | None:
    if context.is_asked(Asked.SOLVED) and context.question and context.question.case_id:
        return get_visible(context.db, context.actor, context.question.case_id)
    return awaiting_verdict(context.db, context.actor, now=context.now)


def _verdict(turn: Turn, context: Context) -> Meaning:
    if turn.digit is not None:
        by_digit = {1: Meaning.SOLVED, 2: Meaning.NOT_SOLVED}
        return by_digit.get(turn.digit, Meaning.UNCLEAR)
    return verdict_said(turn.text, context)
