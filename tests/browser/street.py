"""The phone page as a test handles it: whose phone, which bubble, which drawer."""

import json
from dataclasses import dataclass

import requests
from playwright.sync_api import Locator, Page

from simulator.platform import Platform
from simulator.xml import text_of
from tests.simulator.desk import Answer, Heard

CONSENT = (
    "https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&amp;appid=wx0123456789abcdef"
    "&amp;scene=7&amp;template_id=T1&amp;redirect_url=http%3A%2F%2Fdesk.test%2Fback#wechat_redirect"
)
LINKS = (
    '回复 1，或点<a href="weixin://bizmsgmenu?msgmenucontent=登记路灯&amp;msgmenuid=1">登记</a>，'
    '或看<a href="https://example.org/lamp">说明</a>，'
    f'<a href="{CONSENT}">办结通知我</a>，<a href="javascript:alert(1)">别点</a>'
)
WICKED = '<img src=x onerror="document.title=1"><script>document.title=2</script>'


def answer(heard: Heard) -> Answer:
    """What the scripted account answers."""
    content = text_of(heard.fields, "Content")
    if heard["MsgType"] == "event":
        return heard.text("您好，我是邻里。")
    if "灯" in content and "登记" not in content:
        return heard.text(LINKS)
    if content == "人工":
        return heard.seal(heard.xml(MsgType="transfer_customer_service"))
    if content == "登记路灯":
        return heard.text("已登记，工单编号 20261122-0007")
    if content == "坏":
        return heard.text(WICKED)
    if content == "乱":
        return "{}"
    return heard.text(f"收到{heard['MsgType']}：{content}")


@dataclass
class Street:
    """The page with its phones."""

    page: Page
    platform: Platform
    url: str

    def open(self) -> "Street":
        """Loads the page and waits until it has caught up."""
        self.page.goto(f"{self.url}/")
        self.page.wait_for_selector("body[data-ready]")
        return self

    def phone(self, nickname: str) -> Locator:
        """One resident's phone."""
        return self.page.get_by_role("region", name=f"{nickname}的手机")

    def say(self, nickname: str, text: str) -> Locator:
        """Types and sends; returns the phone."""
        phone = self.phone(nickname)
        phone.get_by_label(f"替{nickname}说一句").fill(text)
        phone.get_by_role("button", name=f"替{nickname}发送").click()
        return phone

    def openid(self, nickname: str) -> str:
        """The openid behind a phone."""
        return next(each.openid for each in self.platform.residents if each.nickname == nickname)

    def push(self, nickname: str, text: str) -> None:
        """The account sends a customer-service message."""
        self._call("custom/send", nickname, msgtype="text", text={"content": text})

    def notify(self, nickname: str, title: str, text: str) -> None:
        """The account sends a one-time notice."""
        data = {"content": {"value": text}}
        self._call(
            "template/subscribe", nickname, template_id="T1", scene="7", title=title, data=data
        )

    def _call(self, path: str, nickname: str, **message: object) -> None:
        token, _ = self.platform.tokens.stable()
        answer = requests.post(
            f"{self.url}/cgi-bin/message/{path}?access_token={token}",
            data=json.dumps(
                {"touser": self.openid(nickname), **message}, ensure_ascii=False
            ).encode(),
            timeout=5,
        )
        assert answer.json()["errcode"] == 0
