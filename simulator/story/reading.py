"""Reading a story file: pure, and every mistake told with its line and what is expected there."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from yaml import Node, ScalarNode

from simulator.account import SPECIAL
from simulator.story import words
from simulator.story.expectations import read_expected
from simulator.story.model import Does, Hears, Message, Operate, Sign, Step, Story, Together, Wait
from simulator.story.names import Names
from simulator.story.nodes import Reader, line_of
from simulator.story.words import Needs, Verb

DEFAULT_START = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - a Monday, in office hours
_WAIT = re.compile(r"(\d{1,4}) *(" + "|".join(words.UNITS) + ")")
_PLAY = "每一步写成“- 名字说: 内容”，冒号是英文的，后面空一格"
_BURST = "连发写成 [第一条, {照片: }, …]，照片可换成" + "、".join(words.SENT)


def read_story(text: str, file: str) -> Story:
    """The story in a file's text; `file` is its name in errors. Raises BadStory."""
    return _Reading(file).story(text)


class _Reading:
    """One file being read, and the names that are known so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._reader = Reader(file)
        self._names = Names(self._reader)

    def story(self, text: str) -> Story:
        root = self._reader.root(text)
        head = self._reader.pairs(root, _PLAY)
        self._only(head, words.HEAD)
        for name in (words.TITLE, words.PEOPLE, words.STEPS):
            if name not in head:
                raise self._reader.wrong(root, f"少了“{name}:”")
        if words.ABOUT in head:
            self._reader.text(head[words.ABOUT][1], "“说明”后面写一段话")
        people = self._people(head[words.PEOPLE][1])
        return Story(
            file=self._file,
            title=self._reader.text(head[words.TITLE][1], "“故事”后面写一句话"),
            people=people,
            abilities=self._abilities(head),
            backends=self._backends(head),
            starts_at=self._start(head),
            steps=tuple(self._steps(head[words.STEPS][1])),
            pack=self._pack(head),
        )

    # The head

    def _people(self, node: Node) -> dict[str, str | None]:
        expected = "“人物”下面每行一个名字：“名字: 扫的码”，没扫码就空着，没关注写“未关注”"
        people: dict[str, str | None] = {}
        for name, (key, value) in self._reader.pairs(node, expected).items():
            if "$" in name or name in {words.TOGETHER, words.WAIT, words.OPERATOR, words.AGENTS}:
                raise self._reader.wrong(key, f"“{name}”不能当名字")
            scene = self._reader.maybe(value, expected)
            people[name] = None if scene == words.NOT_FOLLOWING else scene
        self._names.people = tuple(people)
        return people

    def _abilities(self, head: Mapping[str, tuple[Node, Node]]) -> frozenset[str] | None:
        if words.ABILITIES not in head:
            return None
        node = head[words.ABILITIES][1]
        expected = f"“能力”写 全部、无，或 {' '.join(sorted(SPECIAL))} 中的几个"
        named = self._reader.text(node, expected)
        if named in {words.EVERYTHING, words.NO_ABILITY}:
            return SPECIAL if named == words.EVERYTHING else frozenset()
        found = frozenset(named.replace("、", " ").replace(",", " ").split())
        if found - SPECIAL:
            raise self._reader.wrong(node, expected)
        return found

    def _backends(self, head: Mapping[str, tuple[Node, Node]]) -> tuple[str, ...]:
        if words.BACKENDS not in head:
            return ()
        return self._reader.texts(head[words.BACKENDS][1], "“后端”写数据库的名字")

    def _start(self, head: Mapping[str, tuple[Node, Node]]) -> datetime:
        if words.START not in head:
            return DEFAULT_START
        node = head[words.START][1]
        expected = "“开始”写成 2026-11-23 10:00"
        try:
            return datetime.strptime(self._reader.text(node, expected), "%Y-%m-%d %H:%M")  # noqa: DTZ007
        except ValueError as error:
            raise self._reader.wrong(node, expected) from error

    def _pack(self, head: Mapping[str, tuple[Node, Node]]) -> str:
        if words.PACK not in head:
            return words.PACKS["社区"]
        node = head[words.PACK][1]
        expected = f"“示例”写 {' 或 '.join(words.PACKS)}"
        named = self._reader.text(node, expected)
        if named not in words.PACKS:
            raise self._reader.wrong(node, expected)
        return words.PACKS[named]

    # The steps

    def _steps(self, node: Node) -> Iterable[Step]:
        for each in self._reader.items(node, f"“经过”下面至少一步。{_PLAY}"):
            yield self._step(each)

    def _step(self, node: Node) -> Step:
        pairs = self._reader.pairs(node, _PLAY)
        name, (key, value) = next(iter(pairs.items()), ("", (node, node)))
        rest = {word: pair for word, pair in pairs.items() if word != name}
        if name == words.TOGETHER:
            self._only(rest, ())
            return self._together(node, value)
        if name == words.WAIT:
            self._only(rest, ())
            return self._wait(node, value)
        if name == words.AGENTS:
            self._only(rest, ())
            return self._sign(node, value)
        if name == words.OPERATOR:
            self._only(rest, (words.NOTE,))
            return self._operate(node, value, rest)
        return self._of_a_person(key, value, rest)

    def _of_a_person(
        self, key: Node, value: Node, rest: Mapping[str, tuple[Node, Node]]
    ) -> Does | Hears:
        who, word = self._names.split(key)
        if word == words.NOT_HEARD:
            self._only(rest, ())
            nothing = read_expected(self._reader, self._names, {words.NOTHING: (key, value)})
            return Hears(line_of(key), who, "", nothing)
        if word in words.HEARD:
            self._only(rest, words.EXPECTED)
            own = {words.CONTAINS: (key, value), **rest}
            heard = read_expected(self._reader, self._names, own)
            return Hears(line_of(key), who, words.HEARD[word], heard)
        self._only(rest, words.EXPECTED)
        messages = self._messages(word, value)
        expected = read_expected(self._reader, self._names, rest)
        return Does(line_of(key), who, messages, expected)

    def _messages(self, word: str, value: Node) -> tuple[Message, ...]:
        if word == words.BURST:
            return tuple(self._one(each) for each in self._reader.items(value, _BURST))
        return (self._message(next(each for each in words.VERBS if each.word == word), value),)

    def _one(self, node: Node) -> Message:
        if isinstance(node, ScalarNode):
            return self._message(words.VERBS[0], node)
        pairs = self._reader.pairs(node, _BURST)
        if len(pairs) != 1 or not pairs.keys() <= words.SENT.keys():
            raise self._reader.wrong(node, _BURST)
        (name, (_, value)) = next(iter(pairs.items()))
        return self._message(words.SENT[name], value)

    def _message(self, verb: Verb, value: Node) -> Message:
        expected = f"“{verb.word}”{verb.needs.value}"
        if verb.needs is Needs.WORDS:
            return verb.make(self._names.check(value, self._reader.text(value, expected)))
        found = self._reader.maybe(value, expected)
        if found and verb.needs is Needs.NOTHING:
            raise self._reader.wrong(value, expected)
        return verb.make(self._names.check(value, found))

    def _together(self, node: Node, value: Node) -> Together:
        parts: list[Does] = []
        for each in self._reader.items(value, f"“同时”下面写几步。{_PLAY}"):
            step = self._step(each)
            if not isinstance(step, Does):
                raise self._reader.wrong(each, "“同时”里只能写人物做的事")
            parts.append(step)
        return Together(line_of(node), tuple(parts))

    def _wait(self, node: Node, value: Node) -> Wait:
        expected = "“过”写成 40 分钟、3 小时 或 2 天"
        said = self._reader.text(value, expected)
        if not (found := _WAIT.fullmatch(said)):
            raise self._reader.wrong(value, expected)
        return Wait(line_of(node), int(found[1]) * words.UNITS[found[2]], said)

    def _operate(self, node: Node, value: Node, rest: Mapping[str, tuple[Node, Node]]) -> Operate:
        deed = self._names.check(value, self._reader.text(value, "“工作人员”后面写做什么"))
        note = ""
        if words.NOTE in rest:
            noted = rest[words.NOTE][1]
            note = self._names.check(noted, self._reader.text(noted, "“备注”要写内容"))
        return Operate(line_of(node), deed, note)

    def _sign(self, node: Node, value: Node) -> Sign:
        expected = f"“{words.AGENTS}”写 {words.ONLINE} 或 {words.OFFLINE}"
        said = self._reader.text(value, expected)
        if said not in {words.ONLINE, words.OFFLINE}:
            raise self._reader.wrong(value, expected)
        return Sign(line_of(node), said == words.ONLINE)

    def _only(self, pairs: Mapping[str, tuple[Node, Node]], known: Iterable[str]) -> None:
        for name, (key, _) in pairs.items():
            if name not in known:
                may = f"，这里可以写{'、'.join(known)}" if known else ""
                raise self._reader.wrong(key, f"不认识“{name}”{may}")
