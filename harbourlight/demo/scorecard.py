"""Gives the demonstration a dataset: the example sheet as a real series, and figures computed from its contacts."""

from datetime import date, timedelta
from pathlib import Path

from harbourlight.assurance.dataset.actions import collect, compute, import_sheet, publish, read_sheet
from harbourlight.assurance.dataset.actions.compose import compose
from harbourlight.assurance.dataset.actions.propose import propose
from harbourlight.assurance.dataset.choices import BEGINNINGS
from harbourlight.assurance.dataset.models import MethodNote, Population
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role, Sector
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import SHOWN
from harbourlight.foundations.measures.entries import entry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.reading import Values
from harbourlight.practice.frontdoor.models import Contact

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "scorecard"
CONTACTS_A_CHILD = 1439 / 50_000  # a month, as in the published sheet
PRINTED = Month(date(2018, 10, 1))
ASKED = ["M4", "EH5-QL"]
ANSWERS_WITHIN = timedelta(days=10)
EARLIER = 3  # months that were collected before
SIGNING = (Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER)
METHOD = "From 3 July 2018 a decision within one working day counts; before, one within 24 hours."


def load(*, areas, now):
    """Bring in the example sheet for the first area, and compute the figures of every area.

    The sheet stands in its own months. What no room computes yet is brought in again so that it ends with
    the last month: a demonstration of today's sheet. Without the example files only figures are computed.
    """
    last = Month.of(now.astimezone(LONDON).date()).back(1)
    if EXAMPLE.is_dir():
        bring_in(areas[0], last, now)
    for area in areas:
        populate(area, last, now)
        compute(area=area, months=last.last_of(2 * SHOWN if area == areas[0] else SHOWN), at=now)
    by = Professional.objects.filter(role_holdings__role=Role.BUSINESS_UNIT).order_by("pk").first()
    if by is not None:
        work_with(areas[0], last, now, by)


def work_with(area, last, now, by):
    """Show what is done with a dataset: a month published, scorecards for groups, proposals, a collection."""
    if EXAMPLE.is_dir():
        month = publish.freeze(area=area, month=PRINTED, title=f"Scorecard of {area}", is_public=True, by=by, at=now)
        reader = Professional.objects.filter(role_holdings__role=Role.BOARD_MEMBER).exclude(pk=by.pk).order_by("pk")
        publish.read_words(publication=month, by=reader[0], at=now)
        publish.publish(publication=month, by=by, at=now)
    for title, refs in BEGINNINGS.values():
        compose(area=area, title=title, refs=refs, by=by, at=now)
    quarter = last.quarter if last == last.quarter.back(-2) else last.quarter.back(3)
    propose(area=area, quarter=quarter, at=now)
    able = Professional.objects.filter(role_holdings__role__in=SIGNING).values("agency")
    asked = area.agencies.filter(sector__in=(Sector.POLICE, Sector.HEALTH), pk__in=able).order_by("name")[:2]
    for month in last.last_of(EARLIER + 1)[:-1]:
        answered(area, month, asked, by)
    collect.open_round(area=area, month=last, agencies=asked, refs=ASKED, due_at=now + ANSWERS_WITHIN, by=by, at=now)
    compute(area=area, months=last.last_of(SHOWN), at=now)


def answered(area, month, asked, by):
    """Collect a month that is over: the first agency answers in time, the second two days late."""
    opened_at = month.span[1] + timedelta(days=1)
    due_at = opened_at + ANSWERS_WITHIN
    round_ = collect.open_round(
        area=area, month=month, agencies=asked, refs=ASKED, due_at=due_at, by=by, at=opened_at
    )  # fmt: skip
    given = [entry(registry.INDICATORS[ref], value=str(2 + number)) for number, ref in enumerate(ASKED)]
    for submission in round_.submissions.select_related("agency").order_by("agency__name"):
        is_first = submission.agency == asked[0]
        at = due_at + timedelta(days=-1 if is_first else 2)
        own = submission.agency.professionals.filter(role_holdings__role__in=SIGNING).order_by("pk").first()
        if own is not None:
            collect.enter(submission=submission, entries=given, by=own, at=at)
            collect.sign_off(submission=submission, by=own, at=at, late_reason="" if is_first else "Leave.")


def bring_in(area, last, now):
    """Bring in the example sheet, and a second time what is not computed, ending with the last month."""
    files = {"comments": "commentary.csv", "derived": "published_derived.csv", "populations": "populations.csv"}
    named = {name: EXAMPLE / file for name, file in files.items()}
    sheet = read_sheet(
        EXAMPLE / "indicators.csv", EXAMPLE / "values.csv", year="2016-17", updated=date(2017, 11, 1), **named
    )
    import_sheet(area=area, sheet=sheet, at=now)
    MethodNote.objects.create(
        area=area, ref="M8-QL", from_on=date(2018, 7, 3), text=METHOD, is_break=True, recorded_at=now
    )
    sheet.printed, sheet.comments, sheet.populations = {}, {}, []
    sheet.names = "values.csv, moved to end last month for the demonstration"
    brought = {key: number for key, number in sheet.values.numbers.items() if not is_computed(key[0])}
    sheet.values = Values(brought)
    import_sheet(area=area, sheet=sheet.moved(between(sheet.last, last)), at=now)


def is_computed(ref):
    """Say whether the records of the demonstration give an indicator."""
    return registry.is_computed(registry.INDICATORS[ref])


def between(first, last):
    """Return how many months lie between two."""
    return (last.first.year - first.first.year) * 12 + last.first.month - first.first.month


def populate(area, last, now):
    """Give an area as many children as its contacts would come from."""
    year = last.last_of(12)
    start, end = year[0].span[0], last.span[1]
    contacts = Contact.objects.filter(area=area, happened_at__gte=start, happened_at__lt=end).count()
    children = max(100, round(contacts / 12 / CONTACTS_A_CHILD, -1))
    Population.objects.create(area=area, from_on=last.back(2 * SHOWN).first, children=int(children), told_by="Invented")
