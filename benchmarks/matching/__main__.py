"""`./run bench matching [FOLDER]`: the matcher beside its peers; README.md explains the columns."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.matching import goals
from benchmarks.matching.civic_sets import read_strangers, read_test
from benchmarks.matching.cross import ERROR_TARGET, Fitted, cross, family, served
from benchmarks.matching.fitting import Models, judge_situation
from benchmarks.matching.peers import PEERS, Peer, is_installed
from benchmarks.matching.reliability import draw
from benchmarks.matching.report import Judged
from benchmarks.matching.situations import Situation, read_sets
from benchmarks.matching.values import Values, values
from faq.matching.thresholds import thresholds
from faq.matching.weights import OF_ENTRY, OF_ORDER, OF_PHRASING

HEAD = ("hit@1", "±", "hit@3", "cov95", "+adv", "right", "given", "ms")
PARTS = ("develop", "final")
SHIPPED = Fitted(Models(OF_PHRASING, OF_ORDER, OF_ENTRY), thresholds(ERROR_TARGET).answer)
OURS, OTHERS = PEERS[0], PEERS[1:]


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--civic", type=click.Choice(["develop", "final", "both"]), default="develop")
@click.option("--most", default=1000, show_default=True, help="questions asked of a set")
@click.option("--picture", default="reliability.svg", type=click.Path(path_type=Path))
@click.option("--shipped", is_flag=True, help="the weights as they are, although fitted to FOLDERS")
@click.option("--peers/--no-peers", default=True)
def main(
    folders: tuple[Path, ...], civic: str, most: int, picture: Path, shipped: bool, peers: bool
) -> None:
    """Every set of FOLDERS (kb.tsv, queries.tsv) and the project's civic questions."""
    others = [peer for peer in OTHERS if peers and is_installed(peer)]
    for peer in OTHERS:
        if not is_installed(peer):
            click.echo(f"absent: {peer.name} (benchmarks/matching/requirements.txt)")
    judged: dict[str, list[Judged]] = {}
    for folder in folders:
        crossed = cross(folder) if served(folder) and not shipped else {}
        click.echo(f"\n{folder}: " + ("cross-validated by set" if crossed else "shipped weights"))
        judged |= _show_folder(folder, crossed, others, most)
    parts = PARTS if civic == "both" else (civic,)
    for one in [read(part) for part in parts for read in (read_test, read_strangers)]:
        judged[one.name], found = _show(one, SHIPPED, others)
        _print_goals(
            [
                goals.Goal(f"{one.name}: hit@1", f"{found.hit1:.3f}", "", ""),
                goals.Goal(f"{one.name}: hit@3", f"{found.hit3:.3f}", "", ""),
                goals.Goal(f"{one.name}: cov95", f"{found.cov95:.3f}", "", ""),
            ]
        )
    picture.write_text(draw(judged), "utf-8")
    click.echo(f"\nreliability diagram: {picture}")


def _show_folder(
    folder: Path, crossed: dict[str, Fitted], others: Sequence[Peer], most: int
) -> dict[str, list[Judged]]:
    judged: dict[str, list[Judged]] = {}
    found: dict[str, Values] = {}
    for whole in read_sets(folder):
        one = _sampled(whole, most)
        fitted = crossed.get(family(one.name), SHIPPED)
        judged[one.name], found[one.name] = _show(one, fitted, others)
        if one.name == "mix_10k" and served(folder):
            found["mix_100k"] = goals.hundred_thousand(folder, fitted, most // 2)
    _print_goals(goals.of_sets(found))
    for whole in read_sets(folder):
        if whole.name.endswith("_1k"):
            _print_goals(goals.of_wear(whole, crossed.get(family(whole.name), SHIPPED)))
    _print_goals(goals.of_scale(folder))
    return judged


def _sampled(whole: Situation, most: int) -> Situation:
    chance = random.Random(1)  # noqa: S311 (sampling, no secret)
    if len(whole.queries) <= most:
        return whole
    return replace(whole, queries=chance.sample(whole.queries, most))


def _show(one: Situation, fitted: Fitted, others: Sequence[Peer]) -> tuple[list[Judged], Values]:
    """Print the table of one set: ours and the peers'."""
    entries = len({entry_id for entry_id, _ in one.knowledge})
    click.echo(f"\n{one.name}: {entries} entries, {len(one.queries)} questions")
    click.echo(f"{'':<20}" + "".join(f"{name:>8}" for name in HEAD))
    judged = judge_situation(one, fitted.models)
    found = values(judged, fitted.answer)
    _, spent = ask(OURS, one)
    _print_line(OURS.name, found, spent)
    for peer in others:
        told, spent = ask(peer, one)
        _print_line(peer.name, values(told, None), spent)
    return judged, found


def ask(peer: Peer, situation: Situation) -> tuple[list[Judged], float]:
    """What a peer makes of a set, and its mean milliseconds for a question."""
    answer = peer.build(situation.knowledge)
    judged = []
    began = time.perf_counter()
    for row in situation.queries:
        found = answer(row.query)
        ids = [entry_id for entry_id, _ in found]
        place = ids.index(row.entry_id) + 1 if row.entry_id in ids else 0
        score = found[0][1] if found else 0.0
        judged.append(Judged(situation.name, row.kind, True, bool(row.entry_id), score, place))
    return judged, (time.perf_counter() - began) * 1000 / max(len(judged), 1)


def _print_line(name: str, found: Values, spent: float) -> None:
    cells = "".join(f"{'–' if one is None else f'{one:.3f}':>8}" for one in (*found, spent))
    click.echo(f"{name:<20}{cells}")


def _print_goals(rows: Iterable[goals.Goal]) -> None:
    for number, row in enumerate(rows):
        if not number:
            click.echo(f"\n{'':<52}{'here':>8}{'reach':>9}{'beyond':>9}")
        click.echo(f"{row.measure:<52}{row.found:>8}{row.reach:>9}{row.beyond:>9}")


if __name__ == "__main__":
    main()
