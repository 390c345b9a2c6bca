"""Files by which WeChat proves that a domain is ours: /MP_verify_….txt from a folder."""

import re
from pathlib import Path

from flask import Blueprint, Response, abort

_NAME = re.compile(r"[A-Za-z0-9]{1,64}")


def make_verification(folder: Path) -> Blueprint:
    """The blueprint that serves `MP_verify_NAME.txt` from the folder, and nothing else."""
    pages = Blueprint("verification", __name__)

    @pages.get("/MP_verify_<name>.txt")
    def verification(name: str) -> Response:
        """One such file, 404 when it isn't there."""
        file = folder / f"MP_verify_{name}.txt"
        if not _NAME.fullmatch(name) or not file.is_file():
            abort(404)
        return Response(file.read_bytes()[:1000], mimetype="text/plain")

    return pages
