"""The reporter says anew what his case is about: its words are his own again."""

from datetime import datetime

from sqlalchemy.orm import Session

from cases.additions import begin
from cases.models import Case, CaseEvent, CaseState
from cases.moves import MOST_CHARACTERS, take
from cases.workflow import Step
from community.setup import Setup
from core.actor import Actor
from core.errors import Conflict, Invalid
from core.masking import cut_personal, put_back

# As the timeline tells it.
BEFORE = "原来说的是："


def reword(
    db: Session, case: Case, words: str, *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """Put the words in place of those that the case was opened with, which the event keeps.

    Once somebody has accepted it, it is worked on as it stands (`Conflict`: more can be added).
    Also raises `NotFound`, `Refused`, and `Invalid` for no words or too many.
    """
    rule = begin(db, case, Step.FILL_IN, actor=actor, setup=setup)
    if case.state != CaseState.OPENED:
        raise Conflict("这件工单已经受理，内容不能再换，可以补充。")
    words = words.strip()
    if not words or len(words) > MOST_CHARACTERS:
        raise Invalid("words", f"请说说是什么事，最多 {MOST_CHARACTERS} 个字。")
    before = put_back(case.description, case.cut or [])
    case.description, cut = cut_personal(words)
    case.cut = cut or None
    facts: dict[str, object] = {"filled": ["words"]}
    return take(
        db,
        case,
        rule,
        actor=actor,
        setup=setup,
        now=now,
        words=f"{BEFORE}{before}"[:MOST_CHARACTERS],
        facts=facts,
    )
