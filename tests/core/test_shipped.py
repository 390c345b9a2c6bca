"""What comes with the project is read once, and beforehand by who asks for that."""

from core.shipped import read_all, read_once


def test_data_is_read_at_its_first_use_and_kept() -> None:
    reads = []
    data = read_once(lambda: reads.append("read") or len(reads))
    assert reads == []
    assert [data(), data()] == [1, 1]


def test_all_is_read_beforehand() -> None:
    reads = []
    data = read_once(lambda: reads.append("read"))
    read_all()
    data()
    assert reads == ["read"]
