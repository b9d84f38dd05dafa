"""Pages about who is on duty in an area, and at which mailboxes its agencies read."""

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.notices.models import Duty, Mailbox

from .. import actions, duties, history
from ..forms import DutyForm, MailboxForm
from .asking import ask, ask_end


def address_of(area_id):
    """Return the address of the page of an area's duty."""
    return reverse("register:duty", args=[area_id])


@needs("register.duty")
def duty(request, area_id):
    """Show who is on duty now, the duty hours and the mailboxes of an area."""
    area = duties.area_or_404(request, area_id)
    context = duties.shown(area, request.moment, request.today)
    may_keep = duties.keeps(request.user, area, request.today)
    return render(request, "register/duty.html", {"area": area, "may_keep": may_keep, **context})


@needs("register.duty")
def duty_history(request, area_id):
    """Show who changed what about an area's duty hours and mailboxes."""
    area = duties.area_or_404(request, area_id)
    changed = {"title": f"duty in {area}", "back": address_of(area.pk), "changes": history.changes("duty", area)}
    return render(request, "register/history.html", changed)


@needs("register.duty_keep")
def duty_new(request, area_id):
    """Put a team or a mailbox on duty."""
    area = duties.area_kept_or_404(request, area_id)
    back = address_of(area.pk)

    def act(**answers):
        actions.record(model=Duty, area=area, by=request.user, **answers)
        return back

    return ask(
        request, DutyForm, act, title=f"Add duty hours in {area}", back=back, key="register_duty",
        initial={"started_on": request.today}, teams=duties.teams_of(area, request.today),
        mailboxes=duties.mailboxes_of(area, request.today),
    )  # fmt: skip


@needs("register.duty_keep")
def duty_end(request, duty_id):
    """End a line of duty hours."""
    row = duties.row_or_404(request, Duty, duty_id)
    return ask_end(
        request,
        lambda day: actions.end(row=row, last_day=day, by=request.user),
        title=f"End the duty of {row}",
        back=address_of(row.area_id),
        key="register_end",
        note="Hours that begin on the last day run to their end. To change hours, end them and add new ones.",
    )


@needs("register.duty_keep")
def mailbox_new(request, area_id):
    """Record a mailbox of an agency or a team."""
    area = duties.area_kept_or_404(request, area_id)
    back = address_of(area.pk)

    def act(**answers):
        actions.record(model=Mailbox, area=area, by=request.user, **answers)
        return back

    return ask(
        request, MailboxForm, act, title=f"Add a mailbox in {area}", back=back, key="register_mailbox",
        initial={"started_on": request.today}, agencies=duties.agencies_of(area, request.today),
        teams=duties.teams_of(area, request.today),
    )  # fmt: skip


@needs("register.duty_keep")
def mailbox_end(request, mailbox_id):
    """End a mailbox."""
    row = duties.row_or_404(request, Mailbox, mailbox_id)
    return ask_end(
        request,
        lambda day: actions.end_mailbox(mailbox=row, last_day=day, by=request.user),
        title=f"End the mailbox {row.email}",
        back=address_of(row.area_id),
        key="register_end",
    )
