"""An id for each name that stands in an address of the console, of a subject somewhere else.

A page with a new name in its address fails the sweeps until it has a line here: `SAMPLES` makes a
subject that belongs to the area and office named, and gives its id.
"""

from collections.abc import Callable

from accounts import sessions as signing
from accounts.models import StaffRole
from accounts.roles import roles_of
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


SAMPLES: dict[str, Sample] = {
    "staff_id": staff_id,
    "role_id": role_id,
    "session_id": session_id,
    "case_id": case_id,
}
UNKNOWN = {"role_id": "987654321"}
