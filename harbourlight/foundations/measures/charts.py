"""Charts as SVG, drawn on the server: black lines, shapes and dashes, so that they print without colour.

No script and no style: only the attributes of SVG, which a strict content policy lets through. Every chart
says in words what it shows; the page sets its table beneath.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from math import floor, log10

from .arithmetic import PERCENT, Number, printed
from .limits import UPWARD, Funnel, Limits
from .months import Month
from .sparkline import runs

WIDE, HIGH = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 40, 46
INK, QUIET = "#0b0c0c", "#505a5f"
MOST_LABELS = 13
STEPS = 5
APART = 170


@dataclass(frozen=True)
class Scale:
    """Turns figures into places on the picture."""

    least: float
    most: float
    places: int

    def x(self, place: float) -> float:
        """Return how far from the left."""
        return round(LEFT + (WIDE - LEFT - RIGHT) * place / max(1, self.places - 1), 1)

    def y(self, number: Decimal | float) -> float:
        """Return how far from the top."""
        part = (float(number) - self.least) / ((self.most - self.least) or 1)
        return round(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * part, 1)


@dataclass(frozen=True)
class Series:
    """What a trend chart shows: months, figures, limits, breaks with their words, and lines to compare with."""

    title: str
    unit: str
    months: Sequence[Month]
    numbers: Sequence[Number]
    limits: Limits
    breaks: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[str, Number] = field(default_factory=dict)


def trend(series: Series) -> str:
    """Return the picture of a series over time."""
    scale = _scale([*series.numbers, *series.lines.values(), *_edges(series.limits)], len(series.months), series.unit)
    parts = [
        _grid(scale, series.unit),
        _months(scale, series.months),
        *_limits(scale, series.limits),
        *_lines(scale, series),
        *_breaks(scale, series.breaks),
        *_line(scale, series.numbers),
        *_marks(scale, series),
        _key(series),
    ]
    return _picture(series.title, trend_words(series), parts)


def trend_words(series: Series) -> str:
    """Say what a trend chart shows."""
    present = [place for place, number in enumerate(series.numbers) if number is not None]
    if not present:
        return f"{series.title}: no figures"
    said = [f"{_point(series, present[0])} to {_point(series, present[-1])}"]
    last = series.limits.stretches[-1]
    if last.mean is not None:
        said.append(f"average {_text(last.mean, series.unit)}, by chance between {_reach(last, series.unit)}")
    if last.has_too_few:
        said.append("too few to judge")
    said.append(f"{len(series.limits.signals)} of {len(present)} months stand out")
    said += [f"{name} {_text(number, series.unit)}" for name, number in series.lines.items() if number is not None]
    said += [f"break in {series.months[place].first:%B %Y}" for place in series.breaks]
    return f"{series.title}: from {'; '.join(said)}"


def funnel_picture(title: str, funnel: Funnel) -> str:
    """Return the picture of several areas: share against size, with the limits of chance."""
    largest = max(spot.bottom for spot in funnel.spots)
    sizes = [largest * step / 40 for step in range(2, 43)]
    bounds = [funnel.limits(size) for size in sizes]
    shown = [spot.number for spot in funnel.spots]
    scale = _scale([*shown, *(high for _, high in bounds[4:]), *(low for low, _ in bounds)], 43, funnel.unit)
    top = Decimal(str(scale.most))

    def across(size):
        return scale.x(float(size / largest * 40))

    parts = [
        _grid(scale, funnel.unit),
        _rule(scale, funnel.mean, "", f"all together {_text(funnel.mean, funnel.unit)}"),
    ]
    for side in (0, 1):
        points = [(across(size), scale.y(min(bound[side], top))) for size, bound in zip(sizes, bounds, strict=True)]
        parts.append(_path(points, QUIET, "6 4"))
    for spot in funnel.spots:
        x, y = across(spot.bottom), scale.y(spot.number)
        parts += [_shape(x, y, spot.signal), _say(x - 6, y - 8, spot.name, "end")]
    parts.append(_say((LEFT + WIDE - RIGHT) / 2, HIGH - 10, f"Size of the area: up to {_plain(largest)}", "middle"))
    return _picture(title, funnel_words(title, funnel), parts)


def funnel_words(title: str, funnel: Funnel) -> str:
    """Say what a funnel shows."""
    spots = "; ".join(f"{spot.name} {_text(spot.number, funnel.unit)}, {spot.words}" for spot in funnel.spots)
    return f"{title}: all together {_text(funnel.mean, funnel.unit)}; {spots}"


def _picture(title, words, parts):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{escape(words)}" '
        f'viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" focusable="false" '
        f'font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="13" fill="{INK}">'
        f'<title>{escape(title)}</title><rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def _scale(numbers, places, unit):
    present = [float(number) for number in numbers if number is not None]
    most = max(present, default=1.0) * 1.05 or 1.0
    step = _step(most / STEPS)
    top = step * -(-most // step)
    return Scale(0.0, min(top, 100.0) if unit == PERCENT and max(present, default=0) <= 100 else top, places)


def _step(size):
    """Return the next round number: 1, 2 or 5 and noughts."""
    power = 10.0 ** floor(log10(size))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= size)


def _edges(limits):
    return [edge for stretch in limits.stretches for edge in (stretch.lower, stretch.upper)]


def _grid(scale, unit):
    step = _step(scale.most / STEPS)
    marks, number = [], 0.0
    while number <= scale.most + step / 100:
        y = scale.y(number)
        marks.append(f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y}" y2="{y}" stroke="#b1b4b6" stroke-width="0.5"/>')
        marks.append(_say(LEFT - 6, y + 4, f"{number:g}{'%' if unit == PERCENT else ''}", "end"))
        number += step
    return "".join(marks)


def _months(scale, months):
    every = -(-len(months) // MOST_LABELS)
    shown = [place for place in range(len(months)) if (len(months) - 1 - place) % every == 0]
    return "".join(_say(scale.x(place), HIGH - 26, f"{months[place].first:%b %y}", "middle", 11) for place in shown)


def _limits(scale, limits):
    for stretch in limits.stretches:
        if stretch.mean is None:
            continue
        for number, dashes in ((stretch.mean, ""), (stretch.lower, "6 4"), (stretch.upper, "6 4")):
            ends = [(scale.x(place), scale.y(number)) for place in (stretch.first, stretch.last)]
            yield _path(ends, QUIET, dashes)


def _lines(scale, series):
    for place, (name, number) in enumerate(series.lines.items()):
        if number is not None:
            yield _rule(scale, number, "2 3", f"{name} {_text(number, series.unit)}", place * APART)


def _rule(scale, number, dashes, words, along=0):
    y = scale.y(number)
    return _path([(LEFT, y), (WIDE - RIGHT, y)], INK, dashes) + _say(LEFT + 6 + along, y - 4, words, "start", 11)


def _breaks(scale, breaks):
    for place in breaks:
        x = round(scale.x(place - 0.5), 1)
        yield f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{HIGH - BOTTOM}" stroke="{INK}" stroke-width="2"/>'
        yield _say(x + 4, TOP + 10, "counted another way", "start", 11)


def _line(scale, numbers):
    points = [None if number is None else (scale.x(place), scale.y(number)) for place, number in enumerate(numbers)]
    return [_path(run, INK, "", 2) for run in runs(points) if len(run) > 1]


def _marks(scale, series):
    for place, number in enumerate(series.numbers):
        if number is not None:
            names = series.limits.signals.get(place, [])
            signal = "" if not names else "above" if names[0] in UPWARD else "below"
            yield _shape(scale.x(place), scale.y(number), signal)


def _shape(x, y, signal):
    """Return a dot, or a larger triangle that points the way of a signal."""
    if not signal:
        return f'<circle cx="{x}" cy="{y}" r="3" fill="{INK}"/>'
    size = 8 if signal == "above" else -8
    corners = f"{x},{y - size} {x - 8},{y + size * 0.75} {x + 8},{y + size * 0.75}"
    return f'<polygon points="{corners}" fill="#ffffff" stroke="{INK}" stroke-width="2"/>'


def _key(series):
    has_limits = any(stretch.mean is not None for stretch in series.limits.stretches)
    words = ["● month", "▲▼ stands out"] if series.limits.signals else ["● month"]
    words += ["— average", "- - limits of chance"] if has_limits else []
    return _say(LEFT, 20, "    ".join(words), "start")


def _path(points, colour, dashes, width=1.5):
    drawn = " ".join(f"{x},{y}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _say(x, y, words, anchor, size=13):
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'


def _text(number, unit):
    return printed(number, unit)


def _plain(number):
    return printed(number, "count")


def _point(series, place):
    return f"{_text(series.numbers[place], series.unit)} in {series.months[place].first:%B %Y}"


def _reach(stretch, unit):
    return f"{_text(stretch.lower, unit)} and {_text(stretch.upper, unit)}"
