"""An id for each name that stands in an address of the console, of a subject somewhere else.

A page with a new name in its address fails the sweeps until it has a line here: `SAMPLES` makes a
subject that belongs to the area and office named, and gives its id.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from accounts import sessions as signing
from accounts.models import StaffRole
from accounts.permissions import ROLES
from accounts.roles import actor_of, roles_of
from bot.models import Message, MessageState
from community.own_dangers import DangerContent, add_danger, list_dangers
from core.actor import SYSTEM
from core.columns import new_public_id
from core.tasks import Task, TaskState
from faq.content import EntryContent
from faq.entries import create_entry
from faq.models import Entry
from faq.outages import OutageContent, create_outage
from faq.own_words import WordContent, add_word, list_words
from faq.sheets.service import EXPORT, keep_sheet
from tests.console.crying import cry
from tests.console.office import Office

# Next door: whoever works in `ELSEWHERE` has no business there.
AREA, OFFICE, ELSEWHERE = "anning", "anning-committee", "qingshui-town"
Sample = Callable[[Office], str]


def staff_id(office: Office) -> str:
    """Somebody who works next door."""
    return office.staff("隔壁老周", "officer", area=AREA).public_id


def role_id(office: Office) -> str:
    """His role."""
    staff = office.staff("隔壁老周", "officer", area=AREA)
    with office.sessions() as db:
        role: StaffRole = roles_of(db, staff)[0]
        return str(role.id)


def session_id(office: Office) -> str:
    """His session."""
    staff = office.staff("隔壁老周", "officer", area=AREA)
    with office.sessions() as db:
        signing.start_session(db, staff, signing.FULL, address="", browser="", now=office.now)
        found = signing.live_sessions(db, staff, now=office.now)[0]
        db.commit()
        return found.public_id


def case_id(office: Office) -> str:
    """A case with everything personal in it."""
    return office.case("张大爷", area=AREA).public_id


def topic_key(office: Office) -> str:
    """A topic, which belongs to no area, so only for who works everywhere."""
    assert office.setup.topics
    return "lift"


def edition(office: Office) -> str:
    """The routing's first edition, which only who may change all of it sees."""
    assert office.parts.snapshots.catalogue.now().edition == 1
    return "1"


def entry_id(office: Office) -> str:
    """An entry of next door, saved twice, which its office owns."""
    key = "next-door"
    with office.sessions() as db:
        found = db.scalars(select(Entry).where(Entry.key == key)).first()
        if found is None:
            area = next(area.id for area in office.setup.areas if area.key == AREA)
            content = EntryContent("隔壁的菜市场几点开门？", "六点。", area_id=area)
            content = replace(content, office_id=office.office(OFFICE))
            found = create_entry(db, content, key=key, actor=SYSTEM, now=office.now)
            db.commit()
        return found.public_id


def number(office: Office) -> str:
    """A revision of it."""
    assert entry_id(office)
    return "1"


def outage_id(office: Office) -> str:
    """A note of next door, about all topics that there are."""
    area = next(area.id for area in office.setup.areas if area.key == AREA)
    topics = tuple(office.setup.topics)[:1]
    until = office.now + timedelta(hours=2)
    with office.sessions() as db:
        content = OutageContent("隔壁停水。", topics, area, office.now, until)
        found = create_outage(db, content, actor=SYSTEM, now=office.now)
        db.commit()
        return found.public_id


def message_id(office: Office) -> str:
    """A message that failed; it belongs to no area, so only to who works everywhere."""
    with office.sessions() as db:
        found = Message(
            account="wx", key_hash=new_public_id(), kind="TextMessage", state=MessageState.FAILED
        )
        found.sent_at = found.received_at = office.now
        db.add(found)
        db.commit()
        return found.public_id


def sheet_id(office: Office) -> str:
    """A file that somebody who may do everything has ordered; it is his alone."""
    staff = office.staff("全能", *ROLES)
    with office.sessions() as db:
        actor = actor_of(db, staff)
        found = keep_sheet(db, EXPORT, "知识.csv", b"x", actor=actor, now=office.now)
        assert found.task_id
        db.get_one(Task, found.task_id).state = TaskState.DONE
        db.commit()
        return found.public_id


def word_id(office: Office) -> str:
    """A word of this place; it belongs to no area, so only to who works everywhere."""
    with office.sessions() as db:
        known = list_words(db)
        word = WordContent("绿本本", "居住证")
        found = known[0] if known else add_word(db, word, actor=SYSTEM, now=office.now)
        db.commit()
        return found.public_id


def text_key(office: Office) -> str:
    """A sentence that is said everywhere, so only for who works everywhere."""
    assert office.setup.texts
    return "ask.action"


def area_key(office: Office) -> str:
    """The community next door."""
    assert any(one.key == AREA for one in office.setup.areas)
    return AREA


def danger_id(office: Office) -> str:
    """A danger word that staff have added, which is heard everywhere."""
    with office.sessions() as db:
        known = list_dangers(db)
        word = DangerContent("煤球炉子倒了", "fire")
        found = known[0] if known else add_danger(db, word, actor=SYSTEM, now=office.now)
        db.commit()
        return found.public_id


def office_key(office: Office) -> str:
    """Its committee."""
    assert office.office(OFFICE)
    return OFFICE


def concern_id(office: Office) -> str:
    """Words of suicide from next door."""
    area = next(one.id for one in office.setup.areas if one.key == AREA)
    return cry(office, "隔壁大爷", "不想活了", area_id=area).public_id


SAMPLES: dict[str, Sample] = {
    "staff_id": staff_id,
    "role_id": role_id,
    "session_id": session_id,
    "case_id": case_id,
    "topic_key": topic_key,
    "edition": edition,
    "entry_id": entry_id,
    "number": number,
    "outage_id": outage_id,
    "message_id": message_id,
    "sheet_id": sheet_id,
    "word_id": word_id,
    "text_key": text_key,
    "area_key": area_key,
    "danger_id": danger_id,
    "office_key": office_key,
    "concern_id": concern_id,
}
UNKNOWN = {"role_id": "987654321", "number": "987654321", "edition": "987654321"}
