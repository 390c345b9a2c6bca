"""What a new case still needs: area, place, photo, phone; one at a time, each can be skipped."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.consents import has_consent
from bot.messages import ImageMessage, VoiceMessage
from cases.clocks import URGENT
from cases.intents import Intent
from cases.models import Case
from cases.place_set import names_place, place_set
from cases.places import place_corrected, place_in
from cases.queries import get_visible
from cases.whereabouts import puts_off, whereabouts_in
from community.areas import AreaFacts
from community.models import Kind
from community.texts import home as home_texts
from community.texts import report as texts
from community.texts.sentence import Sentence
from core.language import normalise, simplify
from handlers import emergency, home, media, progress
from handlers.answers import Meaning
from handlers.context import CASE_LIVES, MOST_TIMES, Asked, Context
from handlers.filling import (
    add_to,
    corrected_place,
    fill,
    keep_area,
    keep_place,
    keep_words,
    phone_in,
    shown,
)
from handlers.talked_of import IN_TALK, named
from handlers.turn import Turn

MOST_SLOTS, SAME, LIKELY = 2, 1, 0.6
MOST_REFUSED, HALF = 40, 0.5
# 还是那儿, 一样的, 同一个地方.
_SAME = re.compile(
    r"(?:就|也|都|还)*(?:是|在)?(?:同上|同一?个?(?:地方|地址|位置|楼)|一样的?|(?:老|原来?的?)地方|(?:那|这)(?:里|儿|个地方|边)?|刚才(?:说的)?那(?:里|儿|个地方)?)(?:的|吧|啊|呀|嘛|呗)*"
)
_NOT_SAME = re.compile("不是|不对|唔系|应该|改|错")
# 跟那个噪音是一家 902
_LIKE_THERE = re.compile(
    "[跟和与同](?P<which>.{1,10}?)(?:就?是|在)?"
    "(?:同?一(?:家|户|个地方|处|栋)|一样的?(?:地方|地址|位置))"
)
# 照片没有 那会儿黑的
_NO_PHOTO = re.compile(
    "(?:没有?|冇|不会|不好|没法|无法|不方便|不想|没空)(?:拍|照片?|相片|图片?)|(?<![能得])(?:不拍|拍不[了来成好清到出])"
    "|(?:照片|相片|图片?).{0,3}(?:没|冇|不会|不拍|弄不)"
)
# 跑单去了 88 takes leave, and is answered with one.
_LEAVE = re.compile("88|[拜再][拜见見]|走了")

ASKING: dict[Asked, tuple[Sentence, Sentence]] = {
    Asked.PLACE: (texts.ASK_PLACE, texts.ASK_PLACE_AGAIN),
    Asked.PHOTO: (texts.ASK_PHOTO, texts.ASK_PHOTO_AGAIN),
    Asked.PHONE: (texts.ASK_PHONE, texts.ASK_PHONE_AGAIN),
}


def begin(
    case: Case,
    context: Context,
    after: Sequence[int] = (),
    *,
    asks_area: bool = True,
    is_called: bool = False,
) -> list[str]:
    """Ask for the first thing missing; the lines to say, [] when nothing is. `after`: the cases
    that are asked about next; `asks_area`: where they are has not been asked yet; `is_called`: he
    wants to be spoken to, and so to be called."""
    if asks_area and case.area_id is None and context.setup.areas.neighbourhoods():
        prompt = context.say(texts.ASK_ABOUT_ALL if after else texts.ASK_ABOUT)
        content: dict[str, object] = {"then": "case", "case_id": case.id, "after": list(after)}
        content |= {"called": True} if is_called else {}
        return [home.ask_area(context, content, prompt)]
    topic = context.setup.topics.get(case.topic_id or 0)
    # Who wants to talk to somebody is called back, wherever he is.
    unknown = [Asked.PHONE] if case.kind == Kind.CONSULT else [Asked.PLACE]
    wanted = [Asked(name) for name in topic.asks] if topic else unknown
    wanted = [Asked.PHONE] if is_called else wanted
    if case.urgency == URGENT and emergency.alarm_in(case.description, context.setup) is not None:
        # Whoever is in danger is asked for no photo.
        wanted = [slot for slot in wanted if slot is not Asked.PHOTO]
    return _ask_next(case, _missing(case, wanted, context)[:MOST_SLOTS], context, after)


def begin_several(cases: list[Case], context: Context, *, asks_area: bool = True) -> list[str]:
    """Ask for what each of several cases still needs, one case after the other; where they are is
    asked once for all of them."""
    for at, case in enumerate(cases, 1):
        after = [later.id for later in cases[at:]]
        asked = begin(case, context, after, asks_area=asks_area)
        if asked:
            topic = progress.topic_of(case, context)
            return [context.say(texts.OF_CASE, number=case.number, topic=topic), *asked]
    return []


def answer_area(turn: Turn, context: Context) -> str:
    """The answer to which area a case is in: it is re-routed once, and the home remembered."""
    case = _case(context, context.content.get("case_id"))
    area = home.chosen_area(turn, context)
    if area is None and not home.is_elsewhere(turn):
        if turn.text:
            # 白云路18号 is no community, and yet where it is.
            add_to(case, turn.text, context)
        if not context.content.get("again"):
            content = {**context.content, "again": True}
            return home.ask_area(context, content, context.say(home_texts.WHICH_AREA_AGAIN))
    asked = context.content
    context.close()
    if area is None:
        kept = context.say(texts.KEPT_SO, number=case.number)
        return "\n".join([kept, *begin_rest(case, context, asked)])
    if context.area_id is None:
        home.remember(area, context)
    return place_case(area, context, asked)


def place_case(area: AreaFacts, context: Context, asked: Mapping[str, Any]) -> str:
    """The case of which it was asked where it is lies in that area, and so do those registered with
    it of which nothing else is known: who is responsible now, and what they still need. `asked`:
    what the question kept."""
    case = _case(context, asked["case_id"])
    after = asked.get("after", [])
    others = [_case(context, other) for other in after]
    keep_area(area.id, case, context)
    office = context.setup.offices[case.office_id].name
    said = [context.say(texts.AREA_KEPT, office=office)]
    for other in others:
        if other.area_id is None:
            keep_area(area.id, other, context)
            topic, name = progress.topic_of(other, context), context.setup.offices[other.office_id]
            said.append(context.say(texts.AREA_KEPT_TOO, topic=topic, office=name.name))
    return "\n".join([*said, *begin_rest(case, context, asked)])


def begin_rest(case: Case, context: Context, asked: Mapping[str, Any]) -> list[str]:
    """The slots after the area, and what the cases registered with it need; `asked` as above."""
    after = asked.get("after", [])
    topic = context.setup.topics.get(case.topic_id or 0)
    wanted = [Asked(name) for name in topic.asks] if topic else []
    wanted = [Asked.PHONE] if asked.get("called") else wanted
    missing = [
        slot for slot in wanted if slot in ASKING and not (slot == Asked.PLACE and case.place)
    ]
    lines = _ask_next(case, missing[: MOST_SLOTS - 1], context, after)
    return lines or _begin_after(after, context)


def answer_slot(turn: Turn, context: Context) -> str:
    """An answer to the slot that is open: filled, skipped, asked once more, or let go."""
    assert context.question is not None  # noqa: S101 (the route's own condition)
    slot = Asked(context.question.kind)
    case = _case(context, context.question.case_id)
    remaining = [Asked(name) for name in context.content.get("remaining", [])]
    after = context.content.get("after", [])
    if turn.digit == 0 or turn.meaning in (Meaning.SKIP, Meaning.NO) or turn.is_command("跳过"):
        context.close()
        return _on(case, remaining, context, [], after)
    # A voice that WeChat has put into words answers like any words.
    is_sent = isinstance(turn.message, ImageMessage | VoiceMessage) and not turn.text
    if slot is not Asked.PHOTO and is_sent:
        return _keep_and_ask_on(slot, turn, case, remaining, context)
    if slot is Asked.PHOTO and has_none(turn.text):
        context.close()
        return _on(case, remaining, context, [], after)
    if _is_same_place(turn, context):
        keep_place(context.content["same"], case, context)
        said = context.say(texts.PLACE_KEPT, place=shown(case.place or ""))
        return _on(case, remaining, context, [said], after)
    instead = _instead_of_same(turn, context) or _as_of_another(turn, case, context)
    if instead is not None:
        context.close()
        keep_place(instead, case, context)
        said = context.say(texts.PLACE_KEPT, place=shown(instead))
        return _on(case, remaining, context, [said], after)
    other = _other_than(slot, turn, case)
    if other is not None:
        kept = fill(other, turn, case, context) or ""
        return _ask_on(slot, case, kept, _without(other, remaining), context)
    filled = fill(slot, turn, case, context)
    if filled is not None:
        context.close()
        return _on(case, remaining, context, [filled], after)
    noted = [context.say(texts.WORDS_KEPT)] if keep_words(turn, case, context) else []
    if context.question.times_asked > 1 or context.content.get("again"):
        context.close()
        return _on(case, remaining, context, noted, after)
    prompt = context.say(ASKING[slot][1])
    content = {**context.content, "again": True}
    return "".join([*noted, context.ask(slot, prompt, content, case_id=case.id, lives=CASE_LIVES)])


def has_none(text: str) -> bool:
    """照片不会拍, asked for a photo."""
    return _NO_PHOTO.search(simplify(text)) is not None


def refuses_photo(turn: Turn, context: Context) -> bool:
    """拍不了照, asked for a photo or not: it is nothing of a case."""
    is_said = context.has_cases and turn.digit is None and len(turn.text) <= MOST_REFUSED
    if not is_said or context.is_asked(Asked.OFFICER, Asked.ADD) or not has_none(turn.text):
        return False
    return context.guess(turn.text).telling < HALF and place_in(turn.text) is None


def need_none(turn: Turn, context: Context) -> str:
    """That it goes without."""
    if context.is_asked(Asked.PHOTO):
        return answer_slot(turn, context)
    return context.say(texts.NO_PHOTO_NEEDED)


def _is_same_place(turn: Turn, context: Context) -> bool:
    """A yes to whether it is where the matter was of which he has just told."""
    if not context.content.get("same"):
        return False
    is_yes = turn.digit == SAME or turn.meaning is Meaning.YES
    is_yes = is_yes or (
        place_in(turn.text) is None and context.guess(turn.text).is_surely(Intent.YES, least=LIKELY)
    )
    return is_yes or _SAME.fullmatch(normalise(turn.text)) is not None


def _instead_of_same(turn: Turn, context: Context) -> str | None:
    """不是门口，是我家，四零二: where it is instead of where the matter before it was."""
    same = context.content.get("same")
    if not same or not _NOT_SAME.search(turn.text) or not names_place(turn.text):
        return None
    return place_set(turn.text, str(same))


def _as_of_another(turn: Turn, case: Case, context: Context) -> str | None:
    """跟那个噪音是一家 902: where another case of his is, and what is said besides."""
    found = _LIKE_THERE.search(turn.text) if turn.digit is None else None
    others = [one for one in context.own_cases if one.place and one.id != case.id]
    if found is None or not others:
        return None
    same = (named(found["which"], others, context) or others)[0].place
    return place_corrected(turn.text, same, is_meant=True) or same


def _place_before(case: Case, context: Context) -> str | None:
    """Where that was which he has told of just before this case, None where nothing is known."""
    since = context.now - IN_TALK
    told = (one.place for one in context.own_cases if one.id != case.id and one.opened_at > since)
    return next(filter(None, told), None)


def has_no_time(turn: Turn, context: Context) -> bool:  # noqa: ARG001 (a condition's shape)
    """我上班去了 晚点说, and no place with it."""
    is_leave = _LEAVE.search(turn.text) is not None
    return not is_leave and puts_off(turn.text) and place_in(turn.text) is None


def rest(turn: Turn, context: Context) -> str:
    """Who has no time now is not asked again; what he tells later is still the answer."""
    case = _case(context, context.question.case_id if context.question else None)
    if whereabouts_in(turn.text).tells_more:
        keep_words(turn, case, context)
    context.keep_quietly()
    return context.say(texts.SLOT_RESTS, number=case.number)


def _keep_and_ask_on(
    slot: Asked, turn: Turn, case: Case, remaining: list[Asked], context: Context
) -> str:
    """A photo or voice before it was asked for is kept, and the slot stays open."""
    media.keep_any(turn, case, context)
    kept = context.say(texts.PHOTO_ADDED, number=case.number)
    return _ask_on(slot, case, kept, _without(Asked.PHOTO, remaining), context)


def _other_than(slot: Asked, turn: Turn, case: Case) -> Asked | None:
    """A place or a number where something else was asked for: it is kept, and the slot stays."""
    if turn.digit is not None:
        return None
    if phone_in(turn.text):
        return None if slot is Asked.PHONE else Asked.PHONE
    if slot is Asked.PLACE or place_in(turn.text) is None:
        return None
    # 楼上3楼的也投诉过 tells of another place than that of the case.
    is_of_it = not whereabouts_in(turn.text).tells_more or corrected_place(turn.text, case)
    return Asked.PLACE if is_of_it else None


def _ask_on(slot: Asked, case: Case, kept: str, remaining: list[Asked], context: Context) -> str:
    """What was kept, and the same slot once more, unless it was asked twice already."""
    times = context.question.times_asked if context.question else 0
    after = context.content.get("after", [])
    if times >= MOST_TIMES:
        context.close()
        return _on(case, remaining, context, [kept] if kept else [], after)
    content = {"remaining": [later.value for later in remaining], "after": after}
    prompt = context.say(ASKING[slot][0])
    asked = context.ask(slot, prompt, content, case_id=case.id, times=times + 1, lives=CASE_LIVES)
    return f"{kept}\n{asked}"


def _without(slot: Asked, remaining: list[Asked]) -> list[Asked]:
    return [later for later in remaining if later is not slot]


def change_place(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """9: the place that was understood is another one; then on with what was being asked."""
    question = context.question
    assert question is not None  # noqa: S101 (the route's own condition)
    remaining = list(context.content.get("remaining", []))
    if question.kind in (Asked.PHOTO, Asked.PHONE):
        remaining.insert(0, question.kind)
    prompt = context.say(texts.CHANGE_PLACE)
    content = {"remaining": remaining, "after": context.content.get("after", [])}
    return context.ask(Asked.PLACE, prompt, content, case_id=question.case_id, lives=CASE_LIVES)


def leave(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """取消 at a slot: the case stays, and how to withdraw it is said."""
    case_id = context.question.case_id if context.question else None
    case = _case(context, case_id or context.content.get("case_id"))
    context.close()
    return context.say(texts.KEPT_SO, number=case.number)


def _missing(case: Case, wanted: list[Asked], context: Context) -> list[Asked]:
    has = {
        Asked.PLACE: bool(case.place),
        Asked.PHOTO: media.has_photos(context.db, case.id),
        Asked.PHONE: has_consent(context.db, context.resident.id, "phone"),
    }
    return [slot for slot in wanted if slot in ASKING and not has[slot]]


def _on(
    case: Case, remaining: list[Asked], context: Context, said: list[str], after: Sequence[int] = ()
) -> str:
    asked = _ask_next(case, remaining, context, after)
    if not asked:
        asked = [context.say(texts.SLOTS_DONE, number=case.number)]
        asked += _begin_after(after, context)
    return "\n".join([*said, *asked])


def _begin_after(after: Sequence[int], context: Context) -> list[str]:
    """What those need that were registered with a case, of which the area has been asked."""
    cases = [_case(context, case_id) for case_id in after]
    return begin_several(cases, context, asks_area=False)


def _ask_next(
    case: Case, missing: list[Asked], context: Context, after: Sequence[int] = ()
) -> list[str]:
    if not missing:
        return []
    first, *rest = missing
    prompt = context.say(ASKING[first][0])
    content: dict[str, object] = {"remaining": [slot.value for slot in rest], "after": list(after)}
    before = _place_before(case, context) if first is Asked.PLACE else None
    if before is not None:
        prompt = context.say(texts.ASK_PLACE_SAME, place=shown(before))
        content["same"] = before
    return [context.ask(first, prompt, content, case_id=case.id, lives=CASE_LIVES)]


def _case(context: Context, case_id: int | None) -> Case:
    return get_visible(context.db, context.actor, case_id or 0)
