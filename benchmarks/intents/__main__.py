"""`./run bench intents`: how the shipped guesses and cuts do on what they were not learned from."""

from benchmarks.intents import fit, fit_parts
from benchmarks.intents.sentences import held_messages


def main() -> None:
    fit.tell_all(fit.shipped())
    fit_parts.tell("held", fit_parts.shipped(), held_messages())


if __name__ == "__main__":
    main()
