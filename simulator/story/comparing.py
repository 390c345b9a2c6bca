"""What came back beside what had to: pure, and each difference one sentence."""

import re
from collections.abc import Mapping, Sequence

from simulator.story.model import Expected
from simulator.story.names import fill

_NUMBER = re.compile(r"(?<!\d)\d{8}-\d{4,}(?!\d)")
_CHOICE = re.compile(r"^\s*([1-9])\s*(\S.*)$", re.MULTILINE)


def differences(expected: Expected, came: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """What is not as it had to be; `came` are the texts of the messages, `known` the names."""
    words = "\n".join(came)
    found: list[str] = []
    if expected.nothing and came:
        found.append("不该有消息")
    if expected.something and not came:
        found.append("没有等到消息")
    if expected.count is not None and len(came) != expected.count:
        found.append(f"应有 {expected.count} 条消息，来了 {len(came)} 条")
    if expected.exact is not None and words != (exact := fill(expected.exact, known)):
        found.append(f"原文应是“{exact}”")
    for text in _filled(expected.contains, known):
        if text not in words:
            found.append(f"应含“{text}”")
    for text in _filled(expected.lacks, known):
        if text in words:
            found.append(f"不该含“{text}”")
    choices = [label for _, label in _CHOICE.findall(words)]
    for text in _filled(expected.choices, known):
        if not any(text in label for label in choices):
            found.append(f"选项里应有“{text}”")
    if expected.remember and number_in(came, known) is None:
        found.append("应有一个新的工单编号")
    return found


def number_in(came: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The one case number in the texts that is not known yet; None for none or several."""
    numbers = {number for text in came for number in _NUMBER.findall(text)}
    fresh = numbers - set(known.values())
    return fresh.pop() if len(fresh) == 1 else None


def _filled(texts: Sequence[str], known: Mapping[str, str]) -> list[str]:
    return [fill(text, known) for text in texts]
