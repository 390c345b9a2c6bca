"""`./run bench subjects`: how the shipped guesses do on sentences they were not learned from."""

from benchmarks.subjects.fit import shipped, tell
from benchmarks.subjects.sentences import HELD, by_writer


def main() -> None:
    tell("held", shipped(), by_writer()[HELD])


if __name__ == "__main__":
    main()
