"""Whether a port is free."""

import errno
import socket

from core.errors import BadSetting


def require_port(host: str, port: int, setting: str) -> None:
    """Raises `BadSetting` when nothing can be served there; `setting` is what to change."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as test:
            test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            test.bind(place)
            test.listen(1)
    except OSError as error:
        raise BadSetting(_reason(error, host, port, setting)) from None


def _reason(error: OSError, host: str, port: int, setting: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what uses it, or set {setting} to another number."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this user: set {setting} to one above 1023."
    return f"Nothing can be served on {host}, port {port}: see HOST and {setting}."
