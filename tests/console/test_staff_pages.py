"""Admins keep the staff: add, give roles, reset, disable; nobody gets more than he may give."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import select

from accounts.models import Staff, StaffRole
from accounts.passwords import is_password
from accounts.roles import roles_of
from accounts.staff import find_staff
from core.audit import AuditRow
from tests.console.office import Desk, Office

XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def admin(quick_office: Office) -> Desk:
    """The admin at her desk."""
    return quick_office.signed_in("管理员", "admin")


def add(desk: Desk, name: str, role: str = "officer", **more: Any) -> str:
    """Add somebody; the password that was made, '' when it was refused."""
    answer = desk.post(
        "/staff/new", **{"name": name, "role": role, "area": "", "office": "", **more}
    )
    found = re.search(r'id="password">([^<]+)<', answer.text)
    return found[1] if found else ""


def one(office: Office, name: str) -> Staff:
    """The staff of that name."""
    with office.sessions() as db:
        found = find_staff(db, name)
        assert found
        return found


def roles(office: Office, name: str) -> list[tuple[str, str, int | None]]:
    """His roles with area and office."""
    with office.sessions() as db:
        return [(row.role, row.area_path, row.office_id) for row in roles_of(db, one(office, name))]


def test_somebody_new_signs_in_with_the_password_that_is_shown_once(
    quick_office: Office, admin: Desk
) -> None:
    password = add(admin, "小李", area=quick_office.path("xingfuli"))
    li = quick_office.desk()
    assert li.sign_in("小李", password).status_code == 303
    assert li.get("/").location == "/console/me/password"
    assert roles(quick_office, "小李") == [("officer", quick_office.path("xingfuli"), None)]
    page = admin.get(f"/staff/{one(quick_office, '小李').public_id}").text
    assert password not in page
    assert "小李" in admin.get("/staff/").text


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"name": "李" * 41},
        {"role": "king"},
        {"role": "partner"},
        {"area": "999/"},
        {"area": "../"},
        {"office": "999"},
        {"office": "x"},
        {"name": "管理员"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    quick_office: Office, admin: Desk, given: dict[str, str]
) -> None:
    assert add(admin, **{"name": "小李", **given}) == ""
    with quick_office.sessions() as db:
        assert db.scalars(select(Staff.name)).all() == ["管理员"]


def test_a_form_sets_nothing_that_it_does_not_name(quick_office: Office, admin: Desk) -> None:
    add(
        admin,
        "小李",
        password_hash="x",
        active="",
        public_id="mine",
        version="99",
        password_expired="",
        totp="x",
        roles="admin",
        id="1",
    )
    li = one(quick_office, "小李")
    assert (li.active, li.version, li.password_expired, li.totp) == (True, 1, True, None)
    assert li.public_id != "mine"
    assert li.password_hash.startswith("$argon2id$")
    assert [role for role, *_ in roles(quick_office, "小李")] == ["officer"]


def test_an_admin_of_one_area_can_give_nothing_beyond_it(quick_office: Office) -> None:
    here, there = quick_office.path("xingfuli"), quick_office.path("anning")
    admin = quick_office.signed_in("片区管理员", "admin", area="xingfuli")
    assert add(admin, "小李", area=here)
    assert add(admin, "小周", area=there) == ""
    assert add(admin, "小吴", area="") == ""
    li = one(quick_office, "小李").public_id
    for area in (there, ""):
        answer = admin.post(f"/staff/{li}/roles", role="admin", area=area, office="")
        assert answer.status_code == 403
    assert admin.post(f"/staff/{li}/roles", role="viewer", area=here, office="").status_code == 303
    quick_office.staff("总管理员", "admin")
    everywhere = one(quick_office, "总管理员").public_id
    for what in ("disable", "password", "code/reset", "sessions/end"):
        assert admin.post(f"/staff/{everywhere}/{what}").status_code == 404
    assert "总管理员" not in admin.get("/staff/").text


def test_a_role_more_or_less_ends_the_sessions(quick_office: Office, admin: Desk) -> None:
    li = quick_office.signed_in("小李", "officer")
    own = one(quick_office, "小李").public_id
    given = {"role": "viewer", "area": "", "office": ""}
    assert admin.post(f"/staff/{own}/roles", **given).status_code == 303
    assert li.get("/").status_code == 303
    assert admin.post(f"/staff/{own}/roles", **given).status_code == 400
    li = quick_office.signed_in("小李")
    assert li.get("/").status_code == 200
    with quick_office.sessions() as db:
        row = db.scalars(select(StaffRole).where(StaffRole.role == "viewer")).one()
    assert admin.post(f"/staff/{own}/roles/{row.id}/end").status_code == 303
    assert li.get("/").status_code == 303
    assert [role for role, *_ in roles(quick_office, "小李")] == ["officer"]


def test_who_is_disabled_is_out_at_once_and_his_traces_stay(
    quick_office: Office, admin: Desk
) -> None:
    li = quick_office.signed_in("小李", "officer")
    own = one(quick_office, "小李").public_id
    assert admin.post(f"/staff/{own}/disable").status_code == 303
    assert li.get("/").status_code == 303
    assert quick_office.desk().sign_in("小李").status_code == 400
    assert roles(quick_office, "小李") != []
    assert admin.post(f"/staff/{own}/enable").status_code == 303
    assert quick_office.desk().sign_in("小李").status_code == 303
    with quick_office.sessions() as db:
        actions = db.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert {"staff.disable", "staff.enable", "session.end"} <= set(actions)


def test_the_door_is_never_locked_from_inside(quick_office: Office, admin: Desk) -> None:
    own = one(quick_office, "管理员").public_id
    assert admin.post(f"/staff/{own}/disable").status_code == 409
    with quick_office.sessions() as db:
        row = db.scalars(select(StaffRole).where(StaffRole.role == "admin")).one()
    answer = admin.post(f"/staff/{own}/roles/{row.id}/end")
    assert (answer.status_code, "最后一位管理员" in answer.text) == (409, True)
    quick_office.staff("另一位", "admin")
    assert admin.post(f"/staff/{own}/roles/{row.id}/end").status_code == 303


def test_a_reset_password_is_shown_once_and_must_be_changed(
    quick_office: Office, admin: Desk
) -> None:
    li = quick_office.signed_in("小李", "officer")
    own = one(quick_office, "小李").public_id
    answer = admin.post(f"/staff/{own}/password")
    password = re.search(r'id="password">([^<]+)<', answer.text)
    assert password
    assert li.get("/").status_code == 303
    assert is_password(password[1], one(quick_office, "小李").password_hash)
    assert one(quick_office, "小李").password_expired


def test_a_lost_second_factor_is_taken_away(quick_office: Office, admin: Desk) -> None:
    quick_office.staff("小李", "officer")
    with quick_office.sessions.begin() as db:
        db.get_one(Staff, one(quick_office, "小李").id).totp = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    own = one(quick_office, "小李").public_id
    assert admin.post(f"/staff/{own}/code/reset").status_code == 303
    assert one(quick_office, "小李").totp is None
    assert quick_office.desk().sign_in("小李").location == "/console/"


def test_a_name_is_text_wherever_it_stands(quick_office: Office, admin: Desk) -> None:
    name = XSS[:40]
    add(admin, name)
    own = one(quick_office, name).public_id
    pages = [admin.get(path).text for path in ("/staff/", f"/staff/{own}", "/audit/")]
    pages.append(admin.post(f"/staff/{own}/password").text)
    pages.append(admin.post("/staff/new", name=XSS, role="x", area=XSS, office=XSS).text)
    pages.append(quick_office.desk().sign_in(XSS[:40], XSS).text)
    pages.append(quick_office.desk().get("/sign-in", query_string={"next": f"/console/{XSS}"}).text)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert html.escape(name, quote=False)[:12] in pages[0]


def test_a_browser_s_name_is_text_too(quick_office: Office) -> None:
    quick_office.staff("陈编辑", "editor")
    desk = quick_office.desk()
    desk.client.environ_base["HTTP_USER_AGENT"] = XSS
    desk.sign_in("陈编辑")
    page = desk.get("/me").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_form_brings_no_more_than_its_page_takes(admin: Desk) -> None:
    answer = admin.post("/staff/new", name="x" * 300_000)
    assert answer.status_code == 413
    assert "太大" in answer.text
