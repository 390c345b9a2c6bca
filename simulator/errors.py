"""What can go wrong on WeChat's side of the wire, one type for each answer it has."""


class SimulatorError(Exception):
    """Everything the simulator raises on purpose."""


class BadKey(SimulatorError):
    """The EncodingAESKey is not 43 characters of base64."""


class BadEnvelope(SimulatorError):
    """A signature or an encrypted text is not what the account's keys would have made."""


class BadXml(SimulatorError):
    """A text is not the small XML that WeChat speaks: ill-formed, too deep, or with a DTD."""


class BadReply(SimulatorError):
    """A passive reply that makes WeChat show its failure line; the message says why."""


class UnknownResident(SimulatorError):
    """No resident has this openid."""


class BadAction(SimulatorError):
    """The phone asked for something that nobody can do; the message says what is wrong."""


class ApiError(SimulatorError):
    """An error answer of WeChat's server API."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


class ConnectionCut(SimulatorError):
    """The fault switched on closes the connection before any answer."""
