"""YAML as a story file needs it: every value a text as it was typed, every node with its line."""

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from simulator.story.errors import BadStory

_LARGEST = 64 << 10
_DEEPEST = 8


class Reader:
    """Reads nodes of one file; whatever does not fit is a BadStory with the line."""

    def __init__(self, file: str) -> None:
        self.file = file

    def root(self, text: str) -> MappingNode:
        """The mapping that the file holds."""
        if len(text) > _LARGEST:
            raise BadStory(self.file, 1, f"一个故事最多 {_LARGEST} 个字")
        try:
            self._check(text)
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise BadStory(self.file, mark.line + 1 if mark else 1, _TYPING) from error
        except yaml.YAMLError as error:
            raise BadStory(self.file, 1, "文件里有不能用的字符") from error
        if not isinstance(node, MappingNode):
            raise BadStory(self.file, 1, "先写“故事：”，再写“人物：”和“经过：”")
        return node

    def _check(self, text: str) -> None:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise BadStory(self.file, line, "以 & 或 * 开头的内容要加引号")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise BadStory(self.file, line, "套得太深了")

    def wrong(self, node: Node, expected: str) -> BadStory:
        """The error of a node."""
        return BadStory(self.file, line_of(node), expected)

    def pairs(self, node: Node, expected: str) -> dict[str, tuple[Node, Node]]:
        """Key to (key node, value node) of a mapping, in order; no key twice."""
        if not isinstance(node, MappingNode):
            raise self.wrong(node, expected)
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            name = self.text(key, expected)
            if name in found:
                raise self.wrong(key, f"“{name}”写了两次")
            found[name] = (key, value)
        return found

    def items(self, node: Node, expected: str) -> list[Node]:
        """The nodes of a list with something in it."""
        if not isinstance(node, SequenceNode) or not node.value:
            raise self.wrong(node, expected)
        return list(node.value)

    def text(self, node: Node, expected: str) -> str:
        """The text of a scalar, as it was typed, not empty."""
        if not isinstance(node, ScalarNode) or not node.value.strip():
            raise self.wrong(node, expected)
        return _value(node)

    def maybe(self, node: Node, expected: str) -> str:
        """The same, and an empty one too."""
        if not isinstance(node, ScalarNode):
            raise self.wrong(node, expected)
        return "" if self.is_empty(node) else _value(node)

    def is_empty(self, node: Node) -> bool:
        """Whether nothing stands behind the colon."""
        return isinstance(node, ScalarNode) and not node.style and node.value in {"", "~", "null"}

    def texts(self, node: Node, expected: str) -> tuple[str, ...]:
        """One text, or a list of them."""
        if isinstance(node, SequenceNode):
            return tuple(self.text(each, expected) for each in self.items(node, expected))
        return (self.text(node, expected),)


def _value(node: ScalarNode) -> str:
    """A block of lines (`|`) ends with a line break that nobody meant."""
    text: str = node.value
    return text.rstrip("\n") if node.style in {"|", ">"} else text


def line_of(node: Node) -> int:
    """The line on which a node begins, the first one being 1."""
    return int(node.start_mark.line) + 1


_TYPING = (
    "这里的写法电脑读不懂：每行“- 名字说: 内容”，冒号后面空一格，"
    "内容里有“: ”或“ #”，或以符号开头时，整个内容加引号"
)
