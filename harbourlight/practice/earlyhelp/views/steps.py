"""What the pages of the steps offer, and the two small steps of a member of the team around the family."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.looking import who_works_with
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import drafts
from harbourlight.foundations.ui.letters import sorts_as

from .. import actions
from ..forms import OutcomeRows
from ..models import AroundFamily, HelpOutcome
from ..pathway import CASE, WORK

SOCIAL_WORK = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)
MINE = {"then": "earlyhelp:mine"}  # the case is closed to whoever took the step


@offers(CASE, "join")
def people_of(request, record):
    """Offer those who work with the family and the case's team by name, and anybody by their e-mail address."""
    grants = who_works_with(record.child_ids, request.moment)
    found = {grant.professional_id: grant.professional for grant in grants if grant.professional_id}
    members = record.team.members.current(request.today).select_related("agency") if record.team_id else ()
    found = {request.user.pk: request.user} | found | {one.pk: one for one in members}

    def by_email(address):
        known, _ = professionals_at([address.strip().lower()], request.today)
        if not known:
            raise StepNotAllowed("Nobody with this e-mail address has an account here.")
        return known[0]

    return {"professionals": sorted(found.values(), key=lambda one: sorts_as(one.name)), "by_email": by_email}


@offers(CASE, "allocate", "hand_over")
def leads(request, record):
    """Offer who may lead; whoever hands the case over may not see it any more."""
    keeps = record.lead_id != request.user.pk or works.stands_as(CASE, "team", record, request.user, request.moment)
    return people_of(request, record) | ({} if keeps else MINE)


@offers(CASE, "decide_refusal")
def ways_on(request, record):
    """Offer who tries again and which team takes the family on."""
    return people_of(request, record) | teams_of(request, record) | {"intro": f"{record.get_refusal_display()}."}


@offers(CASE, "step_up")
def teams_of(request, record):
    """Offer the social work teams of the area."""
    return {"teams": record.area.teams.current(request.today).filter(kind__in=SOCIAL_WORK), **MINE}


@offers(CASE, "close")
def lists(request, record):
    """Lead back to the list."""
    return MINE


@offers(CASE, "start_assessment", "assess_again")
def begun_today(request, record):
    """Begin with today, and lead on to the writing."""
    return {"initial": {"started_on": request.today}, "then": reverse("earlyhelp:assessment", args=[record.pk])}


@offers(CASE, "start_plan")
def outcomes(request, record):
    """Ask for the outcomes in the same form."""
    draft = drafts.of_this_page(request)
    rows = OutcomeRows(request.POST or None, prefix="outcomes", draft=draft, moment=request.moment)
    return {"rows": rows, "outcomes": rows}


@offers(CASE, "give_action")
def doers(request, record):
    """Offer who does it."""
    return people_of(request, record) | {"agencies": record.area.agencies.current(request.today)}


@offers(CASE, "review")
def outcomes_so_far(request, record):
    """Ask of every outcome of the plan that runs."""
    rows = HelpOutcome.objects.visible_to(request.user).filter(plan__case=record, plan__ended_at=None)
    return {"outcomes": list(rows.order_by("number"))}


def change(request, aroundfamily_id, act, done):
    """Find a member of a team and change their place in it today."""
    rows = AroundFamily.objects.visible_to(request.user).select_related("case")
    member = get_or_404(request, rows, pk=aroundfamily_id)
    try:
        act(member)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    stays = member.professional_id != request.user.pk or act.__name__ == "agreed"
    return redirect(member.case if stays else "earlyhelp:mine")


@needs(WORK)
@require_POST
def agree(request, aroundfamily_id):
    """Record today that a member agreed to take part."""

    def agreed(member):
        actions.agree(member=member, agreed_on=request.today, by=request.user, at=request.moment)

    return change(request, aroundfamily_id, agreed, "Agreed today.")


@needs(WORK)
@require_POST
def leave(request, aroundfamily_id):
    """Let a member leave the team today."""

    def left(member):
        actions.leave(member=member, left_on=request.today, by=request.user, at=request.moment)

    return change(request, aroundfamily_id, left, "They left the team today.")
