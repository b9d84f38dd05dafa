"""Keeping areas, agencies and teams: recording, changing and ending them."""

from datetime import timedelta

import pghistory
from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.models import (
    Agency,
    AgencyArea,
    Area,
    Professional,
    Team,
    TeamMembership,
)

from . import looking


class Refused(Exception):
    """The register does not take this; the text says why and what to do."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the row between reading and saving."""


def written_by(by):
    """Return the context in which a change is kept with who made it; nobody means the command line."""
    return pghistory.context(user=str(by.id)) if by else pghistory.context(user="", command="people")


def refuse_same(model, row, **values):
    """Refuse a name or code that another row of a model has."""
    for name, value in values.items():
        if looking.has_same(model, row, **{f"{name}__iexact": value}):
            raise Refused(f"There is one with this {'short name' if name == 'code' else name} already.")


@transaction.atomic
def record(*, model, by, **details):
    """Record an area, an agency or a team."""
    row = model(**details)
    with written_by(by):
        row.save(force_insert=True)
    return row


@transaction.atomic
def change(*, record, version, by, **details):
    """Change an area, an agency, a team or a cover; the second of two writers is refused."""
    fresh = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if version is not None and looking.version_of(fresh) != version:
        raise ChangedMeanwhile("Somebody changed this while you were typing.")
    for name, value in details.items():
        setattr(fresh, name, value)
    with written_by(by):
        fresh.save(update_fields=list(details))
    return fresh


@transaction.atomic
def cover(*, agency, area, started_on, by, representative=None):
    """Record that an agency works in an area from a date, and who represents it there."""
    if AgencyArea.objects.filter(agency=agency, area=area).current(started_on).exists():
        raise Refused(f"{agency} already covers {area} on this date.")
    if started_on < agency.started_on:
        raise Refused(f"{agency} joined later than this date.")
    return record(
        model=AgencyArea, agency=agency, area=area, started_on=started_on, representative=representative, by=by
    )


def end(*, row, last_day, by):
    """End a row after its last day; one that had not begun by then never held for a whole day."""
    row.ended_on = last_day
    row.started_on = min(row.started_on, last_day)
    with written_by(by):
        row.save(update_fields=["started_on", "ended_on"])


def last_day_before(today):
    """Return the last day of something that ends at once."""
    return today - timedelta(days=1)


def lasting_beyond(rows, day):
    """Return the rows that hold after a day."""
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def counted(number, one, many):
    """Return "1 person" or "3 people"."""
    return f"{number} {one if number == 1 else many}"


@transaction.atomic
def end_agency(*, agency, last_day, by):
    """End an agency and its work in each area; refuse while people or teams are still in it."""
    people = lasting_beyond(Professional.objects.filter(agency=agency), last_day).count()
    teams = lasting_beyond(Team.objects.filter(agency=agency), last_day).count()
    if people or teams:
        still = f"{counted(people, 'person', 'people')} and {counted(teams, 'team', 'teams')}"
        raise Refused(f"{still} of {agency} last beyond this day. End their accounts or move them, end the teams.")
    for row in lasting_beyond(AgencyArea.objects.filter(agency=agency), last_day):
        end(row=row, last_day=last_day, by=by)
    end(row=agency, last_day=last_day, by=by)


@transaction.atomic
def end_team(*, team, last_day, by):
    """End a team; refuse while people are still in it."""
    people = lasting_beyond(TeamMembership.objects.filter(team=team), last_day).count()
    if people:
        raise Refused(
            f"{counted(people, 'person is', 'people are')} in {team} beyond this day. End their places first."
        )
    end(row=team, last_day=last_day, by=by)


@transaction.atomic
def end_cover(*, row, last_day, by):
    """End an agency's work in an area; refuse while its teams there go on."""
    teams = lasting_beyond(Team.objects.filter(agency=row.agency, area=row.area), last_day).count()
    if teams:
        raise Refused(f"{counted(teams, 'team', 'teams')} of {row.agency} in {row.area} last beyond this day.")
    end(row=row, last_day=last_day, by=by)


@transaction.atomic
def end_mailbox(*, mailbox, last_day, by):
    """End a mailbox; refuse while it is on duty beyond that day."""
    duties = lasting_beyond(mailbox.duties.all(), last_day).count()
    if duties:
        raise Refused(f"It is on duty beyond this day. End its {counted(duties, 'line', 'lines')} of duty hours first.")
    end(row=mailbox, last_day=last_day, by=by)


@transaction.atomic
def found(*, area, code, agency, sector, kind, on, by=None):
    """Record the first area and the first agency of an installation, and return the agency."""
    if Agency.objects.exists() or Area.objects.exists():
        raise Refused("There are areas and agencies already: sign in, or use `people invite`.")
    first = record(model=Area, name=area, code=code, started_on=on, by=by)
    made = record(model=Agency, name=agency, sector=sector, kind=kind, started_on=on, by=by)
    cover(agency=made, area=first, started_on=on, by=by)
    return made
