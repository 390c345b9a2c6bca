"""A form that changes a row: it carries the version that was read, and what is newer is shown."""

from dataclasses import dataclass
from typing import Any

from wtforms import Field, HiddenField

from web.console.forms import Form

LONGEST_NUMBER = 9
NEWER = "您填写的时候，别人先保存了。下面是不一样的地方；您写的还在，再点一次按钮就用您写的。"


@dataclass(frozen=True)
class Difference:
    """A field in which the row, as it stands now, differs from what was typed."""

    label: str
    theirs: str
    mine: str


class EditForm(Form):
    """The version is 0 for what has none; a service refuses it."""

    version = HiddenField(default="0")

    @property
    def version_read(self) -> int:
        """The version that stood on the page."""
        text = str(self.version.data)
        return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0

    def meet_newer(self, values: dict[str, Any]) -> list[Difference]:
        """Say that somebody was quicker: `values` are the row's by field, its version among them.

        What was typed stays; sent once more, it is meant.
        """
        self.version.data = str(values["version"])
        self.form_errors.append(NEWER)
        fields = [own for own in self if own.name in values and own.name != "version"]
        shown = [(own, _shown(own, values[own.name]), _shown(own, own.data)) for own in fields]
        return [Difference(own.label.text, a, b) for own, a, b in shown if a != b]


def _shown(own: Field, value: Any) -> str:
    """A value as the page would show it."""
    choices = getattr(own, "choices", None) or []
    names = {str(one.value): str(one.label).strip() for one in choices}
    if isinstance(value, list | tuple):
        return "、".join(names.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return names.get(str(value), str(value if value is not None else ""))
