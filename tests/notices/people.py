"""People, notices and a scripted outside, for stories about telling residents."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from core.database import Sessions
from core.sealing import keyring
from notices.models import Notice
from notices.service import queue

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CAN_SEND = frozenset({"customer_service"})


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, span: timedelta) -> datetime:
        self.at += span
        return self.at


class Killed(BaseException):
    """The process dies here: nothing of ours may catch it."""


@dataclass
class ScriptedChannel:
    """Sends into a list; `script` says how the next sends end, None meaning well.

    A `Killed` comes after the text has arrived, everything else before.
    """

    script: Iterator[BaseException | None] = field(default_factory=lambda: iter(()))
    sent: list[tuple[str, str]] = field(default_factory=list)
    cards: list[tuple[int, str, str]] = field(default_factory=list)

    def send_text(self, openid: str, text: str) -> None:
        failure = next(self.script, None)
        if failure is None or isinstance(failure, Killed):
            self.sent.append((openid, text))
        if failure is not None:
            raise failure

    def send_one_time(self, openid: str, scene: int, title: str, text: str) -> None:
        self.cards.append((scene, title, text))
        self.send_text(openid, text)

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


def channel(*script: BaseException | None) -> ScriptedChannel:
    """A channel whose sends end so, one after another, and well from then on."""
    return ScriptedChannel(iter(script))


def meet(db: Session, name: str, *, message_at: datetime | None = NOON) -> int:
    """A follower who wrote at that time (None: never), as committed rows; his id."""
    resident = Resident(
        account="wx1",
        openid=f"o-{name}",
        openid_hash=keyring().keyed_hash(f"o-{name}"),
        follows=True,
        created_at=NOON,
    )
    db.add(resident)
    db.flush()
    db.add(Contact(resident_id=resident.id, message_at=message_at))
    db.commit()
    return resident.id


def tell(db: Session, resident_id: int, text: str, now: datetime = NOON) -> None:
    """Queue and commit a notice whose cause is its own text."""
    queue(db, resident_id=resident_id, cause=text, kind="step", text=text, now=now)
    db.commit()


def notices(sessions: Sessions) -> list[Notice]:
    """All rows as they are committed, oldest first."""
    with sessions() as db:
        return list(db.scalars(select(Notice).order_by(Notice.id)))


def contact(sessions: Sessions, resident_id: int) -> Contact:
    """The resident's contact row as it is committed."""
    with sessions() as db:
        return db.get_one(Contact, resident_id)
