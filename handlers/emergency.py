"""Danger first: numbers and phone at once, with or without a database."""

import re
from datetime import timedelta

from community.emergency import Alarm
from community.setup import Setup
from community.texts import desk as texts
from community.texts.sentence import Texts
from handlers.context import Asked, Context
from handlers.turn import MOST_CHARACTERS, Turn

BELONGS_WITHIN = timedelta(minutes=2)
_OVER = re.compile(
    r"没事了|没大碍|没危险了|安全了|脱险|(?:灭|救出来|醒过来|抢救过来|找到|控制住|关掉|关好)了"
    r"|(?:救护车|消防车?|消防员|警察|民警|医生|大夫|120|119|110|师傅|物业|人)(?:已经|都|也)?(?:来|到)了"
)
_NOT_OVER = re.compile(
    r"[没未](?:有)?(?:人)?(?:灭|来|到|救|醒)|还(?:在|没)|又|[?？吗]|怎么|不(?:醒|动|了)"
)


def alarm_in(text: str, setup: Setup) -> Alarm | None:
    """The danger that words speak of."""
    return setup.emergency.check(text) if text else None


def answer(turn: Turn, context: Context) -> str:
    """The numbers, the duty phone, then the offer of an urgent case, after which goes on what
    it interrupted; to words of suicide only warmth and numbers, and nothing is asked."""
    alarm = alarm_in(turn.text, context.setup)
    if alarm is None:
        return ""
    said = words(alarm, context.setup.texts, context.placeholder("值班电话"))
    if alarm.gentle:
        return said
    offer = context.say(texts.EMERGENCY_OFFER)
    return f"{said}\n{_offer(turn, offer, context)}"


def is_offered(context: Context) -> bool:
    """Whether an urgent case was offered so shortly ago that what follows belongs to it."""
    question = context.question
    if question is None or not context.is_asked(Asked.OFFER) or not context.content.get("urgent"):
        return False
    if context.content.get("quiet"):
        return False
    return question.asked_at > context.now - BELONGS_WITHIN


def is_over(turn: Turn, context: Context) -> bool:
    """Words that tell that the danger is over, or that help has come."""
    is_told = _OVER.search(turn.text) and not _NOT_OVER.search(turn.text)
    return bool(is_told) and context.is_asked(Asked.OFFER) and bool(context.content.get("urgent"))


def be_glad(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """A warm word; the urgent case can still be had by 1, and nothing more is kept with it."""
    context.keep_quietly()
    return context.say(texts.EMERGENCY_OVER)


def add(turn: Turn, context: Context) -> str:
    """Words that follow those of danger are kept with them."""
    return _offer(turn, context.say(texts.EMERGENCY_NOTED), context)


def _offer(turn: Turn, prompt: str, context: Context) -> str:
    before = context.content["text"] if is_offered(context) else ""
    text = f"{before} {turn.text}".strip()[:MOST_CHARACTERS]
    content = {"text": text, "urgent": True, "back": context.interrupted()}
    return context.ask(Asked.OFFER, prompt, content)


def words(alarm: Alarm, said_by: Texts, duty_phone: str | None) -> str:
    """What can be said without a database: numbers and phone only."""
    if alarm.gentle:
        return said_by.say(texts.EMERGENCY_GENTLE)
    said = said_by.say(texts.EMERGENCY, numbers="、".join(alarm.numbers))
    if duty_phone:
        said += "\n" + said_by.say(texts.EMERGENCY_DUTY, phone=duty_phone)
    return said
