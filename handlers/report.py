"""A demand becomes a case: in one turn, or after at most one confirmation."""

import re
from collections.abc import Mapping
from typing import Any

from bot.links import escape
from cases.clocks import URGENT
from cases.models import Case
from cases.parts import told_in
from cases.service import Demand, Opened, open_case
from cases.speech import Speech
from community.models import Kind
from community.texts import ask as ask_texts
from community.texts import report as texts
from community.texts.desk import EMERGENCY_OPENED
from core.clock import spoken_day
from core.language import normalise
from handlers import emergency, home, late_place, media, progress, registering, slots
from handlers.answers import Meaning, meaning_of
from handlers.belonging import belongs, matter_offered, said_before_it
from handlers.consents import matter_in
from handlers.context import Asked, Context, Lead
from handlers.filling import keep_phone, place_told, shown
from handlers.matters import first_of
from handlers.subscribing import ask_consent
from handlers.turn import Turn

# 你看这个咋整: points at what was sent, and does not say what it is.
_POINTS_ONLY = re.compile(
    r"(?:你|您|你们|师傅|麻烦|帮我?|给我?)*(?:看|瞧)?(?:看|瞧|一下|下)?(?:这个?|那个?|它|图|照片|图片)?"
    r"(?:咋|怎么|该咋|该怎么)?(?:整|办|弄|搞|处理|回事|看)?(?:吧|啊|呀|呢|嘛)?"
)
# 在东门那个花坛旁边 tells where it is, and nothing of plants.
_NEAR_IT = re.compile("在?[^，,。\\s]{1,12}?(?:旁边?|边上|附近|对面|前面|后面|门口)")
SAID_CHARACTERS = 150
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
    if turn.command.word == registering.WORD:
        return _register(turn, context)
    if turn.command.rest:
        if _completes_offer(turn.command.rest, context):
            return accept_with(turn, context)
        # 投诉物业乱收费: the word is a part of what is said.
        words = turn.command.rest if turn.command.apart else turn.text
        return _open_named(words, turn.command.rest, kind, None, context)
    if _is_offered(context):
        return accept_offer(turn, context)
    return context.ask(Asked.DESCRIBE, context.say(texts.DESCRIBE), {"kind": kind})


def _register(turn: Turn, context: Context) -> str:
    """登记 with what it names, else what was offered or has just been said."""
    named = registering.object_in(turn)
    case = registering.registered(named, turn, context)
    if case is not None:
        said = f"{context.say(texts.IS_REGISTERED)}\n{progress.described(case, context)}"
        again = context.content.get("prompt") if context.question else None
        return f"{said}\n\n{again}" if again else said
    if not named:
        return register_said(turn, context)
    topic_id = registering.topic_named(named, context)
    if _is_offered(context) and registering.is_of(named, context.content["text"]):
        return take_offer(context, topic_id=topic_id)
    before = registering.said_before(turn, context)
    if before != named and registering.is_of(named, before):
        # 漏水那个 登记嘛: all that he told of it, not just its name.
        return open_with(context, first_of(before, context), {})
    wants_named = registering.is_wanted(turn, context)
    if not wants_named and _completes_offer(named, context):
        return take_offer(context, named)
    return _open_named(named, named, None, topic_id if wants_named else None, context)


def register_said(turn: Turn, context: Context) -> str:
    """Register what is offered, was declined or has been said just now; else it is asked for."""
    if _is_offered(context):
        return accept_offer(turn, context)
    said = registering.said_before(turn, context)
    if context.declined is not None and said == context.declined["text"]:
        return take_up_offer(context)
    if said:
        return open_with(context, first_of(said, context), {})
    return context.ask(Asked.DESCRIBE, context.say(texts.DESCRIBE), {"kind": None})


def _is_offered(context: Context) -> bool:
    """登记 alone right after an offer or a list means what that was made for."""
    return context.is_asked(Asked.OFFER, Asked.CHOICE) and bool(context.content.get("text"))


def _open_named(
    words: str, rest: str, kind: Kind | None, topic_id: int | None, context: Context
) -> str:
    known = {"kind": kind, "back": _other_matter(rest, context), "topic_id": topic_id}
    return open_with(context, first_of(words, context), known)


def _completes_offer(rest: str, context: Context) -> bool:
    """好，请帮我登记，3号楼2单元401: a yes to what was just offered, with more of it."""
    if not _is_offered(context) or meaning_of(rest) is Meaning.YES:
        return _is_offered(context)
    topic = context.topic_of(_NEAR_IT.sub(" ", rest))
    known = context.content.get("topic_id")
    if topic is not None and (known or not context.content.get("report")):
        return False
    return belongs(rest, matter_offered(context), context, is_asked_for=True)


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
    return take_offer(context)


def accept_with(turn: Turn, context: Context) -> str:
    """Yes to an offer by words that only tell the place."""
    return take_offer(context, turn.command.rest if turn.command else turn.text)


def accept_in_haste(turn: Turn, context: Context) -> str:
    """派人来啊 is yes; in danger what else it tells belongs to it."""
    return take_offer(context, turn.text if context.content.get("urgent") else "")


def take_offer(context: Context, more: str = "", *, topic_id: int | None = None) -> str:
    """Open the case that is offered, with what else was said; `topic_id`: what he calls it."""
    content = context.content
    known = {**content, "topic_id": topic_id or content.get("topic_id")}
    if more:
        before = context.place or context.heard(str(content["text"])).place
        context.place = place_told(more, before, context)
    return open_with(context, words_offered(context, more if told_in(more) else ""), known)


def take_up_offer(context: Context) -> str:
    """Open the case that was offered and declined, with all that was sent for it."""
    context.take_up()
    media.take_back(context)
    return take_offer(context)


def words_offered(context: Context, more: str = "") -> str:
    """The words that an offer was made for, with what else was said."""
    content = context.content
    own = "，".join([*said_before_it(content, context), content["text"]])
    text = f"{own}，{more}" if more else own
    if not content.get("urgent"):
        return str(text)
    dangers = emergency.dangers_in(text, context.setup)
    if len(dangers) > 1:
        named = emergency.names_of(dangers)
        return context.say(texts.URGENT_MIXED, words=text, dangers=named)
    return context.say(texts.URGENT_TEXT, words=text)


def decline_offer(turn: Turn, context: Context) -> str:
    """No to an offer, or all is well again; what it had interrupted is asked again."""
    back = context.content.get("back")
    is_well = turn.meaning is Meaning.SOLVED
    context.decline()
    said = context.say(ask_texts.ALL_WELL if is_well else ask_texts.NOT_NEEDED)
    # The photos of an offer that comes up again are its own.
    is_offered = back is not None and back["kind"] == Asked.OFFER
    gone = "" if is_offered else media.let_go(context)
    return "\n\n".join([f"{said}{gone}", *context.resume(back)])


def take_back_offer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """撤销 before anything was registered: it is said that nothing was."""
    context.decline()
    return f"{context.say(texts.NOT_REGISTERED)}{media.let_go(context)}"


def open_with(context: Context, text: str, known: Mapping[str, Any]) -> str:
    """Open the case and ask for what it still needs, else what it had interrupted; `known` may
    hold kind, topic_id, urgent, phone and back, as an open question kept them. What it interrupts
    and is the same matter goes into it."""
    text, known = _with_draft(text, known, context)
    if not known.get("urgent") and not context.place and _wants_place(text, known, context):
        context.place = late_place.told_before(context)
    context.close()
    opened = _open(context, text, known)
    if known.get("phone"):
        keep_phone(str(known["phone"]), opened.case, context)
    back = known.get("back")
    # What was told before and is in the case is not asked about again.
    back = None if back and str(back["content"].get("text") or "-") in text else back
    asked = _ask_first(opened.case, back, context, is_called=bool(known.get("person")))
    told = [*_told(opened.case, opened.attachments, context), *_told_to_ask(context)]
    if known.get("phone"):
        told.append(context.say(texts.PHONE_OF_CASE, number=opened.case.number))
    if not known.get("urgent"):
        told.append(context.say(texts.OPENED_SAID, words=_said(opened.case)))
    if known.get("unasked"):
        told.append(context.say(texts.OPENED_UNASKED))
    if known.get("numbers"):
        told.append(context.say(EMERGENCY_OPENED, numbers="、".join(known["numbers"])))
    consent = ask_consent(opened.case, context)
    context.leads = Lead(opened.case.id, "\n".join([*told, *consent]))
    if asked and opened.case.place and opened.case.area_id is not None:
        told.append(context.say(texts.OPENED_CHANGE))
    said = "\n".join([*told, *consent, *asked])
    return "\n\n".join([said, *context.resume(back)])


def _wants_place(text: str, known: Mapping[str, Any], context: Context) -> bool:
    """Whether it would be asked where it is."""
    heard = context.heard(text)
    topic_id = known.get("topic_id") or heard.topic_id or heard.likely_topic_id
    topic = context.setup.topics.get(topic_id or 0)
    return heard.place is None and topic is not None and Asked.PLACE in topic.asks


def _with_draft(
    text: str, known: Mapping[str, Any], context: Context
) -> tuple[str, Mapping[str, Any]]:
    """The words behind those of an offer of the same matter that was interrupted and is in no case
    yet, with its place; and what that had interrupted in turn."""
    back = known.get("back")
    draft = back["content"] if back and back["kind"] == Asked.OFFER else {}
    told = str(draft.get("text") or "")
    if known.get("urgent") or not draft.get("report") or not told:
        return text, known
    topic = context.likely_topic(text)
    topic_id = known.get("topic_id") or (topic.id if topic else None)
    is_same = told in text or (topic_id is not None and topic_id == draft.get("topic_id"))
    if not is_same:
        return text, known
    context.place = context.place or draft.get("place")
    more = {"back": draft.get("back"), "topic_id": topic_id or draft.get("topic_id")}
    return text if told in text else f"{told}，{text}", {**known, **more}


def _ask_first(
    case: Case, back: Mapping[str, Any] | None, context: Context, *, is_called: bool
) -> list[str]:
    """What the case still needs; another report, which had been offered, waits until that is
    answered."""
    content = back["content"] if back and back["kind"] == Asked.OFFER else {}
    text = content.get("text") if content.get("report") else None
    if text is None or text in context.later:
        return slots.begin(case, context, is_called=is_called)
    context.later.append(text)
    asked = slots.begin(case, context, is_called=is_called)
    if not asked:
        context.later.remove(text)
    return asked


def open_several(
    context: Context, matters: list[tuple[str, Mapping[str, Any]]], back: Mapping[str, Any] | None
) -> str:
    """Open a case of each of the matters, each with what is known of it; then on with `back`, what
    they interrupt."""
    context.close()
    cases = [_open(context, text, known).case for text, known in matters]
    told = [context.say(texts.SEVERAL_OPENED, count=len(cases))]
    for case in cases:
        office = context.setup.offices[case.office_id].name
        day = spoken_day(case.due_at, context.today)
        topic, number = progress.titled(case, context), case.number
        told.append(
            context.say(texts.ONE_OPENED, number=number, topic=topic, office=office, day=day)
        )
        if case.place:
            told.append(context.say(texts.OPENED_PLACE, place=shown(case.place)))
    consent = ask_consent(cases[0], context)
    asked = slots.begin_several(cases, context)
    said = "\n".join([*told, *_told_to_ask(context), *consent, *asked])
    return "\n\n".join([said, *context.resume(back)])


def _open(context: Context, text: str, known: Mapping[str, Any]) -> Opened:
    demand = Demand(
        account=context.rules.account,
        text=text if known.get("urgent") else matter_in(told_in(text) or text) or text,
        kind=_kind(known),
        topic_id=_number(known.get("topic_id")),
        area_id=_area_of(text, context),
        place=context.place,
        resident_id=context.resident.id,
        source="chat",
        urgent=bool(known.get("urgent")),
        without=_number(known.get("without")),
    )
    return open_case(
        context.db,
        demand,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )


def _said(case: Case) -> str:
    """What a case holds, numbers of people cut out, safe to say back and not too long."""
    words = escape(case.description[:SAID_CHARACTERS])
    return f"{words}…" if len(case.description) > SAID_CHARACTERS else words


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
