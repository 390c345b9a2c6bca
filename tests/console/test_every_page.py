"""What must hold for every page of the console, those to come included."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Event, Semaphore

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from accounts.permissions import RIGHTS, ROLES
from core.errors import BadSetting, Unavailable
from faq.matching.thresholds import Thresholds
from tests.console.office import Desk, Office
from tests.console.pages import EVERY_ROLE, ID, calls, path_of, real_ids, unknown_ids
from tests.console.samples import ELSEWHERE, SAMPLES
from web.console import cookies
from web.console.blueprint import make_console
from web.console.pages.home import home
from web.console.routes import ANYBODY, HALF, STAFF, Route, Scope, check
from web.console.table import ROUTES
from web.console.tools import MOST_AT_ONCE, MOST_OUTSIDE_AT_ONCE, Tools

GUARDED = [route for route in ROUTES if route.right != ANYBODY]
WITH_RIGHT = [route for route in ROUTES if route.right in RIGHTS]
WITH_ID = [route for route in ROUTES if ID.search(route.path)]


def call(desk: Desk, path: str, method: str, token: str) -> TestResponse:
    """Open the page, or send it a form that has a token and nothing else."""
    if method == "GET":
        return desk.get(path)
    return desk.post(path, csrf_token=token)


def failing(desk: Desk, routes: list[Route], ids: dict[str, str], *statuses: int) -> list[str]:
    """The pages whose answer to this browser has none of these statuses."""
    token = desk.token()
    found = []
    for route, method in calls(routes):
        answer = call(desk, path_of(route, ids), method, token)
        if answer.status_code not in statuses:
            found.append(f"{method} {route.name}: {answer.status_code}")
    return found


def test_every_id_in_an_address_has_a_sample() -> None:
    assert {name for route in ROUTES for name in ID.findall(route.path)} == set(SAMPLES)


def test_who_is_signed_out_is_sent_to_the_door(quick_office: Office) -> None:
    ids, desk = real_ids(quick_office), quick_office.desk()
    token = desk.token()
    for route, method in calls(GUARDED):
        answer = call(desk, path_of(route, ids), method, token)
        if method == "GET":
            assert answer.status_code == 303, route.name
            assert answer.location.startswith("/console/sign-in?next="), route.name
        else:
            assert (answer.status_code, "登录已过期" in answer.text) == (401, True), route.name


def test_who_has_given_only_a_password_is_sent_to_the_door(quick_office: Office) -> None:
    staff = quick_office.staff("半个人", *EVERY_ROLE)
    desk = quick_office.half_signed_in(staff)
    ids = real_ids(quick_office)
    whole = [route for route in GUARDED if route.right != HALF]
    token = desk.token()
    for route, method in calls(whole):
        answer = call(desk, path_of(route, ids), method, token)
        assert answer.status_code == (303 if method == "GET" else 401), route.name
        assert "/sign-in" in (answer.location or answer.text), route.name


def test_no_form_is_taken_without_its_token(quick_office: Office) -> None:
    desk = quick_office.signed_in("全能", *EVERY_ROLE)
    other = quick_office.signed_in("别人", *EVERY_ROLE).token()
    ids = real_ids(quick_office)
    for token in ("", "x.y", other):
        for route, method in calls(list(ROUTES)):
            if method == "POST":
                answer = desk.post(path_of(route, ids), csrf_token=token)
                assert answer.status_code == 400, route.name
                assert "刷新" in answer.text


def test_no_form_is_taken_from_another_site(quick_office: Office) -> None:
    desk = quick_office.signed_in("全能", *EVERY_ROLE)
    ids, headers = real_ids(quick_office), {"Sec-Fetch-Site": "cross-site"}
    for route, method in calls(list(ROUTES)):
        if method == "POST":
            answer = desk.post_with(headers, path_of(route, ids))
            assert answer.status_code == 400, route.name


@pytest.mark.parametrize("role", ROLES)
def test_a_page_is_closed_to_roles_without_its_right(quick_office: Office, role: str) -> None:
    closed = [route for route in WITH_RIGHT if route.right not in ROLES[role]]
    office = "xingfuli-property" if role == "partner" else None
    desk = quick_office.signed_in("小李", role, office=office)
    ids = real_ids(quick_office)
    assert failing(desk, closed, ids, 403) == []
    page = desk.get("/").text
    assert not [route.menu for route in closed if route.menu and f">{route.menu}<" in page]


def test_the_same_role_somewhere_else_finds_nothing(quick_office: Office) -> None:
    ids = real_ids(quick_office)
    desk = quick_office.signed_in("外乡人", *EVERY_ROLE, area=ELSEWHERE)
    assert failing(desk, WITH_ID, ids, 404) == []


def test_the_same_role_for_another_office_finds_nothing(quick_office: Office) -> None:
    ids = real_ids(quick_office)
    desk = quick_office.signed_in("外单位", *EVERY_ROLE, office="qingshui-civil")
    assert failing(desk, WITH_ID, ids, 404) == []


def test_what_does_not_exist_reads_like_what_is_not_ones_own(quick_office: Office) -> None:
    desk = quick_office.signed_in("外乡人", *EVERY_ROLE, area=ELSEWHERE)
    everywhere = quick_office.signed_in("全能", *EVERY_ROLE)
    assert failing(everywhere, WITH_ID, unknown_ids(), 404) == []
    real, token = real_ids(quick_office), desk.token()
    for route, method in calls(WITH_ID):
        theirs = call(desk, path_of(route, real), method, token)
        nobodys = call(desk, path_of(route, unknown_ids()), method, token)
        assert theirs.text == nobodys.text, route.name


def test_no_page_answers_to_another_method(quick_office: Office) -> None:
    desk = quick_office.signed_in("全能", *EVERY_ROLE)
    ids = real_ids(quick_office)
    by_path: dict[str, set[str]] = {}
    for route in ROUTES:
        by_path.setdefault(route.path, set()).update(route.methods.split())
    for path, methods in by_path.items():
        address = "/console" + ID.sub(lambda found: ids[found[1]], path)
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - methods:
            answer = desk.client.open(address, method=method)
            assert answer.status_code == 405, (method, path)


def test_every_page_opens_and_is_kept_nowhere(quick_office: Office) -> None:
    desk = quick_office.signed_in("全能", *EVERY_ROLE)
    ids = real_ids(quick_office)
    own = [route for route in ROUTES if "GET" in route.methods.split()]
    for route in own:
        answer = desk.get(path_of(route, ids))
        assert answer.status_code in {200, 303} or route.name == "me_totp_code", route.name
        assert answer.headers["Cache-Control"] == "no-store", route.name
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"], route.name
        html = answer.text
        assert not re.search(r"<style|<script(?![^>]+src=)|\sstyle=|\son[a-z]+=", html), route.name


@cache
def _line(name: str = "x", right: str = STAFF, path: str = "/x", methods: str = "GET") -> Route:
    return Route(name, path, methods, right, home)


@pytest.mark.parametrize(
    "table",
    [
        (_line(right="no.such"),),
        (_line(right=""),),
        (_line(methods="PUT"),),
        (_line(), _line(path="/y")),
        (_line(), _line(name="y")),
    ],
)
def test_a_table_with_a_hole_is_refused_at_the_start(table: tuple[Route, ...]) -> None:
    with pytest.raises(BadSetting):
        check(table)


def test_nothing_is_reached_but_by_the_table(quick_office: Office) -> None:
    rules = quick_office.app.url_map.iter_rules()
    reached = {rule.endpoint for rule in rules if rule.rule.startswith("/console")}
    assert reached == {f"console.{route.name}" for route in ROUTES}


def test_nothing_of_the_console_runs_before_a_push(quick_office: Office) -> None:
    app = quick_office.app
    assert (app.before_request_funcs, app.url_value_preprocessors) == ({}, {})
    assert app.secret_key is None


def tools_of(office: Office) -> Tools:
    """What another console over the same database would work with."""
    return Tools(
        sessions=office.sessions,
        reading=office.sessions,
        store=office.parts.store,
        snapshots=office.parts.snapshots,
        clock=lambda: office.now,
        secret=b"x",
        secure=False,
        thresholds=Thresholds(0.8, 0.2),
    )


def test_a_line_says_where_its_subject_belongs(quick_office: Office) -> None:
    place = Scope(quick_office.path("anning"), quick_office.office("anning-committee"))
    line = Route("here", "/here", "GET", "case.see", home, scope=lambda *_: place)
    app = Flask("another", static_folder=None)
    app.register_blueprint(make_console(tools_of(quick_office), (*ROUTES, line)))
    for name, where, status in (
        ("到处", {}, 200),
        ("本区", {"area": "anning"}, 200),
        ("本单位", {"office": "anning-committee"}, 200),
        ("邻区", {"area": "xingfuli"}, 404),
        ("邻单位", {"office": "anning-property"}, 404),
    ):
        desk = quick_office.signed_in(name, "officer", **where)
        client = app.test_client()
        client.set_cookie(cookies.SESSION, desk.cookie, path=cookies.PATH)
        assert client.get("/console/here").status_code == status, name
    admin = quick_office.signed_in("管理员", "admin")
    client.set_cookie(cookies.SESSION, admin.cookie, path=cookies.PATH)
    assert client.get("/console/here").status_code == 403


def test_a_crowd_of_pages_leaves_threads_to_the_residents(quick_office: Office) -> None:
    tools = tools_of(quick_office)
    inside, leave = Semaphore(0), Event()

    def come() -> bool:
        try:
            with tools.place():
                inside.release()
                leave.wait(10)
                return True
        except Unavailable:
            return False

    with ThreadPoolExecutor(40) as pool:
        working = [pool.submit(come) for _ in range(MOST_AT_ONCE)]
        for _ in range(MOST_AT_ONCE):
            assert inside.acquire(timeout=10)
        crowd = [pool.submit(come) for _ in range(30)]
        turned_away = sum(not one.result() for one in crowd)
        leave.set()
        assert all(one.result() for one in working)
    assert turned_away == 30
    with tools.place():
        pass


def test_a_crowd_at_the_door_leaves_places_to_who_is_inside(quick_office: Office) -> None:
    tools = tools_of(quick_office)
    outside, leave = Semaphore(0), Event()

    def knock() -> bool:
        try:
            with tools.place(is_outside=True):
                outside.release()
                leave.wait(10)
                return True
        except Unavailable:
            return False

    with ThreadPoolExecutor(30) as pool:
        crowd = [pool.submit(knock) for _ in range(30)]
        for _ in range(MOST_OUTSIDE_AT_ONCE):
            assert outside.acquire(timeout=10)
        with tools.place(), tools.place(), tools.place(), tools.place():
            pass
        leave.set()
        let_in = sum(one.result() for one in crowd)
    assert MOST_OUTSIDE_AT_ONCE <= let_in < 30
    with tools.place(is_outside=True):
        pass
