"""One-time notices: the page that asks for a resident's consent, and what comes of a yes."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from simulator.account import Account
from simulator.errors import BadAction

PATH = "/mp/subscribemsg"
HIGHEST_SCENE = 10_000


def check_request(account: Account, target: str, query: Mapping[str, str]) -> tuple[str, str]:
    """Scene and template of a consent page's address; raises BadAction with what WeChat says.

    `target` is the account's webhook, whose domain is the one registered for its pages.
    """
    scene, template = query.get("scene", ""), query.get("template_id", "")
    if "subscribe" not in account.grants:
        raise BadAction("这个公众号没有一次性订阅消息的权限")
    if query.get("action") != "get_confirm" or query.get("appid") != account.appid:
        raise BadAction("链接里的 action 或 appid 不对")
    if not scene.isdecimal() or int(scene) > HIGHEST_SCENE:
        raise BadAction(f"scene 要是 0–{HIGHEST_SCENE} 的数字")
    known = account.templates or {template}
    if not template or template not in known:
        raise BadAction("没有这个订阅模板")
    if urlsplit(query.get("redirect_url", "")).netloc != urlsplit(target).netloc:
        raise BadAction("redirect_url 的域名要和登记的业务域名一致")
    return str(int(scene)), template


def key_of(scene: str, template: str) -> str:
    """Under which a consent is kept."""
    return f"{scene} {template}"


def way_back(query: Mapping[str, str], openid: str, *, agreed: bool) -> str:
    """Where the phone goes after the answer: redirect_url with what WeChat adds to it."""
    parts = urlsplit(query["redirect_url"])
    added = {
        "action": "confirm" if agreed else "cancel",
        "template_id": query["template_id"],
        "scene": query["scene"],
        "reserved": query.get("reserved", ""),
    }
    if agreed:
        added["openid"] = openid
    fields = [*parse_qsl(parts.query, keep_blank_values=True), *added.items()]
    return urlunsplit(parts._replace(query=urlencode(fields), fragment=""))
