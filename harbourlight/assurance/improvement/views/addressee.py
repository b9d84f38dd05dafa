"""A recommendation with one of those it is addressed to: its page, and what the pages of its steps need to know."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.meetings.sitting import quorate_sittings_of
from harbourlight.foundations.pathways.pages import offers

from .. import pathway
from ..actions.tracker import NONE, actions_of
from ..models import Addressee, DateMoved, Hearing, Progress, colleagues_of, read_areas
from ..pathway import RECOMMENDATION

NO_SITTING = "No quorate meeting of {} is recorded yet. Record the meeting and who came; then say what it decided."
REPEATS = (
    "It was reported done. What you wrote about what changed only repeats the recommendation or an action. The body "
    "that judges it will see this: say what is different for children now."
)


def find(request, addressee_id):
    """Return the row if this person may read it; hidden and absent look the same."""
    rows = Addressee.objects.visible_to(request.user).whole()
    row = get_or_404(request, rows.select_related("recommendation__area", "answered_by", "claimed_by", "judged_by",
                                                  "lead"), pk=addressee_id)  # fmt: skip
    if row.agency_id != request.user.agency_id and not may(request.user, pathway.READ, request.today):
        raise PermissionDenied("addressed to others")
    return row


@needs(pathway.OURS)
def addressee(request, addressee_id):
    """Read where a recommendation stands with one of those it is addressed to."""
    row, user = find(request, addressee_id), request.user
    given = Action.objects.visible_to(user).of(row).select_related("owner", "owner_agency").order_by("due_on")
    lines = [(each, each.is_overdue(request.today)) for each in given]
    context = {
        "row": row,
        "record": row.recommendation,
        "pathway": RECOMMENDATION,
        "days_late": row.days_late(request.today),
        "progress": Progress.objects.visible_to(user).filter(addressee=row).select_related("by").order_by("-at"),
        "moves": DateMoved.objects.visible_to(user).filter(addressee=row).select_related("by").order_by("-at"),
        "hearings": Hearing.objects.visible_to(user).filter(addressee=row).order_by("-meeting_on"),
        "actions": lines,
        "others": actions_of([row]).get(row.pk, NONE)["number"] - len(lines),
    }
    return render(request, "improvement/addressee.html", context)


@offers(RECOMMENDATION, "accept")
def answering(request, row):
    """Offer who may lead it in the agency, above its words."""
    leads = colleagues_of(row, request.today).order_by("name")
    return {"leads": leads, "intro": row.recommendation.text, "initial": {"lead": row.lead_id}}


@offers(RECOMMENDATION, "give_action")
def giving(request, row):
    """Offer who may be given an action."""
    return {"owners": colleagues_of(row, request.today).order_by("name"), "intro": row.words}


@offers(RECOMMENDATION, "claim_done")
def claiming(request, row):
    """Say what was asked, and afterwards whether what changed only repeats it."""
    return {"intro": row.words, "done": lambda done: REPEATS if done.only_repeats else "It was reported done."}


@offers(RECOMMENDATION, "withdraw_refusal", "note_progress", "move_date")
def telling(request, row):
    """Say what is to be done."""
    return {"intro": row.words}


@offers(RECOMMENDATION, "ask_again", "withdraw")
def deciding(request, row):
    """Offer the quorate meetings of the body that made it."""
    made = row.recommendation
    meetings = quorate_sittings_of(made.body_key, read_areas(request.user))
    return {"meetings": meetings, "intro": row.words if meetings else NO_SITTING.format(made.body_name)}


@offers(RECOMMENDATION, "accept_done")
def judging(request, row):
    """Offer the same, with what was done and what changed."""
    told = deciding(request, row)
    reads = (("What was done", row.what_was_done), ("What changed for children", row.what_changed))
    return told | {"reads": reads, "only_repeats": row.only_repeats}
