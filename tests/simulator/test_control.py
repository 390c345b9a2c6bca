"""The control API that the phone page and outside tests use."""

import base64
import threading

import pytest
from flask.testing import FlaskClient

from simulator.platform import Platform
from simulator.server import make_app
from tests.simulator.desk import make_open_platform


@pytest.fixture
def platform() -> Platform:
    return make_open_platform()[0]


@pytest.fixture
def client(platform: Platform) -> FlaskClient:
    return make_app(platform).test_client()


@pytest.fixture
def wang(platform: Platform) -> str:
    return f"/sim/residents/{platform.residents[0].openid}"


def test_saying_something_and_waiting_brings_the_outcome(client: FlaskClient, wang: str) -> None:
    outcome = client.post(f"{wang}/say", json={"text": "你好", "wait": True}).get_json()
    assert outcome["outcome"] == "answered"
    assert [each["text"] for each in outcome["seen"]] == ["您说：你好"]


def test_saying_something_without_waiting_shows_up_among_the_items(
    client: FlaskClient, platform: Platform, wang: str
) -> None:
    before = platform.chat.seq
    number = client.post(f"{wang}/say", json={"text": "你好"}).get_json()["exchange"]
    version = -1
    texts: list[str] = []
    while len(texts) < 2:
        query = {"since": before, "version": version, "wait": 5}
        news = client.get("/sim/items", query_string=query).get_json()
        version = news["version"]
        texts = [each["text"] for each in news["items"] if each["exchange"] == number]
    assert texts == ["你好", "您说：你好"]


def test_waiting_for_news_ends_when_something_changes(
    client: FlaskClient, platform: Platform, wang: str
) -> None:
    version = client.get("/sim/items").get_json()["version"]
    news: list[int] = []
    waiting = make_app(platform).test_client()

    def wait() -> None:
        query = {"version": version, "wait": 20}
        news.append(waiting.get("/sim/items", query_string=query).get_json()["version"])

    thread = threading.Thread(target=wait)
    thread.start()
    client.post(f"{wang}/say", json={"text": "你好", "wait": True})
    thread.join(10)
    assert news
    assert news[0] > version


def test_all_the_ways_to_send_reach_the_account(platform: Platform) -> None:
    platform, desk = make_open_platform()
    client = make_app(platform).test_client()
    path = f"/sim/residents/{platform.residents[1].openid}"
    for action, values, kind in (
        ("click", {"text": "报修", "menu_id": "1"}, "text"),
        ("photo", {}, "image"),
        ("voice", {}, "voice"),
        ("video", {}, "video"),
        ("location", {"label": "村口", "latitude": 31.2, "longitude": 121.4}, "location"),
        ("link", {"title": "文章", "url": "https://example.org"}, "link"),
        ("menu", {"key": "report"}, "event"),
        ("view", {"url": "https://example.org"}, "event"),
        ("scan", {"scene": "anning"}, "event"),
        ("unfollow", {}, "event"),
        ("follow", {}, "event"),
    ):
        assert client.post(f"{path}/{action}", json={**values, "wait": True}).status_code == 200
        assert desk.heard[-1]["MsgType"] == kind, action
    assert desk.heard[0]["bizmsgmenuid"] == "1"
    assert desk.heard[-1]["EventKey"] == "qrscene_xingfu-2"


def test_who_has_left_can_only_come_back(client: FlaskClient, wang: str) -> None:
    client.post(f"{wang}/unfollow", json={"wait": True})
    refused = client.post(f"{wang}/say", json={"text": "你好"})
    assert refused.status_code == 400
    assert refused.get_json()["error"] == "已取消关注，请先重新关注"
    assert client.post(f"{wang}/follow", json={"wait": True}).status_code == 200
    assert client.post(f"{wang}/say", json={"text": "你好"}).status_code == 200


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("fly", {}),
        ("say", {}),
        ("say", {"text": ""}),
        ("say", {"text": "长" * 2001}),
        ("say", {"text": 5}),
        ("location", {"label": "x", "latitude": 91, "longitude": 0}),
        ("location", {"label": "x", "latitude": True, "longitude": 0}),
        ("photo", {"base64": "!"}),
        ("photo", {"base64": base64.b64encode(b"<svg/>").decode()}),
        ("photo", {"base64": base64.b64encode(b"\xff\xd8\xff" + b"0" * (2 << 20)).decode()}),
        ("photo", {"base64": base64.b64encode(b"#!AMR\n").decode()}),
        ("scan", {"ticket": "made-up"}),
        ("press", {"name": "报修"}),
        ("decide", {"agrees": True}),
        ("decide", {"agrees": True, "link": "https://mp.weixin.qq.com/mp/subscribemsg"}),
        ("burst", {"messages": []}),
        ("burst", {"messages": ["灯"]}),
        ("burst", {"messages": [{"action": "fly"}]}),
        ("burst", {"messages": [{"action": "video"}] * 13}),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    client: FlaskClient, wang: str, action: str, values: dict[str, object]
) -> None:
    refused = client.post(f"{wang}/{action}", json=values)
    assert refused.status_code == 400
    assert refused.get_json()["error"]


def test_a_stranger_can_be_added_and_speaks_like_the_others(client: FlaskClient) -> None:
    added = client.post("/sim/residents", json={"nickname": "小刘", "scene": "baiyun"}).get_json()
    path = f"/sim/residents/{added['openid']}/say"
    outcome = client.post(path, json={"text": "你好", "wait": True}).get_json()
    assert outcome["outcome"] == "answered"
    assert client.post("/sim/residents", json={"nickname": "小刘"}).status_code == 400
    assert client.post("/sim/residents/oNobody/say", json={"text": "你好"}).status_code == 404


def test_faults_are_switched_on_and_off(client: FlaskClient) -> None:
    assert client.post("/sim/faults", json={"name": "busy", "times": 2}).get_json() == {"busy": 2}
    assert client.get("/sim/state").get_json()["faults"] == {"busy": 2}
    assert client.post("/sim/faults", json={"name": "busy", "times": 0}).get_json() == {}
    assert client.post("/sim/faults", json={"name": "meteor"}).status_code == 400


def test_time_can_close_the_windows(client: FlaskClient, wang: str) -> None:
    client.post(f"{wang}/say", json={"text": "你好", "wait": True})
    state = client.get("/sim/state").get_json()["residents"][0]
    assert state["windows"]["message"]["left"] == 5
    client.post(f"{wang}/close-windows", json={})
    assert client.get("/sim/state").get_json()["residents"][0]["windows"] == {}


def test_another_sites_form_and_another_sites_name_are_refused(
    client: FlaskClient, wang: str
) -> None:
    assert client.post(f"{wang}/unfollow", data={"wait": "1"}).status_code == 415
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/sim/state", headers={"Host": "evil.example:8001"}).status_code == 400
    assert client.get("/", headers={"Host": "localhost:8001"}).status_code == 200


def test_the_state_tells_no_secret(client: FlaskClient, platform: Platform) -> None:
    told = client.get("/sim/state").get_data(as_text=True)
    for secret in (platform.account.secret, platform.account.aes_key):
        assert secret not in told
        assert secret not in repr(platform.account)


def test_several_messages_at_once_are_pushed_in_their_order(
    client: FlaskClient, wang: str, platform: Platform
) -> None:
    messages = [
        {"action": "say", "values": {"text": "漏水了"}},
        {"action": "photo"},
        {"action": "say", "values": {"text": "滴到床上"}},
    ]
    begun = client.post(f"{wang}/burst", json={"messages": messages}).get_json()["exchanges"]
    ended = [client.get(f"/sim/exchanges/{each}?wait=1").get_json() for each in begun]
    assert [each["outcome"] for each in ended] == ["answered"] * 3
    openid = platform.residents[0].openid
    sent = [item.kind for item in platform.chat.since(0, openid=openid) if item.via == "push"]
    assert sent == ["text", "image", "text"]
    assert client.get("/sim/exchanges/9999").status_code == 404


def test_entries_of_the_menu_are_pressed_by_their_names(
    client: FlaskClient, wang: str, platform: Platform
) -> None:
    entries = [
        {"type": "click", "name": "报修", "key": "report"},
        {"type": "view", "name": "成效", "url": "https://example.org/"},
        {"type": "scancode_waitmsg", "name": "扫一扫", "key": "scan"},
        {"type": "location_select", "name": "在哪儿", "key": "where"},
        {"type": "pic_weixin", "name": "拍照", "key": "photo"},
    ]
    platform.set_menu({"button": [{"name": "办事", "sub_button": entries}]})
    for entry in entries:
        client.post(f"{wang}/press", json={"name": entry["name"], "wait": True})
    pushed = platform.chat.exchanges(platform.residents[0].openid)[:5]
    names = ["CLICK", "VIEW", "scancode_waitmsg", "location_select", "pic_weixin"]
    assert [each.name for each in reversed(pushed)] == names


def test_a_menu_can_be_taken_away(platform: Platform) -> None:
    platform.set_menu({"button": [{"type": "click", "name": "报修", "key": "report"}]})
    client = make_app(platform).test_client()
    token, _ = platform.tokens.stable()
    assert client.get(f"/cgi-bin/menu/delete?access_token={token}").get_json(force=True) == {
        "errcode": 0,
        "errmsg": "ok",
    }
    assert platform.menu == {}
