"""`python -m cli`, which `./run` calls: the product, its processes, its administration.

Exit status: 0 done, 1 refused with a reason on stderr, 2 wrong usage.
"""

import os
import sys

import click

from cli.commands import Commands
from core.errors import LinliError

AWAY = "The database does not answer: see that it runs and that DATABASE_URL is right."

LINLI = Commands(
    "./run",
    {
        "run": "cli.run:run",
        "serve": "cli.serve:serve",
        "worker": "cli.worker:worker",
        "manage": "cli.manage.commands:MANAGE",
    },
    "Linli, the neighbourhood desk on WeChat.",
)


def main(words: list[str]) -> int:
    """Do what the words say and give the exit status."""
    # Whatever is written here may hold what residents said: for this user alone.
    os.umask(0o077)
    try:
        done = LINLI.main(words, prog_name="./run", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _refuse("Broken off.")
    except LinliError as error:
        return _refuse(error.sentence)
    except Exception as error:
        if reason := _of_database(error):
            return _refuse(reason)
        raise
    return done if isinstance(done, int) else 0


def _of_database(error: Exception) -> str | None:
    """What to tell of an error of the database's, None for another one."""
    if "sqlalchemy" not in sys.modules:
        return None
    from sqlalchemy import exc

    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.TimeoutError):
        return AWAY
    if isinstance(error, exc.DBAPIError):
        # The statement's values may be somebody's; the kind of error is enough to look it up.
        return f"The database refused: {type(error.orig).__name__}."
    return None


def _refuse(reason: str) -> int:
    click.echo(reason, err=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
