"""WeChat's server API as the account meets it: rights, windows, quotas, errors and faults."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from simulator import actions
from simulator.account import ALL
from simulator.errors import BadAction
from simulator.media import LIFETIME, make_photo
from simulator.person import Person
from simulator.platform import Platform
from simulator.server import make_app
from simulator.windows import HOUR, MINUTE
from tests.simulator.desk import SECRET, Clock, make_open_platform

APPID = "wx0123456789abcdef"


class Api:
    """The account's side of the API, with a token fetched when it is needed."""

    def __init__(
        self, grants: frozenset[str] = ALL, templates: frozenset[str] = frozenset()
    ) -> None:
        self.clock = Clock()
        self.platform, self.desk = make_open_platform(
            clock=self.clock, grants=grants, templates=templates
        )
        self.slept: list[float] = []
        self.client: FlaskClient = make_app(self.platform, sleep=self.slept.append).test_client()
        self.token = str(self.fetch_token()["access_token"])
        self.wang = Person(self.platform, self.platform.residents[0].openid)
        self.clock.now += 2 * MINUTE  # The windows of following are over.

    def fetch_token(self, **changes: object) -> dict[str, Any]:
        wanted = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET, **changes}
        return self.post("stable_token", wanted)

    def post(self, path: str, body: object) -> dict[str, Any]:
        answer = self.client.post(f"/cgi-bin/{path}", data=json.dumps(body, ensure_ascii=False))
        found: dict[str, Any] = json.loads(answer.data)
        return found

    def get(self, path: str, **query: str) -> dict[str, Any]:
        answer = self.client.get(
            f"/cgi-bin/{path}", query_string={"access_token": self.token, **query}
        )
        found: dict[str, Any] = json.loads(answer.data)
        return found

    def send(self, words: str = "已派单", **changes: object) -> int:
        message = {"touser": self.wang.openid, "msgtype": "text", "text": {"content": words}}
        path = f"message/custom/send?access_token={self.token}"
        return int(self.post(path, {**message, **changes})["errcode"])

    def notify(self, **changes: object) -> int:
        notice = {
            "touser": self.wang.openid,
            "template_id": "T1",
            "url": "",
            "scene": "7",
            "title": "工单办结",
            "data": {"content": {"value": "楼道灯修好了", "color": ""}},
        }
        path = f"message/template/subscribe?access_token={self.token}"
        return int(self.post(path, {**notice, **changes})["errcode"])

    def template(self, **changes: object) -> int:
        data = {
            "first": "您好",
            "thing1": {"value": "楼道灯"},
            "time2": {"value": "2026年11月22日 12:00"},
            "phrase3": {"value": "已办结"},
        }
        message = {"touser": self.wang.openid, "template_id": "T1", "data": data}
        path = f"message/template/send?access_token={self.token}"
        return int(self.post(path, {**message, **changes})["errcode"])

    def decides(self, scene_id: str, *, agrees: bool, **changes: str) -> None:
        query = {
            "action": "get_confirm",
            "appid": APPID,
            "scene": scene_id,
            "template_id": "T1",
            "redirect_url": "http://desk.test/back?kept=1",
            "reserved": "r",
        }
        link = f"https://mp.weixin.qq.com/mp/subscribemsg?{urlencode({**query, **changes})}"
        actions.decide(self.platform, self.wang.openid, f"{link}#wechat_redirect", agrees=agrees)

    def agrees(self, scene: str) -> None:
        self.decides(scene, agrees=True)


@pytest.fixture
def api() -> Api:
    return Api()


def test_a_message_arrives_in_the_inbox_and_raises_the_badge(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    assert api.send("师傅明天上门，“]]>”") == 0
    assert api.wang.inbox() == ["师傅明天上门，“]]>”"]
    assert api.wang.news() == ["师傅明天上门，“]]>”"]
    assert api.wang.news() == []
    assert api.platform.unread(api.wang.openid) == 1
    actions.read(api.platform, api.wang.openid, api.platform.chat.seq)
    assert api.platform.unread(api.wang.openid) == 0


def test_five_messages_answer_one_of_the_residents_and_the_next_one_opens_it_anew(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    assert [api.send() for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    api.wang.says("还没好")
    assert api.send() == 0


def test_after_48_hours_nothing_can_be_sent(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    api.clock.now += 48 * HOUR
    api.token = str(api.fetch_token()["access_token"])
    assert api.send() == 45015


def test_a_link_that_speaks_counts_as_a_click_for_one_minute(api: Api) -> None:
    api.wang.does("click", text="报修", menu_id="1")
    assert [api.send() for _ in range(4)] == [0, 0, 0, 45047]
    api.clock.now += MINUTE
    assert api.send() == 45015


@pytest.mark.parametrize("deed", ["menu", "scan", "follow"])
def test_other_deeds_open_three_in_a_minute(api: Api, deed: str) -> None:
    api.wang.does(deed, key="k", scene="xingfu-1")
    assert [api.send() for _ in range(4)] == [0, 0, 0, 45047]


def test_who_left_or_never_was_gets_nothing(api: Api) -> None:
    api.wang.says("再见")
    api.wang.unfollows()
    assert api.send() == 43004
    assert api.send(touser="oNobody") == 40003
    assert api.get("user/info", openid=api.wang.openid)["subscribe"] == 0


def test_the_form_of_a_message_is_checked(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    assert api.send(msgtype="poem") == 40008
    assert api.send(text="灯") == 44004
    assert api.send("") == 44004
    assert api.send("灯" * 700) == 45002
    assert api.send(msgtype="image", image={"media_id": "none"}) == 40007
    articles = [{"title": "一", "url": "https://example.org"}] * 2
    assert api.send(msgtype="news", news={"articles": articles}) == 45008
    assert api.send(msgtype="news", news={"articles": articles[:1]}) == 0
    assert api.wang.inbox() == ["一\n"]


def test_a_message_with_choices_is_shown_with_links_that_speak(api: Api) -> None:
    api.wang.says("修好了吗")
    menu = {"head_content": "解决了吗？", "list": [{"id": "1", "content": "已解决"}]}
    assert api.send(msgtype="msgmenu", msgmenu=menu) == 0
    assert api.wang.clicks("已解决") == "您说：已解决"


def test_a_notice_needs_one_consent_each(api: Api) -> None:
    assert api.notify() == 43101
    api.agrees("7")
    api.agrees("8")
    assert api.notify(scene="9") == 43101
    assert api.notify(template_id="T2") == 43101
    assert api.notify(title="十六个字的标题十六个字的标题太长") == 47003
    assert api.notify(data={"content": {"value": "长" * 201}}) == 47003
    assert [api.notify() for _ in range(2)] == [0, 43101]
    assert [api.notify(scene="8") for _ in range(2)] == [0, 43101]
    assert api.wang.inbox() == ["工单办结\n楼道灯修好了"] * 2


def test_two_consents_to_the_same_scene_are_one(api: Api) -> None:
    api.agrees("7")
    api.agrees("7")
    assert [api.notify() for _ in range(2)] == [0, 43101]


def test_who_says_no_takes_nothing_back_and_gives_nothing(api: Api) -> None:
    api.decides("7", agrees=False)
    assert api.notify() == 43101
    api.agrees("7")
    api.decides("7", agrees=False)
    assert api.notify() == 0


def test_a_notice_reaches_who_does_not_follow_too(api: Api) -> None:
    api.agrees("7")
    api.wang.unfollows()
    assert [api.notify() for _ in range(2)] == [0, 43101]


def test_the_phone_goes_back_to_the_account_with_the_answer(api: Api) -> None:
    api.agrees("7")
    api.decides("8", agrees=False)
    yes, no = api.desk.visited
    assert yes == {
        "kept": "1",
        "action": "confirm",
        "template_id": "T1",
        "scene": "7",
        "reserved": "r",
        "openid": api.wang.openid,
    }
    assert (no["action"], no["scene"], "openid" in no) == ("cancel", "8", False)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"action": "confirm"}, "action 或 appid"),
        ({"appid": "wx-other"}, "action 或 appid"),
        ({"scene": "10001"}, "0–10000"),
        ({"scene": "x"}, "0–10000"),
        ({"template_id": ""}, "没有这个订阅模板"),
        ({"redirect_url": "http://elsewhere.test/"}, "业务域名"),
    ],
)
def test_a_consent_page_that_is_wrong_is_not_shown(
    api: Api, changed: dict[str, str], told: str
) -> None:
    with pytest.raises(BadAction, match=told):
        api.decides("7", agrees=True, **changed)
    assert api.notify() == 43101


def test_only_the_accounts_own_templates_are_known() -> None:
    api = Api(templates=frozenset({"T1"}))
    with pytest.raises(BadAction, match="没有这个订阅模板"):
        api.decides("7", agrees=True, template_id="T2")
    assert api.notify(template_id="T2") == 40037
    assert api.template(template_id="T2") == 40037
    assert api.template() == 0


def test_a_template_message_arrives_once_and_the_account_is_told(api: Api) -> None:
    assert api.template(client_msg_id="c1") == 0
    assert api.template(client_msg_id="c1") == 0
    assert api.wang.inbox() == ["服务通知\n楼道灯\n2026年11月22日 12:00\n已办结"]
    api.clock.now += 10 * MINUTE
    assert api.template(client_msg_id="c1") == 0
    assert len(api.wang.inbox()) == 2
    told = [
        each
        for each in api.platform.chat.exchanges(api.wang.openid)
        if each.name == "TEMPLATESENDJOBFINISH"
    ]
    assert len(told) == 2
    assert all(api.platform.chat.wait_for_end(each, 5) for each in told)
    assert "<Status><![CDATA[success]]></Status>" in told[0].plain


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"first": {"value": "您好"}},
        {"thing1": {"value": "二十一个字的事项二十一个字的事项二十一个字"}},
        {"time2": {"value": "明天"}},
        {"phrase3": {"value": "不止五个汉字"}},
        {"phrase3": {"value": ""}},
        {"phrase3": "已办结"},
        {"what": {"value": "已办结"}},
    ],
)
def test_a_template_field_of_another_kind_is_refused(api: Api, data: dict[str, Any]) -> None:
    assert api.template(data=data) == 47003
    assert api.wang.inbox() == []


def test_a_template_message_needs_a_follower(api: Api) -> None:
    api.wang.unfollows()
    assert api.template() == 43004


def test_a_photo_can_be_fetched_for_three_days(api: Api) -> None:
    photo = make_photo()
    api.wang.sends_photo(photo)
    media_id = api.platform.chat.since(0, openid=api.wang.openid)[-2].media_id
    query = {"access_token": api.token, "media_id": media_id}
    answer = api.client.get("/cgi-bin/media/get", query_string=query)
    assert answer.data == photo
    assert answer.content_type == "image/jpeg"
    assert api.get("media/get", media_id="made-up")["errcode"] == 40007
    api.clock.now += LIFETIME
    api.token = str(api.fetch_token()["access_token"])
    assert api.get("media/get", media_id=media_id)["errcode"] == 40007


def test_what_is_known_of_a_follower(api: Api) -> None:
    info = api.get("user/info", openid=api.wang.openid)
    assert (info["subscribe"], info["qr_scene_str"]) == (1, "xingfu-1")
    assert "nickname" not in info
    assert api.get("user/info", openid="oNobody")["errcode"] == 40003


def test_a_menu_is_published_and_read_back(api: Api) -> None:
    path = f"menu/create?access_token={api.token}"
    assert api.get("menu/get")["errcode"] == 46003
    button = {"type": "click", "name": "报修", "key": "report"}
    assert api.post(path, {"button": [button] * 4})["errcode"] == 40017
    assert api.post(path, {"button": [{**button, "name": "一个太长的名字"}]})["errcode"] == 40018
    assert api.post(path, {"button": [{**button, "key": "k" * 129}]})["errcode"] == 40019
    assert (
        api.post(path, {"button": [{"name": "多", "sub_button": [button] * 6}]})["errcode"] == 40023
    )
    assert api.post(path, {"button": [button]})["errcode"] == 0
    assert api.get("menu/get")["menu"] == {"button": [button]}


@pytest.mark.parametrize(
    ("ability", "path"),
    [
        ("customer_service", "message/custom/send"),
        ("subscribe", "message/template/subscribe"),
        ("menu", "menu/create"),
    ],
)
def test_what_is_not_granted_is_refused(ability: str, path: str) -> None:
    api = Api(ALL - {ability})
    assert api.post(f"{path}?access_token={api.token}", {"a": 1})["errcode"] == 48001


def test_media_and_users_can_be_refused_too() -> None:
    api = Api(frozenset())
    assert api.get("media/get", media_id="x")["errcode"] == 48001
    assert api.get("user/info", openid="x")["errcode"] == 48001


def test_only_the_right_secret_gets_a_token(api: Api) -> None:
    assert api.fetch_token(appid="wx-other")["errcode"] == 40013
    assert api.fetch_token(secret="wrong")["errcode"] == 40125
    assert api.fetch_token(secret="")["errcode"] == 41004
    assert api.fetch_token(appid="")["errcode"] == 41002
    assert api.fetch_token(grant_type="other")["errcode"] == 40002
    query = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    assert api.get("token", **query)["expires_in"] == 7200


def test_every_error_has_a_code_and_an_id(api: Api) -> None:
    assert api.get("nothing/here")["errcode"] == 40066
    assert api.post("message/custom/send", {})["errcode"] == 41001
    assert api.post("message/custom/send?access_token=made-up", {})["errcode"] == 40001
    path = f"/cgi-bin/message/custom/send?access_token={api.token}"
    for body, code in ((b"", 44002), (b"{", 47001), (b"[]", 47001), (b" " * 70_000, 45002)):
        answer = json.loads(api.client.post(path, data=body).data)
        assert answer["errcode"] == code
        assert "rid: " in answer["errmsg"]


def test_faults_strike_as_often_as_they_are_told(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    for name, code in (("busy", -1), ("token_invalid", 40001), ("quota_full", 45047)):
        api.platform.faults.set(name, 2)
        assert [api.send() for _ in range(3)] == [code, code, 0]
    api.platform.faults.set("media_gone", 1)
    assert api.get("media/get", media_id="x")["errcode"] == 40007
    assert api.platform.faults.on() == {}
    api.platform.faults.set("slow", 1)
    assert api.send() == 0
    assert api.slept == [3.0]


def test_a_platform_that_is_down_answers_nothing_useful(api: Api) -> None:
    for name, status in (("unavailable", 503), ("down", 502)):
        api.platform.faults.set(name, 1)
        assert api.client.post("/cgi-bin/stable_token").status_code == status


def test_a_message_can_arrive_although_its_answer_is_lost(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    api.platform.faults.set("killed_after_send", 1)
    message = {"touser": api.wang.openid, "msgtype": "text", "text": {"content": "已派单"}}
    path = f"/cgi-bin/message/custom/send?access_token={api.token}"
    assert api.client.post(path, json=message).status_code == 502
    assert api.wang.inbox() == ["已派单"]


def test_a_revoked_token_is_replaced_by_asking_again(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    api.platform.tokens.revoke()
    assert api.send() == 40001
    api.token = str(api.fetch_token()["access_token"])
    assert api.send() == 0


def test_calls_stand_in_the_raw_view_without_the_token(api: Api) -> None:
    api.wang.says("楼道灯坏了")
    api.send("已派单")
    call = raw(api.platform, api.wang)
    assert call["call"]
    assert "已派单" in call["plain"]
    assert api.token not in json.dumps(call)


def raw(platform: Platform, person: Person) -> dict[str, Any]:
    client = make_app(platform).test_client()
    answer = client.get("/sim/exchanges", query_string={"openid": person.openid})
    found: dict[str, Any] = answer.get_json()["exchanges"][0]
    return found
