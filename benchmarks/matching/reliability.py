"""The reliability diagram: of the answers given with a confidence, how many are right."""

from collections.abc import Mapping, Sequence

from benchmarks.matching.report import Judged

BINS = 10
SIDE, EDGE = 360, 44
COLOURS = ("#1f6feb", "#b35900", "#1a7f37", "#8250df")


def bins(judged: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of questions of each bin that has any."""
    groups: dict[int, list[Judged]] = {}
    for one in judged:
        groups.setdefault(min(int(one.confidence * BINS), BINS - 1), []).append(one)
    return [
        (
            sum(one.confidence for one in group) / len(group),
            sum(one.place == 1 for one in group) / len(group),
            len(group),
        )
        for _, group in sorted(groups.items())
    ]


def draw(sets: Mapping[str, Sequence[Judged]]) -> str:
    """An SVG picture with a line for each set; on the diagonal confidence means what it says."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 2 * EDGE + 120} '
        f'{SIDE + 2 * EDGE}" font-family="sans-serif" font-size="12">',
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<path d="M{_at(0, 0)}L{_at(1, 1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{EDGE}" y="{SIDE + 2 * EDGE - 8}">confidence, 0 to 1</text>',
        f'<text x="{EDGE}" y="{EDGE - 12}">share right, 0 to 1; dots grow with the number</text>',
    ]
    for number, (name, judged) in enumerate(sets.items()):
        parts += _line(name, bins(judged), COLOURS[number % len(COLOURS)], number)
    return "\n".join([*parts, "</svg>\n"])


def _line(
    name: str, points: Sequence[tuple[float, float, int]], colour: str, number: int
) -> list[str]:
    path = "L".join(_at(confidence, right) for confidence, right, _ in points)
    most = max((count for _, _, count in points), default=1)
    dots = [
        f'<circle cx="{_at(confidence, right).split(",")[0]}" '
        f'cy="{_at(confidence, right).split(",")[1]}" r="{2 + 5 * count / most:.1f}" '
        f'fill="{colour}"/>'
        for confidence, right, count in points
    ]
    x, y = SIDE + EDGE + 12, EDGE + 16 + 18 * number
    label = f'<text x="{x}" y="{y}" fill="{colour}">{name}</text>'
    return [f'<path d="M{path}" fill="none" stroke="{colour}"/>', *dots, label]


def _at(across: float, up: float) -> str:
    return f"{EDGE + across * SIDE:.1f},{EDGE + (1 - up) * SIDE:.1f}"
