"""The address of WeChat's page for one-time notices."""

import pytest

from bot.consent import ConsentPage

PAGE = ConsentPage("https://mp.example/", "wx1", "t-1", "https://h.example/?a=1&b")


def test_the_page_that_asks_for_consent_is_wechats() -> None:
    assert PAGE.url(7, "abc123") == (
        "https://mp.example/mp/subscribemsg?action=get_confirm&appid=wx1&scene=7&template_id=t-1"
        "&redirect_url=https%3A%2F%2Fh.example%2F%3Fa%3D1%26b&reserved=abc123#wechat_redirect"
    )


@pytest.mark.parametrize("scene", [-1, 10_001])
def test_a_scene_that_wechat_does_not_know_is_refused(scene: int) -> None:
    with pytest.raises(ValueError, match="scene"):
        PAGE.url(scene, "abc123")
