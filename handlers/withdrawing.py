"""A case is withdrawn, or asked about first; who did not mean it has it again by one digit."""

import re
import unicodedata
from datetime import timedelta

from cases.intents import Intent
from cases.mentions import without_kept
from cases.models import Case, CaseState
from cases.queries import get_visible, newest_cases, open_cases
from cases.service import take_back_withdrawal
from cases.service import withdraw as withdraw_case
from cases.stopping import asks_whether_stopped
from cases.workflow import OPEN
from community.texts import report as texts
from core.clock import spoken_day
from core.language import normalise, simplify
from handlers import progress
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.numbered import numbered
from handlers.progress import MOST_LISTED, called
from handlers.talked_of import IN_TALK, meant, named
from handlers.turn import CHINESE_DIGITS, Turn

AGAIN = 9
NOT_WANTED = (Meaning.NO, Meaning.SOLVED)
_DROPPED = re.compile(r"撤|删|取消|去掉|不要")
# Taken as a whole, without another try: no sentence can make it slow.
_ITEM = r"(?:第[1-8](?:个|件|条|项|张|单)?+|[1-8](?:个|件|条|项|张|单|号)?+)"
_DROPS = re.compile(
    r"(?:把|将|那|就|帮我|请|给我|麻烦)*+(?:(?:撤|删|取消|去掉|不要)(?:销|掉|了|除)*+)?"
    rf"(?P<items>{_ITEM}(?:(?:[和跟与及、,，]|还有)*+{_ITEM})*+)"
    r"(?:都|也|给我|帮我|不要|撤|删|取消|去掉|销|掉|了|除|吧|哈|嘛|单|[。!,，])*+"
    r"(?:[1-8](?:个|件|号)?(?:先|就|还)?(?:留着?|保留|不动|别动|要|接着办)(?:吧|的)?)?+"
)
STILL_WANTED = ("要", "还要", "要的", "需要", "还需要", "接着办", "继续办", "留着", "别撤", "不撤")
_REGRETS = re.compile(
    r"(?:请|帮我|给我|快|算了|哎|不对|还是|又)*(?:恢复|撤错|弄错|搞错|改错|改回去|改回来|不撤|别撤|按错)(?:了|吧|它|一下|那个|那件|工单)*"
)
# Every message is looked at.
_MAY_WANT_BACK = re.compile(r"[撤删消复復]")
_WANTS_BACK = re.compile(
    r"(?:撤|删|取消)错|(?:不该|不是(?:让|叫)你|没(?:让|叫|要)你们?|谁(?:让|叫)你们?|别|不要|莫|不)(?:把.{1,8})?(?:撤|删|取消)"
    r"|(?<!能)恢复(?:一下|了?呗|了?嘛|吧|它|了吧|过来|那|这|刚才|工单|单|(?=$|[\s,，。!！]))|(?:撤|删|取消)(?:掉|了)的?.{0,8}(?:要|恢复|找|拿)回来?"
)
WANT_BACK_CHARACTERS, LIKELY = 40, 0.7
# So long 9 still means what was promised, whatever was said in between.
BY_DIGIT_WITHIN = timedelta(minutes=5)
# Here 9 has a meaning of its own, or all that is said is the answer.
OWN_NINE = (
    Asked.PLACE,
    Asked.PHOTO,
    Asked.PHONE,
    Asked.AREA,
    Asked.PERSON,
    Asked.OFFICER,
    Asked.ADD,
)


def withdraw(case: Case, words: str, context: Context) -> str:
    """Withdraw it, say which it was, and how to have it again."""
    withdraw_case(
        context.db, case, words, actor=context.actor, setup=context.setup, now=context.now
    )
    context.changed = None
    day = spoken_day(case.opened_at, context.today)
    undo = context.say(texts.WITHDRAWN_UNDO, topic=called(case, context), day=day)
    content = {"withdrawn": case.id, "quiet": True}
    said = context.say(texts.WITHDRAWN, number=case.number)
    return f"{said}\n{context.ask(Asked.UNDO, undo, content)}"


def drops_items(turn: Turn, context: Context) -> bool:
    """删第一个和第二个: whether some of the cases just listed are not wanted any more."""
    return bool(_items(turn, context))


def drop_items(turn: Turn, context: Context) -> str:
    """Withdraw them, say which they were, and how to have them again."""
    listed = [context.content["cases"][item - 1] for item in _items(turn, context)]
    cases = [get_visible(context.db, context.actor, case_id) for case_id in listed]
    context.close()
    wanted = [case for case in cases if case.state in OPEN]
    if len(wanted) < len(cases) or len(wanted) == 1:
        said = [withdraw(case, turn.text, context) for case in wanted]
        return "\n".join(said) or context.say(texts.WITHDRAWN_ALREADY, number=cases[0].number)
    return f"{withdraw_all(wanted, turn.text, context)}\n{ask_regret(wanted, context)}"


def withdraw_all(cases: list[Case], words: str, context: Context) -> str:
    """Withdraw them; which they were."""
    lines = []
    for case in cases:
        withdraw_case(
            context.db, case, words, actor=context.actor, setup=context.setup, now=context.now
        )
        topic = called(case, context)
        lines.append(context.say(texts.WITHDRAWN_LINE, number=case.number, topic=topic))
    return context.say(texts.WITHDRAWN_ALL, count=len(cases), cases="\n".join(lines))


def ask_regret(cases: list[Case], context: Context) -> str:
    """How to have all of them again."""
    context.changed = None
    content = {"withdrawn": [case.id for case in cases], "quiet": True}
    return context.ask(Asked.UNDO, context.say(texts.WITHDRAWN_UNDO_ALL), content)


def _items(turn: Turn, context: Context) -> list[int]:
    if not turn.text or turn.digit is not None or not context.is_asked(Asked.PICK):
        return []
    plain = simplify(unicodedata.normalize("NFKC", turn.text)).translate(CHINESE_DIGITS)
    # 1和2 says enough where it was asked which are to be withdrawn.
    is_asked = context.content.get("deed") == "撤销" or _DROPPED.search(plain) is not None
    found = _DROPS.fullmatch("".join(plain.split())) if is_asked else None
    items = sorted({int(item) for item in re.findall(r"\d", found["items"])}) if found else []
    return items if items and items[-1] <= len(context.content.get("cases", ())) else []


_REGISTER_ANEW = re.compile(
    "(?:重新|还是|再)(?:帮我|给我|请|麻烦|你们?|接着|继续)*(?:再)?(?:报|登|办|立|提)"
)


def wants_back(turn: Turn, context: Context) -> bool:
    """Whether a case that he withdrew a while ago is wanted after all, whatever was said in
    between: 撤错了, 押金那个恢复 别撤, or the 9 that was promised."""
    if not context.has_cases or not turn.text:
        return False
    if turn.digit is not None:
        is_for_it = not context.is_asked(*OWN_NINE)
        return turn.digit == AGAIN and is_for_it and bool(_withdrawn(context, BY_DIGIT_WITHIN))
    if len(turn.text) > WANT_BACK_CHARACTERS or context.is_asked(Asked.OFFICER, Asked.ADD):
        return False
    is_answer = "withdrawn" in context.content and regrets(turn, context)
    is_likely = context.guess(turn.text).is_surely(Intent.RESTORES, least=LIKELY)
    if is_answer or says_back(without_kept(turn.text)) or is_likely:
        return bool(_wanted_back(turn, context))
    return _REGISTER_ANEW.search(simplify(turn.text)) is not None and _names_withdrawn(
        turn, context
    )


def _names_withdrawn(turn: Turn, context: Context) -> bool:
    """霉那个，房东又说不管了，还是帮我重新报吧: whether the words name just what he withdrew."""
    own = [*_withdrawn(context), *(case for case in context.own_cases if case.state in OPEN)]
    found = named(turn.text, own, context)
    return len(found) == 1 and found[0].state == CaseState.WITHDRAWN


def take_wanted_back(turn: Turn, context: Context) -> str:
    """What was withdrawn by mistake goes on under its number, with all that was in it."""
    cases = _wanted_back(turn, context)
    if context.is_asked(Asked.UNDO):
        context.close()
    return take_back(cases, context)


def take_back(cases: list[Case], context: Context) -> str:
    """They go on; how they stand."""
    for case in cases:
        take_back_withdrawal(
            context.db, case, actor=context.actor, setup=context.setup, now=context.now
        )
    again = (
        progress.described(cases[0], context) if len(cases) == 1 else progress.own_cases(context)
    )
    return f"{context.say(texts.TAKEN_BACK)}\n{again}"


def says_back(text: str) -> bool:
    """Whether words say that nothing was to be withdrawn: 不该撤销, 谁让你撤了."""
    return _MAY_WANT_BACK.search(text) is not None and bool(_WANTS_BACK.search(simplify(text)))


def _withdrawn(context: Context, within: timedelta = IN_TALK) -> list[Case]:
    """What he withdrew of late, the last first."""
    since = context.now - within
    gone = [
        (case.closed_at, case)
        for case in context.own_cases
        if case.state == CaseState.WITHDRAWN and case.closed_at and case.closed_at > since
    ]
    return [case for _, case in sorted(gone, key=lambda one: one[0], reverse=True)]


def _wanted_back(turn: Turn, context: Context) -> list[Case]:
    """The cases that are meant: those he names, else those that were withdrawn last; [] where he
    names one that is open."""
    gone = _withdrawn(context)
    if not gone or turn.digit is not None:
        return [case for case in gone if case.closed_at == gone[0].closed_at]
    sure = numbered(turn.text, context)
    if sure:
        return [case for case in gone if case in sure]
    own = [*gone, *(case for case in context.own_cases if case.state in OPEN)]
    found = named(turn.text, own, context)
    if not found:
        return [case for case in gone if case.closed_at == gone[0].closed_at]
    return [case for case in found if case in gone]


def regrets(turn: Turn, context: Context) -> bool:  # noqa: ARG001 (a condition's shape)
    """9, or 改错了: what was changed is to be as before."""
    return turn.digit == AGAIN or _REGRETS.fullmatch(normalise(turn.text)) is not None


def ask_still(case: Case, context: Context) -> str:
    """All is well, it seems: whether the case is still wanted."""
    prompt = context.say(texts.STILL_WANTED, number=case.number, topic=called(case, context))
    return context.ask(Asked.STILL, prompt, {"still": case.id})


def says_still(turn: Turn, context: Context) -> bool:  # noqa: ARG001 (a condition's shape)
    """An answer to whether a case is still wanted; 好的 is none, it may mean either."""
    if turn.is_command_alone and turn.is_command("撤销"):
        return True
    is_word = normalise(turn.text) in STILL_WANTED
    return turn.digit in (0, 1) or turn.meaning in NOT_WANTED or is_word


def still(turn: Turn, context: Context) -> str:
    """1 or 不用了: the case is not wanted any more; 0 or 要: it is."""
    case = get_visible(context.db, context.actor, context.content["still"])
    context.close()
    if turn.digit == 1 or turn.meaning in NOT_WANTED or turn.is_command("撤销"):
        return withdraw(case, "" if turn.digit else turn.text, context)
    return context.say(texts.GOES_ON, number=case.number)


def is_well(turn: Turn, context: Context) -> bool:
    """修好了 of a case on which work is still to be done."""
    if turn.meaning is not Meaning.SOLVED or context.question is not None:
        return False
    return bool(open_cases(context.db, context.actor, limit=1))


def be_glad(turn: Turn, context: Context) -> str:
    """Glad to hear it; the case it is about is withdrawn on 1."""
    cases = open_cases(context.db, context.actor, limit=MOST_LISTED)
    case = meant(turn.text, cases, context)
    if case is not None:
        return f"{context.say(texts.GLAD)}{ask_still(case, context)}"
    said = f"{context.say(texts.GLAD)}{context.say(texts.WHICH_CASE)}"
    return progress.list_cases(cases, context, said, {"deed": "撤销", "words": turn.text})


def asks_after(turn: Turn, context: Context) -> bool:
    """Whether the words ask what became of a case: 那个撤了吗, 狗的单子还在不在."""
    if turn.command is not None or not turn.text or not asks_whether_stopped(turn.text):
        return False
    return bool(newest_cases(context.db, context.actor, limit=1))


def tell_state(turn: Turn, context: Context) -> str:
    """How the case stands that is asked after, ended ones too."""
    cases = newest_cases(context.db, context.actor, limit=MOST_LISTED)
    own = numbered(turn.text, context) or named(turn.text, cases, context)
    gone = [case for case in cases if case.state == CaseState.WITHDRAWN]
    first, *_ = own or gone or cases
    return progress.described(first, context)
