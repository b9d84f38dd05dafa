"""The commands `harbourlight clock list` and `harbourlight clock due`, which need no database."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import NoReturn

from harbourlight.statute.clocks import LONDON, Due, all_clocks, due
from harbourlight.statute.declarations import Clock
from harbourlight.statute.errors import StatuteError, UnusableMoment

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors of ours, one line each."""

    def error(self, message: str) -> NoReturn:
        """Complain, instead of printing the usage and leaving."""
        raise StatuteError(message)


def main(argv: Sequence[str]) -> int:
    """Run the words after `harbourlight clock`; 0 for an answer, 2 with one line on stderr for none."""
    try:
        asked = _parser().parse_args(argv)
        print(_list(asked.json) if asked.verb == "list" else _due(asked.clock, asked.started, asked.json))
    except StatuteError as refusal:
        print(f"harbourlight clock: {' '.join(str(refusal).split())}", file=sys.stderr)
        return 2
    except SystemExit:
        # --help has printed what it has to say.
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    """The words the command understands."""
    parser = _Parser(prog="harbourlight clock", description="The time limits of the law.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    everything = verbs.add_parser("list", help="every time limit")
    everything.add_argument("--json", action="store_true", help="answer in JSON")
    one = verbs.add_parser("due", help="when a time limit runs out")
    one.add_argument("clock", metavar="CLOCK_ID", help="such as CLK-S47-001 or childprotection.initial_conference")
    one.add_argument("--from", dest="started", metavar="MOMENT", required=True, help="such as 2018-03-28T16:10")
    one.add_argument("--json", action="store_true", help="answer in JSON")
    return parser


def read_moment(text: str) -> date | datetime:
    """A date, or an aware moment, from text such as 2018-03-28, 2018-03-28T16:10 or 2018-03-28T15:10Z.

    Without an offset it is the time on a London wall. A time shown twice when the clocks go back is the first
    of the two, so that a limit ends sooner rather than later; one skipped in spring is read as if the clocks
    had not yet changed. Raises UnusableMoment.
    """
    if not _MOMENT.fullmatch(text):
        raise UnusableMoment(f"{text!r} is not a date such as 2018-03-28 or a moment such as 2018-03-28T16:10")
    try:
        if len(text) == len("2018-03-28"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnusableMoment(f"{text!r} is not a date or time that exists") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _list(as_json: bool) -> str:
    """Every clock, as JSON or as one line each."""
    if as_json:
        return json.dumps([_row(clock) for clock in all_clocks()], indent=2, default=str, ensure_ascii=False)
    return "\n".join(_line(clock) for clock in all_clocks())


def _row(clock: Clock) -> dict[str, object]:
    """A clock with what follows from it."""
    return asdict(clock) | {"version": clock.version, "runs_as_alarm": clock.runs_as_alarm}


def _line(clock: Clock) -> str:
    """A clock in one line."""
    kind = clock.kind if clock.runs_as_alarm else f"{clock.kind}, {_why_no_alarm(clock)}"
    return f"{clock.id}  {clock.limit:<17}  {clock.name} ({kind}; {clock.force}; {clock.version})"


def _why_no_alarm(clock: Clock) -> str:
    """In three words, why no deadline is made from the clock."""
    if not clock.compliant:
        return "against the law, never an alarm"
    return "setting, never an alarm" if clock.verified else "unverified, never an alarm"


def _due(name: str, started: str, as_json: bool) -> str:
    """When the clock runs out, as JSON or with its reasons in words."""
    answer = due(name, read_moment(started))
    return json.dumps(_answer(answer), indent=2, ensure_ascii=False) if as_json else _words(answer)


def _answer(answer: Due) -> dict[str, object]:
    """The answer as the keys other programs read."""
    return {
        "clock": answer.clock.id,
        "version": answer.version,
        "due": answer.due.isoformat(),
        "source": answer.source,
        "skipped": [{"date": day.isoformat(), "why": why} for day, why in answer.skipped],
    }


def _words(answer: Due) -> str:
    """The answer as people read it."""
    clock = answer.clock
    ending = f"{answer.due:%A} {answer.due.day} {answer.due:%B %Y}"
    if isinstance(answer.due, datetime):
        ending += f" at {answer.due:%H:%M:%S} ({answer.due:%Z})"
    lines = [
        f"{clock.id} {clock.name}: {ending}",
        f"  {clock.must_happen}",
        f"  {clock.limit} {'before' if clock.direction == 'back' else 'from'}: {clock.starts_when}",
        f"  Version: {answer.version}",
        f"  Source: {answer.source}",
    ]
    if not clock.runs_as_alarm:
        lines.append(f"  {clock.kind}: {_why_no_alarm(clock)}")
    return "\n".join(lines + [f"  Not counted: {day.isoformat()} {why}" for day, why in answer.skipped])
