"""An admin keeps the offices: who they are, how they are reached, what they answer for."""

from typing import Any

from tests.console.faq import FIELD, words
from tests.console.office import Desk, Office


def form(office: Office, **more: Any) -> dict[str, Any]:
    """The property management of 幸福里."""
    area = next(str(one.id) for one in office.setup.areas if one.key == "xingfuli")
    return {"name": "幸福里物业服务中心", "kind": "物业", "area_id": area, "partner": "y", **more}


def version(desk: Desk, key: str) -> str:
    found = FIELD.search(desk.get(f"/offices/{key}").text)
    assert found
    return found[1] or found[2]


def test_an_office_is_added_named_reached_and_given_up(office: Office) -> None:
    desk = office.signed_in("陈主任", "admin")
    added = desk.post("/offices/new", **form(office, name="车棚管理处", kind="其他单位"))
    path = added.location.removeprefix("/console")
    assert "派单目录里还没有写它" in desk.get(path).text
    key = path.rsplit("/", 1)[1]
    sent = form(
        office, name="车棚管理处", kind="其他单位", liaison="老赵", version=version(desk, key)
    )
    assert desk.post(path, **sent).status_code == 303
    assert "老赵" in desk.get("/offices/").text
    assert desk.post(f"{path}/retire").status_code == 303
    assert "停用了的（1）" in desk.get("/offices/").text
    assert desk.post(f"{path}/restore").status_code == 303
    setup = office.parts.snapshots.setup.refresh()
    assert [one.liaison for one in setup.offices.values() if one.key == key] == ["老赵"]


def test_a_page_says_what_an_office_answers_for(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈主任", "admin")
    page = words(desk.get("/offices/xingfuli-property").text)
    assert "幸福里社区：物业类的事" in page
    assert "没有自己的工作台账号" in page
    quick_office.staff("老王", "partner", office="xingfuli-property")
    assert "它有自己的工作台账号" in desk.get("/offices/xingfuli-property").text
    refused = desk.post("/offices/xingfuli-property/retire")
    assert (refused.status_code, "派单目录里还写着它" in refused.text) == (409, True)


def test_what_is_wrong_is_said_and_what_is_newer_is_shown(quick_office: Office) -> None:
    desk, path = quick_office.signed_in("陈主任", "admin"), "/offices/xingfuli-property"
    read = version(desk, "xingfuli-property")
    for wrong, sentence in (
        ({"name": ""}, "请填写这一项。"),
        ({"name": "安宁物业服务中心"}, "已经有"),
        ({"kind": ""}, "请填写这一项。"),
        ({"area_id": "0"}, "invalid-feedback"),
        ({"phone": "1" * 41}, "最多 40 个字。"),
    ):
        answer = desk.post(path, **form(quick_office, version=read, liaison="我打的", **wrong))
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert "我打的" in answer.text
    assert desk.post(path, **form(quick_office, version=read, phone="1")).status_code == 303
    late = desk.post(path, **form(quick_office, version=read, phone="2"))
    assert (late.status_code, "办公电话12" in words(late.text)) == (409, True)


def test_an_officer_reads_where_to_call_and_changes_nothing(quick_office: Office) -> None:
    admin = quick_office.signed_in("陈主任", "admin")
    sent = form(quick_office, phone="8765 4321", version=version(admin, "xingfuli-property"))
    admin.post("/offices/xingfuli-property", **sent)
    desk = quick_office.signed_in("小李", "officer", area="xingfuli")
    assert "8765 4321" in desk.get("/offices/").text
    assert "保存" not in desk.get("/offices/xingfuli-property").text
    assert desk.get("/offices/anning-property").status_code == 404
    assert desk.post("/offices/new", **form(quick_office)).status_code == 403
