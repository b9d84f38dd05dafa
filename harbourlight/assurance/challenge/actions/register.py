"""The register's other halves, and the themes of all by agency: counted for the whole area, never what was said."""

from collections import Counter, defaultdict
from typing import NamedTuple

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.agencies.models import Agency
from harbourlight.foundations.statements.prepared import Parameter, Prepared
from harbourlight.practice.childprotection.models import ChairConcern
from harbourlight.practice.frontdoor.models import Contact

from ..choices import Theme
from ..models import PartnershipChallenge, areas_read_by

MOST = 100
MOST_AT_HOME = 8


@Prepared
def waiting():
    """The challenges that an agency has still to answer, the soonest due first."""
    return PartnershipChallenge.objects.waiting_for(Parameter("agency"))[:MOST_AT_HOME]


class Line(NamedTuple):
    """A challenge of practice as the register shows it: who, to whom, when, and how it stands."""

    kind: str
    raised_at: object
    who: str
    to: str
    state: str
    due_on: object
    is_late: bool
    changed: bool


def read_areas(professional):
    """Return the ids of the areas whose register somebody reads."""
    return list(areas_read_by(professional).values_list("area", flat=True))


def decisions_challenged(areas):
    """Return the challenges of decisions about children in areas, the latest first."""
    rows = Challenge.objects.filter(area__in=areas).select_related("raising_agency", "answered_by__agency")
    return rows.order_by("-raised_at")


def concerns_raised(areas):
    """Return the concerns of conference chairs in areas, the latest first."""
    return ChairConcern.objects.filter(area__in=areas).select_related("agency").order_by("-raised_at")


def deciding_agencies(rows):
    """Return {id of a contact: the agency that decided it} of the contacts whose decisions were challenged."""
    contacts = Contact.objects.filter(pk__in=[row.subject_id for row in rows])
    return dict(contacts.values_list("pk", "team__agency"))


def of_practice(professional, *, on, at):
    """Return the challenges of decisions and the concerns of conference chairs in the areas somebody reads.

    Who, to whom, when and how each stands; nothing of a child, and nothing of what was said.
    """
    areas = read_areas(professional)
    with as_system("the register lists every challenge of practice in the area, and shows nothing of a child"):
        challenged, raised = list(decisions_challenged(areas)[:MOST]), list(concerns_raised(areas)[:MOST])
        deciders = deciding_agencies(challenged)
        names = dict(Agency.objects.filter(pk__in=set(deciders.values())).values_list("pk", "name"))
    lines = [decision_line(row, names.get(deciders.get(row.subject_id), ""), at) for row in challenged]
    lines += [concern_line(row, on) for row in raised]
    return sorted(lines, key=lambda line: line.raised_at, reverse=True)[:MOST]


def decision_line(row, to, at):
    """Return the line of a challenge to a decision about a child."""
    return Line(
        kind="Decision",
        raised_at=row.raised_at,
        who=str(row.raising_agency),
        to=to,
        state=row.get_state_display(),
        due_on=row.due_at,
        is_late=row.state == "raised" and row.due_at < at,
        changed=row.state == "upheld",
    )


def concern_line(row, on):
    """Return the line of a conference chair's concern."""
    return Line(
        kind="Conference chair",
        raised_at=row.raised_at,
        who="A conference chair",
        to=str(row.agency),
        state=row.get_state_display(),
        due_on=row.due_on,
        is_late=row.state == "raised" and row.due_on < on,
        changed=row.state == "settled",
    )


def themes(professional, *, first, last):
    """Return (agency, {theme: number}, all, settled) for each agency challenged in a span of days, by name.

    Challenges of the partnership, of decisions and of conference chairs together, in the areas somebody reads.
    ``settled`` counts those that ended with a change that was written down.
    """
    areas = read_areas(professional)
    counted, settled = defaultdict(Counter), Counter()
    for agency, theme, has_changed in challenged_between(areas, first, last):
        counted[agency][Theme(theme)] += 1
        settled[agency] += has_changed
    names = dict(Agency.objects.filter(pk__in=counted).values_list("pk", "name"))
    rows = [
        (names.get(agency, "Agency not recorded"), found, found.total(), settled[agency])
        for agency, found in counted.items()
    ]
    return sorted(rows, key=lambda row: row[0])


def challenged_between(areas, first, last):
    """Yield (agency, theme, whether it ended with a change) of every challenge of a span of days."""
    span = {"raised_at__date__gte": first, "raised_at__date__lte": last}
    own = PartnershipChallenge.objects.filter(area__in=areas, **span)
    for agency, theme, state in own.values_list("to_agency", "theme", "state"):
        yield agency, theme, state == "settled"
    with as_system("themes count every challenge of practice in the area, and show nothing of a child"):
        challenged = list(decisions_challenged(areas).filter(**span))
        deciders = deciding_agencies(challenged)
        raised = list(concerns_raised(areas).filter(**span))
    for row in challenged:
        yield deciders.get(row.subject_id), Theme.THRESHOLD, row.state == "upheld"
    for row in raised:
        yield row.agency_id, Theme.CONFERENCE, row.state == "settled"
