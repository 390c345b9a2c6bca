"""前面那句自己问门诊的请删掉: a sentence of a case of his is not to stand in it."""

import re

from cases.clauses import Clause, clauses
from cases.intents import Intent
from cases.models import Case, CaseState
from cases.queries import words_added
from cases.service import reword
from cases.workflow import OPEN
from community.texts import report as texts
from core.language import normalise, simplify
from core.masking import put_back
from handlers.aiming import ahead
from handlers.context import Asked, Context
from handlers.deeds import left_to_office, with_undo
from handlers.filling import keep_said, shown
from handlers.numbered import numbered
from handlers.turn import Turn

MOST_CHARACTERS, LIKELY = 120, 0.5
# So much of a sentence stands in what he says of it, and at least so many pairs of characters.
MOSTLY, FEWEST = 0.6, 2
_STRIKES = re.compile("删|去掉|划掉|抹掉|不要写|别写|莫写|不用写")
# 请从0013里删掉, of 这句话.
_POINTS = re.compile("(?:[这那哪]|前面|刚才|上面|里面|后面).{0,3}(?:句|话|段)")
_OF_WORDS = re.compile("句|(?<!电)话(?!费)|文字|字(?!号)|段|内容|写(?!字楼)")
# 只保留桂花树那句: all else goes.
_KEEPS = re.compile("(?:只|仅)(?:保?留|写|要|剩)(?:下)?(?P<what>.{2,})")
_SIGNS = "，,。；; \t"


def is_of_words(text: str) -> bool:
    """Whether something of the words of a case is to go, and not the case: 把…那句删掉."""
    plain = simplify(text)
    return _STRIKES.search(plain) is not None and _OF_WORDS.search(plain) is not None


def is_order(turn: Turn, context: Context) -> bool:
    """Whether words are to be taken out of an open case of his that is clear."""
    return _order(turn, context) is not None


def strike(turn: Turn, context: Context) -> str:
    """Take out the sentence that he means; where nobody can tell which, it was added later, or
    somebody works on it already, whoever handles it is told."""
    case = _order(turn, context)
    assert case is not None  # noqa: S101 (the route's own condition)
    said = put_back(case.description, case.cut or [])
    keeps = _KEEPS.search(turn.text)
    meant = _meant(keeps["what"] if keeps else turn.text, said)
    if meant is None and (added := _added(turn.text, case, context)):
        keep_said(case, turn.text, context)
        return context.say(texts.STRUCK_ADDED, number=case.number, words=shown(added))
    if meant is None or case.state != CaseState.OPENED:
        return left_to_office(case, turn.text, context)
    rest = (said[: meant.start] + said[meant.end :].lstrip(_SIGNS)).strip(_SIGNS)
    left, gone = (meant.words, rest) if keeps else (rest, meant.words)
    if not left or not gone:
        return left_to_office(case, turn.text, context)
    reword(context.db, case, left, actor=context.actor, setup=context.setup, now=context.now)
    done = context.say(texts.STRUCK, number=case.number, words=shown(gone))
    return with_undo(done, said, {"case_id": case.id, "words": said}, context)


def _order(turn: Turn, context: Context) -> Case | None:
    if not context.has_cases or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return None
    if not is_of_words(turn.text) or context.is_asked(Asked.OFFICER, Asked.ADD):
        return None
    shares = context.guess(turn.text).shares
    likely = shares[Intent.REWORDS] + shares[Intent.ADDS] + shares[Intent.CORRECTS]
    if likely < LIKELY and not _POINTS.search(simplify(turn.text)):
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


def _added(text: str, case: Case, context: Context) -> str | None:
    """What he added to the case and means; by 这句 the last."""
    added = words_added(context.db, case, context.actor)
    meant = [one for one in added if _meant(text, one) is not None]
    return next(iter(meant or added[-1:]), None) if _POINTS.search(simplify(text)) else None


def _pairs(words: str) -> set[str]:
    plain = normalise(words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
