"""Those who asked in vain are answered when there is an answer: what the worker calls."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from cases.from_question import has_case_from
from core.database import Sessions
from faq.answering_back import answer_back
from faq.models import Question
from handlers.context import Rules
from handlers.desk import Snapshots

BATCH = 50


class BackAnswers:
    """Tells residents of answers to what they asked within the last two days."""

    def __init__(
        self,
        sessions: Sessions,
        snapshots: Snapshots,
        rules: Rules,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions, self._snapshots = sessions, snapshots
        self._rules, self._clock = rules, clock

    def tell(self) -> bool:
        """Queue a batch of notices; True when there may be more."""
        with self._sessions.begin() as db:
            told = answer_back(
                db,
                knowledge=self._snapshots.knowledge.now(),
                setup=self._snapshots.setup.now(),
                thresholds=self._rules.thresholds,
                has_case=_has_case,
                now=self._clock(),
                limit=BATCH,
            )
        return told == BATCH


def _has_case(db: Session, question: Question) -> bool:
    return has_case_from(db, question.resident_id or 0, question.text or "", question.asked_at)
