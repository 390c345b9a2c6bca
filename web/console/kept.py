"""What was typed while the session ended: carried, sealed, through the new sign-in."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from flask import Response, request

from core.sealing import Unsealable, keyring
from web.console.forms import SignInForm
from web.console.visit import Visit, safe_path

ABOUT = "console.kept.form"
MOST_CHARACTERS = 40_000


def sign_in_again(visit: Visit, *, keeps: bool) -> Response:
    """The page to sign in at; it `keeps` the form that could not be taken."""
    return visit.page(
        "sign_in.html",
        401,
        form=SignInForm(unsent=True),
        next=safe_path(request.path) if keeps else "",
        kept=_sealed() if keeps else "",
        again=True,
    )


def opened(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The path and fields of a form carried along, None for nothing or for what is not ours."""
    if not text:
        return None
    try:
        path, fields = json.loads(keyring().open(urlsafe_b64decode(text), ABOUT))
    except (Unsealable, ValueError, Error):
        return None
    return safe_path(path), [(name, value) for name, value in fields]


def _sealed() -> str:
    sent = request.form.items(multi=True)
    fields = [(name, value) for name, value in sent if name != "csrf_token"]
    text = json.dumps([request.path, fields], ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        return ""
    return urlsafe_b64encode(keyring().seal(text.encode(), ABOUT)).decode()
