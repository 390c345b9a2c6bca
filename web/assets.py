"""Files that never change for a visitor: our own, and what is vendored below `static/vendor`."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory

FOLDER = Path(__file__).parent / "static"
KINDS = {".css", ".js", ".svg", ".txt"}
YEAR = 365 * 24 * 3600


def make_assets(folder: Path = FOLDER) -> Blueprint:
    """The blueprint of `/static/…`; an address made by `asset` may be kept for a year."""
    pages = Blueprint("assets", __name__)

    @pages.get("/static/<path:name>")
    def file(name: str) -> Response:
        """One file, 404 for what is none or no kind of file that pages use."""
        response = send_from_directory(folder, name if Path(name).suffix in KINDS else "")
        asked = request.args.get("v")
        is_current = asked is not None and asked == fingerprint(folder / name)
        lasts = f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
        response.headers["Cache-Control"] = lasts
        return response

    return pages


def make_asset(folder: Path = FOLDER) -> Callable[[str], str]:
    """A function from a file's name below the folder to its address, for templates."""

    def asset(name: str) -> str:
        return f"/static/{name}?v={fingerprint(folder / name)}"

    return asset


@cache
def fingerprint(file: Path) -> str:
    """Twelve digits that change when the file does; raises `OSError` for one that isn't there."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
