"""What is wrong with a story, or with the place where it is to be played."""

from simulator.errors import SimulatorError


class BadStory(SimulatorError):
    """A story that can't be read: file, line (1 is the first) and, in Chinese, what is expected."""

    def __init__(self, file: str, line: int, expected: str) -> None:
        super().__init__(f"{file} 第 {line} 行：{expected}")
        self.file = file
        self.line = line
        self.expected = expected


class CannotPlay(SimulatorError):
    """The stage can't do what the story asks for; the message says in Chinese what, and why."""
