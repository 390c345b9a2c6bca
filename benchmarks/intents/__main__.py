"""`./run bench intents`: how the shipped guesses and cuts do on what they were not learned from."""

from benchmarks.intents import fit, fit_parts
from benchmarks.intents.sentences import conversations, held_messages


def main() -> None:
    fit.tell_all(fit.shipped())
    fit_parts.tell("held", fit_parts.shipped(), held_messages())
    fit_parts.tell("conversations", fit_parts.shipped(), conversations())


if __name__ == "__main__":
    main()
