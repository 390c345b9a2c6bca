"""Danger first: numbers and phone at once, with or without a database."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from cases.clocks import URGENT
from cases.mentions import Act, mention_in
from cases.models import Case
from cases.queries import case_in_talk
from cases.service import add_words
from cases.speech import is_another_matter
from cases.whereabouts import whereabouts_in
from community.emergency import Alarm
from community.setup import Setup
from community.texts import desk as texts
from community.texts.sentence import Sentence, Texts
from core.language import normalise
from handlers import despair
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.courtesies import is_hearsay
from handlers.filling import shown
from handlers.in_danger import danger_told, sign, words_for
from handlers.turn import MOST_CHARACTERS, Turn

BELONGS_WITHIN = timedelta(minutes=2)
# Who cries the same again so soon after its case means that case.
SAME_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True)
class Guide:
    """What is said at a danger: what to do first, the offer of a case, that more was noted, what to
    do until help has come, and that it is over. `of_others`: somebody else is in it, so that what
    was told before is a part of it, and whoever tells it need not get safe first."""

    first: Sentence = texts.EMERGENCY
    offer: Sentence = texts.EMERGENCY_OFFER
    noted: Sentence = texts.EMERGENCY_NOTED
    next: Sentence = texts.EMERGENCY_NEXT
    over: Sentence = texts.EMERGENCY_OVER
    of_others: bool = False


_OTHERS = Guide(
    offer=texts.EMERGENCY_OFFER_SECRET,
    noted=texts.EMERGENCY_NOTED_NOW,
    next=texts.EMERGENCY_NEXT_OTHERS,
    over=texts.EMERGENCY_OVER_OTHERS,
    of_others=True,
)
# Who looks for somebody must not leave, and is not safe as long as nothing is found.
GUIDES = {
    "missing": Guide(
        texts.EMERGENCY_MISSING, texts.EMERGENCY_OFFER_NOW, texts.EMERGENCY_NOTED_MISSING
    ),
    "wet_power": Guide(texts.EMERGENCY_WET_POWER),
    "gas": Guide(texts.EMERGENCY_GAS, next=texts.EMERGENCY_NEXT_GAS),
    "lift": Guide(texts.EMERGENCY_LIFT, next=texts.EMERGENCY_NEXT_LIFT),
    "medical": Guide(texts.EMERGENCY_MEDICAL, next=texts.EMERGENCY_NEXT_MEDICAL),
    "seizure": Guide(texts.EMERGENCY_SEIZURE, next=texts.EMERGENCY_NEXT_MEDICAL),
    "falling": Guide(texts.EMERGENCY_FALLING, texts.EMERGENCY_OFFER_NOW),
    "crime": Guide(next=texts.EMERGENCY_NEXT_OTHERS),
    "beating": replace(_OTHERS, first=texts.EMERGENCY_BEATING),
    "unseen": replace(
        _OTHERS,
        first=texts.EMERGENCY_UNSEEN,
        offer=texts.EMERGENCY_OFFER_NOW,
        over=texts.EMERGENCY_OVER,
    ),
    "hole": Guide(
        offer=texts.EMERGENCY_OFFER_NOW,
        noted=texts.EMERGENCY_NOTED_NOW,
        next=texts.EMERGENCY_NEXT_OTHERS,
    ),
    "ask_whether": replace(_OTHERS, first=texts.EMERGENCY_WHETHER),
    "ask_ambulance": Guide(texts.EMERGENCY_NUMBER, next=texts.EMERGENCY_NEXT_MEDICAL),
    "ask_fire": Guide(texts.EMERGENCY_NUMBER),
    "ask_police": Guide(texts.EMERGENCY_NUMBER),
}
ANY = Guide()
# What goes along with another danger is none beside it: fire smokes, and whoever is in any cries.
GOES_ALONG = {
    "smoke": "fire",
    "electric": "wet_power",
    "medical": "seizure",
    "crime": "beating",
}
MEDICAL = "medical"
CRY, ASKS_NUMBER, ASKS_WHETHER = "cry", "ask_", "ask_whether"
_PARTS = re.compile(r"[\s,，.。!！?？;；]+")
# Half a question of somebody in danger; one that names its subject is none.
MOST_ASKED = 40
# Out of a lift or home again nobody is in danger any more; out of a burning flat the fire goes on.
ENDS_WITH_OUT = ("lift", "missing", "cry", "unseen")
# 现在没打了, 没声了.
ENDS_WITH_QUIET = ("beating", "crime", "ask_whether")


def alarm_in(text: str, setup: Setup) -> Alarm | None:
    """The danger that words speak of."""
    return setup.emergency.check(text) if text else None


def is_denied(text: str, alarm: Alarm) -> bool:
    """不用120，就是破了皮: nobody is hurt so that he would have to be fetched."""
    if alarm.key != MEDICAL or not sign("no_ambulance").search(text):
        return False
    return not sign("asks_whether").search(text) and not sign("grave").search(text)


def dangers_in(text: str, setup: Setup) -> list[Alarm]:
    """The several dangers that words speak of, most often one."""
    alarms = [
        alarm
        for alarm in setup.emergency.raised(text)
        if not alarm.gentle and not alarm.key.startswith(ASKS_NUMBER)
    ]
    keys = {alarm.key for alarm in alarms}
    own = [alarm for alarm in alarms if GOES_ALONG.get(alarm.key) not in keys]
    return [alarm for alarm in own if alarm.key != CRY] or own


def names_of(dangers: list[Alarm]) -> str:
    """What they are, in words."""
    return "、".join(danger.name for danger in dangers)


def answer(turn: Turn, context: Context) -> str:
    """The numbers, the duty phone, then the offer of an urgent case, after which goes on what
    it interrupted; to words of suicide only warmth and numbers, and nothing is asked; the duty
    sees them."""
    alarm = alarm_in(turn.text, context.setup)
    if alarm is None:
        return ""
    before = _offered_before(turn, context, alarm.key)
    dangers = dangers_in(_joined(before, turn.text), context.setup)
    numbers = dict.fromkeys(number for one in (alarm, *dangers) for number in one.numbers)
    alarm = next((one for one in dangers if one.key == GOES_ALONG.get(alarm.key)), alarm)
    alarm = replace(alarm, numbers=tuple(numbers))
    said = words(alarm, context.setup.texts, context.placeholder("值班电话"))
    if alarm.gentle:
        despair.tell_duty(turn, context)
        return said
    if len(dangers) > 1:
        said += "\n" + context.say(texts.EMERGENCY_MIXED, dangers=names_of(dangers))
    case = None if is_offered(context) else _case_of(alarm, context)
    if case is not None:
        db, actor, setup = context.db, context.actor, context.setup
        add_words(db, case, turn.text, actor=actor, setup=setup, now=context.now)
        return f"{said}\n{context.say(texts.EMERGENCY_ADDED, number=case.number)}"
    danger = danger_told(turn.text, alarm.key)
    about: dict[str, Any] = {"danger": danger, "numbers": list(alarm.numbers)}
    guide = GUIDES.get(danger, ANY)
    if alarm.key.startswith(ASKS_NUMBER) and is_offered(context):
        about["danger"] = context.content.get("danger")
    elif not is_offered(context) and not guide.of_others and is_hearsay(turn.text):
        return _ask_whether_here(turn, dangers or [alarm], about, context)
    return f"{said}\n{_offer(_joined(before, turn.text), guide, about, context)}"


def _ask_whether_here(
    turn: Turn, dangers: list[Alarm], about: dict[str, Any], context: Context
) -> str:
    """What goes round in the groups: the numbers shortly, and whether it is here and now. A case
    holds what it is and where, not the message."""
    prompt = context.say(texts.EMERGENCY_HEARD, numbers="、".join(about["numbers"]))
    named = "，".join(filter(None, [context.heard(turn.text).place, names_of(dangers)]))
    text = context.say(texts.EMERGENCY_HEARD_TEXT, dangers=named)
    content = {"text": text, "urgent": True, "quiet": True, "back": context.interrupted(), **about}
    return context.ask(Asked.OFFER, prompt, content)


def _case_of(alarm: Alarm, context: Context) -> Case | None:
    """The urgent case that was just opened for the same danger."""
    case = case_in_talk(context.db, context.actor, since=context.now - SAME_WITHIN)
    if case is None or case.urgency != URGENT:
        return None
    known = alarm_in(case.description, context.setup)
    return case if known is not None and known.key == alarm.key else None


def is_offered(context: Context) -> bool:
    """Whether an urgent case was offered so shortly ago that what follows belongs to it."""
    question = context.question
    if question is None or not context.is_asked(Asked.OFFER) or not context.content.get("urgent"):
        return False
    if context.content.get("quiet"):
        return False
    return question.asked_at > context.now - BELONGS_WITHIN


def sends_for(turn: Turn, context: Context) -> bool:
    """派人来啊, while an urgent case is offered: it is to be registered."""
    return is_offered(context) and sign("sends").search(turn.text) is not None


def is_over(turn: Turn, context: Context) -> bool:
    """Words that tell that the danger is over, or that help has come, whatever was asked since."""
    offered = _offered_now(context)
    if offered is None or turn.digit is not None:
        return False
    # 没事了 alone is the answer to what is offered.
    is_answer = offered is context.content and turn.meaning is Meaning.SOLVED
    return not is_answer and says_over(turn.text, offered.get("danger"))


def _offered_now(context: Context) -> dict[str, Any] | None:
    """What the offer of an urgent case keeps that is open, or that something else came over."""
    if context.question is None:
        return None
    back = context.content.get("back") or {}
    kept: Iterator[dict[str, Any]] = iter((context.content, back.get("content") or {}))
    return next((content for content in kept if content.get("urgent")), None)


def says_over(text: str, danger: str | None = None) -> bool:
    """Whether words say that a danger of that kind is over."""
    if danger in ENDS_WITH_QUIET and sign("quiet").search(text):
        return True
    is_out = danger in ENDS_WITH_OUT and sign("out").search(text)
    return bool(is_out or sign("over").search(text)) and not sign("not_over").search(text)


def be_glad(turn: Turn, context: Context) -> str:
    """A warm word; the urgent case can still be had by 1, and nothing more is kept with it, unless
    somebody else is in danger, who may be so again."""
    offered = _offered_now(context) or {}
    guide, numbers = _guide_of(offered)
    said = context.say(guide.over, numbers=numbers)
    if offered is not context.content:
        kept = {**offered, "quiet": True, "back": None}
        context.ask(Asked.OFFER, str(offered.get("prompt", "")), kept)
    elif guide.over is texts.EMERGENCY_OVER_OTHERS and is_offered(context):
        note(turn, context)
    else:
        context.keep_quietly()
    return said


def asks_what_next(turn: Turn, context: Context) -> bool:
    """A question about oneself in danger: 现在能回家吗, 然后呢, 他们知道我家在哪吗."""
    return says_what_next(turn.text) and _danger_now(context) is not None


def says_what_next(text: str) -> bool:
    """Whether words ask what is to be done now; 窗开了，阀门关了，然后呢 does at its end."""
    if not text or len(text) > MOST_ASKED:
        return False
    asked = normalise(_PARTS.split(text.rstrip("？?。！! "))[-1])
    return sign("what_next").fullmatch(asked) is not None


def what_next(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What to do until help has come."""
    danger = _danger_now(context)
    if danger is None:
        return ""
    key, numbers = danger
    return context.say(GUIDES.get(key, ANY).next, numbers="、".join(numbers))


def _danger_now(context: Context) -> tuple[str, tuple[str, ...]] | None:
    """The danger that was just spoken of, and whom to call: from the offer, or its case."""
    for content in (context.content, (context.content.get("back") or {}).get("content", {})):
        if content.get("danger"):
            return str(content["danger"]), tuple(content.get("numbers") or ())
    if not context.has_cases:
        return None
    case = case_in_talk(context.db, context.actor, since=context.now - SAME_WITHIN)
    known = alarm_in(case.description, context.setup) if case and case.urgency == URGENT else None
    return (known.key, known.numbers) if known else None


def add(turn: Turn, context: Context) -> str:
    """Words that follow those of danger are kept with them, and get one that fits; the urgent case
    is offered a second time at most, and whoever asks whether it is registered learns that it is
    not."""
    content = context.content
    danger = danger_told(turn.text, str(content.get("danger")))
    about = {"danger": danger, "numbers": content.get("numbers")}
    guide, numbers = _guide_of(about)
    fitting = words_for(turn.text, danger, tuple(about["numbers"] or ()))
    offer = context.say(guide.offer)
    is_told = bool(content.get("offered_again")) or offer in context.last_said()
    mention, place = mention_in(turn.text), _keep_place(turn, context)
    if mention is not None and mention.act is Act.WHETHER:
        said = context.say(texts.EMERGENCY_NOT_YET)
    elif place and not fitting:
        said = f"{context.say(texts.EMERGENCY_PLACE, place=shown(place))}\n{offer}"
    elif fitting:
        is_new = danger != content.get("danger")
        said = "\n".join(fitting if is_told and not is_new else [*fitting, offer])
    elif is_told and content.get("noted"):
        listening = context.say(texts.EMERGENCY_LISTENING)
        is_again = context.last_said() == listening
        said = context.say(texts.LISTENING) if is_again else listening
    else:
        said = context.say(guide.noted, numbers=numbers)
    about |= {"offered_again": content.get("offered_again") or offer in said}
    about |= {"noted": content.get("noted") or not fitting}
    _offer(_joined(content["text"], turn.text), guide, about, context)
    return said


def note(turn: Turn, context: Context) -> str:
    """Keep the words with those of danger; the offer of the urgent case."""
    content = context.content
    about = {name: content.get(name) for name in ("danger", "numbers", "offered_again", "noted")}
    return _offer(_joined(content["text"], turn.text), _guide_of(content)[0], about, context)


def _guide_of(offered: Mapping[str, Any]) -> tuple[Guide, str]:
    """What is said at the danger of an offer, and whom to call."""
    guide = GUIDES.get(str(offered.get("danger")), ANY)
    return guide, "、".join(offered.get("numbers") or ())


def _keep_place(turn: Turn, context: Context) -> str | None:
    """Where it is, if the words tell that and nothing else: that is what the case will have."""
    told = whereabouts_in(turn.text)
    if told.place is None or told.tells_more:
        return None
    context.place = told.place
    return told.place


def _offer(text: str, guide: Guide, about: dict[str, Any], context: Context) -> str:
    # What was told before, and is a part of it now, is not offered any more.
    is_part = text.startswith(str(context.content.get("text") or "\0"))
    back = context.content.get("back") if is_part else context.interrupted()
    content = {"text": text, "urgent": True, "back": back, **about}
    return context.ask(Asked.OFFER, context.say(guide.offer), content)


def _offered_before(turn: Turn, context: Context, danger: str) -> str:
    """The words of what was offered a moment ago, if the danger is of that; '' for none."""
    is_of_it = is_offered(context) or _is_of_report(turn, context, danger)
    return str(context.content["text"]) if is_of_it else ""


def _joined(before: str, words: str) -> str:
    return f"{before} {words}".strip()[:MOST_CHARACTERS]


def _is_of_report(turn: Turn, context: Context, danger: str) -> bool:
    """Whether somebody fears what may come of that which he has just reported, or tells how
    others fare in it: 怕炸了, behind 隔壁的煤气罐放我后墙; 男的动手了, behind 楼上老吵架."""
    content = context.content
    is_report = context.is_asked(Asked.OFFER) and not (content.get("about") or content.get("fixed"))
    if not is_report or not content.get("text") or not context.is_recent(BELONGS_WITHIN):
        return False
    is_of_others = GUIDES.get(danger, ANY).of_others
    is_of_it = is_of_others or sign("fears").search(turn.text) is not None
    return is_of_it and not is_another_matter(turn.text)


def words(alarm: Alarm, said_by: Texts, duty_phone: str | None) -> str:
    """What can be said without a database: numbers and phone only."""
    if alarm.gentle:
        return said_by.say(texts.EMERGENCY_GENTLE)
    said = said_by.say(GUIDES.get(alarm.key, ANY).first, numbers="、".join(alarm.numbers))
    if duty_phone:
        said += "\n" + said_by.say(texts.EMERGENCY_DUTY, phone=duty_phone)
    return said
