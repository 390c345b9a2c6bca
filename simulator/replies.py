"""What a passive reply says, or why WeChat would show its failure line instead."""

from dataclasses import dataclass

from simulator.account import Account
from simulator.envelope import unwrap
from simulator.errors import BadEnvelope, BadReply, BadXml
from simulator.pushes import Push
from simulator.xml import Tree, branch_of, parse, text_of

TEXT_BYTES = 2048  # measured by several operators; WeChat's pages name no number
_WITH_MEDIA = {"image": "Image", "voice": "Voice", "video": "Video"}


@dataclass(frozen=True, slots=True)
class Article:
    """A news card."""

    title: str
    description: str = ""
    picture: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An accepted reply; `kind` is WeChat's MsgType, `xml` what was inside the encryption, `agent`
    whom a chat is handed to (empty: anybody)."""

    kind: str
    xml: str
    text: str = ""
    media_id: str = ""
    article: Article | None = None
    agent: str = ""


def understand(account: Account, openid: str, push: Push, body: bytes) -> Reply | None:
    """The reply in an answer of status 200, None for `success` and nothing. Raises BadReply."""
    if body.strip() in {b"", b"success"}:
        return None
    try:
        plain = unwrap(account, body)
        tree = parse(plain)
        _check_address(account, openid, tree)
        return _reply(push, tree, plain.decode())
    except (BadXml, BadEnvelope, UnicodeDecodeError) as error:
        raise BadReply(str(error)) from error


def plain_of(account: Account, body: bytes) -> str:
    """The readable text of any answer, for the raw view; never raises."""
    try:
        return unwrap(account, body).decode(errors="replace")
    except (BadXml, BadEnvelope):
        return body.decode(errors="replace")


def _check_address(account: Account, openid: str, tree: Tree) -> None:
    if text_of(tree, "ToUserName") != openid:
        raise BadReply("ToUserName is not the resident")
    if text_of(tree, "FromUserName") != account.original_id:
        raise BadReply("FromUserName is not the account")
    if not text_of(tree, "CreateTime").isdigit():
        raise BadReply("CreateTime is not a number")


def _reply(push: Push, tree: Tree, xml: str) -> Reply:
    kind = text_of(tree, "MsgType")
    if kind == "text":
        return Reply(kind, xml, text=_content(tree))
    if kind == "news":
        return Reply(kind, xml, article=_first_article(push, tree))
    if kind == "music":
        music = branch_of(tree, "Music")
        return Reply(
            kind, xml, text=text_of(music, "Title"), media_id=_media(music, "ThumbMediaId")
        )
    if kind in _WITH_MEDIA:
        media = branch_of(tree, _WITH_MEDIA[kind])
        return Reply(kind, xml, text=_title(media), media_id=_media(media, "MediaId"))
    if kind == "transfer_customer_service":
        if push.is_event:
            raise BadReply("an event can't be handed to customer service")
        wanted = branch_of(tree, "TransInfo") if "TransInfo" in tree else {}
        return Reply(kind, xml, agent=text_of(wanted, "KfAccount"))
    raise BadReply(f"MsgType {kind!r} is unknown")


def _content(tree: Tree) -> str:
    content = text_of(tree, "Content")
    if not content:
        raise BadReply("Content is empty")
    if (size := len(content.encode())) > TEXT_BYTES:
        raise BadReply(f"Content has {size} bytes, more than {TEXT_BYTES}")
    return content


def _title(media: Tree) -> str:
    return text_of(media, "Title")


def _media(tree: Tree, name: str) -> str:
    if not (media_id := text_of(tree, name)):
        raise BadReply(f"{name} is empty")
    return media_id


def _first_article(push: Push, tree: Tree) -> Article:
    items = branch_of(tree, "Articles").get("item")
    articles = items if isinstance(items, list) else [items]
    most = 8 if push.is_event else 1
    if text_of(tree, "ArticleCount") != str(len(articles)) or len(articles) > most:
        raise BadReply(f"ArticleCount and articles differ, or more than {most}")
    first = articles[0]
    if not isinstance(first, dict):
        raise BadReply("an article without fields")
    return Article(
        text_of(first, "Title"),
        text_of(first, "Description"),
        text_of(first, "PicUrl"),
        text_of(first, "Url"),
    )
