"""`./run bench matching [FOLDER]`: the matcher beside its peers; README.md explains the columns."""

import time
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.matching.civic_sets import read_test
from benchmarks.matching.peers import PEERS, Ask, Peer, is_installed
from benchmarks.matching.situations import Situation, read_sets
from faq import measures
from faq.evaluation_rows import QueryRow
from faq.matching.thresholds import thresholds

HEAD = ("hit@1", "±", "hit@3", "cov95", "+adv", "right", "given", "ms", "p99 ms")
PARTS = ("develop", "final")


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--civic", type=click.Choice(["develop", "final", "both"]), default="develop")
@click.option("--most", default=1000, show_default=True, help="questions asked of a set")
def main(folders: tuple[Path, ...], civic: str, most: int) -> None:
    """Every set of FOLDERS (kb.tsv, queries.tsv) and the project's civic questions."""
    parts = PARTS if civic == "both" else (civic,)
    sets = [one for folder in folders for one in read_sets(folder)]
    sets += [read_test(part) for part in parts]
    for peer in PEERS:
        if not is_installed(peer):
            click.echo(f"absent: {peer.name} (benchmarks/matching/requirements.txt)")
    for one in sets:
        entries = len({entry_id for entry_id, _ in one.knowledge})
        click.echo(f"\n{one.name}: {entries} entries, {min(most, len(one.queries))} questions")
        click.echo(f"{'':<20}" + "".join(f"{name:>8}" for name in HEAD))
        for peer in filter(is_installed, PEERS):
            values = measure(peer, one, most)
            cells = "".join(f"{'–' if value is None else f'{value:.3f}':>8}" for value in values)
            click.echo(f"{peer.name:<20}{cells}")


def measure(peer: Peer, situation: Situation, most: int) -> list[float | None]:
    """The values of `HEAD` for one peer and one set; None where a peer has no such thing."""
    ask = peer.build(situation.knowledge)
    rows = situation.queries[:most]
    judged = [_judge(ask, row) for row in rows]
    known = [place for row, (_, place, _) in zip(rows, judged, strict=True) if row.entry_id]
    hit = sum(place == 1 for place in known) / len(known)
    natural = [one for row, one in zip(rows, judged, strict=True) if row.kind != "hard"]
    spent = [ms for _, _, ms in judged]
    return [
        hit,
        1.96 * (hit * (1 - hit) / len(known)) ** 0.5,
        sum(1 <= place <= 3 for place in known) / len(known),
        _coverage(natural, len(known)),
        _coverage(judged, len(known)),
        *(_at_threshold(natural, len(known)) if peer is PEERS[0] else (None, None)),
        measures.quantile(spent, 0.5),
        measures.quantile(spent, 0.99),
    ]


Judged = tuple[float, int, float]
"""Score of the first answer, place of the right one (0: not found), milliseconds."""


def _judge(ask: Ask, row: QueryRow) -> Judged:
    began = time.perf_counter()
    found = ask(row.query)
    spent = (time.perf_counter() - began) * 1000
    ids = [entry_id for entry_id, _ in found]
    place = ids.index(row.entry_id) + 1 if row.entry_id in ids else 0
    return (found[0][1] if found else 0.0), place, spent


def _coverage(judged: Sequence[Judged], known: int) -> float:
    right = [place == 1 for _, place, _ in judged]
    found = measures.best_threshold([score for score, _, _ in judged], right, 0.95)
    return (found[1] if found else 0) / known


def _at_threshold(judged: Sequence[Judged], known: int) -> tuple[float, float]:
    """Of the answers given at the shipped threshold the share that is right; of all, answered."""
    least = thresholds(0.05).answer
    given = [place == 1 for score, place, _ in judged if score >= least]
    return sum(given) / max(len(given), 1), sum(given) / known


if __name__ == "__main__":
    main()
