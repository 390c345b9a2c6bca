"""The script that sets everything up: once, whole, and safely beside another of itself."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.servers.shared import ROOT

CLI = "import sys\nprint('started with', *sys.argv[1:])\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the script and a product that needs no packages."""
    shutil.copy(ROOT / "run", tmp_path)
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "__main__.py").write_text(CLI)
    return tmp_path


def _start(checkout: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(checkout / "run"), *words],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(checkout: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    script = _start(checkout, *words, **environment)
    said, complained = script.communicate(timeout=60)
    return script.returncode, said, complained


def test_two_at_once_set_up_once_and_the_next_start_does_nothing(checkout: Path) -> None:
    both = [_start(checkout, "manage", "check"), _start(checkout, "manage", "check")]
    heard = [script.communicate(timeout=60) for script in both]
    assert [said for said, _ in heard] == ["started with manage check\n"] * 2
    assert sum("Installing" in complained for _, complained in heard) == 1
    assert _run(checkout, "worker") == (0, "started with worker\n", "")
    assert not (checkout / ".venv.lock").exists()


def test_a_changed_lock_is_installed_and_what_was_broken_off_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "unfinished").touch()
    (checkout / ".venv" / "half-a-package").touch()
    # Whoever died while setting up left its lock behind.
    (checkout / ".venv.lock").mkdir()
    dead = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, check=True).stdout
    (checkout / ".venv.lock" / "pid").write_bytes(dead)
    assert _run(checkout)[:2] == (0, "started with run\n")
    assert not (checkout / ".venv" / "half-a-package").exists()
    (checkout / "requirements.lock").write_text("# nothing, but newer\n")
    status, _, complained = _run(checkout)
    assert (status, complained) == (0, "Installing what requirements.lock lists …\n")


def test_a_failed_installation_is_not_taken_for_a_finished_one(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("no-such-package==1.0\n")
    for _ in range(2):
        status, said, complained = _run(checkout, PIP_NO_INDEX="1")
        assert (status != 0, said) == (True, "")
        assert "No matching distribution" in complained
    assert not (checkout / ".venv.lock").exists()


def test_without_a_new_enough_python_it_says_so(checkout: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")
        (old / name).chmod(0o755)
    status, said, complained = _run(checkout, PATH=f"{old}:/usr/bin:/bin")
    assert (status, said) == (1, "")
    assert complained.startswith("Linli needs Python 3.11 or newer")


def test_an_unknown_command_is_wrong_usage(checkout: Path) -> None:
    status, _, complained = _run(checkout, "dance")
    assert status == 2
    assert complained.startswith("usage: ./run")


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_the_tests_run_the_very_versions_of_the_product() -> None:
    assert _pins("requirements.lock").items() <= _pins("requirements-test.lock").items()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_names_no_host_and_hashes_everything(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    entries = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[^A-Za-z0-9._-]", need)[0].lower() for need in wanted}
    assert names <= set(_pins("requirements-test.lock"))
