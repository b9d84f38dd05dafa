"""Minutes: drafted, sent round, read, disputed, settled, agreed."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui import drafts

from .. import actions, reading
from ..forms import DisputeForm, MinutesForm, ReceivedForm, SettleForm
from ..models import Dispute, Minutes, Receipt
from ..planning import may_arrange
from .finding import ask, do, find_of, find_of_to_arrange, find_to_arrange


@needs("signed in")
def minutes_write(request, meeting_id):
    """Complete the draft of the minutes and send them round."""
    found = find_to_arrange(request, meeting_id)
    latest = next(iter(reading.minutes_of(found)), None)
    draft = drafts.offered(request, "minutes", found.pk)
    text = latest.text if latest else actions.draft_minutes(found)
    form = MinutesForm(request.POST or None, draft=draft, initial={"text": text})

    def act(form):
        actions.circulate(meeting=found, text=form.cleaned_data["text"], by=request.user, at=request.moment)
        drafts.clear(request, "minutes", found.pk)

    return ask(
        request,
        found,
        form,
        act,
        title="Minutes",
        button="Send them round",
        done="The minutes went round.",
        lines=["Drafted from what was recorded. Read them, complete them, and send them round."],
    )


@needs("signed in")
def minutes(request, minutes_id):
    """Read one version of the minutes."""
    found = find_of(request, Minutes, pk=minutes_id)
    receipts = reading.receipts_of(found)
    own = next((each for each in receipts if each.invitation.professional_id == request.user.pk), None)
    found.text = reading.told(found.meeting, found.text, request.user, request.moment)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "receipts": receipts,
        "own": own,
        "arranges": may_arrange(found.meeting, request.user, request.moment),
    }
    return render(request, "meetings/minutes.html", context)


@needs("signed in")
def dispute(request, minutes_id):
    """Dispute the minutes."""
    found = find_of(request, Minutes, pk=minutes_id)
    form = DisputeForm(request.POST or None)

    def act(form):
        actions.dispute(
            minutes=found,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            **form.cleaned_data,
        )

    return ask(
        request,
        found.meeting,
        form,
        act,
        title="Dispute the minutes",
        button="Send to the chair",
        done="The chair was told.",
    )


@needs("signed in")
def settle(request, dispute_id):
    """Settle a dispute; corrected minutes go round anew."""
    found = find_of_to_arrange(request, Dispute, pk=dispute_id)
    latest = next(iter(reading.minutes_of(found.meeting)), None)
    form = SettleForm(request.POST or None, initial={"new_text": latest.text if latest else ""})

    def act(form):
        actions.settle(dispute=found, by=request.user, at=request.moment, **form.cleaned_data)

    return ask(
        request,
        found.meeting,
        form,
        act,
        title="Settle a dispute",
        button="Settle",
        done="The dispute is settled.",
        lines=[found.what],
    )


@require_POST
@needs("signed in")
def agree(request, minutes_id):
    """Agree the minutes, which closes the meeting."""
    found = find_of_to_arrange(request, Minutes, pk=minutes_id)
    return do(
        request,
        found.meeting,
        lambda: actions.agree(minutes=found, by=request.user, at=request.moment),
        done="The minutes are agreed and the meeting is closed.",
    )


@needs("signed in")
def receive(request, receipt_id):
    """Keep when somebody who does not sign in received the minutes."""
    found = find_of_to_arrange(request, Receipt, pk=receipt_id)
    form = ReceivedForm(request.POST or None, moment=request.moment)

    def act(form):
        actions.receive(receipt=found, by=request.user, at=request.moment, **form.cleaned_data)

    return ask(
        request,
        found.meeting,
        form,
        act,
        title="Record when the minutes were received",
        button="Record",
        done="It was recorded. The time for disputes runs from then.",
    )
