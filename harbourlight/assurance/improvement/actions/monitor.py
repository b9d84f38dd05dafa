"""Reporting a body's list to one of its meetings: what is done and waits, what is outstanding, what was rejected."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.meetings.named import bodies_of as in_whose_name
from harbourlight.foundations.meetings.sitting import check_sitting, day_of

from ..models import Addressee, Hearing, Progress, Recommendation, areas_read_by
from ..pathway import JUDGE
from .answer import leave_rejected
from .done import hear
from .rights import check_judge

MOST_HEARD = 200  # rows of past meetings on one page


def list_of(body_key):
    """Return what stands on a body's list, each with ``latest``, the last line of how it goes."""
    latest = Progress.objects.filter(addressee=OuterRef("pk")).order_by("-at").values("text")[:1]
    return Addressee.objects.of_body(body_key).on_list().whole().annotate(latest=Subquery(latest))


def words_for_meeting(row):
    """Return what a meeting hears of a recommendation: what was done, why it is rejected, or how it goes."""
    if row.state == "done":
        return row.what_was_done
    return row.reason if row.state == "rejected" else (row.latest or "")


@transaction.atomic
def report_to_panel(*, meeting, by, at, not_reported=()):
    """Write down that the list of a body came before one of its meetings, and return what was reported.

    What is outstanding, or done and not yet accepted, stays on the list; a rejected recommendation leaves it,
    now that it was reported. What was not reported this time (ids of addressees) stays as it is. The same meeting again
    adds only what is new, and changes no verdict. Bodies of two areas may have one name: each list is that of the areas
    of whoever writes.
    """
    check_judge(by, at)
    check_sitting(meeting, meeting.group_key, at=at, decides=False)
    heard = set(Hearing.objects.at_meeting(meeting.pk).values_list("addressee", flat=True)) | set(not_reported)
    reported = []
    rows = list_of(meeting.group_key)
    if by is not None:
        rows = rows.in_areas(areas_read_by(by, PERMISSIONS[JUDGE]))
    for row in rows:
        if row.pk not in heard and row.recommendation.published_on <= day_of(meeting):
            reported.append(report(row, meeting, by, at))
    return reported


def report(row, meeting, by, at):
    """Write down how one recommendation stood before a meeting; a rejected one leaves the list."""
    line = hear(row, meeting, standing=row.state, said=words_for_meeting(row), by=by, at=at)
    if row.state == "rejected":
        leave_rejected(row, on=day_of(meeting), by=by, at=at)
    return line


def bodies_of(areas):
    """Return (key, name) of the bodies that made recommendations for some areas, by name."""
    rows = Recommendation.objects.in_areas(areas).order_by("body_name", "body_key")
    return list(dict(rows.values_list("body_key", "body_name").distinct()).items())


def bodies_to_pick(areas, on):
    """Return {key: name} of the bodies of some areas, and of those that recommended something before, by name."""
    return dict(bodies_of(areas)) | in_whose_name(areas, on)


def hearings_of(body_key, professional):
    """Return the meetings of a body that heard of its recommendations, the latest first, with what each heard."""
    rows = Hearing.objects.visible_to(professional).whole().filter(addressee__recommendation__body_key=body_key)
    meetings = {}
    for row in rows.order_by("-meeting_on", "addressee__due_on")[:MOST_HEARD]:
        meetings.setdefault((row.meeting_on, row.meeting_title), []).append(row)
    return list(meetings.items())
