"""What residents send is fetched whole, or there is an error that says why not."""

import pytest

from bot.gateway import errors
from bot.gateway.client import Gateway
from bot.gateway.errors import WeChatError
from bot.gateway.http import MAX_ANSWER
from tests.bot.gateways import fails
from tests.bot.wechat_server import Act, Says, WeChatServer


def test_a_photo_is_fetched_with_its_name(gateway: Gateway, wechat: WeChatServer) -> None:
    photo = b"\xff\xd8\xff" + bytes(range(256)) * 1000
    name = 'attachment; filename="../../etc/灯 1.jpg"'.encode().decode("latin-1")
    wechat.behave = lambda _: Says(photo, "image/jpeg; q=1", headers={"Content-disposition": name})
    media = gateway.get_media("m-1")
    assert (media.content, media.content_type) == (photo, "image/jpeg")
    assert media.filename.endswith("_1.jpg")
    assert "/" not in media.filename
    assert wechat.calls("media/get")[0].query == {"access_token": "token-1", "media_id": "m-1"}


def test_a_video_is_fetched_from_its_own_address_without_the_token(
    gateway: Gateway, wechat: WeChatServer
) -> None:
    address = {"video_url": f"{wechat.url}/video.mp4"}
    wechat.behave = lambda asked: (
        Says(b"film", "video/mp4") if asked.path == "/video.mp4" else address
    )
    assert gateway.get_media("m-1").content == b"film"
    assert wechat.calls("/video.mp4")[0].query == {}


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ({"errcode": 40007, "errmsg": "invalid media_id"}, errors.MediaGone),
        (Says(b"<html></html>", "text/html"), errors.NoAnswer),
        (Says(b"", "image/jpeg"), errors.NoAnswer),
        ({"video_url": "file:///etc/passwd"}, errors.NotSent),
        ({"something": "else"}, errors.NoAnswer),
        (Says(bytes(MAX_ANSWER + 1), "image/jpeg"), errors.TooBig),
        (Says(b"half", "image/jpeg", length=1000), errors.NoAnswer),
    ],
)
def test_what_is_no_medium_has_an_error(
    gateway: Gateway, wechat: WeChatServer, act: Act, kind: type[WeChatError]
) -> None:
    wechat.behave = lambda _: act
    assert type(fails(lambda: gateway.get_media("m-1"))) is kind
