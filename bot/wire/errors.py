"""The two ways in which a push can be turned away."""


class BadSignature(Exception):
    """Whoever sent this does not know the token, or asks for a weaker mode: answer 403."""


class Unreadable(Exception):
    """Signed by WeChat but ill-formed: answer `success` and count it under `reason`.

    reason: one of size, mode, json, dtd, xml, encrypt, padding, length, appid, type, sender,
    time. It never contains anything of the body.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
