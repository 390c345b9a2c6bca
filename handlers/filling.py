"""Which words, places and photos fit a slot of a case, and what becomes of those that don't."""

import re

from accounts.consents import give_consent
from bot.links import escape
from bot.messages import ImageMessage, LocationMessage
from cases.models import Case
from cases.places import place_corrected
from cases.recognise import recognise
from cases.service import add_words, correct_area, correct_topic, fill_in
from cases.speech import Speech, corrects
from community.models import Kind
from community.texts import report as texts
from handlers import media
from handlers.context import Asked, Context
from handlers.turn import Turn
from privacy.wording import text_version

PLACE_CHARACTERS = 40
NAME_CHARACTERS = 12
BARE_CHARACTERS = 6
# Words of a place: without any, only a short name (陈记小馆) is one.
_SOMEWHERE = re.compile(
    r"[门路街巷弄楼号栋幢座层室院口旁边里外前后东西南北角头场园站店馆铺厂校桥河塘村组队屯寨坡沟田]"
    r"|单元|对面|附近|电梯|车库|地下|小区|社区|花园|公厕|厕所|家"
)
# 我要投诉你们, 不是下水道: what is said about something, no place.
_NO_PLACE = re.compile(
    r"不是|不在|不想|不要|不用|没有|我要|我想|你们|投诉|举报|机器|问|请|谢|登记|撤|同一家|怎么|什么|为什么|管不管|算了"
    r"|说|讲|找|喊|告诉|领导|的事$|事情|问题|情况"
)
_HAPPENS = re.compile(r"[了没不坏漏臭太凭又，,！!]|还在|正在|半夜|天天|一直|老是|晚上")
# 安宁路那边，具体几号忘了: a place that is not known better.
# 3栋1102，不，1202: the second number is meant.
_PUT_RIGHT = re.compile(r"(\d+)[\s,，]*(?:啊?不对?|错了?)[\s,，]+(\d+)")
_CLAUSES = re.compile(r"[\s,，.。!！;；]+")
_FORGOTTEN = re.compile(r"忘|记不[清得住]|不记得|说不[清上准]|不(?:太)?清楚|不知道")
# 13800002222, 138 0000 2222, 010-8888 6666.
_GAP = r"[ \-—.·]?"
_PHONE = re.compile(
    rf"(?<!\d)(?:\+?86{_GAP})?(?P<number>1[3-9](?:{_GAP}\d){{9}}|0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}})(?!\d)"
)
_NOT_DIGITS = re.compile(r"\D")


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
    keep_phone(phone, case, context)
    return context.say(texts.PHONE_KEPT)


def keep_phone(phone: str, case: Case, context: Context) -> None:
    """Put the number into the case, with the yes to its use."""
    give_consent(
        context.db,
        context.resident.id,
        "phone",
        text_version=text_version(context.setup.texts, "phone"),
        actor=context.actor,
        now=context.now,
    )
    _fill_in(case, context, phone=phone)


def keep_place(place: str, case: Case, context: Context) -> None:
    """The place of the case, in place of any other."""
    _fill_in(case, context, place=place)


def keep_area(area_id: int, case: Case, context: Context) -> None:
    """Where the case is, also in place of what was misunderstood; it goes to the office there."""
    if case.area_id is None:
        _fill_in(case, context, area_id=area_id)
        return
    correct_area(
        context.db,
        case,
        area_id,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )


def corrected_place(text: str, case: Case, *, is_meant: bool = False) -> str | None:
    """The place that words about a case set right or say more fully, None where they don't;
    `is_meant`: it is known that they are to set it right."""
    place = place_corrected(text, case.place)
    if place is None or is_meant:
        return place
    is_fuller = case.place is not None and place.startswith(case.place)
    return place if case.place is None or is_fuller or corrects(text) else None


def keep_said(case: Case, words: str, context: Context) -> None:
    """Add words to a case, and learn nothing from them."""
    add_words(context.db, case, words, actor=context.actor, setup=context.setup, now=context.now)


def add_to(case: Case, words: str, context: Context) -> str | None:
    """Add words to a case, and take the place they set right; what is said of that place."""
    keep_said(case, words, context)
    learned = learn_topic(words, case, context)
    place = corrected_place(words, case)
    if place is None:
        return learned
    sentence = texts.PLACE_CHANGED if case.place else texts.PLACE_ADDED
    keep_place(place, case, context)
    return context.say(sentence, place=shown(place), number=case.number)


def put_topic(case: Case, topic_id: int | None, context: Context) -> None:
    """Put the topic into the case, also in place of one that was misunderstood (None: by none)."""
    if case.topic_id is None:
        _fill_in(case, context, topic_id=topic_id)
        return
    correct_topic(
        context.db,
        case,
        topic_id,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )


def phone_in(text: str) -> str | None:
    """The telephone number in the words."""
    found = _PHONE.search(text)
    return _NOT_DIGITS.sub("", found["number"]) if found else None


def without_phone(text: str) -> str:
    """The words beside a telephone number."""
    return _PHONE.sub("", text).strip()


def learn_topic(words: str, case: Case, context: Context) -> str | None:
    """The topic that is clear only now, with all that was said; what is said of it."""
    if case.topic_id is not None:
        return None
    before = context.heard(case.description).topic_id
    # What it was once taken for, and is not, is not learned again.
    said = f"{case.description}，{words}" if before is None else words
    topic_id = recognise(said, context.setup, context.area_id, Kind(case.kind)).topic_id
    if topic_id is None:
        return None
    _fill_in(case, context, topic_id=topic_id)
    topic, office = context.setup.topics[topic_id], context.setup.offices[case.office_id]
    return context.say(texts.TOPIC_KEPT, topic=topic.name, office=office.name)


def keep_words(turn: Turn, case: Case, context: Context) -> None:
    """Words that fit no slot are still said about the case: none is lost."""
    if turn.text and turn.digit is None:
        add_words(
            context.db, case, turn.text, actor=context.actor, setup=context.setup, now=context.now
        )
        learn_topic(turn.text, case, context)


def forgets_where(text: str) -> bool:
    """Whether somebody tells roughly where, and that he does not know it better."""
    return _rough_place(text) is not None


def _rough_place(text: str) -> str | None:
    if not _FORGOTTEN.search(text) or text.endswith(("?", "？", "吗", "呢")):
        return None
    clauses = [one for one in _CLAUSES.split(text) if one and not _FORGOTTEN.search(one)]
    return next((one[:PLACE_CHARACTERS] for one in clauses if _SOMEWHERE.search(one)), None)


def shown(place: str) -> str:
    """A place in a resident's words, safe to say back and not too long."""
    return escape(place[:PLACE_CHARACTERS])


def place_in(turn: Turn, context: Context) -> str | None:
    """The place an answer names: on the map, in known words, or a few words as they are."""
    if isinstance(turn.message, LocationMessage):
        return media.place_of(turn.message)
    if not turn.text or turn.digit is not None or _PHONE.search(turn.text):
        return None
    said = _PUT_RIGHT.sub(r"\2", turn.text)
    if said != turn.text:
        return context.heard(said).place
    rough = _rough_place(turn.text)
    if rough is not None and context.heard(turn.text).place is None:
        return rough
    looks_asked = turn.text.endswith(("?", "？", "吗", "呢", "么"))
    is_named = any("\u4e00" <= character <= "\u9fff" for character in turn.text)
    # 凭什么让我等 is no place, and of 门口的树倒了 only the 门口 is one.
    says_else = context.speech(turn.text) is not Speech.UNCLEAR and _HAPPENS.search(turn.text)
    sounds_so = _SOMEWHERE.search(turn.text) or len(turn.text) <= BARE_CHARACTERS
    if not sounds_so or _NO_PLACE.search(turn.text):
        is_named = False
    if is_named and len(turn.text) <= NAME_CHARACTERS and not (looks_asked or says_else):
        # As it was said: 南院大门口 is more than its 大门.
        return turn.text
    found = recognise(turn.text, context.setup)
    return found.place or (turn.text[:PLACE_CHARACTERS] if found.area_id else None)


def _fill_in(
    case: Case,
    context: Context,
    *,
    topic_id: int | None = None,
    area_id: int | None = None,
    place: str | None = None,
    phone: str | None = None,
) -> None:
    fill_in(
        context.db,
        case,
        topic_id=topic_id,
        area_id=area_id,
        place=place,
        phone=phone,
        actor=context.actor,
        setup=context.setup,
        catalogue=context.catalogue,
        now=context.now,
    )
