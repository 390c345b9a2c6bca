"""An admin changes who answers for what, sees first what that does, and takes it back."""

import re
from html import unescape
from typing import Any

from tests.console.faq import words
from tests.console.office import Desk, Office

SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.S)
CHOSEN = re.compile(r'<option selected value="([^"]*)"')
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')
HERE = "/catalogue/?area=xingfuli"


def admin(office: Office) -> Desk:
    return office.signed_in("陈主任", "admin")


def form(html: str) -> dict[str, Any]:
    """The form as it stands on the page."""
    fields = {name: CHOSEN.findall(options) for name, options in SELECT.findall(html)}
    version = VERSION.search(html)
    assert version
    return {
        "version": version[1],
        **{name: unescape(got[0]) for name, got in fields.items() if got},
    }


def lift_to_committee(office: Office, desk: Desk) -> dict[str, Any]:
    lift = next(one.id for one in office.setup.topics.values() if one.key == "lift")
    committee = office.office("xingfuli-committee")
    return {**form(desk.get(HERE).text), "topic_2": str(lift), "office_2": str(committee)}


def owner(office: Office, by: str) -> int:
    """Whom a case about a lift goes to now."""
    office.parts.snapshots.catalogue.refresh()
    return office.case(by, "电梯坏了").office_id


def test_a_change_is_looked_through_saved_and_taken_back(office: Office) -> None:
    desk = admin(office)
    sent = lift_to_committee(office, desk)
    checked = desk.post(HERE, **sent, step="check")
    said = words(checked.text)
    assert checked.status_code == 200
    assert "会改 1 件事的去处" in said
    assert "电梯故障（幸福里社区）：幸福里物业服务中心 → 幸福里社区居委会" in said
    assert owner(office, "王阿姨") == office.office("xingfuli-property"), "nothing is saved yet"
    assert desk.post(HERE, **form(checked.text), step="save").status_code == 303
    assert owner(office, "张大爷") == office.office("xingfuli-committee")
    history = words(desk.get("/catalogue/editions/").text)
    assert "第 2 版 现在用的 2026-11-23 11:00 陈主任" in history
    now = words(desk.get("/catalogue/editions/2").text)
    assert "这就是现在用的一版" in now
    assert "幸福里社区 什么事派给" in now
    assert "电梯故障幸福里社区居委会" in now
    page = desk.get("/catalogue/editions/1").text
    assert "电梯故障幸福里社区居委会" not in words(page)
    assert "幸福里社区居委会 → 幸福里物业服务中心" in words(page)
    assert desk.post("/catalogue/editions/1/restore", version="2").status_code == 303
    assert owner(office, "小张") == office.office("xingfuli-property")


def test_gaps_and_double_owners_are_told_before_saving(quick_office: Office) -> None:
    desk = admin(quick_office)
    sent = lift_to_committee(quick_office, desk)
    twice = {**sent, "topic_3": sent["topic_2"], "office_3": sent["office_2"]}
    for step, status in (("check", 200), ("save", 400)):
        answer = desk.post(HERE, **twice, step=step)
        assert answer.status_code == status
        assert "幸福里社区的电梯故障写了 2 个单位" in answer.text
    street = form(desk.get("/catalogue/?area=xingfu-street").text)
    emptied = {name: "" for name in street if name.startswith("function_")}
    answer = desk.post("/catalogue/?area=xingfu-street", **{**street, **emptied}, step="check")
    assert "没有单位" in answer.text
    assert "保存为第" not in answer.text
    half = desk.post(HERE, **{**sent, "office_2": ""}, step="check")
    assert (half.status_code, "请选一个单位" in half.text) == (400, True)
    assert quick_office.parts.snapshots.catalogue.refresh().edition == 1


def test_the_second_of_two_sees_what_the_first_has_saved(quick_office: Office) -> None:
    desk = admin(quick_office)
    sent = lift_to_committee(quick_office, desk)
    assert desk.post(HERE, **sent, step="save").status_code == 303
    late = desk.post(HERE, **{**sent, "topic_2": "", "office_2": ""}, step="save")
    assert late.status_code == 409
    assert "电梯故障" in words(late.text)
    stale = desk.post("/catalogue/editions/1/restore", version="1")
    assert stale.status_code == 409
    assert quick_office.parts.snapshots.catalogue.refresh().edition == 2


def test_an_officer_reads_who_does_what_in_his_area(quick_office: Office) -> None:
    desk = quick_office.signed_in("小李", "officer", area="xingfuli")
    page = desk.get("/catalogue/").text
    assert "幸福里物业服务中心" in page
    assert "检查" not in page
    assert desk.get("/catalogue/?area=anning").status_code == 404
    assert desk.post(HERE, step="save").status_code == 403


def test_an_admin_of_one_area_does_not_change_the_whole(quick_office: Office) -> None:
    desk = quick_office.signed_in("小王", "admin", area="xingfuli")
    assert desk.post(HERE, step="save").status_code == 403
    assert desk.get("/catalogue/editions/").status_code == 403
