"""Bodies of the partnership, their seats and members, attendance, and the calendar of all of them."""

from collections import Counter
from datetime import date

from django.shortcuts import render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import areas_of

from .. import actions
from ..actions import deciding, members, presence
from ..actions.rights import is_chair, may_arrange, may_oversee
from ..forms import EndForm, FillForm, GroupForm, InductionForm, MembershipForm, SeatForm
from ..models import Escalation, Membership, Seat, Sitting, UrgentDecision
from .finding import ask, colleague, do, find_group, find_group_to_arrange, open_groups, to_group

MOST_SITTINGS = 12


@needs("signed in")
def groups(request):
    """List the bodies that this person may know of, with their vacancies and next meetings."""
    found = list(open_groups(request).select_related("area", "parent").order_by("area__name__letters", "name__letters"))
    vacant, coming = vacancies(found, request), next_sittings(found, request)
    rows = [(group, vacant[group.pk], coming.get(group.pk)) for group in found]
    chairs = Membership.objects.visible_to(request.user).current(request.today).chairing(request.user).exists()
    return render(request, "boards/groups.html", {"rows": rows, "chairs": chairs})


def vacancies(found, request):
    """Return how many seats of each of some bodies are vacant, by the body's id."""
    taken = Membership.objects.visible_to(request.user).current(request.today).values("seat")
    seats_now = Seat.objects.visible_to(request.user).current(request.today).filter(group__in=found)
    return Counter(seats_now.exclude(pk__in=taken).values_list("group", flat=True))


def next_sittings(found, request):
    """Return the next meeting of each of some bodies that has one, by the body's id."""
    coming = {}
    rows = Sitting.objects.visible_to(request.user).filter(group__in=found).to_come(request.moment)
    for row in rows.select_related("meeting"):
        coming.setdefault(row.group_id, row)
    return coming


@needs("signed in")
def group(request, group_id):
    """Show a body: what it does, who sits in it, its meetings, decisions and what it waits for."""
    found = find_group(request, group_id)
    arranges = may_arrange(found, request.user, request.moment)
    sits = Membership.objects.visible_to(request.user).current(request.today).in_group(found).of(request.user).exists()
    oversees = may_oversee(found, request.user, request.moment)
    sittings = Sitting.objects.visible_to(request.user).filter(group=found).whole()
    known = set(open_groups(request).values_list("pk", flat=True))
    context = {
        "parent_opens": found.parent_id in known,
        "rules": found.keeps(request.today),
        "group": found,
        "areas": found.areas.all(),
        "seats": seats(found, request),
        "coming": sittings.to_come(request.moment)[:MOST_SITTINGS],
        "held": sittings.held()[:MOST_SITTINGS],
        "planned": planned_words(found, request),
        "committees": [each for each in deciding.committees_of(found) if each.pk in known],
        "arranges": arranges,
        "oversees": oversees,
        "chairs": is_chair(found, request.user, request.moment),
        "takes_part": sits or oversees,
        "decisions": deciding.decisions_of(found) if sits or oversees else [],
        "waiting": deciding.waiting_for(found) if sits or oversees else [],
        "urgent": own(UrgentDecision, found, request) if sits or oversees else [],
        "escalations": own(Escalation, found, request) if sits or oversees else [],
    }
    return render(request, "boards/group.html", context)


def own(model, found, request):
    """Return what a body has of a kind, the newest first."""
    return model.objects.visible_to(request.user).filter(group=found).order_by("-raised_at")


def seats(found, request):
    """Return the seats of a body as rows: seat, member or None, whether the induction or the term wants care."""
    return [
        (seat, each, each and each.is_induction_late(request.today), each and each.is_term_over(request.today))
        for seat, each in members.seats_of(found, request.today)
    ]


def planned_words(found, request):
    """Say how many of a year's meetings are planned or held, beside how many the body's rules ask for."""
    rows = Sitting.objects.visible_to(request.user).filter(group=found).exclude(meeting__state="not_held")
    kinds = list(rows.in_year(request.today.year).values_list("kind", flat=True))
    rules = found.keeps(request.today)
    words = f"{kinds.count('ordinary')} of {rules.meetings_a_year} meetings"
    if rules.development_days:
        words += f" and {kinds.count('development_day')} of {rules.development_days} development days"
    return f"{words} planned or held in {request.today.year}"


@needs("boards.arrange")
def group_new(request):
    """Start a body."""
    areas = list(areas_of(request.user, request.today))
    above = list(open_groups(request))
    form = GroupForm(request.POST or None, areas=areas, groups=above, initial={"area": areas[0].pk if areas else ""})

    def act(form):
        answers = form.cleaned_data
        actions.start_group(
            name=answers["name"],
            kind=answers["kind"],
            area=next(area for area in areas if str(area.pk) == answers["area"]),
            areas=[area for area in areas if str(area.pk) in answers["areas"]],
            parent=next((each for each in above if str(each.pk) == answers["parent"]), None),
            what_it_does=answers["what_it_does"],
            by=request.user,
            at=request.moment,
        )

    back = ("boards:groups", None, "Boards and groups")
    return ask(
        request, form, act, title="Start a body", button="Start", done="It was started.", to=("boards:groups",),
        back=back,
    )  # fmt: skip


@needs("boards.arrange")
def seat_new(request, group_id):
    """Add a seat."""
    found = find_group_to_arrange(request, group_id)
    agencies = members.agencies_in(found, request.today)
    form = SeatForm(request.POST or None, agencies=agencies, initial={"votes": "yes", "must_attend": "yes"})

    def act(form):
        answers = form.cleaned_data
        chosen = answers.pop("agency")
        agency = next((each for each in agencies if str(each.pk) == chosen), None)
        actions.add_seat(group=found, agency=agency, by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title="Add a seat", button="Add",
        done="The seat was added. It is vacant until you fill it.", to=to_group(found),
        back=(*to_group(found), found.name),
    )  # fmt: skip


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


@needs("signed in")
def attendance(request, group_id):
    """Show who was at a body's meetings in a year: each person and each agency, beside what its rules expect."""
    found = find_group(request, group_id)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else request.today.year
    people, agencies = presence.attendance_in(found, year)
    rules = found.keeps(min(request.today, date(year, 12, 31)))
    context = {
        "group": found,
        "rules": rules,
        "year": year,
        "years": [request.today.year - back for back in range(3)],
        "people": [(each, is_short(each, rules)) for each in people],
        "agencies": [(each, is_short(each, rules)) for each in agencies],
    }
    return render(request, "boards/attendance.html", context)


def is_short(each, rules):
    """Say whether somebody, or an agency, was there less often than the body's rules expect."""
    if each.named is None:
        return False
    return each.named < rules.named_percent or each.with_deputy < rules.covered_percent
