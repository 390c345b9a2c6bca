"""Forms as somebody finds them on pages, and fills every field of them with the same words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

OF_WORDS = {"text", "search", "email", "tel", "url", "password", ""}
NOT_SENT = {"submit", "reset", "button", "image"}


@dataclass
class Field:
    """What is sent under a name: a kind (tag or type), the value it has, what can be chosen."""

    name: str
    kind: str
    value: str
    choices: list[str] = field(default_factory=list)

    def filled(self, words: str) -> str:
        """Words where words can be written, else the last choice, else what stands there."""
        if self.kind == "textarea" or self.kind in OF_WORDS:
            return words
        return self.choices[-1] if self.choices else self.value


@dataclass
class FoundForm:
    """A form that posts: where to, its fields, and the names and values of its buttons."""

    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def names(self) -> set[str]:
        """The names that it sends."""
        return {one.name for one in self.fields} | {name for name, _ in self.buttons}

    def sent(self, words: str) -> Iterator[dict[str, list[str]]]:
        """What it sends when it is filled with these words, once for each of its buttons."""
        given: dict[str, list[str]] = {}
        for one in self.fields:
            if one.name != "csrf_token":
                given.setdefault(one.name, []).append(one.filled(words))
        for name, value in self.buttons or [("", "")]:
            yield {**given, **({name: [value]} if name else {})}


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.forms: dict[str, FoundForm] = {}
        self.links: list[str] = []
        self._path, self._here, self._choosing = path, "", Field("", "", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up forms, their fields and links."""
        own = {name: value or "" for name, value in attrs}
        if tag == "form" and own.get("method", "").lower() == "post":
            self._here = own.get("id") or f"form {len(self.forms)}"
            self._form(self._here).action = own.get("action") or self._path
        elif tag == "a":
            self.links.append(own.get("href", ""))
        elif tag == "option" and own.get("value"):
            self._choosing.choices.append(own["value"])
        elif tag in {"input", "textarea", "select", "button"} and own.get("name"):
            self._take(tag, own)

    def handle_endtag(self, tag: str) -> None:
        """Note that a form has ended."""
        if tag == "form":
            self._here = ""

    def _form(self, key: str) -> FoundForm:
        return self.forms.setdefault(key, FoundForm(""))

    def _take(self, tag: str, own: dict[str, str]) -> None:
        key = own.get("form") or self._here
        kind = own.get("type", "") if tag == "input" else tag
        if not key or kind in NOT_SENT or "disabled" in own:
            return
        if tag == "button":
            self._form(key).buttons.append((own["name"], own.get("value", "")))
            return
        self._choosing = Field(own["name"], kind, own.get("value", ""))
        self._form(key).fields.append(self._choosing)


def read(html: str, path: str) -> tuple[list[FoundForm], list[str]]:
    """The forms of a page that post, and the addresses it links to."""
    reader = _Reader(path)
    reader.feed(html)
    return [form for form in reader.forms.values() if form.action], reader.links
