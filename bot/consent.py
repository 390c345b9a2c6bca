"""WeChat's page that asks a resident for a yes to one later notice (一次性订阅消息)."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class ConsentPage:
    """The page of one account; mp_url: WeChat's host or a simulator's, back_url: where the phone
    goes afterwards."""

    mp_url: str
    appid: str
    template_id: str
    back_url: str

    def url(self, scene: int, reserved: str) -> str:
        """The page's address. scene: 0-10000, ValueError otherwise; reserved: at most 128 letters
        and digits, which come back with the answer."""
        if not 0 <= scene <= 10_000:
            raise ValueError("a scene is a number from 0 to 10000")
        query = urlencode(
            {
                "action": "get_confirm",
                "appid": self.appid,
                "scene": scene,
                "template_id": self.template_id,
                "redirect_url": self.back_url,
                "reserved": reserved,
            }
        )
        return f"{self.mp_url.rstrip('/')}/mp/subscribemsg?{query}#wechat_redirect"
