"""0。请补充到烟味那个工单：…: a message that wants several things of the desk, one after the other.

What wants a thing of its own is answered as if it had come in a message of its own; what is told or
asked stays together (`matters.py` sees to that), and what only goes with it, thanks or scolding, is
left out.
"""

import re
from collections.abc import Iterator, Sequence

from cases.clauses import clauses
from cases.intents import Intent
from cases.parts import Part, parts_of
from cases.place_set import names_place
from cases.speech import Speech
from core.language import simplify
from handlers import emergency
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.courtesies import hearsay_in
from handlers.filling import phone_in
from handlers.matters import SIGNS
from handlers.meant import ASKS_OF_CASE, RIGHTS, forbids
from handlers.result_meant import late_verdict, verdict_said
from handlers.turn import CHINESE_DIGITS, Turn, item_picked

MOST_CHARACTERS, FEWEST_CHARACTERS, ENDS = 300, 3, " \t\r\n。，,；;、：:"
# A part is a thing of its own, or mere talk, where that is so likely.
SURE, CLEARLY = 0.8, 0.85
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)
THANKING, OF_A_STORY = (Intent.THANKS, Intent.WAITS), (Intent.SOCIAL, Intent.SCOLDS)
TALK = (*THANKING, *OF_A_STORY)
# What is told or asked, and what it is not: 不是补录，我问的是打过的.
TOLD = (Intent.ASKS, Intent.REPORTS, Intent.DETAIL, Intent.DENIES)
LITTLE = (*TALK, Intent.DETAIL, Intent.DENIES, Intent.WELL, Intent.YES, Intent.NO)
# Of who has no case nothing but these is wanted.
OF_NO_CASE = (*TOLD, Intent.ORDERS, Intent.PERSON, Intent.YES, Intent.NO, Intent.DESK)
# 算了 等你们回我, where nothing is asked.
LETS_GO = (*TALK, Intent.YES, Intent.NO, Intent.WITHDRAWS)
# Behind the answer to what a case still needs these are something else.
APART_FROM_ANSWER = (
    *(Intent.ASKS, Intent.DESK, Intent.REPORTS, Intent.PERSON, Intent.WITHDRAWS),
    *(Intent.STATUS, Intent.READS, Intent.LISTS, Intent.URGES),
)
# With what follows: 登吧，6号楼2单元, 不是查，是催, 孩子找到了 别登记了.
TAKES = {
    Intent.YES: (*RIGHTS, Intent.URGES, Intent.ORDERS),
    Intent.ORDERS: (*RIGHTS, Intent.URGES, Intent.YES),
    **dict.fromkeys((*RIGHTS, Intent.UNSOLVED), (Intent.WISHES,)),
    Intent.TOPIC: (Intent.REPORTS, Intent.PLACE, Intent.ORDERS, Intent.WISHES),
    Intent.URGES: (Intent.REPORTS,),
    Intent.STATUS: (Intent.URGES, Intent.UNSOLVED),
    Intent.REPORTS: (Intent.ORDERS, Intent.PERSON, Intent.URGES, Intent.WISHES),
    Intent.SCOLDS: (Intent.PERSON,),
    Intent.DENIES: (*RIGHTS, *ASKS_OF_CASE, Intent.WITHDRAWS, Intent.NO, Intent.YES),
    Intent.WELL: (Intent.WITHDRAWS, Intent.NO),
    Intent.WITHDRAWS: (Intent.RESTORES, Intent.DENIES, Intent.NO),
    Intent.NO: (Intent.ORDERS, Intent.YES, Intent.WISHES),
    Intent.LISTS: (Intent.READS, Intent.STATUS, Intent.ORDERS),
}
_OF_ONE_BEFORE = re.compile("[他她它]")
_LEAD = re.compile(
    r"\s*(?:我?选|回复|按)?\s*(?P<digit>[0-9一二三四五六七八九零])[\s,，.。、:：;；!！]+"
    r"(?![号栋幢楼层室单点月日天个块元次年岁人米\d])(?P<rest>.+)",
    re.DOTALL,
)


def turns_of(turn: Turn, context: Context) -> list[Turn]:
    """The turns that the message is, in order; most are one."""
    if not turn.text or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return [turn]
    if context.is_asked(*ANSWERS_ONLY):
        return [turn]
    item = item_picked(turn.text) if context.is_asked(Asked.CHOICE, Asked.OFFER) else None
    if item is not None:
        return [Turn(turn.message, str(item))]
    lead = _lead(turn.text, context)
    if lead is not None:
        first, rest = Turn(turn.message, lead["digit"]), Turn(turn.message, lead["rest"].strip())
        says_more = len(rest.text) >= FEWEST_CHARACTERS and rest.meaning is None
        return [first, *(_apart(rest, context) if says_more else ())]
    return _apart(turn, context)


def _lead(text: str, context: Context) -> re.Match[str] | None:
    """The digit that answers what is asked, and what follows it."""
    found = _LEAD.fullmatch(text) if context.question is not None else None
    if found is not None and context.is_asked(Asked.SOLVED):
        # 2 根本没清 is one thing.
        found = found if context.speech(found["rest"]) is Speech.ASKS else None
    if found is None or int(found["digit"].translate(CHINESE_DIGITS)) not in _digits(context):
        return None
    return found


def _digits(context: Context) -> set[int]:
    """The digits that answer what is asked by themselves. Those that register take what follows
    with them."""
    content = context.content
    if context.is_asked(*SLOTS):
        return {0, 1} if content.get("same") else {0}
    if context.is_asked(Asked.OFFER):
        return {0, 2} if content.get("entry_id") else {0}
    if context.is_asked(Asked.CHOICE):
        return {0}
    if context.is_asked(Asked.SOLVED):
        return {1, 2}
    if context.is_asked(Asked.PICK):
        return set(range(len(content.get("cases", ())) + 1))
    return {0, 1} if context.is_asked(Asked.STILL) else set()


def _apart(turn: Turn, context: Context) -> list[Turn]:
    judged = _judged(turn, context)
    if judged:
        return judged
    parts = parts_of(turn.text, context.state)
    is_wanted = any(one.intent not in LITTLE and one.guess.share >= SURE for one in parts)
    if len(parts) == 1 or not is_wanted or _is_whole(turn, context):
        return [turn]
    told = [part for part in parts if not _is_talk(part, parts, context)]
    groups = list(_grouped(told, context))
    if len(groups) == 1 and len(told) == len(parts):
        return [turn]
    if len(groups) == 1 and _OF_ONE_BEFORE.match(told[0].words):
        # 照片我不会弄，我孙子会，他周末才来: who 他 is was said before.
        return [turn]
    words = ("".join(part.words for part in group).lstrip(SIGNS).rstrip(ENDS) for group in groups)
    return [Turn(turn.message, one) for one in words if one]


def _judged(turn: Turn, context: Context) -> list[Turn]:
    """这次好了，谢谢。送餐什么时候能开始？: that a result which is asked about is good, and the
    question behind it; [] where it is not so."""
    if not context.is_asked(Asked.SOLVED):
        return []
    starts = [one.start for one in clauses(turn.text)[1:]]
    for head, rest in ((turn.text[:at], turn.text[at:]) for at in starts):
        asks = len(rest) > FEWEST_CHARACTERS and context.speech(rest) is Speech.ASKS
        # 承诺有屁用 他哪回没承诺 asks nothing.
        if asks and verdict_said(head, context) is Meaning.SOLVED:
            return [Turn(turn.message, head.strip(ENDS)), Turn(turn.message, rest)]
    return []


def _is_whole(turn: Turn, context: Context) -> bool:
    """Whether all of the words are one thing, whatever is in them: a command with its words,
    danger, what he has heard, all his cases (现在几件了？给我报一遍)."""
    command = turn.command
    is_command = command is not None and not (command.apart and _is_behind(command.word, turn))
    if is_command or hearsay_in(turn.text) is not None:
        return True
    if context.guess(turn.text).is_surely(Intent.LISTS, least=CLEARLY):
        return True
    if forbids(turn.text) and late_verdict(turn, context) is not None:
        # 暖气好了啊 别重新办.
        return True
    return emergency.alarm_in(turn.text, context.setup) is not None


def _is_behind(word: str, turn: Turn) -> bool:
    """Whether 把0008撤了吧 重新登一个 is a command only for its end."""
    return not simplify(turn.text).startswith(word)


def _is_talk(part: Part, parts: Sequence[Part], context: Context) -> bool:
    """Thanks, stories and curses that name no place; what takes or leaves nothing that is asked.
    物业收钱不干活 beside a report is a part of it."""
    if any(one.intent is Intent.PERSON for one in parts):
        # What he is angry about is what whoever calls him should know.
        return False
    is_free = context.question is None and part.guess.shares[Intent.WITHDRAWS] < SURE
    if is_free and part.guess.is_surely(*LETS_GO, least=SURE):
        return part.intent not in OF_A_STORY or not _tells(parts)
    kinds = THANKING if _tells(parts) else TALK
    return part.guess.is_surely(*kinds, least=CLEARLY) and not _is_somewhere(part, context)


def _tells(parts: Sequence[Part]) -> bool:
    return any(part.intent in (Intent.REPORTS, Intent.ASKS) for part in parts)


def _is_somewhere(part: Part, context: Context) -> bool:
    heard = context.heard(part.words)
    return heard.place is not None or heard.area_id is not None


def _grouped(parts: Sequence[Part], context: Context) -> Iterator[list[Part]]:
    """Parts that are answered together."""
    group = list(parts[:1])
    wanted = last = _wants(parts[0], context)
    for part in parts[1:]:
        wants = _wants(part, context)
        # 算了 那你就登记 gives in.
        gives_in = wants is Intent.ORDERS and len(group[-1].words.strip(SIGNS)) <= FEWEST_CHARACTERS
        is_answer = context.is_asked(*SLOTS) and _answers(group, wants, context)
        is_of_it = _goes_with(wanted, wants, is_answer=is_answer) or _goes_with(
            last, wants, is_answer=is_answer
        )
        if gives_in or is_of_it:
            group.append(part)
            wanted = wants if wanted is Intent.DETAIL else wanted
        else:
            yield group
            group, wanted = [part], wants
        last = wants if wants is not Intent.DETAIL else last
    yield group


def _answers(parts: Sequence[Part], wants: Intent, context: Context) -> bool:
    """Whether a place or a number is told, before what is wanted besides; 就五那个，暖气 is none,
    nor is 两个都是漏水, of what is called off."""
    words = "".join(part.words for part in parts)
    is_told = context.is_asked(Asked.PHOTO) and wants is not Intent.WITHDRAWS
    return is_told or names_place(words) or phone_in(words) is not None


def _goes_with(first: Intent, second: Intent, *, is_answer: bool) -> bool:
    """Whether the second is answered along with the first that stands before it; `is_answer`:
    what is told before is the answer to what a case still needs."""
    if first == second or (first in TOLD and second in TOLD) or second is Intent.DETAIL:
        return True
    if first is Intent.DETAIL:
        # 路灯有两个工单号，请撤销其一: what is told before tells of what is wanted; where a place
        # was asked for it is the answer.
        return not is_answer or second not in APART_FROM_ANSWER
    return second in TAKES.get(first, ())


def _wants(part: Part, context: Context) -> Intent:
    """What a part is taken to want: what nobody can tell is told, and so is talk of a place."""
    if part.guess.share < SURE or (not context.has_cases and part.intent not in OF_NO_CASE):
        return Intent.DETAIL
    if part.intent is Intent.ORDERS and forbids(part.words):
        return Intent.NO
    return Intent.DETAIL if part.intent in TALK and _is_somewhere(part, context) else part.intent
