"""What somebody says of a result, and which of his cases he means: 没修好, 车还停在那, 走了走了."""

import re

from cases.clauses import begins_another_matter, clauses
from cases.intents import Intent, State, guess
from cases.mentions import is_still_so
from cases.models import Case, CaseState
from cases.places import place_in
from cases.speech import Speech
from cases.verdicts import can_reopen
from cases.workflow import OPEN
from handlers import courtesies, manners
from handlers.answers import Meaning, is_hesitant, rating_in, verdict_of
from handlers.belonging import is_of_its_topic
from handlers.context import Asked, Context
from handlers.numbered import numbered
from handlers.progress import topic_of
from handlers.talked_of import last_told, named, said_last, things_in
from handlers.turn import Turn

RESULTS = (Asked.SOLVED, Asked.RATING)
# Here all that is said is the answer; a mere 好 says nothing of a result.
ANSWERED = (Asked.SOLVED, Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
MERE, MOST_CHARACTERS = (Meaning.YES, Meaning.NO, Meaning.SKIP, Meaning.HURRY), 120
# How likely words must be to say that it is not well, and a clause of them that something is.
LIKELY, WELL = 0.5, 0.45
# Of what is solved nothing more than this speaks for anything else.
HARDLY = 0.15
GLAD = (Intent.WELL, Intent.THANKS)
PRAISE = (*GLAD, Intent.SOCIAL, Intent.YES)
ELSE = (
    *(Intent.UNSOLVED, Intent.REPORTS, Intent.URGES, Intent.STATUS, Intent.ASKS, Intent.ORDERS),
    *(Intent.NO, Intent.DENIES),
)
# 不响了 has stopped, 一分不少 lacks nothing: neither denies that it is well.
_CEASED = re.compile(r"[不没][^\s,，。!！?？]{1,4}了|一.{1,2}[不没](?:少|差|缺|落|漏)|差不多")
# 灯是亮了，就是有点闪: what follows is what is left. 好像不滴了 leaves it open.
_BUT = re.compile(r"但是?|不过|可是|只是|就是(?=有|还|太|边|声)|(?<=了)[\s,，]+(?=还|又)")
_CONCEDED = re.compile(r"\S是[^\s,，是]{1,3}了[\s,，]*$")
_HEDGED = re.compile("好像|似乎|可能|应该|大概|听说|据说|[小好少轻净]多了|点儿?了")
_ASKING = re.compile(r"[?？]\s*$|吗$")
# 哈？暖气好了啊 asks nothing.
_STARTLED = re.compile(r"^(?:哈|啊|嗯|诶|哎|咦|什么|啥)+[?？!！]+")
_AGAIN = re.compile(
    r"(?<![别甭莫])(?<!不用)(?<!不要)(?<!不必)(?:再(?:过?来|派|跑|上门)(?:一?[趟次下回]|个?人|修|看|弄|查)"
    r"|再(?:给我|帮我)?(?:修|弄|看|清|查|处理)一?[下遍次]|重新(?:修|弄|办|搞|整|清|做)|返工)"
)


def verdict_said(text: str, context: Context) -> Meaning:
    """What words say of a result: by the signs of it, else by what people want who speak so when
    they have been told that it is done; in doubt never SOLVED."""
    text = _STARTLED.sub("", text)
    said = verdict_of(text)
    if said in (Meaning.PARTLY, Meaning.NOT_SOLVED) or is_hesitant(text):
        return said
    if said is Meaning.SOLVED or manners.says_well(text, context):
        return Meaning.SOLVED
    return _likely_verdict(text)


def is_about_result(turn: Turn, context: Context) -> bool:
    """Whether words say how a result is, or that he has not looked yet."""
    if turn.is_command("已解决", "没解决") or rating_in(turn.text) is not None:
        return True
    is_said = verdict_said(turn.text, context) is not Meaning.UNCLEAR
    return is_said or turn.meaning is Meaning.UNCLEAR or is_put_off(turn.text)


def is_put_off(text: str) -> bool:
    """我再去看看."""
    return guess(text, State.TOLD).is_surely(Intent.WAITS, least=LIKELY)


def _likely_verdict(text: str) -> Meaning:
    likely = guess(text, State.TOLD)
    but = _BUT.search(text)
    head = text[: but.start()] if but is not None else ""
    if but is not None and (_CONCEDED.search(head) or _is_well(head)):
        return Meaning.PARTLY if _is_left(text[but.end() :]) else Meaning.UNCLEAR
    if _AGAIN.search(text) or likely.is_surely(Intent.UNSOLVED, least=LIKELY):
        return Meaning.NOT_SOLVED
    if likely.intent not in GLAD or not _is_well(text):
        return Meaning.UNCLEAR
    is_doubtful = _ASKING.search(text) or _HEDGED.search(text)
    is_else = sum(likely.shares[one] for one in ELSE) > HARDLY
    is_denied = courtesies.contradicts(_CEASED.sub("", text))
    return Meaning.UNCLEAR if is_doubtful or is_else or is_denied else Meaning.SOLVED


def _is_well(text: str) -> bool:
    """Whether words, or some clause of them, tell that something is well."""
    told = [text, *(one.words for one in clauses(text))]
    return any(
        likely.intent is Intent.WELL and likely.share >= WELL
        for likely in (guess(words, State.TOLD) for words in told if words)
    )


def _is_left(text: str) -> bool:
    """Whether what stands behind a 但是 is neither praise nor a question."""
    told = clauses(text)
    is_told = bool(told) and not _ASKING.search(text[: told[0].end + 1])
    return is_told and guess(text, State.TOLD).intent not in PRAISE


def late_verdict(turn: Turn, context: Context) -> tuple[Case, Meaning] | None:
    """What words say of a result of his, and of which, where nothing asks for it just now; None
    where they may be about anything else."""
    if not context.has_cases or not turn.text or turn.digit is not None or turn.command is not None:
        return None
    if context.is_asked(*ANSWERED) or turn.meaning in MERE or len(turn.text) > MOST_CHARACTERS:
        return None
    done = [case for case in context.own_cases if can_reopen(case, context.now)]
    said = verdict_said(turn.text, context) if done else Meaning.UNCLEAR
    if said is Meaning.UNCLEAR or _ASKING.search(turn.text) or begins_another_matter(turn.text):
        return None
    fresh = [case for case in done if case.verdict is None or said is not Meaning.SOLVED]
    # 暖气好了啊 别重新办, of what he has said to be solved.
    named_again = named(turn.text, done, context) if len(fresh) < len(done) else []
    own = [case for case in done if case in fresh or case in named_again]
    case = _result_of(turn.text, own, context) if own else None
    return None if case is None else (case, said)


def _result_of(text: str, done: list[Case], context: Context) -> Case | None:
    """The result that words name, else the last told of, where they name nothing else."""
    sure = numbered(text, context)
    if sure is not None:
        return next((case for case in sure if case in done), None)
    at_work = [case for case in context.own_cases if case.state in OPEN]
    found = named(text, [*done, *at_work], context)
    told, last = said_last(context.own_cases, context), max(done, key=last_told)
    if found:
        own = [case for case in found if case in done]
        if len(own) < len(found) and told in found:
            return told if told in own else None
        return max(own, key=last_told) if own else None
    if told in at_work or _offers_a_case(context):
        return None
    one = told if told in done else last
    return one if _is_all_of(text, one, context) else None


def _is_all_of(text: str, case: Case, context: Context) -> bool:
    """Whether words name no topic, place or thing that is not the case's."""
    here = place_in(text)
    if here is not None and not (case.place and (here in case.place or case.place in here)):
        return False
    told = f"{case.description}{case.note or ''}{topic_of(case, context)}"
    is_told = all(thing in told or thing[-1] in told for thing in things_in(text) - {here})
    return is_told and is_of_its_topic(text, case, context)


def _offers_a_case(context: Context) -> bool:
    """Whether a case is offered just now for what he reports."""
    is_report = context.content.get("report") and not context.content.get("quiet")
    return context.is_asked(Asked.OFFER) and bool(is_report)


def still_so(turn: Turn, context: Context) -> Case | None:
    """The result of which 他还抽, 没挪 or 没人来过 says that nothing has changed: one that he has
    not judged, and whose words or note name whatever thing he names."""
    if not context.has_cases or not is_still_so(turn.text) or turn.meaning is not None:
        return None
    done = [
        case
        for case in context.own_cases
        if case.state == CaseState.RESOLVED and case.verdict is None
    ]
    if not done or context.is_asked(Asked.RATING):
        return None
    # 谁给我办结的 asks nothing.
    is_said = verdict_of(turn.text) is Meaning.NOT_SOLVED
    if not is_said and context.speech(turn.text) is Speech.ASKS:
        return None
    asked = context.question.case_id if context.is_asked(Asked.SOLVED) and context.question else 0
    own = [case for case in done if is_of_its_topic(turn.text, case, context)]
    about = [case for case in own if _tells_of(case, things_in(turn.text))]
    return next((case for case in about if case.id == asked), next(iter(about), None))


def _tells_of(case: Case, things: set[str]) -> bool:
    """Whether a case tells of one of the things, also by its last character (罐 of 煤气罐), or none
    of them says what it is about."""
    told = f"{case.description}{case.note or ''}{case.place or ''}"
    is_told = any(thing in told or thing[-1] in told for thing in things)
    return is_told or all(len(thing) == 1 for thing in things)
