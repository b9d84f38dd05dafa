"""The draft of the minutes, written from what was recorded."""

from contextlib import nullcontext

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions.models import Action

from .choices import WERE_THERE, How
from .models import AgendaItem, Decision, Paper
from .presence import clock_time, expected


def draft_minutes(meeting):
    """Return the text of the minutes as far as the record tells them; a person reads and completes it."""
    rows = expected(meeting)
    parts = [
        heading(meeting),
        there(rows),
        not_there(rows),
        section("Quorum", [meeting.quorum_words, reason_to_go_on(meeting)]),
        section("Papers", papers(meeting)),
        section("What agencies and the family said", views(rows)),
        *items(meeting),
        section("Decisions", decisions(meeting)),
        section("Actions", actions(meeting)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def section(title, lines):
    """Return a titled part of the minutes, or nothing where it has no lines."""
    kept = [line for line in lines if line]
    return "\n".join([title.upper(), *kept]) if kept else ""


def day(moment):
    """Return the London date of a moment in words."""
    return f"{moment.astimezone(LONDON):%-d %B %Y}"


def heading(meeting):
    """Return what meeting it was, when, where and under whom."""
    began = meeting.held_at or meeting.starts_at
    lines = [meeting.title, f"{day(began)}, {clock_time(began)}" + (f", {meeting.place}" if meeting.place else "")]
    if meeting.chair:
        lines.append(f"Chair: {meeting.chair.name}")
    return "\n".join(lines)


def who_is(invitation):
    """Return an invitee with seat and agency."""
    agency = f", {invitation.agency.name}" if invitation.agency else ""
    return f"{invitation.who} ({invitation.seat_title.lower()}{agency})"


def times(attendance):
    """Return when somebody came and went, where it was recorded, and who was there in their place."""
    told = [in_words(attendance.stays)]
    if attendance.deputy_stays:
        who = attendance.deputy.name if attendance.deputy else attendance.deputy_name
        if attendance.how == How.STAND_IN:
            who += " as a guest, who answers for nobody"
        told.append(f"represented by {who} {in_words(attendance.deputy_stays)}".strip())
    return "".join(f", {each}" for each in told if each)


def in_words(stays):
    """Return stays in words: from 10:00 until 11:15 and from 11:40."""
    each = (
        f"{f'from {clock_time(stay.lower)}' if stay.lower else ''} "
        f"{f'until {clock_time(stay.upper)}' if stay.upper else ''}".strip()
        for stay in stays
    )
    return " and ".join(words for words in each if words)


def there(rows):
    """Return who was there."""
    lines = []
    for invitation, attendance in rows:
        if attendance and attendance.how in WERE_THERE:
            line = f"- {who_is(invitation)}{times(attendance)}"
            if attendance.how_took_part:
                line += f"; took part: {attendance.get_how_took_part_display().lower()}"
            lines.append(line)
    return section("Present", lines)


def not_there(rows):
    """Return who sent apologies and who was absent."""
    apologies = [
        f"- {who_is(invitation)}" for invitation, attendance in rows if attendance and attendance.how == How.APOLOGIES
    ]
    absent = [
        f"- {who_is(invitation)}" for invitation, attendance in rows if attendance and attendance.how == How.ABSENT
    ]
    return "\n\n".join(part for part in (section("Apologies", apologies), section("Absent", absent)) if part)


def reason_to_go_on(meeting):
    """Return why the meeting went on without a quorum."""
    return f"The meeting went on because: {meeting.inquorate_reason}" if meeting.inquorate_reason else ""


def papers(meeting):
    """Return the papers by title; of a restricted one not even that."""
    rows = Paper.objects.filter(meeting=meeting, is_restricted=False).select_related("agency").order_by("given_at")
    return [f"- {paper.title}" + (f", from {paper.agency.name}" if paper.agency else "") for paper in rows]


def views(rows):
    """Return what each said or knew."""
    return [f"- {who_is(invitation)}: {each.views}" for invitation, each in rows if each and each.views]


def items(meeting):
    """Return each item that was discussed."""
    rows = AgendaItem.objects.filter(meeting=meeting).order_by("number")
    return [section(f"{item.number}. {item.title}", [item.discussed]) for item in rows if item.discussed]


def decisions(meeting):
    """Return each decision with its rule, and who disagreed and why."""
    lines = []
    rows = Decision.objects.filter(meeting=meeting).order_by("decided_at", "recorded_at")
    for number, decision in enumerate(rows.prefetch_related("dissents__agency", "dissents__professional"), 1):
        stands = "" if decision.is_valid else " This decision does not stand."
        lines.append(f"{number}. {decision.what} ({decision.rule_words}{stands})")
        for dissent in decision.dissents.all():
            who = dissent.name or str(dissent.professional or dissent.agency or "Somebody")
            lines.append(f"   {who} disagreed: {dissent.reason}")
    return lines


def actions(meeting):
    """Return the actions that the meeting or its decisions gave, with owner and date."""
    sources = [meeting.pk, *Decision.objects.filter(meeting=meeting).values_list("pk", flat=True)]
    rows = Action.objects.filter(source_id__in=sources).exclude(state="dropped").select_related("owner", "owner_agency")
    with (
        nullcontext() if meeting.child_ids else as_system("minutes tell each action given at a meeting about no child")
    ):
        given = list(rows.order_by("due_on", "given_at"))
    return [
        f"{number}. {action.what}: {action.owner_words}, by {action.due_on:%-d %B %Y}"
        for number, action in enumerate(given, 1)
    ]
