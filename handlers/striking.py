"""前面那句自己问门诊的请删掉: a sentence of a case of his is not to stand in it."""

import re

from cases.clauses import Clause, clauses
from cases.intents import Intent
from cases.models import Case, CaseState
from cases.service import reword
from cases.workflow import OPEN
from community.texts import report as texts
from core.language import normalise, simplify
from core.masking import put_back
from handlers.aiming import ahead
from handlers.context import Asked, Context
from handlers.deeds import left_to_office, with_undo
from handlers.filling import shown
from handlers.numbered import numbered
from handlers.turn import Turn

MOST_CHARACTERS, LIKELY = 120, 0.5
# So much of a sentence stands in what he says of it, and at least so many pairs of characters.
MOSTLY, FEWEST = 0.6, 2
_STRIKES = re.compile("删|去掉|划掉|抹掉|不要写|别写|莫写|不用写")
_OF_WORDS = re.compile("句|话|字|段|写|里头?|内容")
_SIGNS = "，,。；; \t"


def is_order(turn: Turn, context: Context) -> bool:
    """Whether words are to be taken out of an open case of his that is clear."""
    return _order(turn, context) is not None


def strike(turn: Turn, context: Context) -> str:
    """Take out the sentence that he means; where nobody can tell which, or somebody works on it
    already, whoever handles it is told."""
    case = _order(turn, context)
    assert case is not None  # noqa: S101 (the route's own condition)
    said = put_back(case.description, case.cut or [])
    meant = _meant(turn.text, said)
    rest = (said[: meant.start] + said[meant.end :].lstrip(_SIGNS)).strip(_SIGNS) if meant else ""
    if meant is None or not rest or case.state != CaseState.OPENED:
        return left_to_office(case, turn.text, context)
    reword(context.db, case, rest, actor=context.actor, setup=context.setup, now=context.now)
    done = context.say(texts.STRUCK, number=case.number, words=shown(meant.words))
    return with_undo(done, said, {"case_id": case.id, "words": said}, context)


def _order(turn: Turn, context: Context) -> Case | None:
    if not context.has_cases or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return None
    plain = simplify(turn.text)
    if not _STRIKES.search(plain) or not _OF_WORDS.search(plain):
        return None
    if context.is_asked(Asked.OFFICER, Asked.ADD):
        return None
    if context.guess(turn.text).shares[Intent.REWORDS] < LIKELY:
        return None
    own = [case for case in context.own_cases if case.state in OPEN]
    sure = [case for case in numbered(turn.text, context) or () if case in own]
    if len(sure) == 1:
        return sure[0]
    holding = [case for case in own if _meant(turn.text, case.description) is not None]
    if len(holding) == 1:
        return holding[0]
    level = ahead(turn.text, own, context) if own else []
    return level[0] if len(level) == 1 else None


def _meant(text: str, description: str) -> Clause | None:
    """The clause of the description that stands in what he says, nearly word by word."""
    told = _pairs(text)
    found = [(len(_pairs(one.words) & told), one) for one in clauses(description)]
    best, clause = max(found, key=lambda one: one[0])
    is_it = best >= FEWEST and best >= MOSTLY * len(_pairs(clause.words))
    return clause if is_it else None


def _pairs(words: str) -> set[str]:
    plain = normalise(words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
