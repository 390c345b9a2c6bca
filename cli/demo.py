"""The demonstration's data: everything there is to try, and somebody who may do everything."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from accounts.passwords import make_password
from accounts.staff import add_role, create_staff, find_staff
from cli.secret_file import keep_secrets, secrets_of
from cli.starter import load_starter
from community.pack import COMMUNITY
from core.actor import OPERATOR
from core.database import Sessions

STAFF_NAME = "示例管理员"
FIRST_ROLE, OTHER_ROLES = "admin", ("supervisor", "editor", "auditor")
# One for each sort of work; they share the password.
COLLEAGUES = {
    "示例主管": "supervisor",
    "示例编辑": "editor",
    "示例经办人": "officer",
    "示例值班": "duty",
}
PASSWORD = "staff_password"  # noqa: S105 (the name under which it is kept)


def load_demo(
    sessions: Sessions, folder: Path, *, now: datetime, pack: str = COMMUNITY
) -> str | None:
    """Bring the data in; the demonstration staff's password, None when it isn't known here."""
    load_starter(sessions, demo=True, now=now, pack=pack)
    kept = secrets_of(folder)
    with sessions.begin() as db:
        is_known = find_staff(db, STAFF_NAME) is not None
        if not is_known:
            kept[PASSWORD] = make_password()
            _create_staff(db, kept[PASSWORD], now)
            # Kept before the commit: a password nobody knows would be worse than one too many.
            keep_secrets(folder, kept)
        if PASSWORD in kept:
            _create_colleagues(db, kept[PASSWORD], now)
    return kept.get(PASSWORD)


def _create_staff(db: Session, password: str, now: datetime) -> None:
    staff = create_staff(db, STAFF_NAME, FIRST_ROLE, password=password, actor=OPERATOR, now=now)
    for role in OTHER_ROLES:
        add_role(db, staff, role, actor=OPERATOR, now=now)


def _create_colleagues(db: Session, password: str, now: datetime) -> None:
    for name, role in COLLEAGUES.items():
        if find_staff(db, name) is None:
            create_staff(db, name, role, password=password, actor=OPERATOR, now=now)
