"""The store that several processes share: Redis, or Valkey, which speaks the same."""

import time
from collections.abc import Callable
from typing import Any, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry

from core.breaker import Breaker
from core.errors import Unavailable
from core.ttl import milliseconds

TIMEOUT = 0.2  # seconds; inside a push there is no time for more
PREFIX = "linli:"

EXTEND = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""
INCREMENT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count
"""


class RedisStore:
    """`Store` in a Redis, safe for threads and over its restarts.

    Every key gets the prefix. No call waits longer than `TIMEOUT` for a connection or an answer,
    and none is tried again: nobody knows whether a lost call was done. After `failures` in a
    row the server is left alone for `rest` seconds (by `clock`).
    """

    def __init__(
        self,
        url: str,
        *,
        prefix: str = PREFIX,
        failures: int = 3,
        rest: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = _connect(url)
        self._prefix = prefix
        self._breaker = Breaker(failures, rest, clock)
        self._extend = self._redis.register_script(EXTEND)
        self._release = self._redis.register_script(RELEASE)
        self._increment = self._redis.register_script(INCREMENT)

    def get(self, key: str) -> str | None:
        """See `Store`."""
        return cast("str | None", self._call(self._redis.get, self._prefix + key))

    def set(self, key: str, value: str, ttl: float) -> None:
        """See `Store`."""
        self._call(self._redis.set, self._prefix + key, value, px=milliseconds(ttl))

    def add(self, key: str, value: str, ttl: float) -> bool:
        """See `Store`."""
        kept = self._call(self._redis.set, self._prefix + key, value, px=milliseconds(ttl), nx=True)
        return kept is not None

    def extend(self, key: str, value: str, ttl: float) -> bool:
        """See `Store`."""
        return bool(self._script(self._extend, key, value, milliseconds(ttl)))

    def release(self, key: str, value: str) -> bool:
        """See `Store`."""
        return bool(self._script(self._release, key, value))

    def delete(self, key: str) -> None:
        """See `Store`."""
        self._call(self._redis.delete, self._prefix + key)

    def increment(self, key: str, ttl: float) -> int:
        """See `Store`."""
        return int(self._script(self._increment, key, milliseconds(ttl)))

    def is_up(self) -> bool:
        """See `Store`."""
        try:
            return bool(self._call(self._redis.ping))
        except Unavailable:
            return False

    def _script(self, script: Callable[..., Any], key: str, *values: object) -> Any:
        return self._call(script, keys=[self._prefix + key], args=values)

    def _call(self, command: Callable[..., Any], *values: object, **options: object) -> Any:
        self._breaker.check()
        try:
            answer = command(*values, **options)
        except RedisError as error:
            self._breaker.failed()
            raise Unavailable from error
        self._breaker.succeeded()
        return answer


def _connect(url: str) -> Redis:
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
        # What a plain connection doesn't need: each would cost a new one a round trip.
        protocol=2,
        driver_info=None,
        maint_notifications_config=MaintNotificationsConfig(enabled=False),
    )
