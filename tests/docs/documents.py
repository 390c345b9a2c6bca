"""The project's documents as tests read them: links, commands, paths, settings, headings."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "",
    "docs",
    "benchmarks",
    "benchmarks/matching",
    "tests/bot/vectors",
    "web/console",
    "web/static/vendor",
)

# Folders below DATA_DIR.
OF_DATA = {"media/", "verify/"}

_CODE = re.compile(r"```.*?```|(?:^(?: {4}|\t)[^\n]*\n?)+|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"\./run((?: [a-z][a-z-]*\b(?![/.=]))*)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(r"^(?: {4,}|\t)(?:- )?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|md|lock|conf)))`")


def documents() -> list[Path]:
    """Every page written for people."""
    return [page for folder in FOLDERS for page in sorted((ROOT / folder).glob("*.md"))]


def name(page: Path) -> str:
    """How a test calls a page."""
    return page.relative_to(ROOT).as_posix()


def words_of(page: Path) -> str:
    """The whole text."""
    return page.read_text("utf-8")


def links(page: Path) -> list[str]:
    """Where its links and images lead, code apart."""
    return _LINK.findall(_CODE.sub("", words_of(page)))


def anchors(page: Path) -> set[str]:
    """What can be linked to within it: each heading as code forges write it in addresses."""
    text = re.sub(r"^```.*?^```", "", words_of(page), flags=re.MULTILINE | re.DOTALL)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind each `./run` in its code, up to an argument or two spaces."""
    for code in _CODE.findall(words_of(page)):
        yield from (found.split() for found in _COMMAND.findall(code))


def examples(page: Path) -> list[str]:
    """Its Python."""
    return _FENCE.findall(words_of(page))


def settings(page: Path) -> list[str]:
    """The settings that its code gives values to."""
    return _SETTING.findall(words_of(page))


def paths(page: Path) -> list[str]:
    """The files and folders of this project that it names in code type, not those of its data."""
    found = _PATH.findall(words_of(page))
    return [path for path in found if not path.startswith("DATA_DIR") and path not in OF_DATA]
