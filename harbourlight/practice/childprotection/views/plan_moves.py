"""The pages of children on a plan who move between areas, or stay here for a time, and of legal stages."""

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import find, offers
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.words import day

from ..actions import legal as stages
from ..actions import transfers
from ..forms import TransferForm
from ..models import LegalStage
from ..pathway import AREA_TRANSFER, LEGAL, PLAN
from .panels import in_short
from .plan_words import about


@needs("childprotection.read")
def transfer(request, areatransfer_id):
    """Show a transfer: who told whom when, who answers for the child now, what is due."""
    record = find(request, AREA_TRANSFER, areatransfer_id)
    clocks = Deadline.objects.visible_to(request.user).filter(subject_id=record.pk, cancelled_at=None)
    context = {
        "transfer": record,
        "pathway": AREA_TRANSFER,
        "clocks": [(clock, in_short(clock)) for clock in clocks.order_by("due_at")],
    }
    return render_told(request, "childprotection/transfer.html", context, person_ids=record.child_ids)


@offers(AREA_TRANSFER, "notify", "register")
def teams_that_work(request, child):
    """Offer the teams of the child's area."""
    return {"teams": transfers.teams_in(child.area or area_of(request), request.today)}


@offers(AREA_TRANSFER, "plan_conference")
def chairs_here(request, record):
    """Offer the chairs of the area."""
    return {"about": str(record.person), "chairs": transfers.chairs_in(record.area, request.today)}


@offers(AREA_TRANSFER, "correct")
def told_as_recorded(request, record):
    """Begin with what is recorded."""
    return {"about": str(record.person), "initial": {"notified_on": record.notified_on}}


@needs("childprotection.transfer")
def transfer_out(request, protectionplan_id):
    """Record that another area was told of a child on a plan who has moved there for good."""
    record = find(request, PLAN, protectionplan_id)
    form = TransferForm(request.POST or None, moment=request.moment)
    question = Question(
        title="The plan moves to another area", button="Save", about=about(record),
        back=(record.get_absolute_url(), "Back"),
        said="Saved. This area answers for the child until the other has held its conference.",
    )  # fmt: skip

    def do(form):
        return transfers.notify_out(
            plan=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(request, form, question, do)


@needs("childprotection.read")
def legal(request, legalstage_id):
    """Show a legal stage, and the other stages of the child in order."""
    record = find(request, LEGAL, legalstage_id)
    others = LegalStage.objects.visible_to(request.user).filter(person_id=record.person_id).order_by("started_on")
    clocks = Deadline.objects.visible_to(request.user).filter(subject_id=record.pk).order_by("started_at")
    begins = may(request.user, "childprotection.legal", request.today) and works.capacity(
        LEGAL, LEGAL.step("begin"), record, request.user, request.moment
    )
    context = {
        "stage": record,
        "pathway": LEGAL,
        "may_begin": bool(begins),
        "stages": others,
        "clocks": [(clock, in_short(clock)) for clock in clocks if not clock.cancelled_at],
        "before": [clock for clock in clocks if clock.cancelled_at],
    }
    return render_told(request, "childprotection/legal.html", context, person_ids=record.child_ids)


@offers(LEGAL, "end")
def ways_to_end(request, record):
    """Offer the outcomes of the stage."""
    return {"about": f"{record.person}: {record.get_kind_display()}", "outcomes": stages.OUTCOMES_OF[record.kind]}


@offers(LEGAL, "extend")
def until_when(request, record):
    """Say until when the proceedings run, and how long the court may let them."""
    latest = day(stages.latest_end(record))
    return {"about": f"{record.person}: to be over by {day(record.due_on)}, extended to {latest} at the latest."}
