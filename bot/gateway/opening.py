"""The gateway as the settings have it."""

from bot.gateway.caller import Patience
from bot.gateway.client import Gateway
from core.config import Settings
from core.store import Store

SENDS = Patience(call=6.0, attempt=5.0)
"""A send must end within the time a stopping worker has (see `worker.loop.Worker.run`)."""


def make_gateway(settings: Settings, store: Store) -> Gateway | None:
    """The way to WeChat's servers, None where no WECHAT_SECRET is set."""
    secret = settings.wechat_secret.get_secret_value()
    if not secret:
        return None
    return Gateway(
        settings.wechat_appid,
        secret,
        store,
        api_url=settings.wechat_api_url,
        patience=SENDS,
    )
