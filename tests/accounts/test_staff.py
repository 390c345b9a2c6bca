"""Staff, their roles and their passwords."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.passwords import check_password, hash_password, is_password, make_password
from accounts.permissions import NEEDS_OFFICE, ROLE_NAMES, ROLES
from accounts.roles import actor_of
from accounts.staff import add_role, create_staff, find_staff
from community.models import Area, Office
from core.actor import OPERATOR
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused, Unavailable

PASSWORD = "mifuza-peroba-dokane"


def test_an_officer_has_his_roles_rights_within_his_area(db: Session, now: datetime) -> None:
    li = create_staff(
        db, "小李", "officer", password=PASSWORD, actor=OPERATOR, now=now, area_path="1/"
    )
    actor = actor_of(db, li)
    assert (actor.kind, actor.id) == ("staff", li.id)
    assert actor.may("case.handle", area="1/4/")
    assert not actor.may("case.handle", area="2/")
    assert not actor.may("staff.edit", area="1/")
    assert find_staff(db, "小李") is li
    assert is_password(PASSWORD, li.password_hash)
    actions = db.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert actions == ["staff.create", "staff.add_role"]


def test_two_roles_add_up(db: Session, now: datetime) -> None:
    chen = create_staff(db, "陈编辑", "editor", password=PASSWORD, actor=OPERATOR, now=now)
    assert not actor_of(db, chen).may("case.see")
    add_role(db, chen, "viewer", actor=OPERATOR, now=now)
    actor = actor_of(db, chen)
    assert actor.may("entry.publish")
    assert actor.may("case.see")


def test_a_disabled_account_may_nothing(db: Session, now: datetime) -> None:
    li = create_staff(db, "小李", "officer", password=PASSWORD, actor=OPERATOR, now=now)
    li.active = False
    assert actor_of(db, li).rights == ()


def test_a_partners_rights_end_at_its_office(db: Session, areas: list[Area], now: datetime) -> None:
    office = Office(key="water", name="供水站", kind="供水", area_id=areas[0].id, partner=True)
    db.add(office)
    db.flush()
    with pytest.raises(Invalid, match="承办单位"):
        create_staff(db, "老吴", "partner", password=PASSWORD, actor=OPERATOR, now=now)
    zhou = create_staff(
        db, "老周", "partner", password=PASSWORD, actor=OPERATOR, now=now, office_id=office.id
    )
    actor = actor_of(db, zhou)
    assert actor.may("case.see", office=office.id)
    assert not actor.may("case.see", office=office.id + 1)
    assert not actor.may("case.see")


def test_an_admin_makes_accounts_but_reads_no_case(db: Session, now: datetime) -> None:
    admin = create_staff(db, "管理", "admin", password=PASSWORD, actor=OPERATOR, now=now)
    actor = actor_of(db, admin)
    assert not any(right.name.startswith("case.") for right in actor.rights)
    li = create_staff(db, "小李", "officer", password=PASSWORD, actor=actor, now=now)
    with pytest.raises(Refused):
        create_staff(db, "老王", "admin", password=PASSWORD, actor=actor_of(db, li), now=now)


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "officer", PASSWORD),
        ("李" * 41, "officer", PASSWORD),
        ("小李", "king", PASSWORD),
        ("小李", "officer", "short"),
        ("小李", "officer", "aaaaaaaaaaaaaa"),
        ("xiaoli", "officer", "XiaoLi-2026-abc"),
        ("小李", "officer", "x1y2z" * 30),
    ],
)
def test_a_bad_name_role_or_password_is_refused(
    db: Session, now: datetime, name: str, role: str, password: str
) -> None:
    with pytest.raises(Invalid):
        create_staff(db, name, role, password=password, actor=OPERATOR, now=now)


def test_a_name_is_given_once(db: Session, now: datetime) -> None:
    create_staff(db, "小李", "officer", password=PASSWORD, actor=OPERATOR, now=now)
    with pytest.raises(Conflict):
        create_staff(db, " 小李 ", "viewer", password=PASSWORD, actor=OPERATOR, now=now)


def test_made_passwords_are_strong_and_never_the_same() -> None:
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, "小李")
        assert len(password.split("-")) == 3


def test_only_the_right_password_fits() -> None:
    hashed = hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    assert is_password(PASSWORD, hashed)
    assert not is_password(PASSWORD + "x", hashed)
    assert not is_password(PASSWORD, None)
    assert not is_password(PASSWORD, "rubbish")


def test_every_role_has_a_name_and_rights() -> None:
    assert set(ROLES) == set(ROLE_NAMES) >= NEEDS_OFFICE
    assert all(ROLES.values())
    assert "*" not in set().union(*ROLES.values())


def test_few_wait_for_a_turn_at_hashing_and_the_others_are_told_at_once() -> None:
    hashed, all_here = hash_password(PASSWORD), Barrier(24)

    def ask(_number: int) -> bool | None:
        all_here.wait()
        try:
            return is_password(PASSWORD, hashed)
        except Unavailable:
            return None

    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(ask, range(24)))
    assert set(answers) == {True, None}
    assert is_password(PASSWORD, hashed)
