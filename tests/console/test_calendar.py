"""An admin copies the notice of next year's holidays, and the dates count by it."""

import re
from datetime import date
from typing import Any

from tests.console.faq import words
from tests.console.office import Desk, Office

VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')
REST = "元旦、清明节、劳动节、端午节、中秋节、国庆节"


def admin(office: Office) -> Desk:
    return office.signed_in("陈主任", "admin")


def read(desk: Desk, year: int = 2027) -> str:
    found = VERSION.search(desk.get(f"/calendar/?year={year}").text)
    assert found
    return found[1]


def days(desk: Desk, **more: Any) -> dict[str, Any]:
    """Seven days of spring festival."""
    return {
        "first": "2027-02-05",
        "last": "2027-02-11",
        "kind": "holiday",
        "name": "春节",
        "source": "通知",
        "version": read(desk),
        **more,
    }


def confirming(desk: Desk) -> dict[str, Any]:
    return {"confirm-year": "2027", "confirm-source": "通知全文", "confirm-version": read(desk)}


def test_a_year_is_written_down_and_confirmed(office: Office) -> None:
    desk = admin(office)
    before = words(desk.get("/calendar/?year=2027").text)
    assert "2027 年还没有确认 ：期限只按周末算" in before.replace("确认：", "确认 ：")
    assert desk.post("/calendar/days", **days(desk)).status_code == 303
    early = desk.post("/calendar/confirm", **confirming(desk))
    assert (early.status_code, "还没有写" in early.text) == (400, True)
    rest = days(desk, first="2027-06-09", last="2027-06-09", name=REST[:20])
    assert desk.post("/calendar/days", **rest).status_code == 303
    more = days(desk, first="2027-09-15", last="2027-09-15", name=REST[-7:])
    assert desk.post("/calendar/days", **more).status_code == 303
    assert desk.post("/calendar/confirm", **confirming(desk)).status_code == 303
    page = words(desk.get("/calendar/?year=2027").text)
    assert "2027 年已确认" in page
    assert "2月5日—2月11日" in page
    calendar = office.parts.snapshots.setup.refresh().calendar
    assert not calendar.is_workday(date(2027, 2, 5))
    back = days(desk, kind="as_usual")
    assert desk.post("/calendar/days", **back).status_code == 303
    assert "2月5日" not in words(desk.get("/calendar/?year=2027").text)


def test_what_is_wrong_is_said_and_kept(quick_office: Office) -> None:
    desk = admin(quick_office)
    for wrong, sentence in (
        ({"first": "立春"}, "invalid-feedback"),
        ({"last": "2027-02-01"}, "最后一天要在第一天之后"),
        ({"kind": "workday"}, "调休上班的只会是周六、周日"),
        ({"name": ""}, "请填写这一项。"),
        ({"source": ""}, "请填写这一项。"),
    ):
        answer = desk.post("/calendar/days", **days(desk, **{"name": "我打的节", **wrong}))
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert "我打的节" in answer.text or "name" in wrong
    sent = days(desk)
    assert desk.post("/calendar/days", **sent).status_code == 303
    late = desk.post("/calendar/days", **{**sent, "name": "晚到的节"})
    assert (late.status_code, "晚到的节" in late.text) == (409, True)
    again = {**sent, "name": "晚到的节", "version": read(desk)}
    assert desk.post("/calendar/days", **again).status_code == 303
    odd = {**confirming(desk), "confirm-year": "明年"}
    assert desk.post("/calendar/confirm", **odd).status_code in {400, 409}


def test_an_officer_reads_the_calendar(quick_office: Office) -> None:
    desk = quick_office.signed_in("小李", "officer", area="xingfuli")
    page = words(desk.get("/calendar/").text)
    assert "2026 年已确认" in page
    assert "写几天" not in page
    assert desk.get("/calendar/?year=99999").status_code == 200
