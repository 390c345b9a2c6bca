"""Rights reach as far as their area and office, and no further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actor import OPERATOR, RESIDENT_RIGHTS, Actor, Right, resident_actor, rights
from core.errors import Refused

STREET, XINGFULI, ANNING = "1/", "1/4/", "1/5/"


def officer(*own: Right) -> Actor:
    return Actor("staff", 7, own)


def test_an_officer_acts_in_his_area_and_below_it() -> None:
    li = officer(*rights(["case.handle"], area=XINGFULI))
    assert li.may("case.handle", area=XINGFULI)
    assert li.may("case.handle", area="1/4/9/")
    assert not li.may("case.handle", area=ANNING)
    assert not li.may("case.handle", area=STREET)


def test_an_area_is_not_mistaken_for_one_whose_id_begins_alike() -> None:
    li = officer(*rights(["case.handle"], area=XINGFULI))
    assert not li.may("case.handle", area="1/42/")


def test_a_right_in_an_area_is_no_right_where_no_area_is_named() -> None:
    assert not officer(*rights(["case.handle"], area=XINGFULI)).may("case.handle")


def test_a_partner_acts_for_his_office_only() -> None:
    partner = officer(Right("case.handle", office=3))
    assert partner.may("case.handle", office=3)
    assert not partner.may("case.handle", office=4)
    assert not partner.may("case.handle")


def test_without_the_right_a_step_is_refused() -> None:
    with pytest.raises(Refused):
        resident_actor(1).require("case.handle", area=STREET)


def test_a_resident_never_has_more_than_what_is_his() -> None:
    assert {own.name for own in RESIDENT_RIGHTS} == {
        "case.open", "case.own", "home.own", "consent.own", "data.own",
    }  # fmt: skip


@given(st.text(), st.none() | st.text(), st.none() | st.integers())
def test_the_operator_may_do_everything(name: str, area: str | None, office: int | None) -> None:
    assert OPERATOR.may(name, area=area, office=office)
