"""WeChat's customer service: handed over, taken on, talked with, and ended."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from simulator.account import ALL
from simulator.agents import SILENCE_SECONDS, STARTERS
from simulator.chat import AGENT, LINE
from simulator.errors import BadAction
from simulator.pushes import human_session
from tests.simulator.desk import Answer, Heard, make_open_platform
from tests.simulator.test_api import Api

XIAOLI, XIAOZHOU = (each.account for each in STARTERS)


def hand_over(heard: Heard) -> Answer:
    """An account that gives everybody who says 人工 to a person, 小周 to that one."""
    if heard["MsgType"] == "event":
        return "success"
    if heard["Content"] == "小周":
        fields = heard.xml(MsgType="transfer_customer_service")
        named = f"<TransInfo><KfAccount>{XIAOZHOU}</KfAccount></TransInfo></xml>"
        return heard.seal(fields.replace("</xml>", named))
    if heard["Content"] == "人工":
        return heard.seal(heard.xml(MsgType="transfer_customer_service"))
    return heard.text(f"您说：{heard['Content']}")


class Office(Api):
    """An account with agents."""

    def __init__(self, grants: frozenset[str] = ALL) -> None:
        super().__init__(grants)
        self.desk.script = hand_over
        self.agents = self.platform.agents

    def call(self, path: str, **body: str) -> int:
        answer = self.client.post(
            f"/customservice/kfsession/{path}?access_token={self.token}", json=body
        )
        return int(answer.get_json(force=True)["errcode"])

    def ask(self, path: str, **query: str) -> dict[str, Any]:
        answer = self.client.get(
            f"/customservice/kfsession/{path}",
            query_string={"access_token": self.token, **query},
        )
        found: dict[str, Any] = answer.get_json(force=True)
        return found

    def events(self) -> list[tuple[str, str]]:
        """The account's news of sessions: event and agent."""
        heard = [each for each in self.desk.heard if each["Event"].startswith("kf_")]
        return [(each["Event"], each["KfAccount"]) for each in heard]

    def told(self, via: str) -> list[str]:
        """What stands on the phone that came in that way."""
        items = self.platform.chat.since(0, openid=self.wang.openid)
        return [item.text for item in items if item.via == via]


@pytest.fixture
def office() -> Office:
    office = Office()
    office.agents.sign(XIAOLI, online=True)
    return office


def test_a_resident_is_handed_over_taken_on_and_let_go(office: Office) -> None:
    wang = office.wang.openid
    assert office.wang.says("人工") == "已转给人工客服，排队中"
    assert office.wang.says("还在吗") == "您说：还在吗"
    office.platform.talks.accept(wang, XIAOLI)
    assert office.wang.says("灯坏了") == ""
    assert office.wang.sends_photo() == ""
    assert office.wang.outcome["outcome"] == "human"
    office.platform.talks.speak(wang, "马上派人")
    office.platform.talks.close(wang)
    assert office.wang.says("谢谢") == "您说：谢谢"
    assert office.told(AGENT) == ["马上派人"]
    assert office.events() == [("kf_create_session", XIAOLI), ("kf_close_session", XIAOLI)]
    heard = [each for each in office.desk.heard if "Content" in each.fields]
    assert "灯坏了" not in [each["Content"] for each in heard]


def test_an_event_reaches_the_account_in_the_midst_of_a_talk(office: Office) -> None:
    office.platform.talks.open(office.wang.openid, XIAOLI)
    office.wang.presses("report")
    assert office.desk.heard[-1]["EventKey"] == "report"


def test_half_an_hour_of_silence_ends_a_talk(office: Office) -> None:
    office.platform.talks.open(office.wang.openid, XIAOLI)
    office.clock.now += SILENCE_SECONDS - 1
    assert office.wang.says("在吗") == ""
    office.clock.now += SILENCE_SECONDS
    assert office.wang.says("在吗") == "您说：在吗"
    assert office.events()[-1] == ("kf_close_session", XIAOLI)


def test_who_waits_for_one_agent_is_taken_on_by_no_other(office: Office) -> None:
    office.wang.says("小周")
    with pytest.raises(BadAction, match="等的是小周"):
        office.platform.talks.accept(office.wang.openid, XIAOLI)
    with pytest.raises(BadAction, match="小周还没上线"):
        office.platform.talks.accept(office.wang.openid, XIAOZHOU)
    office.agents.sign(XIAOZHOU, online=True)
    office.platform.talks.accept(office.wang.openid, XIAOZHOU)
    with pytest.raises(BadAction, match="已经在和客服说话"):
        office.platform.talks.accept(office.wang.openid, XIAOLI)


def test_who_leaves_is_not_talked_with_any_more(office: Office) -> None:
    office.platform.talks.open(office.wang.openid, XIAOLI)
    office.wang.unfollows()
    with pytest.raises(BadAction, match="没有在和客服说话"):
        office.platform.talks.speak(office.wang.openid, "在吗")


def test_an_account_without_customer_service_leaves_who_is_handed_over_alone() -> None:
    office = Office(ALL - {"kf"})
    assert "没有开通客服功能" in office.wang.says("人工")
    assert office.agents.sessions(opened=False) == []
    assert office.get("customservice/getonlinekflist")["errcode"] == 48001


def test_the_account_sees_who_is_there_and_who_waits(office: Office) -> None:
    wang = office.wang.openid
    assert len(office.get("customservice/getkflist")["kf_list"]) == 2
    office.wang.says("人工")
    waiting = office.ask("getwaitcase")
    assert [each["openid"] for each in waiting["waitcaselist"]] == [wang]
    office.platform.talks.accept(wang, XIAOLI)
    (online,) = office.get("customservice/getonlinekflist")["kf_online_list"]
    assert (online["kf_account"], online["status"], online["accepted_case"]) == (XIAOLI, 1, 1)
    session = office.ask("getsession", openid=wang)
    assert session["kf_account"] == XIAOLI
    listed = office.ask("getsessionlist", kf_account=XIAOLI)
    assert [each["openid"] for each in listed["sessionlist"]] == [wang]


def test_the_account_makes_and_ends_sessions_itself(office: Office) -> None:
    wang = office.wang.openid
    assert office.call("create", kf_account="nobody", openid=wang) == 65401
    assert office.call("create", kf_account=XIAOZHOU, openid=wang) == 65415
    assert office.call("create", kf_account=XIAOLI, openid="oNobody") == 40003
    assert office.call("create", kf_account=XIAOLI, openid=wang) == 0
    assert office.call("create", kf_account=XIAOLI, openid=wang) == 0
    office.agents.sign(XIAOZHOU, online=True)
    assert office.call("create", kf_account=XIAOZHOU, openid=wang) == 65414
    assert office.call("close", kf_account=XIAOZHOU, openid=wang) == 65413
    assert office.call("close", kf_account=XIAOLI, openid=wang) == 0
    assert [event for event, _ in office.events()] == ["kf_create_session", "kf_close_session"]


def test_a_message_can_be_sent_in_an_agents_name(office: Office) -> None:
    office.wang.says("你好")
    assert office.send(customservice={"kf_account": XIAOLI}) == 0
    assert office.send(customservice={"kf_account": "nobody"}) == 65401
    assert office.platform.chat.since(0)[-1].by == "小李"


def test_the_console_does_all_of_it_over_http(office: Office) -> None:
    client: FlaskClient = office.client
    wang = office.wang.openid

    def post(path: str, **values: object) -> tuple[int, str]:
        answer = client.post(f"/sim/{path}", json=values)
        return answer.status_code, str(answer.get_json().get("error", ""))

    assert post(f"agents/{XIAOLI}", online=False) == (200, "")
    assert post("agents/nobody", online=True) == (400, "没有这位客服")
    office.wang.says("人工")
    assert post(f"sessions/{wang}/accept", agent=XIAOLI) == (400, "小李还没上线")
    post(f"agents/{XIAOLI}", online=True)
    assert client.get("/sim/state").get_json()["waiting_for_agent"][0]["openid"] == wang
    assert post(f"sessions/{wang}/accept", agent=XIAOLI) == (200, "")
    assert client.get("/sim/state").get_json()["sessions"][0]["agent"] == XIAOLI
    assert post(f"sessions/{wang}/speak", text="您好")[0] == 200
    assert post(f"sessions/{wang}/close")[0] == 200
    assert post(f"sessions/{wang}/speak", text="您好") == (400, "这位居民没有在和客服说话")


def test_an_agent_begins_a_talk_with_who_follows(office: Office) -> None:
    path = f"/sim/sessions/{office.wang.openid}/accept"
    assert office.client.post(path, json={"agent": XIAOLI}).status_code == 200
    assert office.wang.says("什么事") == ""
    office.wang.unfollows()
    assert office.client.post(path, json={"agent": XIAOLI}).status_code == 400


def test_the_phone_tells_who_came_and_who_went(office: Office) -> None:
    office.platform.talks.open(office.wang.openid, XIAOLI)
    office.platform.talks.close(office.wang.openid)
    assert office.told(LINE)[-2:] == ["客服小李来接待您了", "客服小李结束了接待"]


def test_an_event_of_a_session_opens_no_window() -> None:
    assert human_session("kf_create_session", XIAOLI).trigger == ""
    platform, _ = make_open_platform(hand_over)
    assert platform.agents.all() == list(STARTERS)
