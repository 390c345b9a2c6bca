"""Replies as XML whose text can never end its own field."""

from bot.messages import NewsReply, NoReply, Reply, TextReply, TransferReply
from bot.wire.text import clean, split_text


def cdata(value: str) -> str:
    """The value as CDATA: no character XML forbids, and no way out of the section."""
    safe = clean(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>"


def render(reply: Reply, *, resident: str, account: str, created_at: int) -> str:
    """The reply from `account` to `resident` as plain XML; "" when there is nothing to say."""
    body = _body(reply)
    if not body:
        return ""
    return (
        f"<xml><ToUserName>{cdata(resident)}</ToUserName>"
        f"<FromUserName>{cdata(account)}</FromUserName>"
        f"<CreateTime>{created_at}</CreateTime>{body}</xml>"
    )


def _body(reply: Reply) -> str:
    match reply:
        case TextReply(words):
            content, _ = split_text(words)
            return _field("MsgType", "text") + _field("Content", content) if content.strip() else ""
        case NewsReply():
            return _field("MsgType", "news") + _article(reply)
        case TransferReply(agent):
            named = f"<TransInfo>{_field('KfAccount', agent)}</TransInfo>" if agent else ""
            return _field("MsgType", "transfer_customer_service") + named
        case NoReply():
            return ""


def _article(card: NewsReply) -> str:
    picture = _field("PicUrl", card.picture_url) if card.picture_url else ""
    item = (
        _field("Title", card.title)
        + _field("Description", card.description)
        + picture
        + _field("Url", card.url)
    )
    return f"<ArticleCount>1</ArticleCount><Articles><item>{item}</item></Articles>"


def _field(name: str, value: str) -> str:
    return f"<{name}>{cdata(value)}</{name}>"
