"""Somebody speaks of a case of his own, in his own words: 路灯那个修好没有, 催一下房租那个.

Such words are heard whatever is being asked just then, and before any entry could answer them; but
only of who has cases, and only where it is clear that one of them is meant (`spoken.py`).
"""

from cases.mentions import Act, Mention
from cases.models import Case
from cases.speech import is_impatient
from cases.workflow import OPEN
from community.texts import progress as texts
from community.texts import report as report_texts
from core.language import normalise
from handlers import progress, slots, withdrawing
from handlers.context import Asked, Context
from handlers.courtesies import about
from handlers.deeds import DEEDS, topic_called
from handlers.filling import add_to, shown
from handlers.progress import MOST_LISTED
from handlers.spoken import is_one_of, spoken_of
from handlers.turn import Turn

NAME_CHARACTERS, MOST_AT_ONCE = 12, 4
OF_SEVERAL = (Act.STATE, Act.WHAT, Act.WHETHER, Act.URGES, Act.CALLS_OFF)
ADDING = (Act.ADDS, Act.WISHES, Act.NEWS, Act.PLACE, Act.URGES)
DEED_OF = {
    Act.KEEPS: "不撤",
    Act.CALLS_OFF: "撤销",
    Act.STANDS: "不改",
    Act.MISTAKE: "按错",
    Act.CORRECTS: "更正",
    Act.WHETHER: "登记",
    Act.PLACE: "地点",
    Act.WHOSE: "归属",
    Act.TOPIC: "事项",
    Act.ADDS: "补充",
    Act.URGES: "催办",
    Act.WHAT: "说明",
    Act.NOT_DONE: "没解决",
    Act.STATE: "进度",
    Act.DONE: "已解决",
    Act.WISHES: "补充",
    Act.NEWS: "补充",
}


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words speak of a case of his own."""
    return spoken_of(turn, context) is not None


def answer(turn: Turn, context: Context) -> str:
    """Do at once what is wanted of the case, or ask which of them is meant."""
    spoken = spoken_of(turn, context)
    assert spoken is not None  # noqa: S101 (the route's own condition)
    mention, cases = spoken.mention, spoken.cases
    if context.is_asked(Asked.PHOTO) and slots.has_none(turn.text):
        context.close()
    if context.is_asked(Asked.PICK, Asked.CHOICE):
        # He has left the list; it can still be picked from.
        context.keep_quietly()
    if mention.act is Act.COUNTS or not context.has_cases:
        return progress.counted(context)
    if spoken.is_foreign:
        return progress.by_number(turn, context)
    is_urged = mention.act is Act.STATE and len(cases) > 1 and is_impatient(turn.text)
    deed = DEED_OF[Act.URGES if is_urged else mention.act]
    words = _words(turn, mention)
    if len(cases) == 1 and mention.act is Act.CALLS_OFF and is_one_of(turn.text):
        # The other one is no more.
        return progress.described(cases[0], context)
    if len(cases) == 1:
        _add_offered(mention.act, cases[0], context)
        _no_longer_asked(mention.act, cases[0], context)
        return DEEDS[deed](cases[0], words, context)
    if not cases and about(mention.name) is not None:
        # 太长了看不懂，啥时候有信儿 names no case.
        return progress.own_cases(context)
    if not cases:
        return _not_registered(mention, context)
    if spoken.is_sure and mention.act in OF_SEVERAL:
        return _do_with_all(cases[:MOST_AT_ONCE], mention.act, turn.text, context)
    head = context.say(report_texts.WHICH_CASE)
    known: dict[str, object] = {"deed": deed, "words": "" if is_urged else words}
    return progress.list_cases(cases[:MOST_LISTED], context, head, known)


def _do_with_all(cases: list[Case], act: Act, words: str, context: Context) -> str:
    """0020和0012到哪了: what is wanted of each of the cases that are numbered."""
    if act is Act.CALLS_OFF:
        said = withdrawing.withdraw_all([one for one in cases if one.state in OPEN], words, context)
        return f"{said}\n{withdrawing.ask_regret(cases, context)}"
    if act is Act.URGES:
        return "\n".join(DEEDS[DEED_OF[act]](case, "", context) for case in cases)
    return "\n\n".join(progress.described(case, context) for case in cases)


def _words(turn: Turn, mention: Mention) -> str:
    """What of the words is for the case."""
    # 催一下 says nothing that whoever handles it would have to read.
    is_bare = mention.act in (Act.URGES, Act.KEEPS) and not mention.says_more
    return "" if is_bare else turn.text


def _add_offered(act: Act, case: Case, context: Context) -> None:
    """Who says more of a case, while it is asked whether words belong to it, has said that they
    do."""
    content = context.content
    is_of_it = content.get("add_by") == 1 and content.get("add_to") == case.id
    if is_of_it and act in ADDING and context.is_asked(Asked.OFFER):
        add_to(case, content["text"], context)
        context.close()


def _no_longer_asked(act: Act, case: Case, context: Context) -> None:
    """Of a case that is called off nothing more is asked, nor of what 2 was to be added to."""
    content = context.content
    is_of_it = context.question is not None and case.id in (
        context.question.case_id,
        content.get("case_id"),
        content.get("add_to"),
    )
    # Who calls something off wants no offer that was made for a question of his, either.
    is_left = act is Act.CALLS_OFF and context.is_asked(Asked.OFFER) and not content.get("report")
    if is_left or (is_of_it and act in (Act.CALLS_OFF, Act.NOT_DONE, Act.DONE)):
        context.close()


def _not_registered(mention: Mention, context: Context) -> str:
    """It is not registered: what was offered is offered again, else it is asked what is wrong."""
    name = mention.name[:NAME_CHARACTERS]
    offered = progress.unregistered(context)
    if offered is not None and normalise(name) in normalise(str(offered.get("text", ""))):
        return context.ask(Asked.OFFER, context.say(texts.NOT_YET), offered)
    topic = topic_called(name, context)
    known = {"text": name, "topic_id": topic.id if topic else None, "report": True}
    return context.ask(Asked.OFFER, context.say(texts.NOT_REGISTERED, words=shown(name)), known)
