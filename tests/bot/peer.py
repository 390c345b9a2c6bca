"""The npm package @wecom/crypto as a peer that opens and seals envelopes."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "npm"


def ask_peer(orders: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What the peer answers to each order (see npm/peer.cjs); skips where it is missing."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules/@wecom/crypto").is_dir():
        pytest.skip("needs node and, in tests/bot/npm, the command: npm ci")
    done = subprocess.run(
        [node, str(FOLDER / "peer.cjs")],
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
