"""The line of a death in the chronology, and of an earlier record that was put right."""

from harbourlight.foundations.people.deaths import Ends

from .actions import day_began, write_lines


def line_of(death):
    """Write the line: the event in words, with who told."""
    told = f" Told by: {death.told_by}." if death.told_by else ""
    what = f"The record of the death was put right: {death.correction}" if death.correction else f"Died.{told}"
    happened_at = day_began(death.died_on) if death.died_on else death.at
    yield Ends("", lambda: write_lines(
        person_ids=[death.person.pk], what=what, happened_at=happened_at, source=death.person, by=death.by,
        at=death.at, is_significant=True,
    ))  # fmt: skip
