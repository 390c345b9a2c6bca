"""Sentences that are labelled by hand: a line of `label | one / another` for each label."""

from pathlib import Path


def read_labelled(file: Path) -> list[tuple[str, str]]:
    """(label, sentence) of a file."""
    lines = file.read_text("utf-8").splitlines()
    split = [line.split(" | ") for line in lines if not line.startswith("#")]
    return [(label, text.strip()) for label, texts in split for text in texts.split(" / ")]
