"""A story as it went: the dialogue line by line, and where it differs from what was written."""

from dataclasses import dataclass, field

NOTE, SENT, CAME, DIFFERS = "note", "sent", "came", "differs"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the dialogue: `kind` is NOTE, SENT, CAME (`by` itself or as reply) or DIFFERS."""

    kind: str
    line: int
    who: str
    text: str
    by: str = ""


@dataclass(slots=True)
class Telling:
    """Everything that was said, in order; `is_right` when nothing differs."""

    title: str
    told: list[Told] = field(default_factory=list)

    def add(self, kind: str, line: int, who: str, text: str, by: str = "") -> None:
        """Adds a line."""
        self.told.append(Told(kind, line, who, text, by))

    @property
    def differences(self) -> list[Told]:
        """The lines that say what differs."""
        return [each for each in self.told if each.kind == DIFFERS]

    @property
    def is_right(self) -> bool:
        """Whether everything came back that had to."""
        return not self.differences

    def __str__(self) -> str:
        return "\n".join([f"故事：{self.title}", "", *(_line(each) for each in self.told)])


_BY = {"service": "主动发来", "notice": "订阅通知", "line": "系统提示"}


def _line(told: Told) -> str:
    if told.kind == DIFFERS:
        return f"  ✗ 第 {told.line} 行，{told.who}：{told.text}"
    if told.kind == SENT:
        return f"{told.who}：{_indented(told.text)}"
    if told.kind == CAME:
        by = f"（{_BY[told.by]}）" if told.by in _BY else ""
        return f"    → {told.who}{by}：{_indented(told.text, 6)}"
    return f"—— {told.text} ——"


def _indented(text: str, spaces: int = 2) -> str:
    return text.replace("\n", "\n" + " " * spaces)
