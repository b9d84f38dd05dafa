"""The pages of children on a plan who move between areas, or stay here for a time."""

from django.http import Http404

from harbourlight.foundations.access.lookup import get_or_404, person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.telling import render_told

from ..actions import transfers
from ..forms.plan_moves import (
    CorrectNoticeForm,
    EndTransferForm,
    TakeOverForm,
    TemporaryForm,
    TransferConferenceForm,
    TransferForm,
    TransferInForm,
)
from ..models import AreaTransfer
from ..pathway.enquiry import THEIRS
from .asking import works_on
from .panels import in_short
from .plan import running_or_404
from .plan_asking import answered, asked
from .plan_words import about


def child_or_404(request, person_id):
    """Return a child whose whole record this person may see: knowing who the child is opens nothing to a team."""
    seen = person_or_404(request, person_id)
    found = Person.objects.visible_to(request.user).filter(is_child=True, pk=seen.id).first()
    if found is None:
        raise Http404("Nothing here, or not for you")
    return found


def transfer_or_404(request, areatransfer_id):
    """Return a transfer that this person may see."""
    rows = AreaTransfer.objects.visible_to(request.user).select_related("person", "area", "team", "plan", "conference")
    return get_or_404(request, rows, pk=areatransfer_id)


@needs("childprotection.read")
def transfer(request, areatransfer_id):
    """Show a transfer: who told whom when, who answers for the child now, what is due."""
    record = transfer_or_404(request, areatransfer_id)
    clocks = (
        Deadline.objects.visible_to(request.user).filter(subject_id=record.pk, cancelled_at=None).order_by("due_at")
    )
    is_theirs = works_on(request, record, THEIRS)
    context = {"transfer": record, "is_theirs": is_theirs, "clocks": [(clock, in_short(clock)) for clock in clocks]}
    return render_told(request, "childprotection/transfer.html", context, person_ids=record.child_ids)


@needs("childprotection.transfer")
def transfer_in(request, person_id):
    """Record that a child on another area's plan has moved here for good."""
    child = child_or_404(request, person_id)
    area = child.area or area_of(request)
    form = asked(
        request, TransferInForm, key="transfer_in", record=child, teams=transfers.teams_in(area, request.today)
    )
    return answered(
        request, form=form, key="transfer_in", record=child, about=str(child), title="A plan moves here",
        button="Save", said="Saved. The clock of the transfer-in conference runs.", then=lambda made: made,
        do=lambda form: transfers.notify_in(
            person=child, area=area, by=request.user, at=request.moment, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def register_temporarily(request, person_id):
    """Register a child for a time who is on another area's plan."""
    child = child_or_404(request, person_id)
    area = child.area or area_of(request)
    form = asked(request, TemporaryForm, key="temporary", record=child, teams=transfers.teams_in(area, request.today))
    return answered(
        request, form=form, key="temporary", record=child, about=str(child), title="Register a child for a time",
        button="Register", said="The child is registered for a time.", then=lambda made: made,
        do=lambda form: transfers.register_temporarily(
            person=child, area=area, by=request.user, at=request.moment, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def transfer_out(request, protectionplan_id):
    """Record that another area was told of a child on a plan who has moved there for good."""
    record = running_or_404(request, protectionplan_id)
    form = asked(request, TransferForm, key="transfer_out", record=record)
    return answered(
        request, form=form, key="transfer_out", record=record, about=about(record),
        title="The plan moves to another area",
        button="Save", said="Saved. This area answers for the child until the other has held its conference.",
        then=lambda made: made,
        do=lambda form: transfers.notify_out(
            plan=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def transfer_over(request, areatransfer_id):
    """Record that the other area held its conference: the plan here ends on that day."""
    record = transfer_or_404(request, areatransfer_id)
    form = asked(request, TakeOverForm, key="transfer_over", record=record, initial={"version": record.version})
    return answered(
        request, form=form, key="transfer_over", record=record, about=str(record.person), button="Save",
        title="The other area answers for the child", said="Saved. The plan here has ended.",
        do=lambda form: transfers.take_over_there(
            transfer=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def transfer_conference(request, areatransfer_id):
    """Plan this area's own conference about a child whose plan moves here."""
    record = transfer_or_404(request, areatransfer_id)
    chairs = transfers.chairs_in(record.area, request.today)
    form = asked(request, TransferConferenceForm, key="transfer_conference", record=record, chairs=chairs)
    return answered(
        request, form=form, key="transfer_conference", record=record, about=str(record.person), button="Plan",
        title="Plan the transfer-in conference", said="The conference was planned.",
        do=lambda form: transfers.plan_transfer_conference(
            transfers=[record], by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def transfer_end(request, areatransfer_id):
    """End a transfer without a plan here, or a stay for a time."""
    record = transfer_or_404(request, areatransfer_id)
    form = asked(request, EndTransferForm, key="transfer_end", record=record, initial={"version": record.version})
    return answered(
        request, form=form, key="transfer_end", record=record, about=str(record.person), button="Save",
        title="End the stay" if record.state == "temporary" else "End the transfer", said="Saved.",
        do=lambda form: transfers.end_transfer(
            transfer=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.transfer")
def transfer_correct(request, areatransfer_id):
    """Put right when the written word came."""
    record = transfer_or_404(request, areatransfer_id)
    first = {"notified_on": record.notified_on, "version": record.version}
    form = asked(request, CorrectNoticeForm, key="transfer_correct", record=record, initial=first)
    return answered(
        request, form=form, key="transfer_correct", record=record, about=str(record.person), button="Correct",
        title="Correct the day of the written word", said="The date was corrected. The clock has moved with it.",
        do=lambda form: transfers.correct_notice(
            transfer=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip
