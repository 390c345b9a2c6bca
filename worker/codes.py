"""The codes of areas fetched from WeChat, each kept as it comes."""

from collections.abc import Callable
from typing import Any

from bot.gateway.errors import Misconfigured, WeChatError
from community.codes import keep_code, without_code
from core.database import Sessions
from core.errors import Unavailable
from worker.tasks import Progress

MakeCode = Callable[[str], str]
NO_WAY = "还没有连上微信（缺少 WECHAT_SECRET），拿不到二维码。"
NO_RIGHT = "微信不让这个公众号做带参数的二维码：要认证过的服务号。请把错误号 {errcode} 告诉运维。"
BROKEN_OFF = "微信没有给完，拿到 {count} 个。请过几分钟再点一次，已有的不会变。"


def make_codes(
    sessions: Sessions, arguments: dict[str, Any], tell: Progress, *, make_code: MakeCode | None
) -> str:
    """Ask WeChat for each code that is missing; what has come stays when something fails."""
    if make_code is None:
        raise Unavailable(NO_WAY)
    with sessions.begin() as db:
        wanted = without_code(db, int(arguments["area"]))
    for count, (area_id, scene) in enumerate(wanted):
        try:
            url = make_code(scene)
        except Misconfigured as error:
            raise Unavailable(NO_RIGHT.format(errcode=error.errcode)) from None
        except WeChatError:
            raise Unavailable(BROKEN_OFF.format(count=count)) from None
        with sessions.begin() as db:
            keep_code(db, area_id, url)
        tell(100 * (count + 1) // len(wanted))
    return f"{len(wanted)} 个二维码都拿到了。"
