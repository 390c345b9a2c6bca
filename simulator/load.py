"""Load for benchmarks: many residents who ask at once, in safe mode, measured from outside.

`python -m simulator.load --help`. Pushes are wrapped before the clock starts.
"""

import http.client
import json
import math
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import click

from simulator import pushes
from simulator.account import MODES, Account
from simulator.envelope import HEADERS, Envelope, wrap
from simulator.residents import make_openid
from simulator.xml import Value, build

_TIMEOUT = 5.0
TEXTS = ("楼道灯坏了找谁", "居住证怎么办", "进度", "电梯又停了", "老年卡在哪儿办", "停水了吗")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run measured; latencies in milliseconds, from when a push was due to be sent.

    `replied` had a reply in it, `silent` was `success` or empty, `failed` any other status, a
    timeout or a broken connection.
    """

    sent: int
    replied: int
    silent: int
    failed: int
    seconds: float
    per_second: float
    p50_ms: float
    p90_ms: float
    p99_ms: float
    slowest_ms: float


@dataclass(frozen=True, slots=True)
class _Answer:
    seconds: float
    kind: str


def prepare(
    account: Account,
    target: str,
    count: int,
    *,
    residents: int = 1000,
    texts: Sequence[str] = TEXTS,
    seed: int = 1,
) -> list[Envelope]:
    """`count` text pushes from so many different openids, each with a MsgId of its own."""
    chance = random.Random(seed)  # noqa: S311 - the same load each time, no secret
    now = time.time()
    first_id = int(now * 1000) << 22
    openids = [make_openid(account.appid, f"load {number}") for number in range(residents)]
    return [
        _envelope(account, target, openids[number % residents], chance.choice(texts), int(now), id_)
        for number, id_ in enumerate(range(first_id, first_id + count))
    ]


def run(
    envelopes: Sequence[Envelope], *, connections: int = 16, per_second: float | None = None
) -> Report:
    """Sends everything over so many kept-alive connections.

    Without `per_second` each connection sends as soon as it has an answer (closed loop); with it
    pushes are due at that pace, and a late one's latency counts from when it was due.
    """
    line = _Line(envelopes, per_second)
    threads = [
        threading.Thread(target=line.work, daemon=True)
        for _ in range(min(connections, len(envelopes)))
    ]
    line.started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _report(line.answers, time.perf_counter() - line.started)


class _Line:
    """The queue of pushes that the connections take from."""

    def __init__(self, envelopes: Sequence[Envelope], per_second: float | None) -> None:
        self.started = 0.0
        self.answers: list[_Answer] = []
        self._envelopes = envelopes
        self._per_second = per_second
        self._next = iter(range(len(envelopes)))
        self._lock = threading.Lock()

    def work(self) -> None:
        """Sends until nothing is left, on one connection that is made anew when it broke."""
        place = urlsplit(self._envelopes[0].url)
        connection = http.client.HTTPConnection(
            place.hostname or "127.0.0.1", place.port, timeout=_TIMEOUT
        )
        while (number := self._take()) is not None:
            due = self._wait(number)
            kind = _send(connection, self._envelopes[number])
            self.answers.append(_Answer(time.perf_counter() - due, kind))
        connection.close()

    def _take(self) -> int | None:
        with self._lock:
            return next(self._next, None)

    def _wait(self, number: int) -> float:
        now = time.perf_counter()
        if self._per_second is None:
            return now
        due = self.started + number / self._per_second
        if due > now:
            time.sleep(due - now)
        return due


def _envelope(
    account: Account, target: str, openid: str, text: str, at: int, message_id: int
) -> Envelope:
    push = pushes.text(text)
    fields: dict[str, Value] = {
        "ToUserName": account.original_id,
        "FromUserName": openid,
        "CreateTime": at,
        "MsgType": push.type,
        **push.fields,
        "MsgId": message_id,
    }
    return wrap(account, target, openid, build(fields), at=at)


def _send(connection: http.client.HTTPConnection, envelope: Envelope) -> str:
    place = urlsplit(envelope.url)
    try:
        connection.request("POST", f"{place.path}?{place.query}", envelope.body, HEADERS)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return "failed"
    if answer.status != 200:
        return "failed"
    return "silent" if body.strip() in {b"", b"success"} else "replied"


def _report(answers: Sequence[_Answer], seconds: float) -> Report:
    kinds = [each.kind for each in answers]
    times = sorted(each.seconds * 1000 for each in answers)
    return Report(
        sent=len(answers),
        replied=kinds.count("replied"),
        silent=kinds.count("silent"),
        failed=kinds.count("failed"),
        seconds=round(seconds, 3),
        per_second=round(len(answers) / seconds, 1),
        p50_ms=_quantile(times, 0.50),
        p90_ms=_quantile(times, 0.90),
        p99_ms=_quantile(times, 0.99),
        slowest_ms=_quantile(times, 1.0),
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    return round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 2) if ordered else 0.0


@click.command()
@click.option("--target", default="http://127.0.0.1:8000/wechat", show_default=True)
@click.option("--appid", envvar="WECHAT_APPID", required=True)
@click.option("--token", envvar="WECHAT_TOKEN", required=True)
@click.option("--aes-key", envvar="WECHAT_AES_KEY", required=True)
@click.option("--mode", envvar="WECHAT_MODE", default="safe", type=click.Choice(MODES))
@click.option("--count", default=2000, type=click.IntRange(1), show_default=True)
@click.option("--residents", default=1000, type=click.IntRange(1), show_default=True)
@click.option("--connections", default=16, type=click.IntRange(1), show_default=True)
@click.option("--per-second", type=click.FloatRange(0.1), help="a pace; without it a closed loop")
@click.option("--text", "texts", multiple=True, help="what is asked; several are drawn by lot")
def main(
    target: str,
    appid: str,
    token: str,
    aes_key: str,
    mode: str,
    count: int,
    residents: int,
    connections: int,
    per_second: float | None,
    texts: tuple[str, ...],
) -> None:
    """Send many messages and print what was measured as JSON."""
    account = Account(appid, "", token, aes_key, mode)
    envelopes = prepare(account, target, count, residents=residents, texts=texts or TEXTS)
    report = run(envelopes, connections=connections, per_second=per_second)
    click.echo(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
