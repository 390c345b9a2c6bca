"""Who gets in, and who does not."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pyotp
import pytest
from sqlalchemy import func, select

from accounts.attempts import MOST, forget_attempts
from accounts.models import RecoveryCode, SignInFailure, Staff, StaffSession
from accounts.passwords import hash_password
from accounts.sessions import forget_old
from accounts.staff import reset_password
from core.actor import OPERATOR
from tests.console.office import PASSWORD, TOTP_SECRET, Desk, Office
from web.console import cookies
from web.console.origins import ADDRESS_SECONDS, MOST_FROM_ADDRESS
from web.console.pages.sign import WRONG
from web.console.visit import HOME, safe_path

OTHER_PASSWORD = "peroba-dokane-mifuza"


def code(office: Office, secret: str = TOTP_SECRET) -> str:
    """What the app shows at this moment."""
    return pyotp.TOTP(secret).at(office.now)


def with_totp(office: Office, name: str, *roles: str) -> None:
    """Somebody who has a second factor."""
    staff = office.staff(name, *roles)
    with office.sessions.begin() as db:
        db.get_one(Staff, staff.id).totp = TOTP_SECRET


def is_in(desk: Desk) -> bool:
    """Whether the browser's user is signed in."""
    return desk.get("/").status_code == 200


def session_of(desk: Desk) -> str:
    """The session's cookie in a browser, '' without one."""
    found = desk.client.get_cookie(cookies.SESSION, path=cookies.PATH)
    return found.value if found else ""


def test_an_editor_signs_in_and_out(office: Office) -> None:
    office.staff("陈编辑", "editor")
    desk = office.desk()
    answer = desk.sign_in("陈编辑")
    assert (answer.status_code, answer.location) == (303, "/console/")
    page = desk.get("/")
    assert "陈编辑，您好" in page.text
    kept = session_of(desk)
    assert desk.post("/sign-out").status_code == 303
    assert not is_in(desk)
    desk.client.set_cookie(cookies.SESSION, kept, path=cookies.PATH)
    assert not is_in(desk)


@pytest.mark.parametrize("name", ["陈编辑", "没有这个人", "离职的人"])
def test_a_wrong_answer_tells_nothing_about_who_works_here(quick_office: Office, name: str) -> None:
    quick_office.staff("陈编辑", "editor")
    quick_office.staff("离职的人", "editor", active=False)
    password = PASSWORD if name == "离职的人" else OTHER_PASSWORD
    answer = quick_office.desk().sign_in(name, password)
    assert answer.status_code == 400
    said = re.findall(r"<p>(.*?)</p>", answer.text)
    assert said[0] == WRONG
    assert PASSWORD not in answer.text
    assert OTHER_PASSWORD not in answer.text


def test_after_five_wrong_attempts_the_right_password_is_not_looked_at(
    quick_office: Office,
) -> None:
    office = quick_office
    office.staff("陈编辑", "editor")
    for name in ("陈编辑", "没有这个人"):
        thief = office.desk("198.51.100.7")
        said = [thief.sign_in(name, f"{OTHER_PASSWORD}{n}") for n in range(MOST + 2)]
        assert [answer.status_code for answer in said] == [400] * MOST + [429] * 2
        assert thief.sign_in(name).status_code == 429
    office.later(minutes=16)
    assert office.desk("198.51.100.7").sign_in("陈编辑").status_code == 303


def test_a_right_password_forgives_the_wrong_ones(office: Office) -> None:
    office.staff("陈编辑", "editor")
    for _day in range(2):
        desk = office.desk("198.51.100.7")
        for _try in range(MOST - 1):
            assert desk.sign_in("陈编辑", OTHER_PASSWORD).status_code == 400
        assert desk.sign_in("陈编辑").status_code == 303


def test_a_hundred_guesses_at_once_lock_out_who_guesses_and_nobody_else(office: Office) -> None:
    office.staff("陈编辑", "editor")
    office.staff("小李", "officer")
    thieves = [office.desk("198.51.100.7") for _ in range(100)]
    tokens = [thief.token() for thief in thieves]

    def guess(number: int) -> int:
        given = {"name": "陈编辑", "password": f"guess-number-{number}"}
        return thieves[number].post("/sign-in", csrf_token=tokens[number], **given).status_code

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(100)))
    assert set(answers) <= {400, 429, 503}
    assert answers.count(400) <= MOST
    assert office.desk("198.51.100.7").sign_in("陈编辑").status_code == 429
    assert office.desk("10.2.0.1").sign_in("陈编辑").status_code == 303
    assert office.desk("10.2.0.2").sign_in("小李").status_code == 303


def test_a_browser_that_has_been_in_before_is_not_locked_out_with_its_address(
    quick_office: Office,
) -> None:
    office = quick_office
    office.staff("陈编辑", "editor")
    hers, thief = office.desk("10.2.0.1"), office.desk("10.2.0.1")
    hers.sign_in("陈编辑")
    hers.post("/sign-out")
    for _ in range(MOST + 1):
        thief.sign_in("陈编辑", OTHER_PASSWORD)
    assert thief.sign_in("陈编辑").status_code == 429
    assert hers.sign_in("陈编辑").status_code == 303


def test_who_tries_many_names_is_stopped_too(quick_office: Office) -> None:
    thief = quick_office.desk("198.51.100.7")
    # The store counts first, so that what is too much costs neither a row nor a hash.
    for _ in range(MOST_FROM_ADDRESS):
        quick_office.parts.store.increment("sign-in from 198.51.100.7", ADDRESS_SECONDS)
    assert thief.sign_in("某人", OTHER_PASSWORD).status_code == 429
    with quick_office.sessions() as db:
        assert db.scalar(select(func.count()).select_from(SignInFailure)) == 0


def test_one_house_is_one_origin_however_many_addresses_it_has(quick_office: Office) -> None:
    quick_office.staff("陈编辑", "editor")
    for number in range(MOST):
        thief = quick_office.desk(f"2001:db8:1:2::{number}")
        assert thief.sign_in("陈编辑", OTHER_PASSWORD).status_code == 400
    assert quick_office.desk("2001:db8:1:2:ffff::1").sign_in("陈编辑").status_code == 429
    assert quick_office.desk("2001:db8:1:3::1").sign_in("陈编辑").status_code == 303


def test_with_a_second_factor_the_password_alone_opens_nothing(office: Office) -> None:
    with_totp(office, "陈编辑", "editor")
    desk = office.desk()
    answer = desk.sign_in("陈编辑")
    assert "动态验证码" in answer.text
    assert not is_in(desk)
    half = session_of(desk)
    assert desk.post("/sign-in/code", code="000000").status_code == 400
    assert not is_in(desk)
    assert desk.post("/sign-in/code", code=code(office)).location == "/console/"
    assert is_in(desk)
    assert session_of(desk) != half


def test_no_code_is_taken_twice(office: Office) -> None:
    with_totp(office, "陈编辑", "editor")
    desk, thief = office.desk(), office.desk()
    desk.sign_in("陈编辑")
    thief.sign_in("陈编辑")
    shown = code(office)
    assert desk.post("/sign-in/code", code=shown).status_code == 303
    assert thief.post("/sign-in/code", code=shown).status_code == 400
    office.later(seconds=30)
    assert thief.post("/sign-in/code", code=shown).status_code == 400
    assert thief.post("/sign-in/code", code=code(office)).status_code == 303


def test_codes_cannot_be_guessed_by_signing_in_again_and_again(
    quick_office: Office,
) -> None:
    office = quick_office
    with_totp(office, "陈编辑", "editor")
    answers = []
    for number in range(MOST + 2):
        thief = office.desk("198.51.100.7")
        thief.sign_in("陈编辑")
        answers.append(thief.post("/sign-in/code", code=f"{number:06}").status_code)
    assert answers[:MOST] == [400] * MOST
    assert set(answers[MOST:]) <= {401, 429}


def test_the_second_factor_is_set_up_with_recovery_codes_that_count_once(office: Office) -> None:
    office.staff("管理员", "admin")
    desk = office.desk()
    desk.sign_in("管理员")
    assert desk.get("/").location == "/console/me/code"
    assert desk.get("/staff/").location == "/console/me/code"
    desk.post("/me/code/begin")
    page = desk.get("/me/code").text
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret
    picture = desk.get("/me/code/qr.svg")
    assert picture.mimetype == "image/svg+xml"
    assert secret[1] not in picture.text
    assert desk.post("/me/code", code="000000").status_code == 400
    codes = re.findall(
        r"<code>(\w{5}-\w{5})</code>", desk.post("/me/code", code=code(office, secret[1])).text
    )
    assert len(set(codes)) == 10
    assert is_in(desk)
    assert desk.get("/me/code/qr.svg").status_code == 404
    with office.sessions() as db:
        kept = db.scalars(select(RecoveryCode.code_hash)).all()
        assert not set(kept) & set(codes)
    for number, expected in ((0, 303), (0, 400), (1, 303)):
        later = office.desk()
        later.sign_in("管理员")
        answer = later.post("/sign-in/code", code=codes[number].upper())
        assert answer.status_code == expected


def test_who_has_a_second_factor_needs_his_password_to_change_it(
    quick_office: Office,
) -> None:
    office = quick_office
    desk = office.signed_in("管理员", "admin")
    assert desk.post("/me/code/begin").status_code == 400
    assert desk.post("/me/code/begin", password=OTHER_PASSWORD).status_code == 400
    assert desk.post("/me/code/recovery", password=OTHER_PASSWORD).status_code == 400
    assert desk.post("/me/code/begin", password=PASSWORD).status_code == 303
    assert "恢复码" in desk.post("/me/code/recovery", password=PASSWORD).text


def test_a_session_is_never_one_that_the_browser_brought(office: Office) -> None:
    office.staff("陈编辑", "editor")
    desk = office.desk()
    desk.client.set_cookie(cookies.SESSION, "planted-by-a-thief", path=cookies.PATH)
    desk.sign_in("陈编辑")
    assert session_of(desk) != "planted-by-a-thief"
    assert is_in(desk)
    thief = office.desk()
    thief.client.set_cookie(cookies.SESSION, "planted-by-a-thief", path=cookies.PATH)
    assert not is_in(thief)
    with office.sessions() as db:
        hashes = db.scalars(select(StaffSession.token_hash)).all()
        assert session_of(desk) not in hashes


@pytest.mark.parametrize(
    ("settings", "secure"),
    [({}, False), ({"public_url": "https://desk.example"}, True), ({"trusted_proxies": 1}, True)],
)
def test_cookies_stay_with_the_browser_and_on_this_host(
    make_office: Any, settings: dict[str, Any], secure: bool
) -> None:
    office: Office = make_office(**settings)
    office.staff("陈编辑", "editor")
    desk = office.desk()
    page = desk.client.get("/console/sign-in", base_url="https://localhost")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    given = {"name": "陈编辑", "password": PASSWORD, "csrf_token": token[1]}
    answer = desk.client.post("/console/sign-in", data=given, base_url="https://localhost")
    assert answer.status_code == 303
    set_by = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert len(set_by) >= 3
    for cookie in set_by:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) == secure == cookie.startswith("__Host-")
        assert "Domain" not in cookie


def test_sessions_end_when_they_are_idle_and_after_a_day_of_work(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    for _ in range(13):
        office.later(minutes=50)
        assert is_in(desk)
    office.later(minutes=61)
    assert not is_in(desk)
    desk = office.signed_in("陈编辑", "editor")
    for _ in range(15):
        office.later(minutes=50)
        desk.get("/")
    assert not is_in(desk)


def test_looking_how_long_is_left_is_no_use_of_the_session(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    office.later(minutes=55)
    left = desk.get("/me/left").get_json()
    assert left == {"can_stay": True, "seconds": 300}
    desk.post_with({"Accept": "application/json"}, "/me/stay")
    assert desk.get("/me/left").get_json()["seconds"] > 3500
    office.later(minutes=61)
    assert desk.get("/me/left").status_code == 303


def test_what_was_typed_while_the_session_ended_is_not_lost(office: Office) -> None:
    office.staff("管理员", "admin")
    desk = office.signed_in("管理员", "admin")
    office.setup  # noqa: B018 (loaded before the clock moves on)
    typed = {"name": "小李", "role": "officer", "area": office.path("xingfuli"), "office": ""}
    token = desk.token()
    office.later(hours=2)
    late = desk.post("/staff/new", csrf_token=token, **typed)
    assert (late.status_code, "重新登录后可以接着提交" in late.text) == (401, True)
    kept = re.search(r'name="kept" value="([^"]+)"', late.text)
    assert kept
    assert "小李" not in kept[1]
    answer = desk.sign_in("管理员", kept=kept[1])
    answer = desk.post("/sign-in/code", code=code(office), kept=kept[1])
    assert "还没有提交" in answer.text
    assert "小李" in answer.text
    assert desk.post("/staff/new", **typed).status_code == 200
    with office.sessions() as db:
        assert db.scalar(select(Staff).where(Staff.name == "小李"))


def test_nobody_can_plant_a_form_that_is_kept(quick_office: Office) -> None:
    quick_office.staff("陈编辑", "editor")
    desk = quick_office.desk()
    for kept in ("x", "AAAA" * 20, "é"):
        assert desk.sign_in("陈编辑", kept=kept).location == "/console/"
        desk.post("/sign-out")
    late = quick_office.desk()
    assert late.post("/staff/new", name="小李", csrf_token="x.y").status_code == 400


def test_the_owner_ends_his_other_sessions(office: Office) -> None:
    here, there = office.signed_in("陈编辑", "editor"), office.signed_in("陈编辑", "editor")
    page = here.get("/me").text
    ending = re.search(r"/console(/me/sessions/[\w-]+/end)", page)
    assert ending
    assert here.post(ending[1]).status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)
    third = office.signed_in("陈编辑", "editor")
    here.post("/me/sessions/end")
    assert (is_in(here), is_in(third)) == (True, False)


def test_another_password_ends_all_sessions_but_this(
    quick_office: Office,
) -> None:
    office = quick_office
    here, there = office.signed_in("陈编辑", "editor"), office.signed_in("陈编辑", "editor")
    before = session_of(here)
    new = {"new": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    assert here.post("/me/password", old="wrong-wrong-wrong", **new).status_code == 400
    assert here.post("/me/password", old=PASSWORD, new="123", again="123").status_code == 400
    mistyped = new | {"again": f"{OTHER_PASSWORD}x"}
    assert here.post("/me/password", old=PASSWORD, **mistyped).status_code == 400
    assert here.post("/me/password", old=PASSWORD, **new).status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)
    assert session_of(here) != before
    assert office.desk().sign_in("陈编辑", OTHER_PASSWORD).status_code == 303


def test_a_password_that_others_know_must_be_changed_first(
    quick_office: Office,
) -> None:
    office = quick_office
    chen = office.staff("陈编辑", "editor")
    with office.sessions.begin() as db:
        own = db.get_one(Staff, chen.id)
        reset_password(db, own, hash_password(OTHER_PASSWORD), actor=OPERATOR, now=office.now)
    desk = office.desk()
    desk.sign_in("陈编辑", OTHER_PASSWORD)
    assert desk.get("/").location == "/console/me/password"
    new = "mokune-sotira-bedafo"
    desk.post("/me/password", old=OTHER_PASSWORD, new=new, again=new)
    assert is_in(desk)


@pytest.mark.parametrize(
    "path",
    [
        *("https://evil.example/", "//evil.example/console/", "/\\evil.example", "console/"),
        *("/console/\r\nSet-Cookie: x=y", "javascript:alert(1)", "/console/../../wechat", ""),
        *("/console/sign-in", "/elsewhere", "\t//evil.example", "/console/" + "x" * 3000),
        *("/console//evil.example\\", "http:/console/", "/console/@evil.example/.."),
    ],
)
def test_signing_in_leads_to_pages_of_ours_only(quick_office: Office, path: str) -> None:
    assert safe_path(path) == HOME
    quick_office.staff("陈编辑", "editor")
    desk = quick_office.desk()
    assert desk.sign_in("陈编辑", next=path).location == HOME


def test_signing_in_leads_back_to_the_page_that_was_wanted(quick_office: Office) -> None:
    quick_office.staff("陈编辑", "editor")
    desk = quick_office.desk()
    wanted = desk.get("/me?x=1&y=电梯").location
    page = desk.client.get(wanted).text
    next_page = re.search(r'name="next" value="([^"]+)"', page)
    assert next_page
    path = next_page[1].replace("&amp;", "&")
    assert path.startswith("/console/me?x=1&y=")
    assert unquote(desk.sign_in("陈编辑", next=path).location) == path


def test_a_crowd_at_the_door_is_turned_away_quickly_and_can_come_again(
    quick_office: Office,
) -> None:
    quick_office.staff("陈编辑", "editor")
    desks = [quick_office.desk() for _ in range(24)]
    tokens = [desk.token() for desk in desks]

    def knock(number: int) -> int:
        given = {"name": f"人{number}", "password": OTHER_PASSWORD, "csrf_token": tokens[number]}
        return desks[number].post("/sign-in", **given).status_code

    with ThreadPoolExecutor(24) as pool:
        assert set(pool.map(knock, range(24))) <= {400, 503}
    assert quick_office.desk().sign_in("陈编辑").status_code == 303


def test_old_counts_and_sessions_are_forgotten(office: Office) -> None:
    office.staff("陈编辑", "editor")
    office.desk().sign_in("陈编辑", OTHER_PASSWORD)
    office.signed_in("陈编辑", "editor")
    with office.sessions.begin() as db:
        soon, late = office.now + timedelta(hours=1), office.now + timedelta(days=100)
        assert (forget_attempts(db, now=soon), forget_old(db, now=soon)) == (0, 0)
        assert (forget_attempts(db, now=late), forget_old(db, now=late)) == (1, 1)
