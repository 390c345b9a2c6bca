"""Arrivals: what comes is recorded, with its sender's contact, before anything is done about it."""

from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from bot import ledger, statements
from bot.desk import Desk
from bot.ledger import Record
from bot.messages import Incoming
from core.alone import Alone
from core.database import Sessions


class Arrivals:
    """Makes the rows of messages, each with the contact in the same commit."""

    def __init__(self, sessions: Sessions, desk: Desk, account: str) -> None:
        """account: the appid, under which rows are kept."""
        self._sessions, self._desk, self._account = sessions, desk, account
        self._engine: Engine = sessions.kw["bind"]
        self._statements: dict[str, Alone] = {}

    def record(self, message: Incoming, key: str, *, now: datetime, again: bool = False) -> Record:
        """The row, made by the first try; again: this try has recorded it before."""
        statement = self._statement(message)
        if statement is not None:
            noted_by = self._desk.noted_by(message, now=now)
            with self._engine.connect() as connection:
                known = ledger.record_by(
                    connection,
                    statement,
                    noted_by,
                    message,
                    key,
                    self._account,
                    now=now,
                    again=again,
                )
            if known is not None:
                return known
        with self._sessions.begin() as db:
            mine = ledger.record(db, message, key, self._account, now=now, again=again)
            if mine.is_new:
                self._desk.receive(db, message, now=now)
            return mine

    def _statement(self, message: Incoming) -> Alone | None:
        """Built once for each window that a message may open; None where it takes several."""
        known, kind = self._desk.known_sender, message.counts_as
        if known is None or self._engine.dialect.name != "postgresql":
            return None
        if kind not in self._statements:
            noting = partial(self._desk.noting, kind)
            self._statements[kind] = Alone(
                statements.record_and_note(known, noting), self._engine.dialect
            )
        return self._statements[kind]
