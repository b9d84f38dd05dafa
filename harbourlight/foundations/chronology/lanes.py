"""A child's years as a picture: a bar for each process from its first to its last day, a mark for each event.

Drawn on the server as SVG, so that it stands on the page, on paper and in the PDF alike. Which processes there were,
an engine above says (``draw_with``); the same bars stand as a table beside the picture.
"""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.ui.words import day

WIDTH, LABELS, LANE, BAR, EDGE = 1000, 210, 24, 14, 12
MOST_LANES, MOST_MARKS = 12, 400
SHORTEST = timedelta(days=60)
A_YEAR = 365.25
DRAWN: list[Callable] = []


class Bar(NamedTuple):
    """One process of a child: its noun, its first day, its last (None while it runs), its stage, its address."""

    what: str
    began_on: date
    ended_on: date | None
    stage: str
    href: str = ""


def draw_with(bars: Callable) -> None:
    """Say how the bars of a child are found: a function of (request, ids of the child's records)."""
    DRAWN[:] = [bars]


def bars_of(request: Any, person_ids: list[Any]) -> list[Bar]:
    """Return the bars of a child, the earliest first, as far as the asker may see the records."""
    return sorted(DRAWN[0](request, person_ids), key=lambda bar: bar.began_on)[-MOST_LANES:] if DRAWN else []


def days_of(lines: list[Any]) -> list[tuple[date, bool]]:
    """Return the days of lines as marks: (day, whether it is significant), once each."""
    found: dict[date, bool] = {}
    for line in lines[:MOST_MARKS]:
        on = line.happened_at.astimezone(LONDON).date()
        found[on] = found.get(on, False) or line.is_significant
    return sorted(found.items())


def picture(bars: list[Bar], marks: list[tuple[date, bool]], today: date) -> SafeString:
    """Return the lanes as SVG, or an empty string where there is nothing to draw."""
    if not bars and not marks:
        return SafeString("")
    last = max(today, *(on for on, _ in marks), *(bar.ended_on or today for bar in bars))
    first = min([bar.began_on for bar in bars] + [on for on, _ in marks] + [last - SHORTEST])
    scale = Scale(first, last)
    height = EDGE + LANE * (len(bars) + 1) + 2 * EDGE
    parts = [scale.years(height)]
    parts += [lane(bar, EDGE + LANE * number, scale, last) for number, bar in enumerate(bars)]
    parts += [marks_of(marks, EDGE + LANE * len(bars), scale)]
    told = escape(spoken(bars, marks))
    return SafeString(
        f'<svg class="app-lanes" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{told}"'
        f' viewBox="0 0 {WIDTH} {height}" font-family="arial, sans-serif" font-size="13">{"".join(parts)}</svg>'
    )


class Scale(NamedTuple):
    """From which to which day a picture goes."""

    first: date
    last: date

    def at(self, on: date) -> float:
        """Return where a day stands, in units of the picture."""
        span = max((self.last - self.first).days, 1)
        share = (min(max(on, self.first), self.last) - self.first).days / span
        return round(LABELS + share * (WIDTH - LABELS - EDGE), 1)

    def ticks(self) -> list[tuple[date, str]]:
        """Return the days that are named under the lanes: the years, or the months of a short time."""
        if (self.last - self.first).days > A_YEAR * 1.5:
            every = max(1, round((self.last.year - self.first.year) / 10))
            years = range(self.first.year + 1, self.last.year + 1, every)
            return [(date(year, 1, 1), str(year)) for year in years]
        months = [date(year, month, 1) for year in (self.first.year, self.last.year) for month in range(1, 13)]
        inside = [on for on in dict.fromkeys(months) if self.first < on <= self.last]
        return [(on, f"{on:%b %Y}") for on in inside[:: max(1, len(inside) // 8)]]

    def years(self, height: int) -> str:
        """Return the lines of the years with their numbers."""
        furthest = WIDTH - 3 * EDGE  # there is room for half of the words
        return "".join(
            f'<line x1="{self.at(on)}" x2="{self.at(on)}" y1="4" y2="{height - 18}" stroke="#b1b4b6"/>'
            f'<text x="{min(self.at(on), furthest)}" y="{height - 4}" fill="#484949" text-anchor="middle">'
            f"{words}</text>"
            for on, words in self.ticks()
        )


def lane(bar: Bar, top: int, scale: Scale, last: date) -> str:
    """Return one bar with its name; one that runs has no end drawn."""
    begins, ends = scale.at(bar.began_on), scale.at(bar.ended_on or last)
    width = max(ends - begins, 4)
    fill = "#1a65a6" if bar.ended_on is None else "#8eaecb"
    return (
        f'<text x="0" y="{top + 12}" fill="#0b0c0c">{escape(shortened(bar.what))}</text>'
        f'<rect x="{begins}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{fill}">'
        f"<title>{escape(in_words(bar))}</title></rect>"
    )


def shortened(words: str) -> str:
    """Return the name of a lane as long as there is room for it."""
    return words if len(words) <= 28 else f"{words[:27].rstrip()}…"


def marks_of(marks: list[tuple[date, bool]], top: int, scale: Scale) -> str:
    """Return the lane of events: a ring for each day, filled and larger where one of its events is significant."""
    middle = top + BAR // 2
    rings = "".join(
        f'<circle cx="{scale.at(on)}" cy="{middle}" r="{6 if matters else 4}" fill="{"#942514" if matters else "#fff"}"'
        f' stroke="{"#942514" if matters else "#1a65a6"}" stroke-width="1.5"><title>{day(on)}</title></circle>'
        for on, matters in sorted(marks, key=lambda mark: mark[1])
    )
    return f'<text x="0" y="{top + 12}" fill="#0b0c0c">Events</text>{rings}'


def in_words(bar: Bar) -> str:
    """Return a bar as a sentence: "Child protection plan, 2 January 2026 to 3 May 2026: ended"."""
    until = f"to {day(bar.ended_on)}" if bar.ended_on else "until now"
    return f"{bar.what}, {day(bar.began_on)} {until}: {bar.stage.lower()}"


def spoken(bars: list[Bar], marks: list[tuple[date, bool]]) -> str:
    """Return the picture in words, for who does not see it."""
    told = [in_words(bar) for bar in bars]
    matter = sum(matters for _, matters in marks)
    return ". ".join([*told, f"Events on {len(marks)} days, {matter} of them significant"])
