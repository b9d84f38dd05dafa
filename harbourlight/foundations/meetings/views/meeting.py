"""The page of one meeting, and the small forms that plan it."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions, presence, reading, timing
from ..choices import State
from ..forms import InviteForm, ItemForm, MoveForm, ReasonForm, RespondForm
from ..models import Invitation
from ..planning import may_arrange
from .finding import ask, do, find, find_of, find_to_arrange


@needs("signed in")
def meeting(request, meeting_id):
    """Show everything about a meeting that this person may see; that of a body has one page, with the body's room."""
    found = find(request, meeting_id)
    subject = subjects.link_to_seen(request, found.subject_kind, found.subject_id)
    if found.kind.is_of_body and subject:
        return redirect(subject)
    invited = presence.expected(found)
    own, was_there = next((row for row in invited if row[0].professional_id == request.user.pk), (None, None))
    asked = own if own and not was_there and found.state == State.PLANNED else None
    papers = [(paper, paper.is_late(request.moment)) for paper in reading.papers_of(found, request.user)]
    context = {
        "meeting": found,
        "kind": found.kind,
        "invited": invited,
        "own": own,
        "respond": RespondForm(initial={"response": asked.response}) if asked else None,
        "children": reading.children_of(found, request.user),
        "clocks": reading.clocks_of(found, request.user),
        "quorum": reading.quorum_lines(found, request.moment),
        "items": reading.items_of(found),
        "papers": papers,
        "papers_due": timing.due_of(found, timing.PAPERS),
        "decisions": reading.decisions_of(found),
        "actions": [(each, each.is_overdue(request.today)) for each in reading.actions_of(found, request.user)],
        "minutes": reading.minutes_of(found),
        "disputes": reading.disputes_of(found),
        "arranges": may_arrange(found, request.user, request.moment),
        "steps": steps_of(found),
        "subject": subject,
        "subject_words": subjects.words_of(found.subject_kind),
        "waits_to_be_shared": any(paper.shared_at is None and not paper.is_restricted for paper, _ in papers),
    }
    shown = [found, *context["items"], *context["decisions"], *context["disputes"], *(row for row, _ in papers)]
    shown += [row for row, _ in context["actions"]] + [row for _, row in invited if row]
    shown += [dissent for decision in context["decisions"] for dissent in decision.dissents.all()]
    reading.without_places(found, shown, request.user, request.moment)
    return render(request, "meetings/meeting.html", context)


def steps_of(found):
    """Return what can be done with a meeting now on its own pages."""
    steps = {
        State.PLANNED: {"move", "call_off", "hold", "invite", "item", "paper", "attendance"},
        State.HELD: {"attendance", "decide", "paper", "item", "action", "minutes"},
    }
    return steps.get(found.state, set()) - set(found.kind.elsewhere)


@needs("signed in")
def move(request, meeting_id):
    """Move a meeting."""
    found = find_to_arrange(request, meeting_id)
    form = MoveForm(
        request.POST or None,
        initial={"starts_at": found.starts_at, "place": found.place, "version": found.version},
        moment=request.moment,
    )

    def act(form):
        refuse_elsewhere(found, "move")
        actions.move(
            meeting=found,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            version=form.version,
            **form.cleaned_data,
        )

    return ask(request, found, form, act, title="Move this meeting", button="Move", done="The meeting was moved.")


def refuse_elsewhere(found, step):
    """Refuse a step that belongs on the pages of the record that the meeting is about."""
    if step in found.kind.elsewhere:
        raise StepNotAllowed("Do this on the page of the record that the meeting is about.")


@needs("signed in")
def call_off(request, meeting_id):
    """Call a meeting off."""
    found = find_to_arrange(request, meeting_id)
    form = ReasonForm(request.POST or None)

    def act(form):
        refuse_elsewhere(found, "call_off")
        reason = form.cleaned_data["reason"]
        actions.call_off(meeting=found, reason=reason, by=request.user, at=request.moment, submission=form.submission)

    return ask(
        request, found, form, act, title="Call this meeting off", button="Call off", done="The meeting was called off."
    )


@needs("signed in")
def invite(request, meeting_id):
    """Invite one more."""
    found = find_to_arrange(request, meeting_id)
    # The seats of a body are those of its members; anybody else comes as a guest.
    open_seats = [seat for seat in found.kind.seats if not (found.kind.is_of_body and (seat.votes or seat.counts))]
    form = InviteForm(request.POST or None, seats=open_seats)

    def act(form):
        answers = form.cleaned_data
        professionals, _ = professionals_at([answers["email"].lower()], request.today) if answers["email"] else ([], [])
        if not professionals and not answers["name"]:
            raise StepNotAllowed("Nobody signs in with this address. Enter the person's name instead.")
        invitee = actions.Invitee(
            answers["seat"],
            professional=professionals[0] if professionals else None,
            name="" if professionals else answers["name"],
            email="" if professionals else answers["email"],
            needs=answers["needs"],
        )
        actions.invite(meeting=found, invitees=[invitee], by=request.user, at=request.moment)

    return ask(request, found, form, act, title="Invite somebody", button="Invite", done="The invitation was sent.")


@needs("signed in")
def leave_out(request, invitation_id):
    """Take somebody off the list, with a reason."""
    invitation = find_of(request, Invitation, pk=invitation_id)
    found = find_to_arrange(request, invitation.meeting_id)
    form = ReasonForm(request.POST or None)

    def act(form):
        reason = form.cleaned_data["reason"]
        actions.leave_out(invitation=invitation, reason=reason, by=request.user, at=request.moment)

    return ask(
        request,
        found,
        form,
        act,
        title=f"Leave out: {invitation.who}",
        button="Leave out",
        done=f"{invitation.who} is no longer invited.",
    )


@require_POST
@needs("signed in")
def respond(request, meeting_id):
    """Keep whether this person comes."""
    found = find(request, meeting_id)
    own = next((each for each, _ in presence.expected(found) if each.professional_id == request.user.pk), None)
    form = RespondForm(request.POST)

    def act():
        if own is None or not form.is_valid():
            raise StepNotAllowed("Select whether you will come.")
        response = form.cleaned_data["response"]
        actions.respond(invitation=own, response=response, by=request.user, at=request.moment)

    return do(request, found, act, done="Your answer was kept.")


@needs("signed in")
def item_add(request, meeting_id):
    """Add an item to the agenda."""
    found = find_to_arrange(request, meeting_id)
    form = ItemForm(request.POST or None)

    def act(form):
        allowed = found.chair if form.cleaned_data["is_allowed_late"] else None
        actions.add_item(
            meeting=found,
            title=form.cleaned_data["title"],
            by=request.user,
            at=request.moment,
            allowed_late_by=allowed,
        )

    return ask(request, found, form, act, title="Add an item to the agenda", button="Add", done="The item was added.")
