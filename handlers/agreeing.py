"""A yes to the case that is offered, with more behind it: the case is opened, what belongs to it
goes into it, and what is another matter comes next."""

import re

from cases.clauses import Joint, begins_another_matter, clauses
from cases.intents import Intent
from cases.models import Case
from cases.parts import parts_of
from cases.speech import Speech, asks_progress, is_another_matter, without_another
from cases.stopping import stop_in
from community.texts.ask import NOT_NEEDED
from community.texts.report import PHONE_OF_CASE
from core.language import normalise
from handlers import manners, media, offers, report, several
from handlers.belonging import belongs, matter_offered, nearest
from handlers.commands import read_command
from handlers.consents import Agreed, agreed_in
from handlers.context import Asked, Context
from handlers.courtesies import THANKS, is_thanks, reply_to
from handlers.deeds import DEEDS
from handlers.filling import keep_phone, phone_in
from handlers.registering import WORD
from handlers.talked_of import case_at
from handlers.turn import Turn

ADDS, OPENS, SURE = 1, 2, 0.8
HALF, LETS_GO = 0.5, (Intent.NO, Intent.WITHDRAWS)
MEETS = (Intent.WISHES, Intent.YES, Intent.ORDERS, Intent.PERSON)
# 行，那我先找物业 lets it be,
_SEES_TO_IT = re.compile(r"我们?(?:先|自己|再|这就|就|还是)?(?:去|找|问|打|想|看看|考虑|试)")
# and so does 好，不理他.
_KEEPS_OUT = re.compile(
    r"^(?:那|我们?|就|都|先|也|以后|再也)*(?:不|别|甭|懒得)(?:再)?"
    r"(?:理|管|睬|搭理|上当|信|接|转|汇|给|买|去|回|找|叫|麻烦|报|修|弄|换|计较|追究|投诉)"
    r"|^(?:那|就|还是)*(?:我们?)?(?:就|还是|先)?自己(?:来|去|换|修|弄|搞|处理|解决|找|买|打|想|通|拆|装)(?!也|不)"
)
# 哦对 那个锁…: something else has come to mind; 那高龄津贴呢: on to the next.
_REMEMBERS = re.compile(r"^[\s,，]*(?:哦|噢|喔|诶|哎|啊|唉)+[\s,，]*(?:对|是)了?[\s,，]+")
_ON_TO = re.compile(r"^(?:那|还有|再问|另外).{1,12}?(?:呢|咧|嘞|怎么|咋)")


def agrees(turn: Turn, context: Context) -> bool:
    """Whether the words are a yes to what is offered, and more than that."""
    return _agreed(turn, context) is not None


def take(turn: Turn, context: Context) -> str:
    """Open the case, or add to the one that was named, with what is said besides."""
    agreed = _agreed(turn, context)
    assert agreed is not None  # noqa: S101 (the route's own condition)
    chosen = several.chosen_in(agreed.rest, context)
    if chosen:
        return several.take_all(chosen, context, with_offered=True)
    more, another = _before_another(agreed.rest)
    if another:
        context.later.append(another)
    if more and context.content.get("person"):
        # 1，我电话138… 我爸没人接电话: whoever calls him is told what it is about.
        case = case_at(more, context)
        if case is not None:
            return _add_for_person(case, more, context)
        return _open_for_person(more, context)
    if more and not belongs(more, matter_offered(context), context, is_asked_for=True):
        first = clauses(more)[0]
        context.later.append(more[first.end - len(first.words) :])
        more = ""
    if _adds(agreed, context):
        return offers.put_to_case(context, more)
    return report.take_offer(context, more)


def _before_another(words: str) -> tuple[str, str]:
    """What is said of the matter, and what a 另外 begins behind it, '' for nothing."""
    joints = [one for one in clauses(words)[1:] if one.joint is Joint.MORE] if words else []
    if not joints:
        return words, ""
    start = joints[0].start
    return words[:start].strip(" ,，。;；"), without_another(words[start:])


def _open_for_person(more: str, context: Context) -> str:
    """A case that says what he was speaking of and what he says now, with his number."""
    content = context.content
    is_of_matter = bool(content.get("gathered"))
    text = f"{content['text']}，{more}" if is_of_matter else more
    known = {"back": content.get("back"), "person": True, "phone": phone_in(more)}
    known |= {"topic_id": content.get("topic_id")} if is_of_matter else {}
    return report.open_with(context, text, known)


def _add_for_person(case: Case, more: str, context: Context) -> str:
    """He wants somebody for what is registered already: it is hurried on, with what he says."""
    context.close()
    phone = phone_in(more)
    if phone is not None:
        keep_phone(phone, case, context)
    said = DEEDS["催办"](case, more, context)
    kept = context.say(PHONE_OF_CASE, number=case.number) if phone is not None else ""
    return "\n".join(filter(None, (said, kept)))


def moves_on(turn: Turn, context: Context) -> bool:
    """Whether a 好 only lets go of what is offered, and something else follows: nobody waits for
    the offer any more."""
    return bool(_moved_to(turn, context))


def lets_be(turn: Turn, context: Context) -> bool:
    """好，不理他 谢谢: he sees to it himself and asks nothing."""
    rest = _moved_to(turn, context) if not context.content.get("urgent") else ""
    if _KEEPS_OUT.match(rest):
        return context.speech(rest) is not Speech.ASKS
    return _SEES_TO_IT.search(rest) is not None and context.speech(rest) is Speech.UNCLEAR


def leave(turn: Turn, context: Context) -> str:
    """Nothing is registered, nor asked again."""
    context.decline()
    said = reply_to(THANKS) if is_thanks(turn.text) else context.say(NOT_NEEDED)
    return f"{said}{media.let_go(context)}"


def _moved_to(turn: Turn, context: Context) -> str:
    """What follows a 好 that takes nothing, '' for no such."""
    agreed = agreed_in(turn.text) if _is_offered(turn, context) else None
    if agreed is None or agreed.plainly or _merely(agreed, turn, context):
        return ""
    return agreed.rest


def _is_offered(turn: Turn, context: Context) -> bool:
    content = context.content
    if not context.is_asked(Asked.OFFER, Asked.CHOICE) or not content.get("text"):
        return False
    is_open = not content.get("fixed") or content.get("person")
    return bool(turn.text) and turn.digit is None and bool(is_open)


def _agreed(turn: Turn, context: Context) -> Agreed | None:
    if not _is_offered(turn, context):
        return None
    content = context.content
    agreed = agreed_in(turn.text) or _likely_agreed(turn, context)
    if agreed is None or stop_in(turn.text) is not None:
        return None
    if agreed.digit is None and context.guess(turn.text).is_surely(*LETS_GO, least=HALF):
        # ok 那算了
        return None
    if not (_plainly(agreed, context) if agreed.plainly else _merely(agreed, turn, context)):
        return None
    # 2 另外登记 says the line that it picks.
    is_echo = agreed.digit is not None and normalise(agreed.rest) in normalise(content["prompt"])
    return Agreed(agreed.digit, agreed.plainly, "" if is_echo else agreed.rest)


def _likely_agreed(turn: Turn, context: Context) -> Agreed | None:
    """By words that are surely a yes or an order, in whatever way, and more behind them."""
    first, *more = parts_of(turn.text, context.state)
    is_person = bool(context.content.get("person"))
    if is_person and context.guess(turn.text).is_surely(*MEETS, least=SURE):
        # 让他来我家唠吧，下午两点往后.
        return Agreed(None, True, turn.text)
    if not more or not first.guess.is_surely(Intent.YES, Intent.ORDERS, least=SURE):
        return None
    is_order = first.intent is Intent.ORDERS or is_person
    return Agreed(None, is_order, turn.text[len(first.words) :].strip())


def _plainly(agreed: Agreed, context: Context) -> bool:
    """By 登记 or the digit for it; 登记垃圾没人收 names what it wants itself."""
    if agreed.digit is not None:
        return agreed.digit in _digits(context)
    rest = agreed.rest
    command = read_command(rest) if rest else None
    if command is not None and command.word == WORD and not several.chosen_in(rest, context):
        return False
    topic = context.topic_of(rest) if rest else None
    known = context.content.get("topic_id")
    is_other = topic is not None and topic.id != known
    return not is_other or is_another_matter(rest)


def _merely(agreed: Agreed, turn: Turn, context: Context) -> bool:
    """By 好的 and the like, where a yes or no was asked, and the rest is no question instead."""
    content, rest = context.content, agreed.rest
    if not rest or context.is_asked(Asked.CHOICE) or content.get("urgent") or content.get("person"):
        return False
    is_report = bool(content.get("report"))
    if (
        _SEES_TO_IT.search(rest)
        or _KEEPS_OUT.match(rest)
        or _REMEMBERS.match(turn.text)
        or _ON_TO.match(rest)
    ):
        return False
    if content.get("about") or (is_thanks(turn.text) and not is_report):
        return False
    if manners.said_to(rest, context) is not None or read_command(rest) is not None:
        return False
    if context.speech(rest) is Speech.ASKS:
        return is_report and (
            asks_progress(rest) or belongs(rest, matter_offered(context), context)
        )
    return _is_of_it(rest, context)


def _is_of_it(rest: str, context: Context) -> bool:
    """Whether what follows a mere 好 is of the matter, names none, or comes with it as one more."""
    matter = matter_offered(context)
    if begins_another_matter(rest) or any(one.joint is Joint.ALSO for one in clauses(rest)):
        return True
    names_none = context.topic_of(rest) is None and nearest(rest, context) is None
    return names_none or belongs(rest, matter, context)


def _digits(context: Context) -> tuple[int, ...]:
    """The digits that register what is open, or add it to a case."""
    content = context.content
    if context.is_asked(Asked.CHOICE):
        return (len(content["questions"]) + 1,) if content.get("can_register") else ()
    if content.get("add_by") == ADDS:
        return (ADDS, OPENS)
    return (1, content["add_by"]) if content.get("add_by") else (1,)


def _adds(agreed: Agreed, context: Context) -> bool:
    by = context.content.get("add_by")
    return by is not None and (agreed.digit == by or (by == ADDS and agreed.digit is None))
