"""Playing a story on a stage: everybody does their part, and what comes back is compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.chat import HANDED_OVER, LINE, UNASKED
from simulator.errors import BadAction
from simulator.person import words_of
from simulator.story.comparing import differences, number_in
from simulator.story.errors import CannotPlay
from simulator.story.model import (
    Does,
    Expected,
    Hears,
    Message,
    Operate,
    Sign,
    Step,
    Story,
    Together,
    Wait,
)
from simulator.story.names import derived, fill
from simulator.story.performing import perform, shown, sign
from simulator.story.stage import Stage
from simulator.story.telling import CAME, DIFFERS, NOTE, SENT, Telling


def play(story: Story, stage: Stage) -> Telling:
    """How the story went on this stage. Raises CannotPlay when the stage can't tell it at all."""
    stage.begin(story.starts_at, story.abilities)
    return _Play(story, stage).run()


class _Play:
    """One performance: who is who, what is remembered, what has not been looked at yet."""

    def __init__(self, story: Story, stage: Stage) -> None:
        self._story, self._stage, self._phone = story, stage, stage.phone
        self._openids: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self._unheard: dict[str, list[Mapping[str, Any]]] = {}
        self._telling = Telling(story.title)

    def run(self) -> Telling:
        for name, scene in self._story.people.items():
            self._openids[name] = self._stage.arrive(name)
            self._seen[name], self._unheard[name] = 0, []
            if scene is not None:
                self._do(Does(0, name, (Message("follow", {"scene": scene}),), Expected()))
        for step in self._story.steps:
            try:
                self._take(step)
            except CannotPlay as error:
                self._telling.add(DIFFERS, step.line, "故事停在这里", str(error))
                break
        return self._telling

    def _take(self, step: Step) -> None:
        if isinstance(step, Does):
            self._do(step)
        elif isinstance(step, Together):
            self._do(*step.parts)
        elif isinstance(step, Wait):
            self._telling.add(NOTE, step.line, "", f"过了 {step.words}")
            self._stage.wait(step.seconds)
        elif isinstance(step, Operate):
            self._operate(step)
        elif isinstance(step, Sign):
            self._telling.add(NOTE, step.line, "", "客服上线" if step.online else "客服下线")
            sign(self._phone, online=step.online)
        if isinstance(step, Hears):
            self._stage.settle(lambda: self._is_heard(step))
            self._hear(step)
        else:
            self._stage.settle(lambda: True)
            self._look()

    def _operate(self, step: Operate) -> None:
        deed, note = fill(step.deed, self._known), fill(step.note, self._known)
        self._telling.add(SENT, step.line, "工作人员", f"{deed}（{note}）" if note else deed)
        self._stage.operate(deed, note)

    def _do(self, *parts: Does) -> None:
        """Everything is sent before the first reply is waited for."""
        started = [(part, self._start_all(part)) for part in parts]
        for part, exchanges in started:
            seen = [item for each in exchanges if each for item in self._phone.end(each)["seen"]]
            for item in seen:
                self._came(part.line, part.who, item)
            self._compare(part.line, part.who, part.expected, seen)

    def _start_all(self, part: Does) -> list[int]:
        """The exchanges' ids, in the order of the messages."""
        started: list[int] = []
        for message in part.messages:
            if started:
                self._stage.breathe()
            started.append(self._start(part, message))
        return started

    def _start(self, part: Does, message: Message) -> int:
        """The exchange's id, 0 when there is none or the phone refused."""
        values = {name: fill(value, self._known) for name, value in message.values.items()}
        self._telling.add(SENT, part.line, part.who, shown(message.action, values))
        try:
            return perform(self._phone, self._openids[part.who], message.action, values)
        except BadAction as error:
            self._telling.add(DIFFERS, part.line, part.who, str(error))
            return 0

    def _look(self) -> None:
        """What has come by itself is told when it comes, and compared when somebody looks."""
        for name, openid in self._openids.items():
            for item in self._phone.items(openid, self._seen[name]):
                self._seen[name] = max(self._seen[name], item["seq"])
                if item["via"] in UNASKED:
                    self._unheard[name].append(item)
                    self._came(0, name, item)

    def _is_heard(self, step: Hears) -> bool:
        """Whether nothing more has to come; that nothing comes, only time can tell."""
        self._look()
        came = [words_of(item) for item in self._unheard[step.who]]
        return not step.expected.nothing and not differences(step.expected, came, self._known)

    def _hear(self, step: Hears) -> None:
        self._look()
        items, self._unheard[step.who] = self._unheard[step.who], []
        for item in items:
            if step.via and item["via"] != step.via:
                self._telling.add(DIFFERS, step.line, step.who, f"来的是{_VIA[item['via']]}")
        self._compare(step.line, step.who, step.expected, items)

    def _came(self, line: int, who: str, item: Mapping[str, Any]) -> None:
        self._telling.add(CAME, line, who, words_of(item), item["via"])

    def _compare(
        self, line: int, who: str, expected: Expected, items: Sequence[Mapping[str, Any]]
    ) -> None:
        came = [words_of(item) for item in items if item["via"] != LINE or item["kind"] == "text"]
        if any(item["via"] == LINE and item["kind"] == "text" for item in items):
            self._telling.add(DIFFERS, line, who, "微信显示公众号出了故障")
        if expected.handed_over and not any(item["kind"] == HANDED_OVER for item in items):
            self._telling.add(DIFFERS, line, who, "没有转给人工客服")
        for sentence in differences(expected, came, self._known):
            self._telling.add(DIFFERS, line, who, sentence)
        if expected.remember and (number := number_in(came, self._known)):
            self._known.update(derived(expected.remember, number))


_VIA = {"service": "客服消息", "notice": "订阅通知"}
