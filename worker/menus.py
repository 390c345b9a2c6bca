"""The menu given to WeChat, and in plain words why it was not taken."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.gateway.errors import Busy, Misconfigured, NoAnswer, NotSent, QuotaSpent, WeChatError
from community.menu import from_json, to_wechat
from community.models import MenuRevision
from community.own_menu import note_published
from core import clock
from core.database import Sessions
from core.errors import NotFound, Unavailable
from worker.tasks import Progress

PublishMenu = Callable[[Mapping[str, Any]], None]
NO_WAY = "还没有连上微信（缺少 WECHAT_SECRET），发布不了。"
NO_RIGHT = "微信不让这个公众号改菜单，没有发布。请把错误号 {errcode} 告诉运维。"
NO_ANSWER = "微信没有回应，不知道发布了没有。请过几分钟看看手机，没变就再发布一次。"
NOT_NOW = "微信现在没空，没有发布。请过几分钟再发布一次。"
SPENT = "今天发布菜单的次数用完了，没有发布。请明天再发布。"
REFUSED = "微信没有收下这个菜单，手机上还是原来的。请把错误号 {errcode} 告诉运维。"


def publish(
    sessions: Sessions,
    arguments: dict[str, Any],
    tell: Progress,  # noqa: ARG001 (a task's shape)
    *,
    publish_menu: PublishMenu | None,
) -> str:
    """Give the version to WeChat and note when it was taken."""
    if publish_menu is None:
        raise Unavailable(NO_WAY)
    with sessions() as db:
        row = db.get(MenuRevision, int(arguments["number"]))
        if row is None:
            raise NotFound("没有这一版菜单。")
        menu = to_wechat(from_json(row.content))
    try:
        publish_menu(menu)
    except WeChatError as error:
        raise Unavailable(_reason(error)) from None
    with sessions.begin() as db:
        note_published(db, int(arguments["number"]), now=clock.now())
    return "已发布，居民的手机五分钟内会换上。"


def _reason(error: WeChatError) -> str:
    if isinstance(error, NoAnswer):
        return NO_ANSWER
    if isinstance(error, Busy | NotSent):
        return NOT_NOW
    if isinstance(error, QuotaSpent):
        return SPENT
    sentence = NO_RIGHT if isinstance(error, Misconfigured) else REFUSED
    return sentence.format(errcode=error.errcode)
