"""Danger first: numbers and phone at once, with or without a database."""

from community.emergency import Alarm
from community.setup import Setup
from community.texts import desk as texts
from community.texts.sentence import Texts
from handlers.context import Asked, Context
from handlers.turn import Turn


def alarm_in(text: str, setup: Setup) -> Alarm | None:
    """The danger that words speak of."""
    return setup.emergency.check(text) if text else None


def answer(turn: Turn, context: Context) -> str:
    """The numbers, the duty phone, then the offer of an urgent case; to words of suicide only
    warmth and numbers, and nothing is asked."""
    alarm = alarm_in(turn.text, context.setup)
    if alarm is None:
        return ""
    said = words(alarm, context.setup.texts, context.placeholder("值班电话"))
    if alarm.gentle:
        return said
    offer = context.say(texts.EMERGENCY_OFFER)
    content = {"text": turn.text, "urgent": True}
    return f"{said}\n{context.ask(Asked.OFFER, offer, content)}"


def words(alarm: Alarm, said_by: Texts, duty_phone: str | None) -> str:
    """What can be said without a database: numbers and phone only."""
    if alarm.gentle:
        return said_by.say(texts.EMERGENCY_GENTLE)
    said = said_by.say(texts.EMERGENCY, numbers="、".join(alarm.numbers))
    if duty_phone:
        said += "\n" + said_by.say(texts.EMERGENCY_DUTY, phone=duty_phone)
    return said
