"""Chats outlive a restart, also one in the middle of a line."""

from pathlib import Path

from simulator.person import Person
from simulator.platform import Platform
from simulator.transport import wsgi_transport
from tests.simulator.desk import TARGET, Clock, Desk, echo, make_account

SCENE = {"scene": {"scene_str": "xingfu-1"}}


def make_platform(folder: Path) -> Platform:
    account = make_account()
    transport = wsgi_transport(Desk(account, echo).app())
    return Platform(account, TARGET, transport=transport, data=folder, clock=Clock())


def test_a_restart_keeps_everything_that_was_said(tmp_path: Path) -> None:
    before = make_platform(tmp_path)
    before.greet()
    person = Person(before, before.residents[0].openid)
    person.says("楼道灯坏了")
    person.sends_photo()
    before.change(person.openid, lambda each: each.consenting("7 T1"))
    before.codes.create({"action_name": "QR_LIMIT_STR_SCENE", "action_info": SCENE})
    before.agents.queue(person.openid, "")
    before.set_menu({"button": [{"type": "click", "name": "报修", "key": "k"}]})
    after = make_platform(tmp_path)
    assert after.chat.since(0) == before.chat.since(0)
    assert after.residents == before.residents
    assert after.menu == before.menu
    assert after.codes.all() == before.codes.all()
    assert after.agents.sessions(opened=False) == before.agents.sessions(opened=False) != []
    assert after.chat.exchanges(person.openid) == before.chat.exchanges(person.openid)
    photo = next(item for item in after.chat.since(0) if item.media_id)
    assert after.media.find(photo.media_id) == before.media.find(photo.media_id)


def test_nobody_is_greeted_twice(tmp_path: Path) -> None:
    make_platform(tmp_path).greet()
    again = make_platform(tmp_path)
    seq = again.chat.seq
    again.greet()
    assert again.chat.seq == seq


def test_numbers_go_on_where_they_ended(tmp_path: Path) -> None:
    before = make_platform(tmp_path)
    before.greet()
    after = make_platform(tmp_path)
    Person(after, after.residents[0].openid).says("又来了")
    assert after.chat.since(before.chat.seq)[0].seq == before.chat.seq + 1
    assert len(after.chat.exchanges(after.residents[0].openid)) == 2


def test_a_half_written_line_is_left_out(tmp_path: Path) -> None:
    make_platform(tmp_path).greet()
    with (tmp_path / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write('["item", "99", {"seq": 9')
    after = make_platform(tmp_path)
    Person(after, after.residents[0].openid).says("在吗")
    assert len(make_platform(tmp_path).chat.since(0)) == len(after.chat.since(0))


def test_without_a_folder_nothing_is_kept() -> None:
    account = make_account()
    platform = Platform(account, TARGET, transport=wsgi_transport(Desk(account, echo).app()))
    platform.greet()
    assert platform.history.load() == {}
