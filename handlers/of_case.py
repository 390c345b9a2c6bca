"""A question in the middle of a case that names nothing else: it is about that case.

What the desk knows is said: of what it costs and whether anybody has to be there what it knows of
repairs, the day, what the office wrote. All else is put into the case, for those who have it.
"""

import re

from cases.clauses import begins_another_matter
from cases.mentions import Pointing, pointing_in
from cases.models import Case
from cases.queries import case_last_moved
from cases.speech import Speech
from cases.workflow import OPEN
from community.models import Kind
from community.subjects import alike, is_clear
from community.texts import progress as texts
from core.language import normalise, simplify
from core.pieces import shares_piece
from faq.aspects import aspects_in, names_subject, tell
from faq.questions import subject_in_talk
from handlers.belonging import NAMELESS
from handlers.context import Asked, Context
from handlers.filling import asked_on, keep_said
from handlers.following import FOREIGN, what_is_asked
from handlers.progress import dates_of, topic_of
from handlers.talked_of import IN_TALK, named, said_last, things_in
from handlers.undecided import OF_THE_DESK, desk_to_ask, text_here

# What half a question in the middle of a case is about: 那要钱吗.
OF_A_CASE, OF_REPAIRS = "登记报修", "登记报修，师傅上门修理，出材料，回复答复，reply"
# So alike are two texts about the same.
LIKE, HARDLY = 0.25, 0.05
DAYS, COSTS, PAPERS = ("duration", "when"), ("cost", "money"), "papers"
# Here another answer is waited for, or something is offered.
ELSEWHERE = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE, Asked.PERSON)
_WEEK = re.compile("星期|礼拜")
# 打110会来吗
_HOTLINE = re.compile(r"(?<!\d)(?:1(?:10|19|20|22)|12\d{3})(?!\d)")
_REPAIRS = re.compile("修|师傅")
_PASSES_ON = re.compile("转(?:问|告|达|给)|(?:帮|替|麻烦).{0,4}问")
_OPEN_END = re.compile("几点|几号|哪|谁|多少|多久|什么|啥|怎么|咋|为什么")


def answer(text: str, context: Context) -> str | None:
    """What a question gets that is about his case; None where it is about something else."""
    if not context.has_cases or context.is_asked(*ELSEWHERE):
        return None
    if context.speech(text) is not Speech.ASKS or begins_another_matter(text):
        return None
    asked = what_is_asked(text)
    case = _meant(asked, text, context)
    return _say(asked, text, case, context) if case is not None else None


def _meant(asked: str, text: str, context: Context) -> Case | None:
    """The case that the question is about: the one at hand where it names nothing else, the one
    that it names itself, else the only one that shares what it names."""
    own = [case for case in context.own_cases if case.state in OPEN or _is_asked(case, context)]
    if not own or context.is_certain(text) or _HOTLINE.search(text):
        return None
    named_one = named(text, own, context) if pointing_in(text) is Pointing.CASE else []
    if len(named_one) == 1:
        return named_one[0]
    at_hand, is_likely = _of_these(own, context), context.is_likely(asked)
    passes_on = _PASSES_ON.search(simplify(asked)) is not None
    is_of_desk = OF_THE_DESK.search(normalise(asked)) and (is_likely or context.is_likely(text))
    at_hand = at_hand or _repaired(asked, own)
    if at_hand is not None and _leads_elsewhere(asked, text, at_hand, context):
        at_hand = None
    if at_hand is not None and not is_of_desk and not FOREIGN.search(asked):
        is_sure = context.is_confident(asked) and names_subject(asked, OF_REPAIRS)
        if not is_sure and not names_subject(asked, f"{OF_REPAIRS}{_told_of(at_hand, context)}"):
            return at_hand
        if (passes_on or not is_likely) and _shares(asked, text, at_hand, context):
            return at_hand
    like = [] if is_likely else [case for case in own if _shares(asked, text, case, context)]
    return like[0] if len(like) == 1 else None


def _leads_elsewhere(asked: str, text: str, case: Case, context: Context) -> bool:
    """Whether what he tells up to his question is about something else (老板欠我工资，我能去哪说理,
    amid a lamp), or he asks for papers, which no repair needs."""
    # 我要办居住证，要带啥 is answered, whatever is registered.
    is_needless = case.kind in (Kind.REPAIR, Kind.COMPLAINT) or context.is_likely(text)
    if is_needless and any(aspect.key == PAPERS for aspect in aspects_in(asked)):
        return True
    told = _told_of(case, context)
    if _REPAIRS.search(simplify(asked)) or alike(asked, told) >= HARDLY:
        return False
    last = asked.rsplit("，", 1)[-1]
    head = text[: text.rfind(last) + len(last)]
    topic = context.topic_of(head)
    is_other = topic is not None and topic.id != case.topic_id
    return is_other or (is_clear(head) and alike(head, told) < HARDLY)


def _repaired(asked: str, own: list[Case]) -> Case | None:
    """The only repair that is at work, where it is asked who repairs: 谁来修."""
    repairs = [case for case in own if case.kind == Kind.REPAIR and case.state in OPEN]
    return repairs[0] if len(repairs) == 1 and _REPAIRS.search(simplify(asked)) else None


def _shares(asked: str, text: str, case: Case, context: Context) -> bool:
    """Whether the question is about the like, or names things of which all are told in the case."""
    if any(alike(words, case.description) >= LIKE for words in (asked, text)):
        return True
    topic, told = context.topic_of(asked), _told_of(case, context)
    things = things_in(asked) - NAMELESS
    if not all(thing in told for thing in things):
        return False
    return topic.id == case.topic_id if topic is not None else bool(things)


def _told_of(case: Case, context: Context) -> str:
    """What was said of the case, by him and by those who have it."""
    return normalise(f"{topic_of(case, context)} {case.description} {case.note or ''}")


def _is_asked(case: Case, context: Context) -> bool:
    return context.question is not None and context.question.case_id == case.id


def case_at_hand(context: Context) -> Case | None:
    """The open case of his that is talked of."""
    return _of_these([case for case in context.own_cases if case.state in OPEN], context)


def _of_these(own: list[Case], context: Context) -> Case | None:
    """The case that is asked about, was told of last, or moved last and after any answer of ours;
    None while something else is offered."""
    content = context.content
    asked = context.question.case_id if context.question else None
    about = next((case for case in own if case.id in (asked, content.get("case_id"))), None)
    if about is not None:
        return about
    if content.get("report") or content.get("urgent"):
        return None
    told = said_last(own, context)
    if told is not None:
        return told
    case, at = case_last_moved(context.db, context.actor, since=context.now - IN_TALK)
    if case is None or at is None or (context.question and context.question.asked_at > at):
        return None
    entry = subject_in_talk(context.db, context.resident.id, now=context.now)
    return case if entry is None or entry[1] < at else None


def _say(asked: str, text: str, case: Case, context: Context) -> str | None:
    noted = _noted(asked, case, context)
    said = [line for line in (noted, _known(asked, case, context)) if line]
    if said and not (noted and _OPEN_END.search(simplify(asked))):
        context.keep_quietly()
        return "\n".join(said)
    if case.state not in OPEN:
        # Of what is done with nobody is asked any more.
        return "\n".join([*said, *desk_to_ask(context)]) if said else None
    keep_said(case, text, context)
    return "\n".join([*said, asked_on(case, context)])


def _known(asked: str, case: Case, context: Context) -> str:
    """What is known of that without asking anybody: the day, and what holds for all repairs."""
    aspects = aspects_in(asked)
    if any(aspect.key in DAYS for aspect in aspects):
        topic, dates = topic_of(case, context), dates_of(case, context)
        return context.say(texts.WHEN, number=case.number, topic=topic, dates=dates)
    costs = [aspect for aspect in aspects if aspect.key in COSTS]
    ranked = context.ranked(OF_A_CASE) if case.kind == Kind.REPAIR and costs else []
    return tell(costs, text_here(ranked[0].entry, context)).sentences if ranked else ""


def _noted(asked: str, case: Case, context: Context) -> str:
    """What the office wrote of the case, where the question takes it up: 他们星期一来是不是."""
    note, words = _one_week(case.note or ""), _one_week(asked)
    return context.say(texts.OFFICE_WROTE, note=case.note) if shares_piece(words, note) else ""


def _one_week(text: str) -> str:
    return _WEEK.sub("周", normalise(text))
