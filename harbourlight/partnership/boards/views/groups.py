"""Bodies of the partnership, their seats and members, attendance, and the calendar of all of them."""

from collections import Counter
from datetime import date

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.ui.asker import Question
from harbourlight.foundations.ui.asker import ask as ask_page
from harbourlight.statute.nominations import asked_on, nominations

from .. import actions
from ..actions import deciding, members, presence
from ..actions.rights import is_chair, may_arrange, may_oversee
from ..choices import GroupKind
from ..forms import EndForm, GroupChangeForm, GroupForm
from ..models import Escalation, Membership, Seat, Sitting, UrgentDecision
from .finding import ask, find_group, find_group_to_arrange, open_groups

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
        "nominations": nominations() if found.kind == GroupKind.PROTECTION_TEAM else (),
        "are_in_force": bool(asked_on(request.today)),
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
    areas, every = list(areas_of(request.user, request.today)), members.open_areas(request.today)
    above = list(open_groups(request))
    first = {"area": areas[0].pk if areas else ""}
    form = GroupForm(request.POST or None, areas=areas, spanning=every, groups=above, initial=first)

    def act(form):
        answers = form.cleaned_data
        actions.start_group(
            name=answers["name"],
            kind=answers["kind"],
            area=next(area for area in areas if str(area.pk) == answers["area"]),
            areas=[area for area in every if str(area.pk) in answers["areas"]],
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
def group_change(request, group_id):
    """Change the name, the place or the purpose of a body."""
    found = find_group_to_arrange(request, group_id)
    every = members.open_areas(request.today)
    above = [each for each in open_groups(request) if each.pk != found.pk]
    first = {
        "name": found.name, "areas": [str(pk) for pk in found.areas.values_list("pk", flat=True)],
        "parent": found.parent_id or "", "what_it_does": found.what_it_does,
        "is_public": "yes" if found.is_public else "no", "version": found.version,
    }  # fmt: skip
    form = GroupChangeForm(request.POST or None, spanning=every, groups=above, initial=first)

    def do(form):
        answers = form.cleaned_data
        return actions.change_group(
            group=found, name=answers["name"], what_it_does=answers["what_it_does"], is_public=answers["is_public"],
            areas=[area for area in every if str(area.pk) in answers["areas"]],
            parent=next((each for each in above if str(each.pk) == answers["parent"]), None), version=form.version,
            by=request.user, at=request.moment,
        )  # fmt: skip

    there = reverse("boards:group", args=[found.pk])
    page = Question(
        f"Change {found.name}", "Keep the changes", "The body was changed.", back=(there, found.name), then=there
    )
    return ask_page(request, form, page, do, record=found)


@needs("boards.arrange")
def group_end(request, group_id):
    """End a body: its members and seats end with it."""
    found = find_group_to_arrange(request, group_id)
    form = EndForm(request.POST or None, initial={"on": request.today, "version": found.version})

    def do(form):
        actions.end_group(
            group=found, on=form.cleaned_data["on"], version=form.version, by=request.user, at=request.moment
        )

    page = Question(
        f"End {found.name}", "End this body", "The body has its last day.", is_warning=True,
        intro="Its seats and memberships end on the same day. What it decided stays to be read.",
        back=(reverse("boards:group", args=[found.pk]), found.name), then=reverse("boards:groups"),
    )  # fmt: skip
    return ask_page(request, form, page, do, record=found)


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
