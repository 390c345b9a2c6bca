"""Sealing a reply for the connection its push came by."""

from collections.abc import Callable

from bot.messages import Message, Reply, TransferReply
from bot.wire.account import Account
from bot.wire.cipher import encrypt
from bot.wire.push import Push
from bot.wire.render import cdata, render
from bot.wire.signature import signature_of

NOTHING = b"success"


def seal_reply(
    reply: Reply, push: Push, account: Account, *, now: float, random: Callable[[int], bytes]
) -> bytes:
    """The HTTP body that answers the push: XML, encrypted as the push was, or b"success".

    b"success" (received, nothing to say, do not try again) is the answer to NoReply, to an
    empty text, where WeChat shows no reply, and for a transfer where no message asked for it.
    now: unix seconds; random: os.urandom or its like.
    """
    message = push.message
    if not message.may_answer or (
        isinstance(reply, TransferReply) and not isinstance(message, Message)
    ):
        return NOTHING
    xml = render(reply, resident=message.sender, account=message.account, created_at=int(now))
    if not xml:
        return NOTHING
    if push.key_index is None:
        return xml.encode()
    sealed = encrypt(xml.encode(), account, push.key_index, random)
    return _envelope(sealed, push.nonce, str(int(now)), account.token).encode()


def _envelope(sealed: str, nonce: str, timestamp: str, token: str) -> str:
    signature = signature_of(token, timestamp, nonce, sealed)
    return (
        f"<xml><Encrypt>{cdata(sealed)}</Encrypt><MsgSignature>{cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    )
