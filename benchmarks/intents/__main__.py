"""`./run bench intents`: how the shipped guesses do on sentences they were not learned from."""

from benchmarks.intents.fit import shipped, tell_all


def main() -> None:
    tell_all(shipped())


if __name__ == "__main__":
    main()
