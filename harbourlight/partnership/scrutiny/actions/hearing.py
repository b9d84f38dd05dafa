"""The panel's list: what stands on it by the panel's rule, and what came of it at a meeting."""

from django.db import transaction

from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.actions.monitor import list_of, words_for_meeting
from harbourlight.assurance.improvement.models import Addressee, Hearing, rule_of
from harbourlight.foundations.meetings.sitting import check_sitting

from .rights import check_keeps

ACCEPTS, REFUSES, LATER, NOT_REPORTED = "accepts", "refuses", "later", "not_reported"


def monitored(panel):
    """Return what stands on a panel's list, the soonest due first, as (row, what a meeting would hear of it).

    A body of another area that is named alike puts nothing on it.
    """
    return [(row, words_of(row)) for row in list_of(panel.key).in_areas([panel.area_id])]


def words_of(row):
    """Return how a recommendation stands: what was done or said of it, and why the panel did not accept it."""
    words = words_for_meeting(row)
    if row.state == "agreed" and row.refused_reason:
        return f"Not accepted by the panel: {row.refused_reason} {words}".strip()
    return words


def left_list(panel):
    """Return what has left a panel's list, the latest first."""
    rows = Addressee.objects.of_body(panel.key).in_areas([panel.area_id]).filter(left_list_on__isnull=False).whole()
    return rows.order_by("-left_list_on", "pk")


def heard_at(sitting):
    """Return what a meeting heard of the panel's list."""
    return list(Hearing.objects.at_meeting(sitting.meeting_id).whole().order_by("addressee__due_on", "pk"))


def rule_words(panel):
    """Return the panel's rule in words: what leaves its list, and when."""
    rejected = (
        "What is rejected leaves it as soon as it is rejected."
        if rule_of(panel.key).rejected_leaves == "at_once"
        else "What is rejected leaves it after it was reported at a meeting."
    )
    return (
        "What is done and accepted by the panel leaves the list. What is outstanding, or done and not accepted, stays "
        f"on it and is reported at the next meeting. {rejected}"
    )


@transaction.atomic
def hear_list(*, sitting, verdicts, by, at):
    """Write down that a meeting heard the panel's list: what it accepts as done, and what it does not and why.

    ``verdicts`` are (addressee, "accepts", "refuses", "later" or "not_reported", reason). The rest was reported and
    stays, or leaves because it is rejected and now reported; what was not reported this time stays as it was.
    """
    panel, meeting = sitting.group, sitting.meeting
    check_keeps(panel, by, at)
    check_sitting(meeting, panel.key, at=at, decides=False)
    for addressee, verdict, reason in verdicts:
        if verdict in (ACCEPTS, REFUSES):
            improvement.judge(
                addressee=addressee, meeting=meeting, accepts=verdict == ACCEPTS, reason=reason, by=by, at=at
            )  # fmt: skip
    left_out = [addressee.pk for addressee, verdict, _ in verdicts if verdict == NOT_REPORTED]
    improvement.report_to_panel(meeting=meeting, by=by, at=at, not_reported=left_out)
    return heard_at(sitting)
