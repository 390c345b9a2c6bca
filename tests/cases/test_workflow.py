"""The table of steps holds for every state and every step."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import CaseState
from cases.workflow import (
    ENDED,
    OPEN,
    RULES,
    SOLVED,
    STATUS,
    Step,
    is_over,
    rule_for,
    staff_word,
    status_word,
)
from core.errors import Conflict


def test_every_state_is_worded_for_residents_and_staff() -> None:
    assert set(STATUS) == set(CaseState)
    for state in CaseState:
        assert status_word(state)
        assert staff_word(state)
    assert len({staff_word(state) for state in CaseState}) == len(CaseState)


def test_solved_is_said_only_when_the_resident_said_it() -> None:
    assert "解决" not in status_word(CaseState.RESOLVED)
    assert "您确认已解决" in status_word(CaseState.RESOLVED, SOLVED)
    assert "解决" not in status_word(CaseState.WORKING, SOLVED)


def test_no_step_and_state_have_two_lines() -> None:
    for step, state in product(Step, CaseState):
        lines = [rule for rule in RULES if rule.step is step and state in rule.within]
        assert len(lines) <= 1, (step, state)


def test_every_step_but_opening_has_a_line() -> None:
    assert {rule.step for rule in RULES} == set(Step) - {Step.OPEN}


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_never_moves_again_unless_its_resident_regrets(state: CaseState) -> None:
    moving = [rule for rule in RULES if state in rule.within and rule.to]
    regretted = [("reopen", "case.own")] if state == CaseState.WITHDRAWN else []
    assert [(rule.step, rule.right) for rule in moving] == regretted


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_can_come_to_an_end(state: CaseState) -> None:
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        reached = {rule.to for rule in RULES if here in rule.within and rule.to} - seen
        seen |= reached
        waiting += reached
    assert {CaseState.CLOSED, CaseState.WITHDRAWN} <= seen


def test_an_open_case_is_never_over_and_what_has_ended_is() -> None:
    assert not any(is_over(state) for state in OPEN)
    assert all(is_over(state) for state in ENDED)


@given(st.sampled_from(sorted(Step)), st.sampled_from(sorted(CaseState)))
def test_an_illegal_step_is_refused_with_a_clear_sentence(step: Step, state: CaseState) -> None:
    allowed = any(rule.step is step and state in rule.within for rule in RULES)
    if allowed:
        assert state in rule_for(step, state).within
        return
    with pytest.raises(Conflict) as refused:
        rule_for(step, state)
    assert staff_word(state) in refused.value.sentence
    assert len(refused.value.sentence) <= 40


def test_whoever_is_told_is_told_in_words_for_residents() -> None:
    for rule in RULES:
        if rule.tells and "note" in rule.tells.fields:
            assert rule.public, rule.step
        if rule.public:
            assert rule.tells, rule.step


def test_a_refused_case_is_moved_by_the_supervisor_alone() -> None:
    movers = [rule for rule in RULES if CaseState.REFUSED in rule.within and rule.to]
    rights = {rule.right for rule in movers if rule.step is not Step.WITHDRAW}
    assert rights == {"case.supervise"}
