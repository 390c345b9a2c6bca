"""QR codes with a scene: made by the account, scanned in the street."""

import io
from typing import Any

import pytest
from PIL import Image

from simulator.account import ALL
from simulator.errors import BadAction
from tests.simulator.test_api import Api


def wanted(kind: str, **changes: Any) -> dict[str, Any]:
    """What a call of qrcode/create asks for."""
    text, number = {"scene_str": "xingfu-9"}, {"scene_id": 9}
    scene = text if "STR" in kind else number
    return {"action_name": kind, "action_info": {"scene": scene}, **changes}


class Street(Api):
    """An account that hangs up codes."""

    def make(self, kind: str = "QR_LIMIT_STR_SCENE", **changes: Any) -> dict[str, Any]:
        return self.post(f"qrcode/create?access_token={self.token}", wanted(kind, **changes))


@pytest.fixture
def street() -> Street:
    return Street()


def test_a_code_is_scanned_by_who_follows_and_by_who_does_not_yet(street: Street) -> None:
    ticket = street.make()["ticket"]
    street.wang.does("scan", ticket=ticket)
    street.wang.unfollows()
    street.wang.does("scan", ticket=ticket)
    pushed = [(each["Event"], each["EventKey"], each["Ticket"]) for each in street.desk.heard]
    assert pushed[0] == ("SCAN", "xingfu-9", ticket)
    assert pushed[-1] == ("subscribe", "qrscene_xingfu-9", ticket)


def test_a_code_is_drawn_and_names_no_scene_in_its_address(street: Street) -> None:
    made = street.make()
    assert "expire_seconds" not in made
    assert "xingfu" not in made["url"]
    answer = street.client.get("/cgi-bin/showqrcode", query_string={"ticket": made["ticket"]})
    assert answer.content_type == "image/png"
    assert Image.open(io.BytesIO(answer.data)).width > 200
    assert street.client.get("/cgi-bin/showqrcode?ticket=made-up").status_code == 404


def test_a_lasting_code_is_the_same_each_time_and_a_passing_one_ends(street: Street) -> None:
    assert street.make()["ticket"] == street.make()["ticket"]
    passing = street.make("QR_SCENE", expire_seconds=600)
    assert passing["expire_seconds"] == 600
    assert street.make("QR_SCENE")["expire_seconds"] == 60
    street.wang.does("scan", ticket=passing["ticket"])
    assert street.desk.heard[-1]["EventKey"] == "9"
    street.clock.now += 600
    with pytest.raises(BadAction, match="过期"):
        street.wang.does("scan", ticket=passing["ticket"])
    with pytest.raises(BadAction, match="没有这个二维码"):
        street.wang.does("scan", ticket="made-up")
    assert len(street.platform.codes.all()) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"action_name": "QR_OTHER"}, 40053),
        ({"action_info": {}}, 47001),
        ({"action_info": {"scene": {"scene_str": ""}}}, 40052),
        ({"action_info": {"scene": {"scene_str": "长" * 65}}}, 40052),
        ({"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 100_001}}}, 40052),
        ({"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 2**32}}}, 40052),
        ({"action_name": "QR_STR_SCENE", "expire_seconds": 2_592_001}, 40054),
        ({"action_name": "QR_STR_SCENE", "expire_seconds": 0}, 40054),
    ],
)
def test_what_no_code_can_be_is_refused(street: Street, changes: dict[str, Any], code: int) -> None:
    assert street.make(**changes)["errcode"] == code


def test_codes_need_the_right() -> None:
    assert Street(ALL - {"qrcode"}).make()["errcode"] == 48001
