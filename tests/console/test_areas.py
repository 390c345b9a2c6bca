"""An admin names an area, fills in its phone, adds buildings and prints their codes."""

import re
from typing import Any

from sqlalchemy import select

from community.models import Area
from core.audit import AuditRow
from tests.console.faq import FIELD, words
from tests.console.office import Desk, Office
from worker.kinds import functions
from worker.tasks import do_next

PHONE = re.compile(r'name="(value_\d+)"[^>]*?placeholder="沿用上级：示例电话')


def admin(office: Office, **where: str) -> Desk:
    return office.signed_in("陈主任", "admin", **where)


def form(desk: Desk, key: str, **more: Any) -> dict[str, Any]:
    """The area's form as it stands, with the version that stands in it."""
    found = FIELD.search(desk.get(f"/areas/{key}").text)
    assert found
    return {"version": found[1] or found[2], "aliases": "", **more}


def own(office: Office, key: str = "xingfuli") -> Area:
    with office.sessions() as db:
        return db.scalars(select(Area).where(Area.key == key)).one()


def test_an_area_gets_a_name_and_a_phone_and_residents_read_them(office: Office) -> None:
    desk = admin(office)
    page = desk.get("/areas/xingfuli").text
    phone = PHONE.findall(page)[0]
    sent = form(desk, "xingfuli", name="幸福新村", aliases="新村\n幸福村", **{phone: "8765 4321"})
    assert desk.post("/areas/xingfuli", **sent).location.endswith("/areas/xingfuli")
    areas = office.parts.snapshots.setup.refresh().areas
    area = areas.named("我住新村")[0]
    assert (area.name, areas.placeholders(area.id)["社区电话"]) == ("幸福新村", "8765 4321")
    assert "幸福新村" in words(desk.get("/areas/").text)


def test_buildings_are_added_by_the_dozen(quick_office: Office) -> None:
    desk = admin(quick_office)
    assert "楼栋" in desk.get("/areas/new?parent=xingfuli-1").text
    answer = desk.post("/areas/new?parent=xingfuli-1", kind="楼栋", names="11-19号楼\n门卫室")
    assert "已添加 10 个楼栋" in desk.get(answer.location.removeprefix("/console")).text
    wrong = desk.post("/areas/new?parent=xingfuli-1", kind="楼栋", names="新楼\n3栋")
    assert (wrong.status_code, "“3栋”和“3号楼”分不清" in wrong.text) == (400, True)
    assert "新楼" in wrong.text, "nothing typed is lost"
    assert "新楼" not in desk.get("/areas/").text, "and nothing half done"
    town = desk.post("/areas/new", kind="村", names="黑山村")
    assert "派单目录里这里还有缺口" in desk.get(town.location.removeprefix("/console")).text
    odd = desk.post("/areas/new?parent=xingfuli-1", kind="街道", names="甲街道")
    assert odd.status_code == 400


def test_the_second_of_two_sees_what_the_first_has_saved(quick_office: Office) -> None:
    desk = admin(quick_office)
    read = form(desk, "xingfuli", name="甲社区")
    desk.post("/areas/xingfuli", **read)
    late = desk.post("/areas/xingfuli", **{**read, "name": "乙社区"})
    assert late.status_code == 409
    assert "名称甲社区乙社区" in words(late.text)
    assert own(quick_office).name == "甲社区"
    again = FIELD.search(late.text)
    assert again
    meant = {**read, "name": "乙社区", "version": again[1] or again[2]}
    assert desk.post("/areas/xingfuli", **meant).status_code == 303
    assert own(quick_office).name == "乙社区"


def test_what_is_wrong_is_said_beside_the_field(quick_office: Office) -> None:
    desk = admin(quick_office)
    phone = PHONE.findall(desk.get("/areas/xingfuli").text)[0]
    for wrong, sentence in (
        ({"name": ""}, "请填写这一项。"),
        ({"name": "长" * 21}, "最多 20 个字。"),
        ({"name": "安宁社区"}, "分不清"),
        ({phone: "{社区电话}"}, "不能有大括号"),
    ):
        sent = form(desk, "xingfuli", **{"name": "幸福里社区", "aliases": "我打的", **wrong})
        answer = desk.post("/areas/xingfuli", **sent)
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert "我打的" in answer.text
    assert own(quick_office).version == 1


def test_an_area_is_given_up_and_brought_back(quick_office: Office) -> None:
    desk = admin(quick_office)
    refused = desk.post("/areas/xingfuli/retire")
    assert (refused.status_code, "请先停用下级区域" in refused.text) == (409, True)
    desk.post("/areas/xingfuli-1-b3/retire")
    assert "停用了的（1）" in desk.get("/areas/").text
    assert "已停用" in desk.get("/areas/xingfuli-1-b3").text
    desk.post("/areas/xingfuli-1-b3/restore")
    assert "停用了的" not in desk.get("/areas/").text


def test_codes_are_printed_once_wechat_has_given_them(office: Office) -> None:
    desk = admin(office)
    before = words(desk.get("/areas/xingfuli-1/codes").text)
    assert "绑定 幸福里社区3号楼" in before, "words do without a code"
    assert "WECHAT_CAN" in before
    order = desk.post("/areas/xingfuli-1/codes").location.removeprefix("/console")
    assert "正在向微信要二维码" in desk.get(order).text
    ask = functions(lambda scene: f"http://weixin.qq.com/q/{scene}")
    assert do_next(office.sessions, ask, clock=lambda: office.now)
    assert "4 个二维码都拿到了" in desk.get(order, headers={"HX-Request": "true"}).text
    page = desk.get("/areas/xingfuli-1/codes?per=2").text
    assert page.count("<svg") == 4
    assert page.count('class="a4"') == 2
    assert desk.get("/areas/xingfuli-1/codes?extent=own&per=99").text.count("<svg") == 1


def test_an_admin_of_one_community_sees_and_changes_that_one(quick_office: Office) -> None:
    desk = admin(quick_office, area="xingfuli")
    page = words(desk.get("/areas/").text)
    assert "幸福里社区" in page
    assert "安宁社区" not in page
    assert desk.post("/areas/anning", name="我的").status_code == 404
    assert desk.post("/areas/new", kind="镇", names="我的镇").status_code == 403
    assert desk.post("/areas/new?parent=anning", kind="网格", names="我的").status_code == 404
    sent = form(desk, "xingfuli", name="幸福里新社区")
    assert desk.post("/areas/xingfuli", **sent).status_code == 303
    with quick_office.sessions() as db:
        last = db.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        assert last
        assert (last.action, last.actor_kind) == ("area.change", "staff")


def test_an_officer_only_looks(quick_office: Office) -> None:
    desk = quick_office.signed_in("小李", "officer", area="xingfuli")
    page = desk.get("/areas/xingfuli").text
    assert "保存" not in page
    assert "示例电话" in page
    assert desk.post("/areas/xingfuli", name="我的").status_code == 403


def test_a_building_goes_to_another_grid(quick_office: Office) -> None:
    desk = admin(quick_office)
    page = desk.get("/areas/xingfuli-1-b3").text
    assert "第二网格" in page
    moved = {"move-parent": "xingfuli-2", "move-version": "1"}
    assert desk.post("/areas/xingfuli-1-b3/move", **moved).status_code == 303
    areas = quick_office.parts.snapshots.setup.refresh().areas
    keys = [one.key for one in areas.ancestors(own(quick_office, "xingfuli-1-b3").id)]
    assert keys[1] == "xingfuli-2"
    back = desk.post("/areas/xingfuli-1-b3/move", **{**moved, "move-parent": "xingfuli-1"})
    assert (back.status_code, "内容刚被别人改过" in back.text) == (400, True)
    odd = desk.post("/areas/xingfuli-1-b3/move", **{**moved, "move-parent": "qingshui-town"})
    assert (odd.status_code, "invalid-feedback" in odd.text) == (400, True)
