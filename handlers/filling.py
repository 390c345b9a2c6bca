"""Which words, places and photos fit a slot of a case, and what becomes of those that don't."""

import re

from accounts.consents import give_consent
from bot.links import escape
from bot.messages import ImageMessage, LocationMessage
from cases.models import Case
from cases.recognise import recognise
from cases.service import add_words, fill_in
from cases.speech import Speech
from community.texts import report as texts
from handlers import media
from handlers.context import Asked, Context
from handlers.turn import Turn
from privacy.wording import text_version

PLACE_CHARACTERS = 40
NAME_CHARACTERS = 12
_HAPPENS = re.compile(r"[了没不坏漏臭太凭又，,！!]|还在|正在|半夜|天天|一直|老是|晚上")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")


def fill(slot: Asked, turn: Turn, case: Case, context: Context) -> str | None:
    """What is said when the answer fits the slot, None when it doesn't."""
    if slot is Asked.PLACE:
        place = place_in(turn, context)
        if place is None:
            return None
        _fill_in(case, context, place=place)
        if context.speech(turn.text) is Speech.REPORTS:
            keep_words(turn, case, context)
        return context.say(texts.PLACE_KEPT, place=shown(place))
    if slot is Asked.PHOTO:
        if not isinstance(turn.message, ImageMessage):
            return None
        media.attach(turn.message, case, context)
        return context.say(texts.PHOTO_ADDED, number=case.number)
    phone = phone_in(turn.text)
    if phone is None:
        return None
    give_consent(
        context.db,
        context.resident.id,
        "phone",
        text_version=text_version(context.setup.texts, "phone"),
        actor=context.actor,
        now=context.now,
    )
    _fill_in(case, context, phone=phone)
    return context.say(texts.PHONE_KEPT)


def phone_in(text: str) -> str | None:
    """The telephone number in the words."""
    found = _PHONE.search(text)
    return found.group(1) if found else None


def keep_words(turn: Turn, case: Case, context: Context) -> None:
    """Words that fit no slot are still said about the case: none is lost."""
    if turn.text and turn.digit is None:
        add_words(
            context.db, case, turn.text, actor=context.actor, setup=context.setup, now=context.now
        )


def shown(place: str) -> str:
    """A place in a resident's words, safe to say back and not too long."""
    return escape(place[:PLACE_CHARACTERS])


def place_in(turn: Turn, context: Context) -> str | None:
    """The place an answer names: on the map, in known words, or a few words as they are."""
    if isinstance(turn.message, LocationMessage):
        return media.place_of(turn.message)
    if not turn.text or turn.digit is not None or _PHONE.search(turn.text):
        return None
    looks_asked = turn.text.endswith(("?", "？", "吗", "呢", "么"))
    is_named = any("\u4e00" <= character <= "\u9fff" for character in turn.text)
    # 凭什么让我等 is no place, and of 门口的树倒了 only the 门口 is one.
    says_else = context.speech(turn.text) is not Speech.UNCLEAR and _HAPPENS.search(turn.text)
    if is_named and len(turn.text) <= NAME_CHARACTERS and not (looks_asked or says_else):
        # As it was said: 南院大门口 is more than its 大门.
        return turn.text
    found = recognise(turn.text, context.setup)
    return found.place or (turn.text[:PLACE_CHARACTERS] if found.area_id else None)


def _fill_in(
    case: Case, context: Context, *, place: str | None = None, phone: str | None = None
) -> None:
    fill_in(
        context.db,
        case,
        place=place,
        phone=phone,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )
