"""Whether the process lives, whether it can work, and what it has counted."""

import hmac
import os
from collections.abc import Callable

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, generate_latest, multiprocess
from prometheus_client.registry import REGISTRY
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.database import Sessions
from core.errors import Unavailable
from core.store import Store


def make_health(sessions: Sessions, store: Store, metrics_token: str) -> Blueprint:
    """The blueprint of `/healthz`, `/readyz` and `/metrics` (404 without a token set)."""
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    def healthz() -> Response:
        """The process lives."""
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/readyz")
    def readyz() -> Response:
        """Database and store answer; 503 names the one that doesn't."""
        checks: dict[str, Callable[[], bool]] = {
            "database": lambda: _database_answers(sessions),
            "store": store.is_up,
        }
        away = [name for name, answers in checks.items() if not _holds(answers)]
        if away:
            return Response(f"away: {' '.join(away)}\n", status=503, mimetype="text/plain")
        return Response("ready\n", mimetype="text/plain")

    @pages.get("/metrics")
    def metrics() -> Response:
        """Counters of all processes, for whoever has the token (Authorization: Bearer …)."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not metrics_token or not hmac.compare_digest(given.encode(), metrics_token.encode()):
            return Response("not found\n", status=404, mimetype="text/plain")
        return Response(_counted(), mimetype="text/plain")

    return pages


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (SQLAlchemyError, Unavailable):
        return False


def _database_answers(sessions: Sessions) -> bool:
    with sessions() as db:
        return bool(db.scalar(text("SELECT 1")))


def _counted() -> bytes:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
