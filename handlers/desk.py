"""The desk: what the channel is given to understand messages with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from accounts import contact
from accounts.homes import current_home
from accounts.residents import meet
from bot.consent import ConsentPage
from bot.counters import stage
from bot.desk import Rescue
from bot.messages import CountsAs, Incoming, LeadReply, NoReply, Reply, TextReply
from bot.order import Place
from cases.catalogue import Catalogue, load_catalogue
from community.emergency import Alarm
from community.pack import starter_emergency
from community.setup import Setup, load_setup
from community.texts import desk as texts
from community.texts.sentence import Sentence, Texts
from core.config import Settings
from core.database import Sessions
from core.shipped import read_all
from core.versions import Live
from faq.knowledge import Knowledge, load_knowledge
from faq.matching.encoder import open_encoder
from faq.matching.thresholds import thresholds
from faq.standing import Outages, load_outages
from handlers import burst, despair, dialogue, emergency
from handlers.context import Context, Rules
from handlers.turn import read_turn
from handlers.visit import Visit, visit
from notices.service import queue

log = structlog.get_logger()

CONSENT_PATH = "/h5/notice-agreed"
"""Below PUBLIC_URL: where WeChat leads back to with a resident's answer."""


@dataclass(frozen=True)
class Snapshots:
    """What every process keeps in memory and renews when it has changed."""

    setup: Live[Setup]
    catalogue: Live[Catalogue]
    knowledge: Live[Knowledge]
    outages: Live[Outages]

    def load(self) -> None:
        """Load all now, so that the first resident need not wait; may raise a database error.

        No thread is started: the process may yet be forked."""
        for live in self._all:
            live.refresh()

    def prepare(self) -> None:
        """Read and load all that messages need before there are any. While the database is away,
        the rest is left to the first message."""
        read_all()
        try:
            self.load()
        except SQLAlchemyError as error:
            log.warning("not_prepared", error=type(error).__name__)

    def stop(self) -> None:
        """End their threads."""
        for live in self._all:
            live.stop()

    @property
    def _all(self) -> tuple[Live[Any], ...]:
        return self.setup, self.catalogue, self.knowledge, self.outages


def make_snapshots(reading: Sessions, settings: Settings | None = None) -> Snapshots:
    """Snapshots over sessions that only read; raises `BadSetting` for a broken encoder."""
    folder = settings.embedding_model_dir if settings else ""
    encoder = open_encoder(Path(folder)) if folder else None
    return Snapshots(
        Live(reading, ("community",), load_setup),
        Live(reading, ("catalogue", "community"), load_catalogue),
        Live(reading, ("faq", "word"), partial(load_knowledge, encoder=encoder)),
        Live(reading, ("outage",), load_outages),
    )


def make_rules(settings: Settings) -> Rules:
    """What holds for every message, from the settings."""
    return Rules(
        account=settings.wechat_appid,
        abilities=settings.effective_abilities,
        thresholds=thresholds(settings.answer_error_target),
        consent_page=_consent_page(settings),
    )


def _consent_page(settings: Settings) -> ConsentPage | None:
    if "subscribe" not in settings.effective_abilities:
        return None
    return ConsentPage(
        mp_url=settings.wechat_mp_url,
        appid=settings.wechat_appid,
        template_id=settings.wechat_subscribe_template_id,
        back_url=settings.public_url.rstrip("/") + CONSENT_PATH,
    )


class ResidentDesk:
    """Fulfils `bot.desk.Desk`."""

    known_sender = contact.KNOWN

    def __init__(self, snapshots: Snapshots, rules: Rules) -> None:
        self._snapshots, self._rules = snapshots, rules
        # For a process that has never reached its database.
        self._dangers = starter_emergency()

    def receive(self, db: Session, message: Incoming, *, now: datetime) -> None:
        """Meet the resident and note what he did, which opens the windows for sends."""
        contact.note_visit(db, self._rules.account, message.sender, message.counts_as, now=now)

    def noting(self, counts_as: CountsAs, when: ColumnElement[bool]) -> Insert:
        """`receive` of a known sender as a part of another statement."""
        return contact.noting(counts_as, when)

    def noted_by(self, message: Incoming, *, now: datetime) -> Mapping[str, Any]:
        """The parameters of `noting`."""
        return contact.noted_by(self._rules.account, message.sender, now=now)

    def answer(self, db: Session, message: Incoming, place: Place, *, now: datetime) -> Reply:
        """The dialogue's reply, with its effects in `db`."""
        with stage("answer"):
            # Kept until the end: the session finds its rows by it without asking again.
            known = visit(db, self._rules.account, message.sender, place, now=now)
            place.give_way(known.is_behind)
            context = self._context(db, known, now)
            reply = dialogue.answer(message, context)
            db.flush()
            return reply

    def close(
        self, db: Session, message: Incoming, reply: LeadReply, place: Place, *, now: datetime
    ) -> Reply:
        """The end of a burst, with what came in it."""
        known = visit(db, self._rules.account, message.sender, place, now=now)
        return burst.close(self._context(db, known, now), reply)

    def _context(self, db: Session, known: Visit, now: datetime) -> Context:
        return Context(
            db=db,
            now=now,
            resident=known.resident,
            home=known.home,
            question=known.question,
            knowledge=self._snapshots.knowledge.now(),
            setup=self._snapshots.setup.now(),
            catalogue=self._snapshots.catalogue.now(),
            rules=self._rules,
            outages=self._snapshots.outages.now(),
            contact=known.contact,
            in_this_minute=known.in_this_minute,
            has_news=known.has_news,
            has_cases=known.has_cases,
            last_reply=known.last_reply,
        )

    def owe(self, db: Session, message: Incoming, reply: Reply, cause: str, now: datetime) -> None:
        """The reply follows as a notice."""
        if isinstance(reply, TextReply):
            resident = meet(db, self._rules.account, message.sender, now=now)
            queue(
                db,
                resident_id=resident.id,
                cause=f"message:{cause}",
                kind="reply",
                text=reply.text,
                now=now,
            )

    def rescue(self, db: Session, message: Incoming, sentence: str, *, now: datetime) -> Rescue:
        """The numbers for danger before the sentence; words of suicide are met as ever, and are
        for the duty, not for who reads what has failed."""
        setup, alarm = self._snapshots.setup.found(), self._alarm(message)
        if alarm is None:
            return Rescue(TextReply(sentence))
        said = self._words(alarm)
        if not alarm.gentle:
            return Rescue(TextReply(f"{said}\n{sentence}"))
        account = self._rules.account
        resident = meet(db, account, message.sender, now=now)
        home = current_home(db, resident.id)
        area = setup.areas.neighbourhood_of(home.area_id) if setup and home else None
        area_id = area.id if area else None
        despair.keep(db, account, message, resident_id=resident.id, area_id=area_id, now=now)
        return Rescue(TextReply(said), is_done=True)

    def unrecorded(self, message: Incoming) -> Reply:
        """Numbers for danger, else the truth and the duty phone, from the last snapshot."""
        if not message.may_answer:
            return NoReply()
        alarm = self._alarm(message)
        if alarm is not None:
            return TextReply(self._words(alarm))
        setup = self._snapshots.setup.found()
        said_by = setup.texts if setup else Texts()
        phone = self._duty_phone(setup) if setup else None
        said = said_by.say(texts.UNRECORDED)
        if phone:
            said += "\n" + said_by.say(texts.PHONE_LINE, phone=phone)
        return TextReply(said)

    def _alarm(self, message: Incoming) -> Alarm | None:
        """The danger that a message speaks of, as far as is known without the database."""
        setup = self._snapshots.setup.found()
        return (setup.emergency if setup else self._dangers).check(read_turn(message).text)

    def _words(self, alarm: Alarm) -> str:
        setup = self._snapshots.setup.found()
        if setup is None:
            return emergency.words(alarm, Texts(), None)
        return emergency.words(alarm, setup.texts, self._duty_phone(setup))

    @staticmethod
    def _duty_phone(setup: Setup) -> str | None:
        """The duty phones of all roots, by name where they differ: whose home this is, only the
        database knows."""
        roots = setup.areas.children(None)
        phones = {root.name: setup.areas.placeholders(root.id).get("值班电话") for root in roots}
        known = {name: phone for name, phone in phones.items() if phone}
        if len(set(known.values())) <= 1:
            return next(iter(known.values()), None)
        return "；".join(f"{name} {phone}" for name, phone in known.items())

    @property
    def holding(self) -> str:
        """For a message recorded but not finished in time."""
        return self._said(texts.HOLDING)

    @property
    def apology(self) -> str:
        """For a message recorded and left to the staff."""
        return self._said(texts.APOLOGY)

    def _said(self, sentence: Sentence) -> str:
        setup = self._snapshots.setup.found()
        return setup.texts.say(sentence) if setup else sentence.default
