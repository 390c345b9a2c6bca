"""What comes with the project is read once, and beforehand by who asks for that."""

from core.shipped import read_all, read_once


class Shelf:
    """Data that count how often they were read."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self) -> str:
        self.reads += 1
        return "what is there"


def test_data_are_read_at_their_first_use_and_kept() -> None:
    shelf = Shelf()
    data = read_once(shelf.read)
    assert shelf.reads == 0
    assert [data(), data()] == ["what is there"] * 2
    assert shelf.reads == 1


def test_all_is_read_beforehand() -> None:
    shelf = Shelf()
    data = read_once(shelf.read)
    read_all()
    data()
    assert shelf.reads == 1
