"""All that can be done with cases, for those above; each verb lives in a file of its concept."""

from cases.additions import (
    add_words,
    answer_question,
    call_off_urgency,
    take_back_withdrawal,
    urge,
    withdraw,
)
from cases.filling import correct_area, correct_topic, fill_in
from cases.opening import Demand, Opened, open_case
from cases.phones import forget_phone
from cases.rewording import reword
from cases.steps import OUTCOMES, step
from cases.verdicts import close_due, judge, rate

__all__ = [
    "OUTCOMES",
    "Demand",
    "Opened",
    "add_words",
    "answer_question",
    "call_off_urgency",
    "close_due",
    "correct_area",
    "correct_topic",
    "fill_in",
    "forget_phone",
    "judge",
    "open_case",
    "rate",
    "reword",
    "step",
    "take_back_withdrawal",
    "urge",
    "withdraw",
]
