"""The peer: Flask and wechatpy as their documentation puts them together, echoing what is said.

It checks, decrypts, parses, answers and encrypts, and does nothing else: no row, no thought.
"""

import os

from flask import Flask, Response, abort, request
from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException

crypto = WeChatCrypto(
    os.environ["WECHAT_TOKEN"], os.environ["WECHAT_AES_KEY"], os.environ["WECHAT_APPID"]
)
app = Flask("echo")


@app.get("/healthz")
def healthz() -> str:
    """The process lives."""
    return "ok"


@app.post("/wechat")
def receive() -> Response:
    """The same words back."""
    signed = request.args
    try:
        opened = crypto.decrypt_message(
            request.data, signed["msg_signature"], signed["timestamp"], signed["nonce"]
        )
    except (InvalidSignatureException, InvalidAppIdException):
        abort(403)
    message = parse_message(opened)
    answer = create_reply(message.content, message=message).render()
    sealed = crypto.encrypt_message(answer, signed["nonce"], signed["timestamp"])
    return Response(sealed, content_type="application/xml")
