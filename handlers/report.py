"""A demand becomes a case: in one turn, or after at most one confirmation."""

import re
from collections.abc import Mapping
from typing import Any

from cases.clocks import URGENT
from cases.models import Case
from cases.service import Demand, open_case
from cases.speech import Speech
from community.models import Kind
from community.texts import ask as ask_texts
from community.texts import report as texts
from community.texts.desk import EMERGENCY_OPENED
from core.clock import spoken_day
from core.language import normalise
from handlers import emergency, home, progress, registering, slots
from handlers.answers import Meaning
from handlers.context import Asked, Context, Lead
from handlers.filling import keep_phone, shown
from handlers.matters import first_of
from handlers.subscribing import ask_consent
from handlers.turn import Turn

# 你看这个咋整: points at what was sent, and does not say what it is.
_POINTS_ONLY = re.compile(
    r"(?:你|您|你们|师傅|麻烦|帮我?|给我?)*(?:看|瞧)?(?:看|瞧|一下|下)?(?:这个?|那个?|它|图|照片|图片)?"
    r"(?:咋|怎么|该咋|该怎么)?(?:整|办|弄|搞|处理|回事|看)?(?:吧|啊|呀|呢|嘛)?"
)
# 好, 行吧, 麻烦了: no more than a yes.
YES_CHARACTERS = 3
# 物业, 小区保安, 楼下的烧烤店.
NAME_CHARACTERS = 6

KIND_OF_COMMAND = {
    "报修": Kind.REPAIR,
    "投诉": Kind.COMPLAINT,
    "求助": Kind.HELP,
    "建议": Kind.SUGGESTION,
    "人工": Kind.CONSULT,
}


def report(turn: Turn, context: Context) -> str:
    """登记, 报修, 投诉, 求助, 建议: the rest of the sentence is the demand, or is asked for."""
    assert turn.command is not None  # noqa: S101 (the route's own condition)
    kind = KIND_OF_COMMAND.get(turn.command.word)
    if turn.command.rest:
        wants_named = registering.is_wanted(turn, context)
        rest = turn.command.rest
        named = registering.topic_named(rest, context) if wants_named else None
        if not wants_named and _completes_offer(rest, context):
            return accept_with(turn, context)
        known = {"kind": kind, "back": _other_matter(rest, context), "topic_id": named}
        # 投诉物业乱收费: the word is a part of what is said.
        words = turn.command.rest if turn.command.apart else turn.text
        return open_with(context, first_of(words, context), known)
    # 登记 alone right after an offer or a list means what that was made for.
    if context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("text"):
        return accept_offer(turn, context)
    return context.ask(Asked.DESCRIBE, context.say(texts.DESCRIBE), {"kind": kind})


def _completes_offer(rest: str, context: Context) -> bool:
    """好，请帮我登记，3号楼2单元401: a yes to what was just offered, with its place."""
    if not (context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("text")):
        return False
    if context.content.get("fixed") or context.topic_of(rest) is not None:
        return False
    return context.speech(rest) is Speech.UNCLEAR and (
        context.heard(rest).place is not None or len(normalise(rest)) <= YES_CHARACTERS
    )


def _other_matter(rest: str, context: Context) -> dict[str, Any] | None:
    """What is asked again after the case: not the offer of what is registered now."""
    topic, content = context.topic_of(rest), context.content
    is_same = topic is None or topic.id == content.get("topic_id")
    return None if context.is_asked(Asked.OFFER) and is_same else context.interrupted()


def describe(turn: Turn, context: Context) -> str:
    """The words that were asked for are the demand."""
    if not turn.text:
        return context.ask(Asked.DESCRIBE, context.say(texts.DESCRIBE_AGAIN), context.content)
    if _POINTS_ONLY.fullmatch(normalise(turn.text)) and not context.content.get("again"):
        content = {**context.content, "again": True}
        return context.ask(Asked.DESCRIBE, context.say(texts.DESCRIBE_AGAIN), content)
    if _is_only_a_name(turn.text, context):
        prompt = context.say(texts.WHAT_OF_IT, words=shown(turn.text))
        return context.ask(Asked.DESCRIBE, prompt, {**context.content, "named": turn.text})
    named = context.content.get("named")
    whole = f"{named}，{turn.text}" if named else turn.text
    words = first_of(whole, context)
    # A number that came first and waited for its words.
    before = context.content.get("with")
    return open_with(context, f"{words}，{before}" if before else words, context.content)


def _is_only_a_name(text: str, context: Context) -> bool:
    """物业, after 投诉: whom or what it is about, and not yet what is wrong with it."""
    if context.content.get("named") or len(text) > NAME_CHARACTERS:
        return False
    return context.topic_of(text) is None and context.speech(text) is Speech.UNCLEAR


def accept_offer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Yes to an offer: the words are already there."""
    content = context.content
    text = content["text"]
    if content.get("urgent"):
        dangers = emergency.dangers_in(text, context.setup)
        named = emergency.names_of(dangers)
        is_mixed = len(dangers) > 1
        sentence = texts.URGENT_MIXED if is_mixed else texts.URGENT_TEXT
        text = context.say(sentence, words=text, **({"dangers": named} if is_mixed else {}))
    return open_with(context, text, content)


def accept_with(turn: Turn, context: Context) -> str:
    """Yes to an offer by words that only tell the place."""
    told = turn.command.rest if turn.command else turn.text
    return open_with(context, f"{context.content['text']}，{told}", context.content)


def decline_offer(turn: Turn, context: Context) -> str:
    """No to an offer, or all is well again; what it had interrupted is asked again."""
    back = context.content.get("back")
    is_well = turn.meaning is Meaning.SOLVED
    context.close()
    said = context.say(ask_texts.ALL_WELL if is_well else ask_texts.NOT_NEEDED)
    return "\n\n".join([said, *context.resume(back)])


def take_back_offer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """撤销 before anything was registered: it is said that nothing was."""
    context.close()
    return context.say(texts.NOT_REGISTERED)


def open_with(context: Context, text: str, known: Mapping[str, Any]) -> str:
    """Open the case and ask for what it still needs, else what it had interrupted; `known` may
    hold kind, topic_id, urgent, phone and back, as an open question kept them."""
    context.close()
    demand = Demand(
        account=context.rules.account,
        text=text,
        kind=_kind(known),
        topic_id=_number(known.get("topic_id")),
        area_id=_area_of(text, context),
        place=context.place,
        resident_id=context.resident.id,
        source="chat",
        urgent=bool(known.get("urgent")),
    )
    opened = open_case(
        context.db,
        demand,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )
    if known.get("phone"):
        keep_phone(str(known["phone"]), opened.case, context)
    asked = slots.begin(opened.case, context)
    told = [*_told(opened.case, opened.attachments, context), *_told_to_ask(context)]
    if known.get("phone"):
        told.append(context.say(texts.PHONE_OF_CASE, number=opened.case.number))
    if known.get("numbers"):
        told.append(context.say(EMERGENCY_OPENED, numbers="、".join(known["numbers"])))
    consent = ask_consent(opened.case, context)
    context.leads = Lead(opened.case.id, "\n".join([*told, *consent]))
    if asked and opened.case.place and opened.case.area_id is not None:
        told.append(context.say(texts.OPENED_CHANGE))
    said = "\n".join([*told, *consent, *asked])
    return "\n\n".join([said, *context.resume(known.get("back"))])


def _area_of(text: str, context: Context) -> int | None:
    """Where it is: what the words name, also where he doesn't live, else his home."""
    return context.heard(text).area_id or home.area_of(text, context)


def _told_to_ask(context: Context) -> list[str]:
    """Where nothing can be pushed, say once how to learn of progress."""
    contact = context.contact
    if context.can_push or contact is None or contact.told_to_ask_at is not None:
        return []
    contact.told_to_ask_at = context.now
    return [context.say(texts.ASK_PULL)]


def _told(case: Case, attachments: int, context: Context) -> list[str]:
    office = context.setup.offices[case.office_id].name
    lines = [
        context.say(
            texts.OPENED,
            number=case.number,
            topic=progress.titled(case, context),
            office=office,
            day=spoken_day(case.due_at, context.today),
        )
    ]
    if case.topic_id is None or case.area_id is None:
        lines.append(context.say(texts.OPENED_INTAKE, office=office))
    if case.urgency == URGENT:
        lines.append(context.say(texts.OPENED_URGENT, office=office))
    if case.place:
        lines.append(context.say(texts.OPENED_PLACE, place=shown(case.place)))
    if attachments:
        lines.append(context.say(texts.OPENED_PHOTOS, count=attachments))
    if case.cut:
        lines.append(context.say(texts.OPENED_CUT))
    return lines


def _kind(known: Mapping[str, Any]) -> Kind | None:
    kind = known.get("kind")
    return Kind(str(kind)) if kind else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
