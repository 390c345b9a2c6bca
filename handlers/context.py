"""What a handler needs besides the message: everything is given, nothing is looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from accounts.homes import current_home
from accounts.models import Contact, Home, OpenQuestion, Resident
from accounts.questions import (
    ask,
    close_question,
    end_question,
    find_question,
    is_open,
    reopen_question,
)
from bot.consent import ConsentPage
from bot.ledger import NEVER_ANSWERED, LastReply
from bot.links import escape
from bot.messages import TextReply
from cases.catalogue import Catalogue
from cases.denying import names_any
from cases.intents import Guess, Intent, State, guess
from cases.models import Case
from cases.queries import newest_cases
from cases.recognise import Recognised, recognise
from cases.speech import Speech, speech_of
from community.areas import AreaFacts
from community.setup import Setup
from community.texts import ask as ask_texts
from community.texts.sentence import Sentence
from community.topics import TopicFacts
from core.actor import Actor, resident_actor
from core.clock import day_of
from faq.knowledge import Knowledge
from faq.matching.thresholds import Thresholds
from faq.ranking import Ranked
from faq.service import find
from faq.standing import Outages


class Asked(StrEnum):
    """What the open question is about."""

    CHOICE = "choice"  # which entry was meant
    OFFER = "offer"  # register this?
    DESCRIBE = "describe"  # what is it about?
    AREA = "area"
    PLACE = "place"
    PHOTO = "photo"
    PHONE = "phone"
    PICK = "pick"  # which of several cases
    ADD = "add"  # what to add to a case
    OFFICER = "officer"  # the officer asks
    SOLVED = "solved"
    RATING = "rating"
    MENU = "menu"  # which of the commands?
    PERSON = "person"  # hand the chat to a person?
    STILL = "still"  # is a case still wanted?
    UNDO = "undo"  # register again what was withdrawn?


NEWS = (Asked.SOLVED, Asked.OFFICER)
BEFORE_CASE = (Asked.CHOICE, Asked.OFFER, Asked.DESCRIBE, Asked.AREA)
LIST_LIVES = timedelta(minutes=30)
CASE_LIVES = timedelta(days=7)
# So long what was changed in a case can be had back by 9 or in words, whatever came in between.
CHANGED_WITHIN = timedelta(minutes=10)
WORDS_CHARACTERS = 18
# So long, and so much, of what was said before an offer is a part of it.
SAME_TALK, MOST_BEFORE = timedelta(minutes=5), 3
# How likely a guess must be where the signs tell nothing, and where they tell otherwise; a few
# characters are too few to guess by.
LIKELY, MISLED, FEWEST_GUESSED = 0.6, 0.9, 8
LIKELY_ENTRY, SURELY, CERTAIN = 0.6, 0.95, 1.0
NO_MATTER = (
    *(Intent.SOCIAL, Intent.THANKS, Intent.SCOLDS, Intent.YES, Intent.NO, Intent.REPEAT),
    *(Intent.PERSON, Intent.WELL, Intent.WITHDRAWS, Intent.WAITS, Intent.LISTS, Intent.READS),
    *(Intent.RESTORES, Intent.REWORDS),
)
TALK = (Intent.SOCIAL, Intent.THANKS)
# Who asks of the desk asks, too.
QUESTIONS = (Intent.ASKS, Intent.DESK)
MOST_TIMES, MOST_REFUSED = 2, 8
"""Nobody is asked the same a third time."""


@dataclass(frozen=True)
class Rules:
    """What holds for every message of this installation; account: the appid;
    consent_page: where residents say yes to a one-time notice, None without such notices."""

    account: str
    abilities: frozenset[str]
    thresholds: Thresholds
    consent_page: ConsentPage | None = None
    messages_a_minute: int = 60


@dataclass(frozen=True)
class Lead:
    """What the next messages may belong to: a case, or (None) photos that wait for words; `head`
    is what was said of it, without what was asked."""

    case_id: int | None = None
    head: str = ""


@dataclass
class Context:
    """One message's surroundings, inside its transaction; `question` is the open one, `over` the
    one that was answered, given up or left alone of late; `later` is what was said along with
    something else and comes up after it, of which `were_later` are older than this message;
    `denied` are subjects that he says he does not mean, `denied_topic` a topic, `is_apart` that he
    says himself that he speaks of another matter, `comes_once` that what is asked now had been put
    off and is not asked again, `told` the entries he has read in this talk,
    `before` what he said in it before this message and is in no case yet,
    `waits` what a notice asked while something else was being asked, `left` what it had interrupted
    and is free again; `was_asked_where`: in this
    talk he was asked where he lives, and did not say; `refused`: the entries that he did not mean;
    `changed`: what was changed last in a case
    of his, with what it was before, and when."""

    db: Session
    now: datetime
    resident: Resident
    home: Home | None
    question: OpenQuestion | None
    knowledge: Knowledge
    setup: Setup
    catalogue: Catalogue
    rules: Rules
    in_this_minute: int = 1
    outages: Outages = field(default_factory=Outages)
    contact: Contact | None = None
    leads: Lead | None = None
    has_news: bool = False
    has_cases: bool = False
    last_reply: LastReply = NEVER_ANSWERED
    has_asked: bool = False
    over: OpenQuestion | None = None
    denied: tuple[str, ...] = ()
    denied_topic: int | None = None
    is_apart: bool = False
    comes_once: bool = False
    place: str | None = field(init=False)
    later: list[str] = field(init=False)
    were_later: int = field(init=False)
    told: list[int] = field(init=False)
    waits: dict[str, Any] | None = field(init=False)
    before: list[str] = field(init=False)
    was_asked_where: bool = field(init=False)
    changed: dict[str, Any] | None = field(init=False)
    refused: list[int] = field(init=False)
    left: dict[str, Any] | None = None
    _ranked: dict[str, list[Ranked]] = field(default_factory=dict)
    _own_cases: list[Case] | None = None
    _heard: dict[str, Recognised] = field(default_factory=dict)
    _speech: dict[str, Speech] = field(default_factory=dict)
    _opened: tuple[bytes | None, dict[str, Any]] = field(default_factory=lambda: (None, {}))
    _last_said: str | None = None

    def __post_init__(self) -> None:
        if not is_open(self.question, self.now):
            self.over, self.question = self.question, None
        # A place that was sent waits for its words, whatever is asked in between.
        self.place = self.content.get("place")
        # What was said besides waits for the end of what is asked about the case before it.
        lapsed = self.over if self.over and self.over.case_id else None
        kept = (lapsed.content or {}) if lapsed else self.content
        self.later = list(kept.get("later", ()))
        self.were_later = len(self.later)
        self.told = list(self.content.get("told", ()))
        self.before = self._said_before()
        self.waits = kept.get("waits")
        self.was_asked_where = bool(self.content.get("asked_where")) or self._left_open_where()
        self.changed = self._changed_of_late()
        last = self.content or (self.over.content if self.over else None) or {}
        self.refused = list(last.get("refused", ()))

    def look_again(self, said: str) -> None:
        """What is open, once a part of the message has been seen to, and got that answer."""
        if said:
            self._last_said = said
        later, told, changed, refused = self.later, self.told, self.changed, self.refused
        self.question, self.has_asked = (
            find_question(self.db, self.resident.id, now=self.now),
            False,
        )
        self.has_cases = self.has_cases or bool(newest_cases(self.db, self.actor, limit=1))
        self._own_cases, self._opened = None, (None, {})
        vars(self).pop("state", None)
        self.__post_init__()
        self.later, self.were_later = later or self.later, len(later or self.later)
        self.told, self.changed, self.refused = told, changed, refused

    def _said_before(self) -> list[str]:
        """What was asked or told in this talk up to the offer or list that is open, with it, and
        is in no case yet."""
        if not self.is_asked(Asked.OFFER, Asked.CHOICE) or not self.is_recent(SAME_TALK):
            return []
        content = self.content
        is_own = content.get("text") and not content.get("fixed") and not content.get("urgent")
        said = [*content.get("before", ()), *([content["text"]] if is_own else [])]
        return said[-MOST_BEFORE:]

    def _changed_of_late(self) -> dict[str, Any] | None:
        """What the question that is open, or was open last, keeps of it."""
        kept = self.content.get("changed") or ((self.over.content or {}) if self.over else {}).get(
            "changed"
        )
        is_late = kept and datetime.fromisoformat(kept["at"]) < self.now - CHANGED_WITHIN
        return None if is_late else kept

    def _left_open_where(self) -> bool:
        """Whether the last that was asked is where he lives, and he has not said it."""
        last = self.question or self.over
        if last is None or last.kind != Asked.AREA or last.asked_at < self.now - LIST_LIVES:
            return False
        return (last.content or {}).get("then") == "ask"

    @property
    def area(self) -> AreaFacts | None:
        """Where the resident says he lives."""
        return self.setup.areas.find(self.home.area_id) if self.home else None

    @property
    def area_id(self) -> int | None:
        """The id of `area`."""
        return self.area.id if self.area else None

    def forget_home(self) -> None:
        """The home has changed: look it up anew."""
        self.home = current_home(self.db, self.resident.id)

    @property
    def actor(self) -> Actor:
        """The resident as the one who acts."""
        return resident_actor(self.resident.id)

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return day_of(self.now)

    @property
    def can_push(self) -> bool:
        """Whether updates can reach the resident by themselves."""
        return "customer_service" in self.rules.abilities

    def say(self, sentence: Sentence, **values: object) -> str:
        """The sentence as this office words it."""
        return self.setup.texts.say(sentence, **values)

    def placeholder(self, name: str) -> str | None:
        """What {name} stands for where the resident lives."""
        return self.setup.areas.placeholders(self.area_id).get(name)

    def phone(self, name: str) -> str | None:
        """The telephone {name} stands for; where nobody knows the home, that of each community."""
        if self.area_id is not None:
            return self.placeholder(name)
        return self.setup.areas.everywhere(name)

    def ranked(self, text: str) -> list[Ranked]:
        """The entries that may answer the text, best first; looked for once."""
        if text not in self._ranked:
            areas = self.setup.areas
            found = find(text, self.area_id, self.knowledge, areas, self.now, wherever=True)
            self._ranked[text] = [one for one in found if not self._is_denied(one)]
        return self._ranked[text]

    def _is_denied(self, one: Ranked) -> bool:
        """Whether he has said that he does not mean what the entry is about, or refused it as a
        guess: then it answers only what is asked in nearly its own words."""
        if one.entry.id in self.refused and one.confidence < SURELY:
            return True
        return bool(self.denied) and names_any(one.entry.question, self.denied)

    def is_confident(self, text: str) -> bool:
        """Whether an entry answers the text as it stands, with confidence."""
        ranked = self.ranked(text)
        return bool(ranked) and ranked[0].confidence >= self.rules.thresholds.answer

    def is_likely(self, text: str) -> bool:
        """Whether an entry is so near that it is taken for what is asked."""
        return any(map(is_likely, self.ranked(text)[:1]))

    def is_certain(self, text: str) -> bool:
        """Whether the text is a phrasing of an entry, word by word."""
        ranked = self.ranked(text)
        return bool(ranked) and ranked[0].confidence >= CERTAIN

    def topic_of(self, text: str) -> TopicFacts | None:
        """The topic the words name."""
        return self.setup.topics.get(self.heard(text).topic_id or 0)

    def likely_topic(self, text: str) -> TopicFacts | None:
        """The topic the words name, else the one they are likely about: what a new matter is put
        down as. A part of another may seem to be about anything."""
        return self.setup.topics.get(self.heard(text).likely_topic_id or 0)

    def heard(self, text: str) -> Recognised:
        """What the words name: topic, kind, area, place; looked for once."""
        if text not in self._heard:
            without = self.denied_topic
            self._heard[text] = recognise(text, self.setup, self.area_id, without=without)
        return self._heard[text]

    def refuse(self, entries: Iterable[int]) -> None:
        """He means none of these entries: they are not offered again in this talk."""
        self.refused = [*self.refused, *entries][-MOST_REFUSED:]
        self._ranked.clear()

    def deny(self, subjects: tuple[str, ...], topic_id: int | None) -> None:
        """He does not mean these, nor that topic: nothing is read as being about them."""
        self.denied, self.denied_topic = subjects, topic_id
        self._heard.clear()
        self._speech.clear()
        self._ranked.clear()

    @cached_property
    def state(self) -> State:
        """What stands just before this message."""
        content = self.content
        if self.is_asked(Asked.OFFER, Asked.DESCRIBE, Asked.STILL, Asked.PERSON):
            return State.INFO if content.get("about") else State.OFFER
        if self.is_asked(Asked.CHOICE, Asked.PICK, Asked.AREA, Asked.MENU):
            return State.INFO if content.get("taken") else State.LIST
        if self.is_asked(Asked.PLACE):
            return State.PLACE
        if self.is_asked(Asked.PHOTO, Asked.PHONE):
            return State.MORE
        if self.is_asked(Asked.SOLVED, Asked.RATING, Asked.OFFICER):
            return State.TOLD
        if self.has_cases:
            said = self.last_said()
            is_told = any(case.number and case.number in said for case in self.own_cases)
            return State.DONE if is_told else State.CASE
        return State.NONE

    def guess(self, text: str) -> Guess:
        """What the words are likely to want, said now."""
        return guess(text, self.state)

    def speech(self, text: str) -> Speech:
        """Whether the words ask or report; looked for once."""
        if text not in self._speech:
            self._speech[text] = self._speech_of(text)
        return self._speech[text]

    def _speech_of(self, text: str) -> Speech:
        """By the signs of it; where there are none, or they mislead, by what people usually want
        who speak so. What an entry answers surely is answered, and a case offered with it."""
        topic = self.topic_of(text)
        told = speech_of(text, topic.kind if topic else None)
        likely = self.guess(text) if len(text) >= FEWEST_GUESSED else None
        if likely is None:
            return told
        if told is Speech.UNCLEAR and likely.is_surely(*QUESTIONS, least=LIKELY):
            return Speech.ASKS
        if told is Speech.ASKS and topic is None and likely.is_surely(*TALK, least=MISLED):
            # 看看子长是谁啊哈哈哈
            return told if self.is_confident(text) else Speech.UNCLEAR
        if told is not Speech.REPORTS:
            is_open = told is Speech.UNCLEAR and not self.is_confident(text)
            least = LIKELY if is_open else MISLED
            return Speech.REPORTS if likely.is_surely(Intent.REPORTS, least=least) else told
        if topic is None and likely.intent in QUESTIONS and self.is_confident(text):
            # 你们礼拜天开不开门
            return Speech.ASKS
        is_none = topic is None and likely.is_surely(*NO_MATTER, least=MISLED)
        return Speech.UNCLEAR if is_none else told

    @property
    def own_cases(self) -> list[Case]:
        """His cases as this message found them, ended ones too, newest first; looked for once,
        and only where there are any."""
        if self._own_cases is None:
            self._own_cases = newest_cases(self.db, self.actor) if self.has_cases else []
        return self._own_cases

    def is_recent(self, within: timedelta) -> bool:
        """Whether the open question was asked within that span."""
        return self.question is not None and self.question.asked_at > self.now - within

    def last_said(self) -> str:
        """What the resident was last told, '' for nothing; opened once."""
        if self._last_said is None:
            last = self.last_reply.open()
            self._last_said = last.text if isinstance(last, TextReply) else ""
        return self._last_said

    def is_asked(self, *kinds: Asked) -> bool:
        """Whether the open question is of one of these kinds."""
        return self.question is not None and self.question.kind in kinds

    @property
    def content(self) -> dict[str, Any]:
        """What the open question keeps, {} without one; opened once, and never changed in place."""
        sealed = self.question.content_sealed if self.question else None
        if self._opened[0] is not sealed:
            self._opened = sealed, (self.question.content if self.question else None) or {}
        return self._opened[1]

    def ask(
        self,
        kind: Asked,
        prompt: str,
        content: dict[str, Any] | None = None,
        *,
        case_id: int | None = None,
        times: int = 1,
        lives: timedelta = LIST_LIVES,
    ) -> str:
        """Open the question (in place of another) and return its words, the prompt."""
        if self.is_asked(Asked.OFFICER) and kind is not Asked.OFFICER:
            # What an officer asked is asked again as soon as nothing else is.
            case_waits = self.question.case_id if self.question else None
            self.waits = {"kind": Asked.OFFICER, "case_id": case_waits, "content": self.content}
            self.question = None
        kept = {**(content or {}), "prompt": prompt, "later": self.later, "told": self.told}
        kept |= {"waits": self.waits} if self.waits else {}
        kept |= {"changed": self.changed} if self.changed else {}
        kept |= {"once": True} if self.comes_once else {}
        kept |= {"refused": self.refused} if self.refused else {}
        kept |= {"asked_where": True} if self.was_asked_where else {}
        if kind in (Asked.OFFER, Asked.CHOICE) and kept.get("text"):
            kept["before"] = [said for said in self.before if said not in str(kept["text"])]
        if kind in BEFORE_CASE:
            known = {"place": self.place, "back": self._back(kept)}
            kept = {**{name: value for name, value in known.items() if value}, **kept}
        ask(
            self.db,
            self.resident.id,
            kind,
            kept,
            case_id=case_id,
            times_asked=times,
            lives=lives,
            now=self.now,
        )
        self.question, self.has_asked = None, True
        return prompt

    def interrupted(self) -> dict[str, Any] | None:
        """The open question about a case or a report, for one that takes its place to keep as
        `back`."""
        question, content = self.question, self.content
        is_lasting = question and (question.case_id or content.get("case_id"))
        # Danger is not forgotten over what is asked meanwhile.
        is_urgent = content.get("urgent") and not content.get("quiet")
        if question is None or not (is_lasting or is_urgent or content.get("report")):
            return content.get("back")
        return {
            "kind": question.kind,
            "case_id": question.case_id,
            "content": content,
            "times": question.times_asked,
        }

    def resume(self, back: Mapping[str, Any] | None) -> list[str]:
        """Ask what had been interrupted again, unless something else is asked now or it has been
        asked twice; its lines."""
        if back is None or self.has_asked or back["times"] >= MOST_TIMES:
            return []
        kind, content = Asked(back["kind"]), back["content"]
        times, case_id = back["times"] + 1, back["case_id"]
        lives = LIST_LIVES if kind is Asked.OFFER else CASE_LIVES
        prompt = self.prompt_again(kind, content)
        return [self.ask(kind, prompt, content, case_id=case_id, times=times, lives=lives)]

    def prompt_again(self, kind: str, content: Mapping[str, Any]) -> str:
        """What is asked once more; a mere 1 登记 is told what of."""
        prompt, text = str(content.get("prompt", "")), str(content.get("text", ""))
        if kind != Asked.OFFER or not prompt[:1].isdigit() or not text:
            return prompt
        words = escape(text[:WORDS_CHARACTERS] + ("…" if len(text) > WORDS_CHARACTERS else ""))
        return f"{self.say(ask_texts.SAID_BEFORE, words=words)}\n{prompt}"

    def step_back(self, back: Mapping[str, Any]) -> None:
        """What the news that is asked about has interrupted is open again, and the news waits."""
        question = self.question
        assert question is not None  # noqa: S101 (whoever knows `back` has it from there)
        content = {name: kept for name, kept in self.content.items() if name != "back"}
        waits = {"kind": question.kind, "case_id": question.case_id, "content": content}
        question.kind, question.case_id = back["kind"], back["case_id"]
        question.times_asked = back["times"]
        question.asked_at = datetime.fromisoformat(back["asked_at"])
        question.expires_at = datetime.fromisoformat(back["until"])
        question.content = {**back["content"], "waits": waits}
        vars(self).pop("state", None)
        self.__post_init__()

    def _back(self, kept: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a question with that content interrupts; one asked in other words does nothing."""
        is_same = kept.get("text") and kept.get("text") == self.content.get("text")
        back: dict[str, Any] | None = self.content.get("back") if is_same else self.interrupted()
        return back

    def close(self) -> None:
        """The open question is answered or given up for good."""
        if self.question is not None:
            self.left = self.content.get("back") if self.is_asked(*NEWS) else None
            close_question(self.db, self.resident.id)
            self.question = None

    def end(self) -> None:
        """The open question is answered or given up; who answers it late is shown it again."""
        if self.question is not None:
            end_question(self.question, self.now)
            self.question = None

    def decline(self) -> None:
        """The open offer is not wanted; who thinks better of it can take it up again."""
        if self.question is not None:
            self.question.content = {**self.content, "declined": True}
            self.end()

    @property
    def declined(self) -> dict[str, Any] | None:
        """What the offer kept that was declined last, None for none."""
        content = (self.over.content or {}) if self.over is not None else {}
        return content if content.get("declined") and content.get("text") else None

    def take_up(self) -> None:
        """What was over is open again, with all that it kept."""
        if self.over is not None:
            reopen_question(self.over, LIST_LIVES, self.now)
            self.question, self.over = self.over, None
            self.place = self.content.get("place")

    def keep_quietly(self) -> None:
        """The open list can still be picked from, and is not shown again by itself."""
        if self.question is not None:
            self.question.content = {**self.content, "quiet": True}

    def bring_back(self, question: OpenQuestion) -> str:
        """Ask again what was over; its words."""
        reopen_question(question, LIST_LIVES, self.now)
        return str((question.content or {}).get("prompt", ""))


def is_likely(one: Ranked) -> bool:
    """Whether an entry is so near that it is taken for what is asked."""
    return one.confidence >= LIKELY_ENTRY
