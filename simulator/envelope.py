"""How a push is wrapped on its way out and how an answer is opened, in the three modes."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from simulator.account import Account
from simulator.crypto import is_signed, sign
from simulator.errors import BadEnvelope
from simulator.xml import build, parse, text_of

# Headers of a real push, as operators have seen them.
HEADERS = {"User-Agent": "Mozilla/4.0", "Content-Type": "text/xml", "Pragma": "no-cache"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """One push, ready for the wire; every try sends exactly these bytes."""

    url: str
    body: bytes
    plain: str


def make_nonce() -> str:
    """A nonce as WeChat makes them: digits."""
    return str(secrets.randbelow(10**9) + 10**9)


def wrap(account: Account, target: str, openid: str, plain: str, *, at: int) -> Envelope:
    """The push `plain` signed and, unless the mode is plain, encrypted for `target`."""
    nonce, timestamp = make_nonce(), str(at)
    query = {
        "signature": sign(account.token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": openid,
    }
    body = plain
    if account.mode != "plain":
        sealed = account.cipher.encrypt(plain.encode())
        query["encrypt_type"] = "aes"
        query["msg_signature"] = sign(account.token, timestamp, nonce, sealed)
        body = _sealed_body(account, plain, sealed)
    return Envelope(_with_query(target, query), body.encode(), plain)


def verification(account: Account, target: str, *, at: int) -> tuple[str, str]:
    """The address of the GET that WeChat verifies a URL with, and the echo it must bring back."""
    nonce, timestamp = make_nonce(), str(at)
    echo = str(secrets.randbelow(10**18))
    query = {
        "signature": sign(account.token, timestamp, nonce),
        "echostr": echo,
        "timestamp": timestamp,
        "nonce": nonce,
    }
    return _with_query(target, query), echo


def unwrap(account: Account, body: bytes) -> bytes:
    """The plain XML of a reply. Raises BadXml or BadEnvelope for what WeChat would not accept."""
    tree = parse(body)
    if "Encrypt" not in tree:
        if account.mode == "safe":
            raise BadEnvelope("a plain reply in safe mode")
        return body
    if account.mode == "plain":
        raise BadEnvelope("an encrypted reply in plain mode")
    sealed, stamp = text_of(tree, "Encrypt"), text_of(tree, "TimeStamp")
    signed = is_signed(
        text_of(tree, "MsgSignature"), account.token, stamp, text_of(tree, "Nonce"), sealed
    )
    if not (signed and stamp.isdigit()):
        raise BadEnvelope("MsgSignature of the reply is wrong")
    return account.cipher.decrypt(sealed)


def _sealed_body(account: Account, plain: str, sealed: str) -> str:
    if account.mode == "safe":
        return build({"ToUserName": account.original_id, "Encrypt": sealed})
    return plain.removesuffix("</xml>") + f"<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"


def _with_query(target: str, query: dict[str, str]) -> str:
    return f"{target}{'&' if '?' in target else '?'}{urlencode(query)}"
