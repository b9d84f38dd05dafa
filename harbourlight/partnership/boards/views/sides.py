"""What each side must do next for a meeting of a body: the reader, the business unit, the chair, authors, members."""

from typing import NamedTuple

from django.urls import reverse

from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.ui.words import day

from ..choices import ItemState, ReportState


class Next(NamedTuple):
    """One thing that somebody must do next: who, what, and where the reader does it (empty where it is not theirs)."""

    side: str
    what: str
    href: str = ""


def next_of(request, context):
    """Return what each side must do next, the reader's own first; ``context`` is what the page of the meeting shows."""
    meeting, at = context["meeting"], request.moment
    if meeting.state not in (State.PLANNED, State.HELD):
        return []
    found = [*of_reader(request, context)]
    found += of_unit(context, at)
    found += of_chair(context)
    found += of_others(context)
    return found


def of_reader(request, context):
    """Yield what the reader must do: answer the invitation, agree, declare, answer an item, give a report."""
    sitting, meeting, user = context["sitting"], context["meeting"], request.user
    own = next((who for who, _ in context["invited"] if who.professional_id == user.pk), None)
    if own and meeting.state == State.PLANNED and not own.response:
        yield Next("You", "Say whether you will come", "#your-invitation")
    if own and not context["has_agreed"]:
        yield Next("You", "Agree to keep the meeting confidential", at_sitting("confidentiality", sitting))
    if own and not any(each.professional_id == user.pk for each in context["interests"]):
        yield Next("You", "Declare an interest, or none", at_sitting("interest", sitting))
    for each, may_answer in context["proposed"]:
        if may_answer and each.state == ItemState.PROPOSED:
            yield Next("You", f"Answer the item “{each.title}”", reverse("boards:item_answer", args=[each.pk]))
    for each, *_ in context["reports"]:
        if each.author_id == user.pk and each.state in (ReportState.ASKED, ReportState.CHANGES):
            yield Next("You", f"Give your report “{each.title}”", reverse("boards:report", args=[each.pk]))


def of_unit(context, at):
    """Yield what the business unit must do: papers, attendance, minutes."""
    sitting, meeting, may = context["sitting"], context["meeting"], context["arranges_there"]
    side = "The business unit"
    dates = {each.key: due for each, due in context["due_by"]}
    if meeting.state == State.PLANNED and sitting.papers_out_at is None:
        yield Next(side, f"Agenda and papers go out{by(dates.get('papers_out'))}", "#papers" if may else "")
    if meeting.state == State.PLANNED and meeting.starts_at <= at:
        yield Next(side, "Attendance: say who came", reverse("meetings:attendance", args=[meeting.pk]) if may else "")
        yield Next(side, "Say that it was held", reverse("meetings:hold", args=[meeting.pk]) if may else "")
    if meeting.state == State.HELD and not context["minutes"]:
        yield Next(
            side,
            "The minutes: write them and send them round",
            reverse("meetings:minutes_write", args=[meeting.pk]) if may else "",
        )


def of_chair(context):
    """Yield what the chair must do: late items, disputes, what was not decided and cannot wait."""
    chairs = context["chairs"]
    for each, _ in context["proposed"]:
        if each.state == ItemState.LATE:
            href = reverse("boards:item_permit", args=[each.pk]) if chairs else ""
            yield Next("The chair", f"Take the late item “{each.title}”, or not", href)
    for each in context["disputes"]:
        if each.settled_at is None:
            href = reverse("meetings:settle", args=[each.pk]) if context["arranges_there"] else ""
            yield Next("The chair", f"Settle the dispute of {day(each.raised_at)}", href)
    for row in context["decisions"]:
        if row.standing == "failed" and not row.may_wait and row.decision.how in ("split", "lost", "partner_disagrees"):
            href = reverse("boards:escalate", args=[row.pk]) if chairs else ""
            yield Next("The chair", "Take what was not decided to the lead representatives", href)


def of_others(context):
    """Yield what authors and members must do."""
    for each, *_ in context["reports"] if context["oversees"] else ():
        if each.state in (ReportState.ASKED, ReportState.CHANGES):
            due = each.changes_due_at if each.state == ReportState.CHANGES else each.due_at
            yield Next(str(each.agency), f"Give the report “{each.title}”{by(due)}")
    silent = [who for who, _ in context["invited"] if not who.response]
    if context["meeting"].state == State.PLANNED and silent:
        yield Next("Members", f"{len(silent)} of {len(context['invited'])} have not said whether they come")


def by(due):
    """Return by when, in words, or nothing."""
    return f" by {day(due)}" if due else ""


def at_sitting(name, sitting):
    """Return an address of a meeting of a body."""
    return reverse(f"boards:{name}", args=[sitting.pk])
