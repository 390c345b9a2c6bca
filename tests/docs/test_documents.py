"""What the documents say holds: links lead somewhere, commands exist, examples run."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from cases.workflow import RULES
from cli.__main__ import LINLI
from core.config import Settings
from tests.docs.documents import (
    ROOT,
    anchors,
    commands,
    documents,
    examples,
    links,
    name,
    paths,
    settings,
    words_of,
)

PAGES = pytest.mark.parametrize("page", documents(), ids=name)
MACHINE = re.compile(r"(?<![\w.])/(?:tmp|root|work|home/\w+)/")
LARGEST_IMAGE = 200_000
SCRIPT_COMMANDS = {"test", "lint", "bench"}


def read(document: str) -> str:
    """One document's text."""
    return words_of(ROOT / document)


def test_the_pages_that_everybody_looks_for_are_there() -> None:
    named = {name(page) for page in documents()}
    assert named >= {
        "README.md",
        "README.zh-CN.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/glossary.md",
        "docs/operations.zh.md",
        "docs/settings.md",
        "docs/staff.zh.md",
    }


@PAGES
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        assert file.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(file), link


@PAGES
def test_every_command_exists(page: Path) -> None:
    for said in commands(page):
        assert is_known(said), f"./run {' '.join(said)}"


def is_known(said: list[str]) -> bool:
    """Whether `./run` understands these words, which may end before a subcommand."""
    if said[:1] == ["bench"] and len(said) == 2:
        return (ROOT / "benchmarks" / said[1] / "__main__.py").exists()
    if not said or said[0] in SCRIPT_COMMANDS:
        return len(said) < 2
    group: click.Command | None = LINLI
    for word in said:
        if not isinstance(group, click.Group):
            return False
        group = group.get_command(click.Context(group), word)
    return group is not None


def test_the_script_knows_the_same_commands() -> None:
    script = (ROOT / "run").read_text("utf-8")
    branches = re.findall(r"^([a-z |]+)\)$", script, re.MULTILINE)
    known = {word for branch in branches for word in branch.split(" | ")}
    assert known >= SCRIPT_COMMANDS | set(LINLI.list_commands(click.Context(LINLI)))


@PAGES
def test_every_setting_exists(page: Path) -> None:
    known = {field.upper() for field in Settings.model_fields}
    assert set(settings(page)) <= known


@PAGES
def test_every_file_that_is_named_exists(page: Path) -> None:
    for path in paths(page):
        assert is_in_the_project(path, page), path


def is_in_the_project(path: str, page: Path) -> bool:
    """Whether a path as documents write it leads to a file, from its page, the root or a room."""
    places = (
        page.parent,
        page.parent.parent,
        ROOT,
        *(folder for folder in ROOT.iterdir() if folder.is_dir()),
    )
    return any((place / path).exists() for place in places)


@PAGES
def test_no_machine_of_ours_is_named(page: Path) -> None:
    assert not MACHINE.search(words_of(page))


@PAGES
def test_every_example_runs(page: Path) -> None:
    for example in examples(page):
        exec(compile(example, name(page), "exec"), {})  # noqa: S102 (our own documents)


@pytest.mark.parametrize("image", sorted((ROOT / "docs/images").iterdir()), ids=name)
def test_pictures_are_small_and_used(image: Path) -> None:
    assert image.stat().st_size < LARGEST_IMAGE
    assert any(image.name in link for page in documents() for link in links(page))


def test_both_readmes_show_the_same_commands_settings_and_pictures() -> None:
    english, chinese = ROOT / "README.md", ROOT / "README.zh-CN.md"
    assert list(commands(english)) == list(commands(chinese))
    assert settings(english) == settings(chinese)
    assert examples(english) == examples(chinese)
    pictures = [
        [link for link in links(page) if link.endswith(".png")] for page in (english, chinese)
    ]
    assert pictures[0] == pictures[1] != []


def test_the_layers_are_those_that_are_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    assert "\n".join(f"    {layer}" for layer in layers) in read("docs/architecture.md")


def test_every_package_has_its_room_in_the_architecture() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = re.findall(r"^\| (`.+?) \|", read("docs/architecture.md"), re.MULTILINE)
    named = set(re.findall(r"`([\w.]+)/?`", " ".join(rooms)))
    assert named >= {*project["tool"]["mypy"]["packages"], "wsgi.py"} - {"wsgi"}


def test_every_class_of_the_glossary_exists() -> None:
    first = re.findall(r"^\| (`.+?) \|", read("docs/glossary.md"), re.MULTILINE)
    named = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b", " ".join(first)))
    source = "\n".join(
        file.read_text("utf-8")
        for folder in (
            "accounts",
            "bot",
            "cases",
            "community",
            "core",
            "duty",
            "faq",
            "handlers",
            "notices",
        )
        for file in (ROOT / folder).rglob("*.py")
    )
    missing = {word for word in named if not re.search(rf"^class {word}\b", source, re.MULTILINE)}
    assert named > {"Entry", "Case", "Message"}
    assert missing <= {"Role"}


def test_the_staff_manual_tells_each_step_as_the_workflow_has_it() -> None:
    lines = re.findall(
        r"^\| `(\w+)` \| (.+?) \| .+? \| (.+?) \|$", read("docs/staff.zh.md"), re.MULTILINE
    )
    told = {step: (word, note) for step, word, note in lines}
    assert told
    for step, (word, note) in told.items():
        rules = [rule for rule in RULES if rule.step == step]
        assert rules, step
        assert all(rule.word in word for rule in rules), step
        assert all(rule.needs_words == note.startswith("必写") for rule in rules), step
        assert all(rule.public == ("给居民" in note) for rule in rules), step
