"""Answering a resident's question from what is published."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from community.areas import Areas
from community.setup import Setup
from core.clock import day_of
from faq.content import fill, placeholders_of
from faq.knowledge import Knowledge, KnownEntry
from faq.matching import Match
from faq.matching.thresholds import Thresholds
from faq.models import Outcome, Question
from faq.questions import last_answered, last_suggested, note_question
from faq.ranking import Ranked, rank
from faq.related import is_related, is_same_subject, names_subject_of
from faq.subjects import entries_on, is_on, names_class, subject_of

MATCHES = 8
FEWEST_CHOICES, MOST_CHOICES = 2, 3
# What is far less likely than the first choice makes a list of one thing look like guesswork.
NEAR_FIRST = 0.4
# A list of one is a guess: an unlikely one reads as if nobody had listened.
LEAST_ALONE = 0.3
# Alone and as likely as this, three of four are right, among questions a third of which nothing
# answers; in each step of a tenth above it two of three or more.
LIKELY_ALONE = 0.6


@dataclass(frozen=True)
class Answer:
    """What came of a question.

    `text` is the entry's answer for the resident's area, '' without an entry; `suggestions` are
    one to three. `needs_area`: the area decides and isn't known; then
    nothing was kept, and the same is to be asked again once it is.
    """

    outcome: Outcome
    entry: KnownEntry | None = None
    text: str = ""
    confidence: float = 0.0
    suggestions: tuple[KnownEntry, ...] = ()
    needs_area: bool = False


def ask(
    db: Session,
    text: str,
    *,
    resident_id: int | None,
    area_id: int | None,
    knowledge: Knowledge,
    setup: Setup,
    thresholds: Thresholds,
    account: str,
    now: datetime,
    ask_area: bool = True,
    ranked: list[Ranked] | None = None,
) -> Answer:
    """Look for what answers the words and keep what was asked.

    `ask_area` False: the resident was asked for his area and didn't say. `ranked`: what `find`
    has found for them already.
    """
    if ranked is None:
        ranked = find(text, area_id, knowledge, setup.areas, now, wherever=ask_area)
    answer = outcome_of(text, ranked, knowledge, thresholds)
    if answer.entry is not None:
        answer = _given(answer.entry, answer.confidence, area_id, knowledge, setup.areas, ask_area)
    if answer.needs_area:
        return answer
    note_question(
        db,
        text,
        account=account,
        resident_id=resident_id,
        area_id=area_id,
        outcome=answer.outcome,
        entry_id=answer.entry.id if answer.entry else None,
        confidence=ranked[0].confidence if ranked else 0.0,
        suggested=[entry.id for entry in answer.suggestions],
        now=now,
    )
    return answer


def choose(
    db: Session,
    text: str,
    entry_id: int,
    *,
    resident_id: int,
    area_id: int | None,
    knowledge: Knowledge,
    setup: Setup,
    account: str,
    now: datetime,
    ask_area: bool = True,
) -> Answer:
    """The answer of the entry the resident picked for his words; MISSED when it is gone."""
    scope = knowledge.scope(_chain(area_id, setup.areas, wherever=ask_area), day_of(now))
    entry = knowledge.entries.get(entry_id)
    if entry is None or entry.id not in scope.ids:
        return Answer(Outcome.MISSED)
    answer = _given(entry, 1.0, area_id, knowledge, setup.areas, ask_area)
    if answer.needs_area:
        return answer
    question = last_suggested(db, resident_id, entry.id, now=now)
    if question is not None:
        question.entry_id = entry.id
        db.flush()
    else:
        note_question(
            db,
            text,
            account=account,
            resident_id=resident_id,
            area_id=area_id,
            outcome=Outcome.ANSWERED,
            entry_id=entry.id,
            confidence=1.0,
            now=now,
        )
    return answer


def mark_unhelpful(db: Session, resident_id: int, *, now: datetime) -> Question | None:
    """Count 没帮助 against the resident's last answer; None when he has had none of late."""
    question = last_answered(db, resident_id, now=now)
    if question is not None:
        question.unhelpful = True
        db.flush()
    return question


def find(
    text: str,
    area_id: int | None,
    knowledge: Knowledge,
    areas: Areas,
    now: datetime,
    *,
    wherever: bool = False,
) -> list[Ranked]:
    """The entries that may answer where the resident lives, best first; nothing is kept.

    `wherever`: with no area look among the entries of all areas, not only those everywhere.
    """
    scope = knowledge.scope(_chain(area_id, areas, wherever=wherever), day_of(now))
    matches = knowledge.index.match(text, limit=MATCHES, among=scope.among)
    subject = subject_of(text)
    if subject:
        known = {match.entry_id for match in matches}
        others = entries_on(subject, knowledge, scope.ids)
        more = (Match(str(entry.id), entry.question, 0.0) for entry in others)
        matches += [one for one in more if one.entry_id not in known]
    depths = {area.id: area.depth for area in areas.ancestors(area_id)}
    return rank(matches, knowledge, scope.ids, depths)


def outcome_of(
    text: str, ranked: list[Ranked], knowledge: Knowledge, thresholds: Thresholds
) -> Answer:
    """What a resident gets: `decide`, and of what is suggested only what has to do with it."""
    answer = decide(ranked, thresholds)
    if answer.outcome is Outcome.ANSWERED:
        return answer
    related = _related(text, ranked, answer, knowledge, thresholds)
    subject = subject_of(text)
    if subject:
        # Who names a subject alone may mean anything on it, however unlikely each one is.
        lexicon = knowledge.index.lexicon
        on_it = [one.entry for one in ranked if is_on(subject, one, lexicon)]
        if names_class(subject):
            # Of 证 no one is more alike than another: the oldest entries are the usual ones.
            on_it.sort(key=lambda entry: entry.id)
        if related or len(on_it) >= FEWEST_CHOICES:
            related += [entry for entry in on_it if entry not in related]
        related = related[:MOST_CHOICES]
    if not related or (len(related) == 1 and answer.confidence < LEAST_ALONE):
        return Answer(Outcome.MISSED, confidence=answer.confidence)
    return replace(answer, outcome=Outcome.SUGGESTED, suggestions=tuple(related))


def _related(
    text: str,
    ranked: list[Ranked],
    answer: Answer,
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> list[KnownEntry]:
    """Of what is suggested that which has to do with the words."""
    # One that only fills up the list must at least be half as likely as one worth suggesting,
    # and none may be far behind the first.
    least = max(thresholds.suggest / 2, NEAR_FIRST * answer.confidence)
    return [
        one.entry
        for one in ranked[: len(answer.suggestions)]
        if one.confidence >= least and is_about(text, one, knowledge)
    ]


def is_likely_alone(answer: Answer) -> bool:
    """Whether one entry is suggested alone, and is likely enough to be read at once."""
    return len(answer.suggestions) == 1 and answer.confidence >= LIKELY_ALONE


def is_about(text: str, found: Ranked, knowledge: Knowledge) -> bool:
    """Whether what was found shares a subject with the words, and not only words of asking."""
    index = knowledge.index
    if names_subject_of(text, found.entry.question):
        return True
    common = index.common(text, found.phrasing)
    if not is_related(common, found.confidence, index.lexicon.role_of):
        return False
    texts = found.entry.content.texts
    return is_same_subject(text, common, found.confidence, texts, index.lexicon)


def decide(ranked: list[Ranked], thresholds: Thresholds) -> Answer:
    """Answered, suggested or missed, by the two thresholds: pure."""
    if not ranked or ranked[0].confidence < thresholds.suggest:
        return Answer(Outcome.MISSED)
    best = ranked[0]
    if best.confidence >= thresholds.answer:
        return Answer(Outcome.ANSWERED, best.entry, confidence=best.confidence)
    likely = sum(one.confidence >= thresholds.suggest for one in ranked)
    count = min(max(likely, FEWEST_CHOICES), MOST_CHOICES)
    choices = tuple(one.entry for one in ranked[:count])
    return Answer(Outcome.SUGGESTED, confidence=best.confidence, suggestions=choices)


def _given(
    entry: KnownEntry,
    confidence: float,
    area_id: int | None,
    knowledge: Knowledge,
    areas: Areas,
    ask_area: bool,
) -> Answer:
    needs = ask_area and needs_area(entry, area_id, knowledge, areas)
    text = text_of(entry, area_id, areas)
    return Answer(Outcome.ANSWERED, entry, text, confidence, needs_area=needs)


def text_of(entry: KnownEntry, area_id: int | None, areas: Areas) -> str:
    """What the entry says where somebody lives."""
    values = areas.placeholders(area_id)
    if area_id is None:
        # Who lives nowhere we know reads the value of each place, and no placeholder's name.
        names = placeholders_of(entry.content.answer)
        known = {name: areas.everywhere(name) for name in names if name not in values}
        values = {**{name: value for name, value in known.items() if value}, **values}
    return fill(entry.content.answer, values)


def needs_area(entry: KnownEntry, area_id: int | None, knowledge: Knowledge, areas: Areas) -> bool:
    """Whether nobody knows where he lives, and it makes a difference to what the entry says."""
    return area_id is None and depends_on_area(entry, knowledge, areas.placeholders(None))


def depends_on_area(entry: KnownEntry, knowledge: Knowledge, values: dict[str, str]) -> bool:
    """Whether somewhere the answer is another one than where nothing is known of the area."""
    of_areas = any(other.area_id is not None for other in knowledge.same_question(entry))
    names = placeholders_of(entry.content.answer)
    return of_areas or any(name not in values for name in names)


def _chain(area_id: int | None, areas: Areas, *, wherever: bool) -> tuple[int, ...] | None:
    """Ids of the area and those it lies in; None for wherever."""
    if area_id is None and wherever:
        return None
    return tuple(area.id for area in areas.ancestors(area_id))
