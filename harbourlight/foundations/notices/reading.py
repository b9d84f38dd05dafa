"""What the pages show of notices; the header's question is asked on every page and put into SQL once."""

from django.urls import reverse
from django.utils.functional import cached_property

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.chronology import sources
from harbourlight.foundations.people.models import Person, name_of
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from . import permissions  # noqa: F401 - declares who has notices
from .models import Delivery, Notice, Opening, Waiting

MOST_COUNTED, MOST_IN_BAND, MOST_EARLIER = 100, 3, 100


@Prepared
def unopened():
    """What nobody has opened yet of the notices to the asker, to the asker's teams and agency: id, urgency, words."""
    rows = Waiting.objects.visible_to(ASKER).order_by("notice__raised_at", "notice")
    return rows.values_list("notice", "notice__is_urgent", "notice__says", "notice__raised_at")[:MOST_COUNTED]


@Prepared
def names():
    """The names of people whom the asker may see."""
    people = Person.objects.visible_to(ASKER).filter(pk__any=Parameter("people"))
    return people.order_by("first_name__letters", "last_name__letters").values_list("pk", "first_name", "last_name")


class Heading:
    """What the head of a page says of notices; the database is asked once, when the page is written, if at all."""

    def __init__(self, request):
        self.request = request

    def __bool__(self):
        """Whether the person has notices at all."""
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated and hasattr(self.request, "today")
        return known and may(user, "notices.read", self.request.today)

    @cached_property
    def waiting(self):
        """The notices that nobody has opened yet, once each: (id, whether urgent, words, moment)."""
        return list(dict.fromkeys(unopened(asker=self.request.user.pk)))

    @property
    def href(self):
        """The address of the person's notices."""
        return reverse("notices:mine")

    @property
    def count(self):
        """How many wait, in figures: "3", "99+"."""
        return f"{MOST_COUNTED - 1}+" if len(self.waiting) == MOST_COUNTED else len(self.waiting)

    @property
    def urgent(self):
        """The urgent ones that the band shows: (address that opens it, words, moment).

        The band names no child: it stands on every page, also on the wall of a meeting room.
        """
        rows = [row for row in self.waiting if row[1]]
        return [(reverse("notices:open", args=[pk]), says, at) for pk, _, says, at in rows[:MOST_IN_BAND]]

    @property
    def urgent_count(self):
        """How many urgent ones wait."""
        return sum(row[1] for row in self.waiting) if self else 0

    @property
    def more(self):
        """How many urgent ones the band leaves out."""
        return max(0, self.urgent_count - MOST_IN_BAND)


def heading_of(request):
    """Return what the head of this request's page says of notices, the same for all who ask."""
    return request.__dict__.setdefault("notices_heading", Heading(request))


class Line:
    """A notice as a list shows it: about whom, what kind of record, who opened it."""

    def __init__(self, request, notice, people, openings):
        self.notice, self.openings = notice, openings
        self.children = [people[child] for child in notice.child_ids if child in people]
        self.noun = sources.words_of(notice.subject_kind)
        self.link = sources.link_of(request, notice.subject_kind, notice.subject_id)

    @property
    def about(self):
        """The children that its reader may see, or the area, and the kind of record: "Juniper Kelp, contact"."""
        return f"{', '.join(self.children) or self.notice.area.name}, {self.noun.lower()}"


def lines_of(request, notices):
    """Return notices as lines with the names that the reader may see; log the listing."""
    notices = list(notices)
    children = {child for notice in notices for child in notice.child_ids}
    people = {pk: name_of(*name) for pk, *name in names(asker=request.user.pk, people=list(children))}
    openings = {}
    for row in openings_of(request.user, notices):
        openings.setdefault(row.notice_id, []).append(row)
    write_readings(request, children, Verb.LISTED)
    return [Line(request, notice, people, openings.get(notice.pk, [])) for notice in notices]


def openings_of(user, notices):
    """Return who opened some notices, the first first."""
    rows = Opening.objects.visible_to(user).filter(notice__in=[notice.pk for notice in notices])
    return rows.select_related("opened_by").order_by("opened_at")


def mine(request):
    """Return the person's notices: those that wait, urgent first, and the last that somebody has opened."""
    rows = Notice.objects.visible_to(request.user).select_related("area")
    waiting = {pk for pk, *_ in unopened(asker=request.user.pk)}
    told = Delivery.objects.visible_to(request.user).to_asker().order_by("-told_at").values_list("notice", flat=True)
    earlier = set(told[:MOST_EARLIER]) - waiting
    first = list(rows.filter(pk__in=waiting).order_by("-is_urgent", "raised_at"))
    lines = lines_of(request, [*first, *rows.filter(pk__in=earlier).order_by("-raised_at")])
    return lines[: len(first)], lines[len(first) :]


def told_of(user, notice):
    """Return who was told of a notice, when and by which way, the first first."""
    rows = Delivery.objects.visible_to(user).filter(notice=notice).select_related("professional", "team", "agency")
    return rows.order_by("told_at", "rung", "way")
