"""What services ask for, roles give; and every right is known with its meaning."""

import re

from accounts.permissions import RIGHTS, ROLES, WAITING
from cases.workflow import RULES
from core.actor import RESIDENT_RIGHTS
from tests.sweeps.asking import asked, unread
from web.console.table import ROUTES

RESIDENTS = {right.name for right in RESIDENT_RIGHTS}
GIVEN = set().union(*ROLES.values())
OF_STEPS = {rule.right for rule in RULES}
OF_PAGES = {route.right for route in ROUTES} & set(RIGHTS)
# What our own jobs do and nobody may: they act with every right.
OF_THE_SYSTEM = {"system"}


def all_asked() -> set[str]:
    """By services, by the table of steps and by the table of pages."""
    return {right.name for right in asked()} | OF_STEPS | OF_PAGES


def test_the_code_is_understood() -> None:
    assert unread() == []
    assert {right.name for right in asked()} >= {
        "case.see",  # looked for by its name
        "case.handle",  # put in another's place
        "entry.publish",  # through a function of the same file
        "home.own",  # through a function of another package
        "message.handle",  # a constant
    }


def test_what_a_service_asks_for_somebody_has() -> None:
    nobody_has = {
        f"{right.name} ({right.place})"
        for right in asked()
        if right.name not in GIVEN | RESIDENTS | OF_THE_SYSTEM
    }
    assert nobody_has == set()
    assert OF_STEPS <= GIVEN | RESIDENTS | OF_THE_SYSTEM


def test_every_right_that_is_given_is_known_and_none_other() -> None:
    assert set(RIGHTS) == GIVEN | RESIDENTS
    assert all(re.search(r"[\u4e00-\u9fff]", meaning) for meaning in RIGHTS.values())
    assert len(set(RIGHTS.values())) == len(RIGHTS)


def test_a_right_is_asked_for_or_said_to_wait() -> None:
    assert set(RIGHTS) - all_asked() == WAITING


def test_no_role_can_do_what_is_a_residents_own() -> None:
    assert {name for name in GIVEN if name.endswith(".own")} == set()


def test_a_case_leaves_a_partner_only_by_the_community() -> None:
    assert "case.transfer" in ROLES["officer"] & ROLES["supervisor"]
    assert "case.transfer" not in ROLES["partner"]
