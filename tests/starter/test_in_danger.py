"""What is said to whoever has just spoken of danger is short, and of dangers that there are."""

import re
from collections.abc import Callable
from typing import Any

Load = Callable[[str], dict[str, Any]]


def test_words_in_danger_are_short_and_of_known_dangers(load: Load) -> None:
    known = {group["key"] for group in load("community/starter/emergency.toml")["group"]}
    words = load("community/starter/in_danger.toml")["word"]
    known |= {word["becomes"] for word in words if "becomes" in word}
    assert len({word["key"] for word in words}) == len(words)
    for word in words:
        assert set(word) - {"dangers", "becomes"} == {"key", "forms", "reply"}
        assert set(word.get("dangers", ())) <= known
        assert all(len(text) <= 40 for text in re.split(r"[。！？\n]", word["reply"]))
