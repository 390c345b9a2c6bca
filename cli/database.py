"""The database as commands find it: reached, at the right version, with the keys at hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.config import Settings, is_data_key
from core.database import Sessions, make_engine, make_sessions
from core.errors import BadSetting, Conflict
from core.kept import KEPT, keep_in
from core.sealing import Keyring, install
from migrations.run import Standing, standing, upgrade

EMPTY = "The database is empty: run ./run manage db upgrade first."
OLDER = "The database is older than this program: run ./run manage db upgrade first."
UNKNOWN = (
    "The database was not made by this program, or by a newer one: "
    "see DATABASE_URL, or install the version that made it."
)


def require_schema(settings: Settings) -> None:
    """Raises `Conflict` unless the schema is this program's."""
    refuse(standing(settings.database), {Standing.CURRENT})


def prepare_schema(settings: Settings, *, upgrades: bool) -> None:
    """Make an empty database ready, an older one too if it `upgrades`; raises `Conflict`."""
    found = standing(settings.database)
    may = {Standing.CURRENT, Standing.EMPTY} | ({Standing.OLDER} if upgrades else set())
    refuse(found, may)
    if found is not Standing.CURRENT:
        upgrade(settings.database)


def refuse(found: Standing, may: set[Standing]) -> None:
    """Raises `Conflict` with what to do when the standing is none of these."""
    reasons = {Standing.EMPTY: EMPTY, Standing.OLDER: OLDER, Standing.UNKNOWN: UNKNOWN}
    if found not in may:
        raise Conflict(reasons[found])


@contextmanager
def open_sessions(settings: Settings, *, only_reads: bool = False) -> Iterator[Sessions]:
    """Sessions on the database, sealed values readable; raises `BadSetting` without a key."""
    key, previous = settings.data_key, settings.data_key_previous
    if not is_data_key(key.get_secret_value()):
        raise BadSetting("DATA_KEY must be 32 random bytes in base64 (openssl rand -base64 32).")
    install(Keyring(key.get_secret_value(), previous.get_secret_value()))
    keep_in(settings.data_dir / KEPT)
    engine = make_engine(settings.database)
    try:
        # Not `make_reading_sessions`, whose statements stand alone on PostgreSQL: a command that
        # reads row by row needs its transaction.
        yield make_sessions(engine.execution_options(only_reads=True) if only_reads else engine)
    finally:
        engine.dispose()
