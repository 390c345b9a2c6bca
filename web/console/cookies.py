"""The console's cookies: who is signed in, whose form it is, what was just done."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from flask import Request, Response

PATH = "/console"
SESSION, FORM, SAID, DEVICE = "linli_session", "linli_form", "linli_said", "linli_device"
SAID_SECONDS = 60
MOST_CHARACTERS = 2000
DEVICE_SECONDS = 180 * 24 * 3600
_BYTES = 16


def read(request: Request, name: str, *, secure: bool) -> str:
    """The cookie's value, '' without one."""
    return request.cookies.get(_full(name, secure=secure), "")[:MOST_CHARACTERS]


def keep(
    response: Response, name: str, value: str, *, secure: bool, seconds: int | None = None
) -> None:
    """Set it for the browser's lifetime, or so many seconds."""
    response.set_cookie(
        _full(name, secure=secure),
        value,
        max_age=seconds,
        # What only this very host could have set has this path (and the prefix __Host-).
        path="/" if secure else PATH,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def drop(response: Response, name: str, *, secure: bool) -> None:
    """Take it away."""
    keep(response, name, "", secure=secure, seconds=0)


def new_binding() -> str:
    """A random value for the cookie that binds forms of somebody who is not signed in."""
    return secrets.token_urlsafe(_BYTES)


def form_token(secret: bytes, binding: str) -> str:
    """A token for a form of whoever holds the binding (a cookie's value); never twice the same."""
    nonce = secrets.token_hex(_BYTES)
    return f"{nonce}.{_mac(secret, 'form', nonce, binding)}"


def is_form_token(secret: bytes, binding: str, token: str) -> bool:
    """Whether it was made for that binding."""
    nonce, _, mac = token.partition(".")
    expected = _mac(secret, "form", nonce, binding)
    return bool(binding) and hmac.compare_digest(expected.encode(), mac.encode())


def signed(secret: bytes, purpose: str, words: str) -> str:
    """Words as a cookie can hold them, which nobody else can make."""
    body = urlsafe_b64encode(words.encode()).decode()
    return f"{body}.{_mac(secret, purpose, body)}"


def unsigned(secret: bytes, purpose: str, value: str) -> str | None:
    """The words, None when they are not ours."""
    body, _, mac = value.partition(".")
    if not hmac.compare_digest(_mac(secret, purpose, body).encode(), mac.encode()):
        return None
    try:
        return urlsafe_b64decode(body).decode()
    except (Error, ValueError):
        return None


def _full(name: str, *, secure: bool) -> str:
    return f"__Host-{name}" if secure else name


def _mac(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()
