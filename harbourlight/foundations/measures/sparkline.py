"""A line of thirteen months as small as a word: SVG made on the server, with its figures as text."""

from collections.abc import Sequence
from html import escape

from .arithmetic import Number, printed
from .months import Month

WIDTH, HEIGHT, EDGE = 90, 26, 4


def sparkline(numbers: Sequence[Number], unit: str, months: Sequence[Month | str]) -> str:
    """Return the SVG of a series; missing months are gaps, the last month is a dot. Periods come with their names."""
    present = [number for number in numbers if number is not None]
    if not present:
        return ""
    least, most = min(present), max(present)
    points = places(numbers, least, most)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in run)}" '
        f'fill="none" stroke="currentColor" stroke-width="1.5"/>'
        for run in runs(points)
        if len(run) > 1
    )
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1.5" fill="currentColor"/>' for x, y in lonely(points))
    last = points[-1]
    end = f'<circle cx="{last[0]}" cy="{last[1]}" r="3" fill="currentColor"/>' if last else ""
    words = escape(in_words(numbers, unit, months, least, most))
    return (
        f'<svg class="sparkline" role="img" aria-label="{words}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" focusable="false">{lines}{dots}{end}</svg>'
    )


def places(numbers, least, most):
    """Return the place of each figure, None where there is none."""
    step = (WIDTH - 2 * EDGE) / (len(numbers) - 1)
    range_ = float(most - least) or 1.0
    height = HEIGHT - 2 * EDGE
    flat = most == least

    def place(index, number):
        if number is None:
            return None
        share = 0.5 if flat else float(number - least) / range_
        return round(EDGE + index * step, 1), round(HEIGHT - EDGE - share * height, 1)

    return [place(index, number) for index, number in enumerate(numbers)]


def runs(points):
    """Return the unbroken runs of a series."""
    found, run = [], []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            found.append(run)
            run = []
    return found


def lonely(points):
    """Return the points that have no neighbour to draw a line to."""
    return [run[0] for run in runs(points) if len(run) == 1]


def in_words(numbers, unit, months, least, most):
    """Say what the line shows."""
    first, last = numbers[0], numbers[-1]
    begins, ends = (each if isinstance(each, str) else f"{each.first:%B %Y}" for each in (months[0], months[-1]))
    start = f"{printed(first, unit)} in {begins}" if first is not None else "no figure at first"
    end = f"{printed(last, unit)} in {ends}" if last is not None else "no figure at last"
    return f"From {start} to {end}; least {printed(least, unit)}, most {printed(most, unit)}"
