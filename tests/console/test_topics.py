"""An admin adds what residents report, and shortens a promise."""

from typing import Any

from tests.console.faq import FIELD, write
from tests.console.office import Desk, Office

CHARGERS: dict[str, Any] = {
    "name": "充电桩故障",
    "kind": "报修",
    "words": "充电桩坏了\n充电枪拔不下来",
    "function": "property",
    "complaint_about": "",
    "urgency": "normal",
    "clock": "working",
    "accept_within": "4",
    "accept_unit": "h",
    "resolve_within": "3",
    "resolve_unit": "d",
    "asks": ["place", "photo"],
}


def admin(office: Office) -> Desk:
    return office.signed_in("陈主任", "admin", "editor")


def test_a_topic_is_added_and_a_report_becomes_a_case_of_it(office: Office) -> None:
    desk = admin(office)
    assert desk.post("/topics/new", **CHARGERS).status_code == 303
    assert "4 小时受理，3 个工作日办结" in desk.get("/topics/").text
    setup = office.parts.snapshots.setup.refresh()
    topic = next(one for one in setup.topics.values() if one.name == "充电桩故障")
    assert (topic.words, topic.asks) == (("充电桩坏了", "充电枪拔不下来"), ("place", "photo"))
    case = office.case("王阿姨", "充电桩坏了")
    assert case.topic_id == topic.id
    assert case.office_id == office.office("xingfuli-property")
    page = desk.get(f"/topics/{topic.key}").text
    assert "2026-11-23 16:30 前受理，2026-11-26 17:30 前办结" in page
    assert desk.post(f"/topics/{topic.key}/retire").status_code == 303
    assert "停用了的（1）" in desk.get("/topics/").text
    assert desk.post(f"/topics/{topic.key}/restore").status_code == 303


def test_what_is_wrong_is_said_and_nothing_is_lost(quick_office: Office) -> None:
    desk = admin(quick_office)
    for wrong, sentence in (
        ({"name": ""}, "请填写这一项。"),
        ({"words": "路灯"}, "“路灯”已经是“路灯不亮”的说法。"),
        ({"accept_within": "很快"}, "invalid-feedback"),
        ({"accept_within": "9", "accept_unit": "d"}, "受理的期限不能比办结的长。"),
        ({"asks": ["place", "photo", "phone"]}, "最多问 2 样"),
        ({"complaint_about": "committee"}, "只有“投诉”类的事项才写投诉的是谁。"),
        ({"function": "magic"}, "invalid-feedback"),
    ):
        answer = desk.post("/topics/new", **{**CHARGERS, **wrong})
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert "充电枪拔不下来" in answer.text or "words" in wrong


def test_the_second_of_two_sees_what_the_first_has_saved(quick_office: Office) -> None:
    desk = admin(quick_office)
    found = FIELD.search(desk.get("/topics/lift").text)
    assert found
    sent = {**CHARGERS, "name": "电梯坏了", "version": found[1] or found[2]}
    assert desk.post("/topics/lift", **sent).status_code == 303
    late = desk.post("/topics/lift", **{**sent, "name": "电梯不动"})
    assert late.status_code == 409
    assert "电梯坏了" in late.text
    assert "电梯不动" in late.text


def test_a_topic_that_an_answer_offers_is_not_retired(quick_office: Office) -> None:
    desk = admin(quick_office)
    lift = next(str(one.id) for one in quick_office.setup.topics.values() if one.key == "lift")
    write(desk, "电梯坏了找谁？", topic_id=lift)
    refused = desk.post("/topics/lift/retire")
    assert (refused.status_code, "电梯坏了找谁" in refused.text) == (409, True)


def test_an_officer_reads_the_promises(quick_office: Office) -> None:
    desk = quick_office.signed_in("小李", "officer", area="xingfuli")
    page = desk.get("/topics/").text
    assert "电梯故障" in page
    assert "/console/topics/lift" not in page
