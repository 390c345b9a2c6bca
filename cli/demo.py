"""The demonstration's data: everything there is to try, and somebody who may do everything."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from accounts.passwords import make_password
from accounts.staff import add_role, create_staff, find_staff
from cli.accounts import COLLEAGUES, PASSWORD, STAFF_NAME
from cli.database import open_sessions, prepare_schema
from cli.secret_file import keep_secrets, secrets_of
from cli.starter import load_starter
from core import clock
from core.actor import OPERATOR
from core.config import Settings

FIRST_ROLE, OTHER_ROLES = "admin", ("supervisor", "editor", "auditor")


def prepare_demo(settings: Settings) -> None:
    """Make database and data ready."""
    prepare_schema(settings, upgrades=True)
    now = clock.now()
    with open_sessions(settings) as sessions:
        load_starter(sessions, demo=True, now=now, pack=settings.starter)
        with sessions.begin() as db:
            _create_demo_staff(db, settings.data_dir, now)


def _create_demo_staff(db: Session, folder: Path, now: datetime) -> None:
    kept = secrets_of(folder)
    if find_staff(db, STAFF_NAME) is None:
        kept[PASSWORD] = make_password()
        _create_staff(db, kept[PASSWORD], now)
        # Kept before the commit: a password nobody knows would be worse than one too many.
        keep_secrets(folder, kept)
    if PASSWORD in kept:
        _create_colleagues(db, kept[PASSWORD], now)


def _create_staff(db: Session, password: str, now: datetime) -> None:
    staff = create_staff(db, STAFF_NAME, FIRST_ROLE, password=password, actor=OPERATOR, now=now)
    for role in OTHER_ROLES:
        add_role(db, staff, role, actor=OPERATOR, now=now)


def _create_colleagues(db: Session, password: str, now: datetime) -> None:
    for name, role in COLLEAGUES.items():
        if find_staff(db, name) is None:
            create_staff(db, name, role, password=password, actor=OPERATOR, now=now)
