"""The same over real connections: a person from outside, connections cut, load."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from simulator import load
from simulator.person import Person, RemotePhone
from simulator.platform import Platform
from simulator.transport import http_transport
from tests.simulator.desk import AES_KEY, SECRET, Desk, Heard

ROOT = Path(__file__).parents[2]


def test_a_person_can_speak_from_another_process(url: str, platform: Platform) -> None:
    person = Person(RemotePhone(url), platform.residents[0].openid)
    assert person.follows() == "您好"
    assert person.says("楼道灯坏了") == "您说：楼道灯坏了"
    assert person.inbox() == []


def test_a_cut_connection_brings_no_answer_at_all(url: str, platform: Platform) -> None:
    platform.faults.set("down", 1)
    wanted = {"grant_type": "client_credential", "appid": platform.account.appid, "secret": SECRET}
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{url}/cgi-bin/stable_token", json=wanted, timeout=5)
    answer = requests.post(f"{url}/cgi-bin/stable_token", json=wanted, timeout=5)
    assert answer.json()["expires_in"] == 7200


def test_a_killed_send_is_in_the_inbox_although_the_connection_was_cut(
    url: str, platform: Platform
) -> None:
    person = Person(RemotePhone(url), platform.residents[0].openid)
    person.follows()
    person.says("楼道灯坏了")
    platform.faults.set("killed_after_send", 1)
    token, _ = platform.tokens.stable()
    message = {"touser": person.openid, "msgtype": "text", "text": {"content": "已派单"}}
    path = f"{url}/cgi-bin/message/custom/send?access_token={token}"
    with pytest.raises(requests.ConnectionError):
        requests.post(path, json=message, timeout=5)
    assert person.inbox() == ["已派单"]


def test_a_redirect_is_not_followed(desk_url: str, desk: Desk) -> None:
    status, _ = http_transport(f"{desk_url}/../wechat/", {}, b"<xml/>", 5.0)
    assert status == 404
    assert not desk.heard


def test_load_in_a_closed_loop_counts_every_push_once(desk_url: str, desk: Desk) -> None:
    envelopes = load.prepare(desk.account, desk_url, 40, residents=7)
    report = load.run(envelopes, connections=4)
    assert (report.sent, report.replied, report.failed) == (40, 40, 0)
    assert len({each["MsgId"] for each in desk.heard}) == 40
    assert len({each["FromUserName"] for each in desk.heard}) == 7
    assert 0 < report.p50_ms <= report.p99_ms <= report.slowest_ms


def test_load_at_a_pace_takes_its_time_and_tells_failures(desk_url: str, desk: Desk) -> None:
    def every_other(heard: Heard) -> str:
        return "success" if heard.count % 2 else heard.text("好")

    desk.script = every_other
    envelopes = load.prepare(desk.account, desk_url, 20)
    report = load.run(envelopes, connections=2, per_second=100)
    assert (report.replied, report.silent) == (10, 10)
    assert report.seconds >= 0.19
    gone = load.prepare(desk.account, "http://127.0.0.1:9/wechat", 3)
    assert load.run(gone, connections=1).failed == 3


def test_the_program_starts_serves_and_stops_cleanly(desk_url: str, tmp_path: Path) -> None:
    settings = {
        "PATH": os.environ["PATH"],
        "PYTHONUNBUFFERED": "1",
        "SIMULATOR_PORT": "0",
        "WECHAT_APPID": "wx0123456789abcdef",
        "WECHAT_SECRET": SECRET,
        "WECHAT_TOKEN": "token",
        "WECHAT_AES_KEY": AES_KEY,
    }
    command = [sys.executable, "-m", "simulator", "--target", desk_url, "--data", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split()[-1].rstrip("/")
        version, seen = -1, 0
        while seen < 4:
            path = f"{address}/sim/items?version={version}&wait=5"
            news = requests.get(path, timeout=10).json()
            version, seen = news["version"], len(news["items"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stdout.read() == ""
