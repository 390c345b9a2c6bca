"""Grouping what nothing answered, done by the worker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core import clock
from core.database import Sessions
from faq.own_lexicon import load_lexicon
from faq.regrouping import find_groups, in_parts, keep_groups, read_asked
from worker.tasks import Progress


def group(
    sessions: Sessions,
    arguments: dict[str, Any],  # noqa: ARG001
    tell: Progress,
    *,
    clock: Callable[[], datetime] = clock.now,
) -> str:
    """Put questions that ask the same together; written in parts, so that pushes never wait."""
    with sessions() as db:
        asked, lexicon = read_asked(db, now=clock()), load_lexicon(db)
    groups = find_groups(asked, lambda percent: tell(percent * 9 // 10), lexicon)
    for part in in_parts(groups):
        with sessions.begin() as db:
            keep_groups(db, part)
    return "归好了。"
