"""The starter set of all packages, in the order in which they build on each other."""

from datetime import datetime

import cases.loading
import community.loading
import faq.loading
from core.database import Sessions


def load_starter(sessions: Sessions, *, demo: bool, now: datetime) -> None:
    """Bring in what is missing of it; a `demo` is filled with examples and published."""
    with sessions.begin() as db:
        community.loading.load_starter(db, demo=demo, now=now)
        cases.loading.load_starter(db, now=now)
        faq.loading.load_starter(db, published=demo, now=now)
