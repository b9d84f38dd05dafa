"""Recording a meeting: who was there, that it was held, what was decided, who does what."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions.tracking import give_action
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.ui.forms import summary_of

from .. import actions, bodies, live, presence, reading, types
from ..forms import ActionForm, AttendanceForm, BallotForm, DecisionForm, HoldForm
from . import live as live_page
from .finding import ask, find_to_arrange
from .meeting import refuse_elsewhere


def on_day_of(found, time):
    """Return the moment of a time of day on the day of the meeting."""
    if time is None:
        return None
    return datetime.combine((found.held_at or found.starts_at).astimezone(LONDON).date(), time, LONDON)


def time_of(moment):
    """Return the time of day of a moment in London."""
    return moment.astimezone(LONDON).time() if moment else None


def initial_of(attendance):
    """Return the answers that the row of an invitee shows first."""
    if attendance is None:
        return {"seen": 0}
    return {
        "how": attendance.how,
        "arrived": time_of(attendance.came_at),
        "left": time_of(attendance.went_at),
        "deputy": attendance.deputy.email if attendance.deputy else attendance.deputy_name,
        "views": attendance.views,
        "how_took_part": attendance.how_took_part,
        "seen": attendance.version,
    }


def row_of(found, invitation, form, on):
    """Return what a form says of how an invitee was there."""
    answers = form.cleaned_data
    deputy = (answers.get("deputy") or "").strip()
    found_by_address, _ = professionals_at([deputy.lower()], on) if "@" in deputy else ([], [])
    return actions.AttendanceRow(
        invitation,
        how=answers["how"],
        arrived_at=on_day_of(found, answers["arrived"]),
        left_at=on_day_of(found, answers["left"]),
        deputy=found_by_address[0] if found_by_address else None,
        deputy_name="" if found_by_address else deputy,
        views=answers["views"],
        how_took_part=answers.get("how_took_part", ""),
        version=answers["seen"] or 0,
    )


def rows_of(found, invited, sent):
    """Return each invitee with the form of how they were there."""
    return [
        (
            (invitation, known),
            AttendanceForm(
                sent,
                prefix=str(invitation.pk),
                initial=initial_of(known),
                is_family=found.kind.seat(invitation.seat).is_family,
            ),
        )
        for invitation, known in invited
    ]


def where_it_goes_on(request, found):
    """Return the page where a meeting is recorded next: of the record that it is about, or its own."""
    subject = (
        subjects.link_to_seen(request, found.subject_kind, found.subject_id) if "hold" in found.kind.elsewhere else ""
    )
    return subject or reverse("meetings:meeting", args=[found.pk])


@needs("signed in")
def attendance(request, meeting_id):
    """Record who is there: one row for each invitee; what others recorded meanwhile stays."""
    found = find_to_arrange(request, meeting_id)
    if found.kind.is_of_body:
        return live_page.table(request, found)
    invited = presence.expected(found)
    rows = rows_of(found, invited, request.POST or None)
    forms = [form for _, form in rows]
    problem = ""
    wrong = [form for form in forms if not form.is_valid()]
    if request.method == "POST" and not wrong:
        touched = [row_of(found, who, form, request.today) for (who, _), form in rows if form.is_touched()]
        try:
            held = actions.record_attendance(meeting=found, rows=touched, by=request.user, at=request.moment)
        except ChangedMeanwhile as clash:
            # Both are shown; whoever sends the page again has seen the other's words and replaces them knowingly.
            problem = f"{clash} Send the page again to keep yours in its place."
            seen = {f"{clash.record.invitation_id}-seen": str(clash.record.version)}
            rows = rows_of(found, invited, request.POST.dict() | seen)
        except StepNotAllowed as refusal:
            problem = str(refusal)
        else:
            now = presence.quorum_at(held, max(request.moment, held.held_at or held.starts_at))
            messages.success(request, f"Attendance was recorded. {now.why}")
            return redirect(where_it_goes_on(request, found))
    context = {"meeting": found, "rows": rows, "problem": problem, "summary": summary_of(forms)}
    return render(request, "meetings/attendance.html", context)


@needs("signed in")
def hold(request, meeting_id):
    """Record that a meeting is held."""
    found = find_to_arrange(request, meeting_id)
    form = HoldForm(
        request.POST or None,
        initial={"happened_at": found.starts_at, "version": found.version},
        moment=request.moment,
    )

    def act(form):
        refuse_elsewhere(found, "hold")
        actions.hold(
            meeting=found,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            version=form.version,
            **form.cleaned_data,
        )

    return ask(
        request,
        found,
        form,
        act,
        title="Record that this meeting is held",
        button="Record",
        done="The meeting is recorded as held.",
        lines=reading.quorum_lines(found, request.moment),
    )


@needs("signed in")
def decide(request, meeting_id):
    """Record a decision, with votes where its kind votes, and dissent."""
    found = find_to_arrange(request, meeting_id)
    rule = bodies.keeps_at(found).decision_rule
    form = DecisionForm(
        request.POST or None,
        children=reading.children_of(found, request.user),
        casts=rule == types.PANEL_MAJORITY,
    )
    ballots = ballots_of(request, found, rule)

    def act(form):
        refuse_elsewhere(found, "decide")
        check_ballots(ballots)
        answers = form.cleaned_data
        actions.decide(
            meeting=found,
            what=answers["what"],
            person_id=next((pk for pk in found.child_ids if str(pk) == answers.get("person_id")), None),
            decided_at=on_day_of(found, answers["decided_at"]),
            votes=votes_of(found, ballots, answers.get("casting")),
            dissents=dissents_of(ballots),
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request,
        found,
        form,
        act,
        title="Record a decision",
        button="Record",
        done="The decision was recorded. Its page says whether it stands.",
        lines=[types.RULES[rule]],
        ballots=ballots,
    )


def ballots_of(request, found, rule):
    """Return a row for each who is there: with a vote where the rule asks for votes, and with words for dissent."""
    return [
        BallotForm(
            request.POST or None,
            invitation=row.invitation,
            votes=rule != types.CHAIR and found.kind.seat(row.invitation.seat).votes,
            said="; ".join(each for each in (row.state, row.said) if each),
        )
        for row in live.seats(found)
        if rule == types.CHAIR or presence.was_there(row.known)
    ]


def check_ballots(ballots):
    """Refuse votes and words that cannot be read."""
    if [ballot for ballot in ballots if not ballot.is_valid()]:
        raise StepNotAllowed("Select how each member voted, or leave the vote empty.")


def votes_of(found, ballots, casting):
    """Return the votes that were given, and the chair's casting vote."""
    given = [
        actions.BallotRow(each.invitation, each.cleaned_data["choice"])
        for each in ballots
        if each.cleaned_data.get("choice")
    ]
    chair = next((each for each, _ in presence.expected(found) if each.professional_id == found.chair_id), None)
    if casting and chair and found.chair_id:
        given.append(actions.BallotRow(chair, casting, is_casting=True))
    return given


def dissents_of(ballots):
    """Return everybody who disagreed, each with their words."""
    return [
        actions.DissentRow(
            each.cleaned_data["dissent"],
            invitation=each.invitation,
            professional=each.invitation.professional,
            name="" if each.invitation.professional else each.invitation.who,
        )
        for each in ballots
        if each.cleaned_data["dissent"].strip()
    ]


@needs("signed in")
def action_add(request, meeting_id):
    """Agree an action: who does what by when."""
    found = find_to_arrange(request, meeting_id)
    members = [invitation for invitation, _ in presence.expected(found)]
    form = ActionForm(request.POST or None, members=members, moment=request.moment)

    def act(form):
        answers = form.cleaned_data
        who = next(member for member in members if str(member.pk) == answers["owner"])
        outside = not who.professional and not who.agency
        give_action(
            source=found,
            what=answers["what"],
            due_on=answers["due_on"],
            measure=answers["measure"],
            owner=who.professional,
            owner_agency=who.agency,
            family_member=who.who if outside else "",
            team=found.team,
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(request, found, form, act, title="Agree an action", button="Agree", done="The action was agreed.")
