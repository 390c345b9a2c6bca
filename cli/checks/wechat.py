"""Whether WeChat accepts this account's secret."""

from collections.abc import Iterator

from bot.gateway.errors import Misconfigured, WeChatError
from bot.gateway.opening import make_gateway
from core.config import Settings
from core.store import make_store


def wechat_problems(settings: Settings) -> Iterator[str]:
    """A sentence when no access token is to be had with WECHAT_SECRET."""
    gateway = make_gateway(settings, make_store(None))
    if gateway is None:
        return
    try:
        gateway.token()
    except Misconfigured as error:
        yield (
            f"WeChat refuses WECHAT_APPID and WECHAT_SECRET (errcode {error.errcode}): "
            "see both, and the IP whitelist of the account."
        )
    except WeChatError as error:
        reason = type(error).__name__ if error.errcode is None else f"errcode {error.errcode}"
        yield f"WeChat gives no access token now ({reason}) at {settings.wechat_api_url}."
