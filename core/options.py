"""What connections and statements of the database may be told."""

from dataclasses import dataclass

ALONE = {"stands_alone": True}
"""Execution options of what needs no transaction on PostgreSQL: reading before anything is written
(each statement there sees what is committed, in a transaction or not), or all that is written.
It spares two round trips. SQLite begins and ends a transaction without leaving the process."""


@dataclass(frozen=True)
class Patience:
    """How long a statement may wait, in milliseconds, and how many connections are kept."""

    connect: int
    lock: int
    statement: int
    pool: int


# Inside a push WeChat waits 5 s in all; jobs may wait longer.
PUSH = Patience(connect=1000, lock=800, statement=2000, pool=24)
# Staff wait longer than WeChat, but hold few connections.
DESK = Patience(connect=1000, lock=2000, statement=5000, pool=8)
WORK = Patience(connect=5000, lock=5000, statement=60000, pool=6)
