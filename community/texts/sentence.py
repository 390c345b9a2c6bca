"""Sentences with named places to fill; an office may word any of them its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from core.errors import Invalid


@dataclass(frozen=True)
class Sentence:
    """A sentence the product says: its key, its default words, and what may be filled in."""

    key: str
    default: str

    @property
    def fields(self) -> frozenset[str]:
        """The names in braces."""
        return frozenset(fields_of(self.default))


def fields_of(template: str) -> list[str]:
    """The names in braces of a template, in order; raises ValueError when it is malformed."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def check_wording(sentence: Sentence, words: str) -> None:
    """Raises `Invalid` unless the office's words use exactly the sentence's own fields."""
    try:
        used = set(fields_of(words))
        plain = all(not spec and not how for _, _, spec, how in Formatter().parse(words))
    except ValueError:
        raise Invalid("text", "大括号没有成对。") from None
    if not plain:
        raise Invalid("text", "大括号里只能写占位符的名字。")
    for name in sorted(used ^ sentence.fields):
        fault = "少了" if name in sentence.fields else "不认识"
        raise Invalid("text", f"{fault}占位符 {{{name}}}。")


def is_usable(sentence: Sentence, words: str) -> bool:
    """Whether the words can be said in place of the sentence's own: an upgrade may have given it
    other places since they were written."""
    try:
        check_wording(sentence, words)
    except Invalid:
        return False
    return True


class Texts:
    """All sentences as this office words them."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._own = dict(own or {})

    def say(self, sentence: Sentence, **values: object) -> str:
        """The sentence with its places filled; raises KeyError for one left open."""
        template = self._own.get(sentence.key, sentence.default)
        return template.format_map({name: str(value) for name, value in values.items()})
