"""Seats of bodies and who sits in them: adding, changing, filling and ending them."""

from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.asker import Question
from harbourlight.foundations.ui.asker import ask as ask_page

from .. import actions
from ..actions import members
from ..actions.rights import may_arrange
from ..forms import EndForm, FillForm, InductionForm, MembershipForm, SeatChangeForm, SeatForm
from ..models import Membership, Seat
from .finding import ask, colleague, do, find_group, find_group_to_arrange, to_group


@needs("boards.arrange")
def seat_new(request, group_id):
    """Add a seat."""
    found = find_group_to_arrange(request, group_id)
    agencies = members.agencies_in(found, request.today)
    form = SeatForm(request.POST or None, agencies=agencies, initial={"votes": "yes", "must_attend": "yes"})

    def act(form):
        answers = form.cleaned_data
        agency = chosen(agencies, answers.pop("agency"))
        actions.add_seats(group=found, agency=agency, by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title="Add a seat", button="Add",
        done="Added. A seat is vacant until you fill it.", to=to_group(found),
        back=(*to_group(found), found.name),
    )  # fmt: skip


def chosen(agencies, pk):
    """Return the agency that was chosen, or None."""
    return next((each for each in agencies if str(each.pk) == pk), None)


@needs("boards.arrange")
def seat_change(request, seat_id):
    """Change the title, the agency or the say of a seat."""
    seat = find_seat(request, seat_id)
    agencies = members.agencies_in(seat.group, request.today)
    first = {
        name: "yes" if getattr(seat, name) else "no" for name in ("votes", "must_attend", "is_lead_representative")
    }
    first |= {"title": seat.title, "kind": seat.kind, "agency": seat.agency_id or "", "version": seat.version}
    form = SeatChangeForm(request.POST or None, agencies=agencies, initial=first)

    def do(form):
        answers = form.cleaned_data | {"agency": chosen(agencies, form.cleaned_data["agency"])}
        return actions.change_seat(seat=seat, version=form.version, by=request.user, at=request.moment, **answers)

    there = reverse("boards:group", args=[seat.group_id])
    page = Question(
        f"Change the seat: {seat.title}", "Keep the changes", "The seat was changed.", about=seat.group.name,
        intro="It holds for the meetings that are planned. What was decided before stays as it was.",
        back=(there, seat.group.name), then=there,
    )  # fmt: skip
    return ask_page(request, form, page, do, record=seat)


def find_seat(request, seat_id):
    """Return a seat of a body that this person arranges."""
    seat = get_or_404(request, Seat.objects.visible_to(request.user).select_related("group"), pk=seat_id)
    seat.group = find_group_to_arrange(request, seat.group_id)
    return seat


@needs("boards.arrange")
def fill(request, seat_id):
    """Let somebody sit in a seat."""
    seat = find_seat(request, seat_id)
    form = FillForm(request.POST or None, moment=request.moment, initial={"started_on": request.today})

    def act(form):
        answers = form.cleaned_data
        actions.seat_member(
            seat=seat,
            professional=colleague(request, answers["member"]),
            deputy=colleague(request, answers["deputy"]),
            delegate=colleague(request, answers["delegate"]),
            term_until=answers["term_until"],
            started_on=answers["started_on"],
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request, form, act, title=f"Fill the seat: {seat.title}", button="Fill the seat",
        done="The member was seated and invited to the meetings that are planned.", to=to_group(seat.group),
        back=(*to_group(seat.group), seat.group.name),
    )  # fmt: skip


@require_POST
@needs("boards.arrange")
def seat_end(request, seat_id):
    """End a vacant seat."""
    seat = find_seat(request, seat_id)
    return do(
        request,
        lambda: actions.end_seat(seat=seat, by=request.user, at=request.moment),
        done="The seat was ended.",
        to=to_group(seat.group),
    )


def find_membership(request, membership_id):
    """Return a membership of a body that this person may know of."""
    rows = Membership.objects.visible_to(request.user).select_related(
        "seat__group", "seat__agency", "professional__agency", "deputy", "delegate"
    )
    found = get_or_404(request, rows, pk=membership_id)
    found.seat.group = find_group(request, found.seat.group_id)
    return found


@needs("signed in")
def membership(request, membership_id):
    """Show a membership, and let the business unit change its deputy, delegate and term."""
    found = find_membership(request, membership_id)
    group = found.seat.group
    arranges = may_arrange(group, request.user, request.moment)
    initial = {
        "deputy": found.deputy.email if found.deputy else "",
        "delegate": found.delegate.email if found.delegate else "",
        "term_until": found.term_until,
        "version": found.version,
    }
    form = MembershipForm(request.POST or None, moment=request.moment, initial=initial)

    def act(form):
        answers = form.cleaned_data
        actions.change_membership(
            membership=found,
            deputy=colleague(request, answers["deputy"]),
            delegate=colleague(request, answers["delegate"]),
            term_until=answers["term_until"],
            version=form.version,
            by=request.user,
            at=request.moment,
        )

    return ask(
        request, form, act, title=found.seat.title, button="Keep the changes", done="The changes were kept.",
        to=to_group(group), back=(*to_group(group), group.name), template="boards/membership.html", membership=found,
        rules=group.keeps(request.today), arranges=arranges,
        is_own=request.user.pk in (found.professional_id, found.delegate_id),
        is_induction_late=found.is_induction_late(request.today), is_term_over=found.is_term_over(request.today),
    )  # fmt: skip


def find_membership_to_arrange(request, membership_id):
    """Return a membership of a body that this person arranges."""
    found = find_membership(request, membership_id)
    find_group_to_arrange(request, found.seat.group_id)
    return found


@needs("boards.arrange")
def membership_end(request, membership_id):
    """End a membership."""
    found = find_membership_to_arrange(request, membership_id)
    group = found.seat.group
    form = EndForm(request.POST or None, initial={"on": request.today})

    def act(form):
        actions.end_membership(membership=found, on=form.cleaned_data["on"], by=request.user, at=request.moment)

    return ask(
        request, form, act, title=f"End the membership of {found.professional.name}", button="End",
        done="The membership has its last day. The seat is then vacant.", to=to_group(group),
        back=(*to_group(group), group.name),
    )  # fmt: skip


@require_POST
@needs("signed in")
def accept(request, membership_id):
    """Accept the description of one's own role."""
    found = find_membership(request, membership_id)
    return do(
        request,
        lambda: actions.accept_role(membership=found, by=request.user, at=request.moment),
        done="You accepted the description of your role.",
        to=("boards:membership", found.pk),
    )


@needs("boards.arrange")
def induction(request, membership_id):
    """Record when a member had an induction."""
    found = find_membership_to_arrange(request, membership_id)
    form = InductionForm(request.POST or None, moment=request.moment)

    def act(form):
        actions.record_induction(membership=found, on=form.cleaned_data["on"], by=request.user, at=request.moment)

    return ask(
        request, form, act, title=f"Induction of {found.professional.name}", button="Record",
        done="The induction was recorded.", to=("boards:membership", found.pk),
        back=("boards:membership", found.pk, found.seat.title),
    )  # fmt: skip
