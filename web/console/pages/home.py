"""The first page: what this person can do here."""

from flask import Response

from web.console.visit import Visit


def home(visit: Visit) -> Response:
    """The pages that are open to him."""
    return visit.page("home.html")
