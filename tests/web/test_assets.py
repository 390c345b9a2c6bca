"""Files that pages use: what is vendored is what it says, and browsers may keep it."""

import hashlib
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.servers.shared import ROOT
from web.assets import FOLDER, YEAR, make_asset, make_assets

VENDOR = FOLDER / "vendor"
ROWS = re.findall(
    r"^\| `(.+?)` \| (\S+) (\S+).*? \| .+? \| ([0-9a-f]{64}) \|$",
    (VENDOR / "README.md").read_text("utf-8"),
    re.MULTILINE,
)


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("tests", static_folder=None)
    app.register_blueprint(make_assets())
    return app.test_client()


def test_every_vendored_file_is_listed_with_its_sum_version_and_licence() -> None:
    there = {file for kind in ("css", "js") for file in VENDOR.rglob(f"*.{kind}")}
    assert {VENDOR / name for name, *_ in ROWS} == there
    wanted = json.loads((VENDOR / "package.json").read_text())["dependencies"]
    for name, package, version, digest in ROWS:
        file = VENDOR / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest, name
        assert wanted[package] == version
        assert (file.parent / "LICENSE.txt").stat().st_size > 100


def test_the_locks_name_no_host() -> None:
    for folder in (VENDOR, ROOT / "tests/browser/npm", ROOT / "tests/bot/npm"):
        assert '"resolved"' not in (folder / "package-lock.json").read_text("utf-8")


def test_a_file_may_be_kept_for_a_year_under_the_address_of_its_content(
    client: FlaskClient,
) -> None:
    address = make_asset()("console/console.css")
    kept = client.get(address)
    assert (kept.status_code, kept.mimetype) == (200, "text/css")
    assert kept.headers["Cache-Control"] == f"public, max-age={YEAR}, immutable"
    for other in (address.partition("?")[0], address[:-1]):
        assert client.get(other).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["", "vendor/", "../app.py", "..%2fapp.py", "vendor/package.json", "none.css"]
)
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
