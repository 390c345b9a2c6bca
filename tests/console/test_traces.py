"""Personal fields are masked; who looks leaves a trace that the resident can read."""

import re

import pytest
from sqlalchemy import select, text

from accounts.access import PURPOSES
from accounts.models import AccessRow
from accounts.permissions import ROLES
from core.audit import AuditRow, seal_chain
from tests.console.office import CANARIES, IDENTITY, NAME, PHONE, PLACE, Desk, Office
from tests.console.pages import path_of, real_ids
from web.console.table import ROUTES

FIELD = re.compile(
    r'name="shown" value="(\w+)">\s*<input type="hidden" name="reporter" value="(.*?)"'
)
PLAIN = {"phone": PHONE, "name": NAME, "place": PLACE, "words": IDENTITY}


def fields(desk: Desk, case_id: str) -> dict[str, str]:
    """What can be revealed: its name and whose it is."""
    return dict(FIELD.findall(desk.get(f"/cases/{case_id}/contact").text))


def accesses(office: Office) -> list[AccessRow]:
    """All looks, in order."""
    with office.sessions() as db:
        return list(db.scalars(select(AccessRow).order_by(AccessRow.id)))


@pytest.mark.parametrize("shown", PLAIN)
def test_a_field_is_shown_to_who_says_why_and_only_after_that_is_written_down(
    office: Office, shown: str
) -> None:
    case = office.case("王阿姨")
    li = office.signed_in("小李", "officer", area="xingfuli")
    offered = fields(li, case.public_id)
    assert set(offered) == set(PLAIN)
    given = {"shown": shown, "reporter": offered[shown], "purpose": "contact"}
    answer = li.post(f"/cases/{case.public_id}/reveal", **given)
    assert PLAIN[shown] in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    (row,) = accesses(office)
    assert (row.shown, row.purpose, row.role, row.subject) == (
        shown,
        "contact",
        "officer",
        f"case:{case.id}",
    )
    assert row.office_id == case.office_id
    assert row.resident_id is not None


def test_what_is_not_written_down_is_not_shown(office: Office) -> None:
    case = office.case("王阿姨")
    li = office.signed_in("小李", "officer", area="xingfuli")
    whose = fields(li, case.public_id)["phone"]

    given = {"shown": "phone", "reporter": whose, "purpose": "contact", "csrf_token": li.token()}
    with office.sessions.begin() as db:
        db.execute(text("ALTER TABLE access_row RENAME TO access_row_elsewhere"))
    answer = li.post(f"/cases/{case.public_id}/reveal", **given)
    with office.sessions.begin() as db:
        db.execute(text("ALTER TABLE access_row_elsewhere RENAME TO access_row"))
    assert answer.status_code == 503
    assert PHONE not in answer.text
    assert accesses(office) == []


@pytest.mark.parametrize("purpose", ["", "curiosity", "contact'--"])
def test_without_a_reason_from_the_list_nothing_is_shown(
    quick_office: Office, purpose: str
) -> None:
    case = quick_office.case("王阿姨")
    li = quick_office.signed_in("小李", "officer", area="xingfuli")
    given = {"shown": "phone", "reporter": fields(li, case.public_id)["phone"]}
    answer = li.post(f"/cases/{case.public_id}/reveal", purpose=purpose, **given)
    assert (answer.status_code, accesses(quick_office)) == (422, [])
    assert PHONE not in answer.text


def test_who_may_not_reveal_is_offered_nothing(quick_office: Office) -> None:
    case = quick_office.case("王阿姨")
    offered = fields(quick_office.signed_in("小李", "officer", area="xingfuli"), case.public_id)
    viewer = quick_office.signed_in("看客", "viewer", area="xingfuli")
    assert fields(viewer, case.public_id) == {}
    given = {"shown": "phone", "reporter": offered["phone"], "purpose": "contact"}
    assert viewer.post(f"/cases/{case.public_id}/reveal", **given).status_code == 403
    # Who may reveal in one place and only look in another is not let in by the first.
    both = quick_office.signed_in("两头", "officer", area="anning")
    assert both.post(f"/cases/{case.public_id}/reveal", **given).status_code == 404
    assert accesses(quick_office) == []


def test_part_of_a_page_is_shown_in_its_place_and_kept_nowhere(quick_office: Office) -> None:
    case = quick_office.case("王阿姨")
    li = quick_office.signed_in("小李", "officer", area="xingfuli")
    given = {"shown": "phone", "purpose": "visit", "reporter": fields(li, case.public_id)["phone"]}
    answer = li.post_with({"HX-Request": "true"}, f"/cases/{case.public_id}/reveal", **given)
    assert PHONE in answer.text
    assert "<html" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_page_as_every_role_shows_personal_fields_to_nobody(quick_office: Office) -> None:
    quick_office.stock()
    ids = real_ids(quick_office)
    quick_office.case("王阿姨")
    for role in ROLES:
        office = "anning-committee" if role == "partner" else None
        desk = quick_office.signed_in(f"员工{role}", role, office=office)
        for route in ROUTES:
            for method in route.methods.split():
                path = path_of(route, ids)
                answer = desk.get(path) if method == "GET" else desk.post(path)
                found = [canary for canary in CANARIES if canary in answer.text]
                assert found == [], (role, route.name)
                if route.name in {"sign_out", "me_end"}:
                    desk = quick_office.signed_in(f"员工{role}", role, office=office)


def test_neither_logs_nor_errors_tell_what_is_personal(
    quick_office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    case = quick_office.case("王阿姨")
    li = quick_office.signed_in("小李", "officer", area="xingfuli")
    whose = fields(li, case.public_id)["phone"]
    for shown, reporter in (("phone", whose), ("phone", PHONE), (NAME, ""), ("", IDENTITY)):
        given = {"shown": shown, "reporter": reporter, "purpose": "contact"}
        answer = li.post(f"/cases/{case.public_id}/reveal", **given)
        assert answer.status_code == (200 if reporter == whose else 404)
    li.get(f"/cases/{PHONE}/contact?{NAME}={IDENTITY}")
    li.post("/sign-in", name=NAME, password=IDENTITY)
    said = "".join(capsys.readouterr())
    assert [canary for canary in CANARIES if canary in said] == []


def test_a_resident_s_words_are_text(quick_office: Office) -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    case = quick_office.case("王阿姨", words)
    li = quick_office.signed_in("小李", "officer", area="xingfuli")
    pages = [li.get(f"/cases/{case.public_id}/contact").text]
    for shown, reporter in fields(li, case.public_id).items():
        given = {"shown": shown, "reporter": reporter, "purpose": "visit"}
        pages.append(li.post(f"/cases/{case.public_id}/reveal", **given).text)
    assert len(pages) == 5
    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert "&lt;script&gt;" in pages[0]


def test_an_auditor_reads_the_log_and_nobody_changes_it(office: Office) -> None:
    li = office.signed_in("小李", "officer", area="xingfuli")
    office.signed_in("陈编辑", "editor")
    li.post("/me/sessions/end")
    office.desk().sign_in("陈编辑")
    with office.sessions.begin() as db:
        seal_chain(db)
    auditor = office.signed_in("审计员", "auditor")
    page = auditor.get("/audit/").text
    assert ">登录</span>" in page
    found = auditor.get("/audit/?name=陈编辑&action=session&since=2026-11-23&until=2026-11-23").text
    assert ">登录</span>" in found
    assert "建账号" not in found
    assert "没有这样的记录" in auditor.get("/audit/?action=entry").text
    assert "没有这样的记录" in auditor.get("/audit/?until=2026-11-22").text
    for wrong in ("name=没有的人", "since=昨天"):
        assert auditor.get(f"/audit/?{wrong}").status_code == 400
    assert auditor.get("/audit/?before=abc&action=%27%22%3E<b>").status_code == 200
    methods = [route.methods for route in ROUTES if route.right in {"audit.see", "access.see"}]
    assert set(methods) == {"GET"}


def test_the_log_is_read_page_by_page(quick_office: Office) -> None:
    with quick_office.sessions.begin() as db:
        db.add_all(
            AuditRow(at=quick_office.now, actor_kind="system", action=f"case.n{n}", subject="")
            for n in range(120)
        )
    auditor = quick_office.signed_in("审计员", "auditor")
    path, seen = "/audit/?action=case", list[str]()
    while path:
        page = auditor.get(path).text
        seen += re.findall(r">case\.n(\d+)</span>", page)
        further = re.search(r'rel="next" href="/console([^"]+)"', page)
        path = further[1].replace("&amp;", "&") if further else ""
    assert seen == [str(n) for n in reversed(range(120))]


def test_a_supervisor_sees_the_looks_of_her_own_area(quick_office: Office) -> None:
    for area, name in (("xingfuli", "小李"), ("anning", "老周")):
        case = quick_office.case(f"居民{name}", area=area)
        desk = quick_office.signed_in(name, "officer", area=area)
        given = {"shown": "place", "reporter": "", "purpose": "visit"}
        assert desk.post(f"/cases/{case.public_id}/reveal", **given).status_code == 200
    assert ">小李<" in (page := quick_office.signed_in("审计员", "auditor").get("/looks/").text)
    assert ">老周<" in page
    hers = quick_office.signed_in("主管", "supervisor", area="xingfuli").get("/looks/").text
    assert (">小李<" in hers, ">老周<" in hers) == (True, False)
    assert PURPOSES["visit"] in hers
