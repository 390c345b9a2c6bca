"""The steps of a case as one table: from where to where, with which right, and who is told.

The steps in ARCHITECTURE's words: 待受理 → 受理 → 派单 → 办理 → 答复 → 办结 → 回访/评价 → 归档.
"""

from dataclasses import dataclass
from enum import StrEnum

from cases.models import CaseState
from community.texts import cases as texts
from community.texts.sentence import Sentence
from core.errors import Conflict

S = CaseState
NEW = frozenset({S.OPENED, S.ACCEPTED})
AT_WORK = frozenset({S.ACCEPTED, S.WORKING})
ACTIVE = frozenset({S.ACCEPTED, S.WORKING, S.WAITING})
OPEN = frozenset({S.OPENED, S.ACCEPTED, S.WORKING, S.WAITING, S.REFUSED})
DONE = frozenset({S.RESOLVED, S.CLOSED})
ENDED = frozenset({S.DECLINED, S.WITHDRAWN, S.CLOSED})


class Step(StrEnum):
    """What can happen to a case."""

    OPEN = "open"
    FILL_IN = "fill_in"
    ADD = "add"
    ATTACH = "attach"
    URGE = "urge"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    JUDGE = "judge"
    RATE = "rate"
    ACCEPT = "accept"
    ASSIGN = "assign"
    START = "start"
    ASK = "ask"
    REPLY = "reply"
    RESOLVE = "resolve"
    RECLASSIFY = "reclassify"
    TRANSFER = "transfer"
    REFUSE = "refuse"
    ASSIST = "assist"
    SUPERVISE = "supervise"
    DECLINE = "decline"
    REOPEN = "reopen"
    VISIT_BACK = "visit_back"
    CLOSE = "close"
    NOTE = "note"
    LOSE_MEDIA = "lose_media"


@dataclass(frozen=True)
class Rule:
    """One line of the table; `to` None: the state stays. `public`: its words are for residents."""

    step: Step
    word: str
    within: frozenset[CaseState]
    to: CaseState | None
    right: str
    tells: Sentence | None = None
    public: bool = False
    needs_words: bool = False


_OWN, _HANDLE, _SUPERVISE, _TRANSFER = "case.own", "case.handle", "case.supervise", "case.transfer"
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule(Step.FILL_IN, "补全", OPEN, None, _OWN),
    Rule(Step.ADD, "补充", OPEN, None, _OWN, needs_words=True),
    Rule(Step.ATTACH, "加照片", OPEN | DONE, None, _OWN),
    Rule(Step.URGE, "催办", OPEN, None, _OWN),
    Rule(Step.ANSWER, "回答", frozenset({S.WAITING}), S.WORKING, _OWN),
    Rule(Step.WITHDRAW, "撤销", OPEN, S.WITHDRAWN, _OWN, texts.WITHDRAWN),
    Rule(Step.JUDGE, "确认结果", DONE, None, _OWN),
    Rule(Step.RATE, "评价", DONE, None, _OWN),
    Rule(Step.ACCEPT, "受理", frozenset({S.OPENED}), S.ACCEPTED, _HANDLE, texts.ACCEPTED, True),
    Rule(Step.ASSIGN, "派给经办人", OPEN - {S.REFUSED}, None, _HANDLE),
    Rule(Step.START, "办理", frozenset({S.ACCEPTED, S.WAITING}), S.WORKING, _HANDLE),
    Rule(Step.ASK, "问居民", AT_WORK, S.WAITING, _HANDLE, texts.ASKED, True, True),
    Rule(Step.REPLY, "答复", ACTIVE, S.WORKING, _HANDLE, texts.REPLIED, True, True),
    Rule(Step.RESOLVE, "办结", ACTIVE, S.RESOLVED, _HANDLE, texts.RESOLVED, True, True),
    Rule(Step.RECLASSIFY, "改类", NEW | AT_WORK, None, _TRANSFER),
    Rule(Step.TRANSFER, "转办", NEW | AT_WORK, S.OPENED, _TRANSFER, texts.TRANSFERRED),
    Rule(Step.TRANSFER, "转办", frozenset({S.REFUSED}), S.OPENED, _SUPERVISE, texts.TRANSFERRED),
    Rule(Step.REFUSE, "退单", NEW, S.REFUSED, _HANDLE, needs_words=True),
    Rule(Step.ASSIST, "请协办", AT_WORK, None, _TRANSFER),
    Rule(Step.SUPERVISE, "督办", OPEN, None, _SUPERVISE, needs_words=True),
    Rule(Step.DECLINE, "不予受理", NEW, S.DECLINED, _HANDLE, texts.DECLINED, True, True),
    Rule(Step.DECLINE, "不予受理", frozenset({S.REFUSED}), S.DECLINED, _SUPERVISE, texts.DECLINED,
         True, True),
    Rule(Step.REOPEN, "重新办理", frozenset({S.RESOLVED}), S.WORKING, _SUPERVISE, texts.REOPENED),
    Rule(Step.REOPEN, "重新办理", frozenset({S.WITHDRAWN}), S.OPENED, _OWN),
    Rule(Step.VISIT_BACK, "回访", DONE, None, _SUPERVISE, needs_words=True),
    Rule(Step.CLOSE, "归档", frozenset({S.RESOLVED}), S.CLOSED, _SUPERVISE),
    Rule(Step.NOTE, "内部备注", frozenset(S), None, _HANDLE, needs_words=True),
    Rule(Step.LOSE_MEDIA, "记下照片丢失", frozenset(S), None, "system"),
)
# What residents read, and what staff read.
STATUS: dict[CaseState, tuple[str, str]] = {
    S.OPENED: ("等待受理", "待受理"),
    S.ACCEPTED: ("已受理", "已受理"),
    S.WORKING: ("办理中", "办理中"),
    S.WAITING: ("等您回答", "等居民回答"),
    S.REFUSED: ("正在确认由谁办", "已退单，待主管决定"),
    S.RESOLVED: ("已办结，等您确认", "已办结"),
    S.DECLINED: ("不予受理", "不予受理"),
    S.WITHDRAWN: ("已撤销", "已撤销"),
    S.CLOSED: ("已办结归档", "已归档"),
}
# fmt: on
SOLVED, UNSOLVED = "solved", "unsolved"


def rule_for(step: Step, state: CaseState) -> Rule:
    """The line for the step from this state; raises `Conflict` with a sentence that says why."""
    lines = [rule for rule in RULES if rule.step is step]
    for rule in lines:
        if state in rule.within:
            return rule
    word = lines[0].word if lines else "再登记"
    raise Conflict(f"这件工单现在是“{staff_word(state)}”，不能{word}。")


def is_over(state: CaseState) -> bool:
    """Whether nothing more is being done: resolved, or ended for good."""
    return state not in OPEN


def status_word(state: CaseState, verdict: str | None = None) -> str:
    """The state as a resident reads it; his own word on the outcome is kept apart from ours."""
    if state in DONE and verdict == SOLVED:
        return "已办结，您确认已解决"
    return STATUS[CaseState(state)][0]


def staff_word(state: CaseState) -> str:
    """The state as staff read it."""
    return STATUS[CaseState(state)][1]
