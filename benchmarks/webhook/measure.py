"""Measuring: one run of the load on a server, with the CPU that everybody spent on it."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.webhook import street
from benchmarks.webhook.setting import METRICS_TOKEN, Setting
from benchmarks.webhook.usage import spent
from tests.processes import ROOT, WebServer

CONNECTIONS = 16
PACE = 100.0
_STAGE = re.compile(r'^linli_stage_cpu_seconds_total\{stage="(\w+)"\} (\S+)$', re.MULTILINE)


class Wrong(Exception):
    """The run can't be counted: something was not answered or not written."""


@dataclass(frozen=True)
class Run:
    """One run; cpu, stages: CPU seconds a message, by process and by stage of the desk."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu: Mapping[str, float]
    stages: Mapping[str, float]


def measure(
    setting: Setting, server: WebServer, count: int, per_second: float | None = None
) -> Run:
    """Send so many messages, at a pace or as fast as answers come; raises `Wrong`."""
    is_desk = server is setting.desk
    rows, cpu = street.written(setting.sessions), setting.cpu()
    stages = _stages(setting) if is_desk else {}
    report = _load(setting, server, count, per_second)
    used, new = spent(cpu, setting.cpu()), street.written(setting.sessions)
    _check(
        report, count, [after - before for before, after in zip(rows, new, strict=True)], is_desk
    )
    return Run(
        per_second=report["per_second"],
        p50_ms=report["p50_ms"],
        p99_ms=report["p99_ms"],
        cpu={name: seconds / count for name, seconds in used.items()},
        stages={
            name: seconds / count
            for name, seconds in spent(stages, _stages(setting) if is_desk else {}).items()
        },
    )


def _load(
    setting: Setting, server: WebServer, count: int, per_second: float | None
) -> dict[str, float]:
    settings = setting.settings
    words = [sys.executable, "-m", "simulator.load", "--target", f"{server.url}/wechat"]
    words += ["--appid", settings.wechat_appid, "--mode", "safe"]
    words += ["--token", settings.wechat_token.get_secret_value()]
    words += ["--aes-key", settings.wechat_aes_key.get_secret_value()]
    words += ["--count", str(count), "--residents", str(street.RESIDENTS)]
    words += ["--connections", str(CONNECTIONS if per_second is None else 2 * CONNECTIONS)]
    words += ["--per-second", str(per_second)] if per_second else []
    words += [word for text in street.TEXTS for word in ("--text", text)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=600)
    report: dict[str, float] = json.loads(done.stdout)
    return report


def _check(report: Mapping[str, float], count: int, rows: list[int], is_desk: bool) -> None:
    if report["replied"] != count:
        raise Wrong(f"{count} messages, but {report}")
    if rows != ([count, count] if is_desk else [0, 0]):
        raise Wrong(f"{count} messages, but {rows[0]} of them done and {rows[1]} questions kept")


def _stages(setting: Setting) -> dict[str, float]:
    """CPU seconds by stage, of all the desk's processes together."""
    request = urllib.request.Request(f"{setting.desk.url}/metrics")
    request.add_header("Authorization", f"Bearer {METRICS_TOKEN}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5) as answer:
        text = answer.read().decode()
    return {name: float(seconds) for name, seconds in _STAGE.findall(text)}
