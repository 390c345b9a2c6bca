"""Which words, places and photos fit a slot of a case, and what becomes of those that don't."""

import re

from accounts.consents import give_consent
from bot.links import escape
from bot.messages import ImageMessage, LocationMessage
from cases.clauses import begins_another_matter
from cases.intents import Intent
from cases.models import Case
from cases.place_set import place_set
from cases.places import Parts, place_corrected
from cases.places import place_in as place_of
from cases.recognise import recognise
from cases.service import add_words, correct_area, correct_topic, fill_in
from cases.speech import corrects
from cases.whereabouts import whereabouts_in
from community.models import Kind
from community.texts import report as texts
from core.masking import cut_personal
from core.numerals import spoken_digits
from handlers import media
from handlers.context import Asked, Context
from handlers.turn import Turn
from privacy.wording import text_version

PLACE_CHARACTERS, QUOTED_CHARACTERS, LIKELY = 40, 60, 0.5
# 3栋1102，不，1202: the second number is meant.
_PUT_RIGHT = re.compile(r"(\d+)[\s,，]*(?:啊?不对?|错了?)[\s,，]+(\d+)")
# 安宁路那边，具体几号忘了: a place that is not known better.
_FORGOTTEN = re.compile(r"忘|记不[清得住]|不记得|说不[清上准]|不(?:太)?清楚|不知道")
# 13800002222, 138 0000 2222, 010-8888 6666.
_GAP = r"[ \-—.·]?"
_PHONE = re.compile(
    rf"(?<!\d)(?:\+?86{_GAP})?(?P<number>1[3-9](?:{_GAP}\d){{9}}|0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}})(?!\d)"
)
# 座机 2345678: too few digits to be one wherever they stand; a day is none.
_NAMES_PHONE = re.compile(r"座机|电话|号码|手机|联系|打(?:给|我|过)|^\W*\d+\W*$")
_LANDLINE = re.compile(
    r"(?<![\d-])(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))(?P<number>[2-8]\d{6,7})(?![\d-])"
)
_NOT_DIGITS = re.compile(r"\D")


def fill(slot: Asked, turn: Turn, case: Case, context: Context) -> str | None:
    """What is said when the answer fits the slot, None when it doesn't."""
    if slot is Asked.PLACE:
        place = place_in(turn, context)
        if place is None:
            return None
        _fill_in(case, context, place=place)
        said = context.say(texts.PLACE_KEPT, place=shown(place))
        if not whereabouts_in(turn.text).tells_more:
            return said
        keep_words(turn, case, context)
        return f"{said}{context.say(texts.SAID_KEPT)}"
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
    """The place of the case, in place of any other; it is asked for no more."""
    _fill_in(case, context, place=place)
    if context.is_asked(Asked.PLACE) and context.question and context.question.case_id == case.id:
        context.close()


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


def corrected_place(text: str, case: Case) -> str | None:
    """The place that words about a case set right or say more fully, None where they don't."""
    place = place_corrected(text, case.place)
    if place is None:
        return None
    is_fuller = case.place is not None and Parts.of(place).is_fuller_than(Parts.of(case.place))
    return place if case.place is None or is_fuller or corrects(text) else None


def place_told(text: str, known: str | None, context: Context) -> str | None:
    """Where it is by what is told last of a matter that is in no case yet, with what that leaves of
    the place known before."""
    told, named = whereabouts_in(text).place, context.heard(text).place
    likely = context.guess(text)
    is_where = named is not None or likely.is_surely(Intent.PLACE, Intent.DETAIL, least=LIKELY)
    has_house = named is not None and any(map(str.isdigit, named))
    new = named if has_house or told is None or (named and named not in told) else told
    if new is None or not is_where:
        return known
    if known is None:
        return new
    if corrects(text) or likely.is_surely(Intent.PLACE, Intent.CORRECTS, least=LIKELY):
        return place_set(text, known) or new
    return (named and place_corrected(new, known, is_meant=True)) or new


def keep_said(case: Case, words: str, context: Context) -> None:
    """Add words to a case, and learn nothing from them."""
    add_words(context.db, case, words, actor=context.actor, setup=context.setup, now=context.now)


def asked_on(case: Case, context: Context) -> str:
    """That a question about a case, which was put into it, is asked of the office that has it."""
    office = context.setup.offices[case.office_id].name
    return context.say(texts.ASKED_ON, number=case.number, office=office)


def add_to(case: Case, words: str, context: Context) -> str | None:
    """Add words to a case, and take the place they set right; what is said of that place."""
    keep_said(case, words, context)
    learned = learn_topic(words, case, context)
    return take_place(case, words, context) or learned


def take_place(case: Case, words: str, context: Context) -> str | None:
    """Take the place that words about a case set right or say more fully; what is said of it."""
    place = corrected_place(words, case)
    if place is None:
        return None
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
    """The telephone number in the words, in digits or spoken one by one (幺三八…)."""
    plain = spoken_digits(text)
    found = _PHONE.search(plain)
    if found is None and _NAMES_PHONE.search(plain):
        found = _LANDLINE.search(plain)
    return _NOT_DIGITS.sub("", found["number"]) if found else None


def without_phone(text: str) -> str:
    """The words beside a telephone number."""
    return _PHONE.sub("", text).strip()


def learn_topic(words: str, case: Case, context: Context) -> str | None:
    """The topic that is clear only now, with all that was said; what is said of it."""
    if case.topic_id is not None:
        return None
    if begins_another_matter(words):
        return None
    before = context.heard(case.description).topic_id
    # What it was once taken for, and is not, is not learned again; nor is it about where it is.
    place = place_of(words)
    told = words.replace(place, " ") if place else words
    said = f"{case.description}，{told}" if before is None else told
    topic_id = recognise(said, context.setup, context.area_id, Kind(case.kind)).topic_id
    if topic_id is None:
        return None
    _fill_in(case, context, topic_id=topic_id)
    context.changed = {"case_id": case.id, "topic_id": None, "at": context.now.isoformat()}
    topic, office = context.setup.topics[topic_id], context.setup.offices[case.office_id]
    return context.say(texts.TOPIC_KEPT, topic=topic.name, office=office.name)


def keep_words(turn: Turn, case: Case, context: Context) -> bool:
    """Words that fit no slot are still said about the case: none is lost; whether there are any."""
    if not turn.text or turn.digit is not None:
        return False
    keep_said(case, turn.text, context)
    learn_topic(turn.text, case, context)
    return True


def forgets_where(text: str) -> bool:
    """Whether somebody tells roughly where, and that he does not know it better."""
    is_asking = text.endswith(("?", "？", "吗", "呢"))
    return bool(_FORGOTTEN.search(text)) and not is_asking and bool(whereabouts_in(text).place)


def shown(place: str) -> str:
    """A place in a resident's words, safe to say back and not too long."""
    return escape(place[:PLACE_CHARACTERS])


def quoted(words: str) -> str:
    """What he has said, safe to say back: no number of his in it, and not too long."""
    plain = cut_personal(" ".join(words.split()))[0]
    return escape(plain if len(plain) <= QUOTED_CHARACTERS else f"{plain[:QUOTED_CHARACTERS]}…")


def place_in(turn: Turn, context: Context) -> str | None:
    """The place an answer names: on the map, in his words, or by the name of an area."""
    if isinstance(turn.message, LocationMessage):
        return media.place_of(turn.message)
    if not turn.text or turn.digit is not None or _PHONE.search(turn.text):
        return None
    said = _PUT_RIGHT.sub(r"\2", turn.text)
    if said != turn.text:
        return context.heard(said).place
    told = whereabouts_in(turn.text)
    if told.place is not None or told.tells_more:
        return told.place
    found = recognise(turn.text, context.setup)
    return turn.text[:PLACE_CHARACTERS] if found.area_id else None


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
