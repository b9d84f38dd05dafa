"""The screening board, and the list handed over to the out-of-hours team."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.requests.models import Request

from ..actions.screen import hand_over
from ..choices import Rag, Urgency
from ..forms.screening import HandOverForm
from ..models import Contact, ContactChild
from ..pathway import DECISION_CLOCKS

ON_A_PAGE = 50
SOONEST_FIRST = (Urgency.IMMEDIATE, Urgency.TODAY, Urgency.ROUTINE)
FILTERS = {"": "All", "mine": "Mine", "unowned": "Without an owner", "overdue": "Overdue", "red": "Red"}


def waiting_for(request):
    """Return the waiting contacts of the person's hub teams, or all they may see where they sit in none."""
    rows = Contact.objects.visible_to(request.user).waiting()
    teams = [
        membership.team_id
        for membership in request.user.memberships.current(request.today).filter(team__kind=TeamKind.MASH)
    ]
    return rows.filter(team__in=teams) if teams else rows


def in_order(request, rows):
    """Return contacts with their clock, urgent first and then by due time, with all a board shows of them."""
    clocks = Deadline.objects.visible_to(request.user).running().filter(clock__in=DECISION_CLOCKS, is_alarm=True)
    soonest = clocks.filter(subject_id=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    urgency = Case(
        *(When(urgency=value, then=Value(place)) for place, value in enumerate(SOONEST_FIRST)),
        output_field=IntegerField(),
    )
    children = ContactChild.objects.visible_to(request.user).select_related("person")
    return (
        rows.annotate(due_at=Subquery(soonest), place=urgency)
        .order_by("place", "due_at", "happened_at", "pk")
        .select_related("owner", "referrer_agency")
        .prefetch_related(Prefetch("children", queryset=children))
    )


def narrowed(request, rows, chosen):
    """Return the rows that one of the board's filters leaves."""
    conditions = {
        "mine": Q(owner=request.user),
        "unowned": Q(owner=None),
        "overdue": Q(due_at__lt=request.moment),
        "red": Q(rag=Rag.RED),
    }
    return rows.filter(conditions[chosen]) if chosen in conditions else rows


@needs("frontdoor.read")
def board(request):
    """Show what waits for a decision, urgent first, families together."""
    chosen = request.GET.get("show", "")
    rows = narrowed(request, in_order(request, waiting_for(request)), chosen)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    contacts = list(page.object_list)
    clocks = clocks_of(request, contacts)
    households = households_of(request, contacts)
    families = [[(contact, clocks.get(contact.pk)) for contact in family] for family in by_family(contacts, households)]
    write_readings(request, {child for contact in contacts for child in contact.child_ids}, Verb.LISTED)
    filters = [(value, text, value == chosen) for value, text in FILTERS.items()]
    return render(request, "frontdoor/board.html", {"page": page, "families": families, "filters": filters})


def clocks_of(request, contacts):
    """Return the running decision clock of each contact, in one query."""
    rows = (
        Deadline.objects.visible_to(request.user)
        .running()
        .filter(subject_id__in=[contact.pk for contact in contacts], clock__in=DECISION_CLOCKS, is_alarm=True)
    )
    return {clock.subject_id: clock for clock in rows.order_by("-due_at")}


def households_of(request, contacts):
    """Return for each child the people of the household, in one query."""
    ids = {child for contact in contacts for child in contact.child_ids}
    pairs = Relationship.objects.visible_to(request.user).filter(lives_with=True, ended_on=None, person_id__in=ids)
    found = {child: {child} for child in ids}
    for person_id, other_id in pairs.values_list("person_id", "other_id"):
        found[person_id].add(other_id)
    return found


def by_family(contacts, households):
    """Return the contacts in groups that share a child or a household, each where its first one stands."""
    families = []
    for contact in contacts:
        people = {person for child in contact.child_ids for person in households[child]}
        joined = [family for family in families if family[0] & people]
        if not joined:
            families.append((people, [contact]))
            continue
        first = joined[0]
        for other in joined[1:]:
            first[0].update(other[0])
            first[1].extend(other[1])
            families = [family for family in families if family is not other]
        first[0].update(people)
        first[1].append(contact)
    return [members for _, members in families]


@needs("frontdoor.read")
def handover(request):
    """Show the urgent and red contacts that wait, and what is still to do, to hand over for the night."""
    unanswered = Request.objects.visible_to(request.user).unanswered().filter(subject_id=OuterRef("pk"))
    rows = waiting_for(request).filter(Q(rag=Rag.RED) | ~Q(urgency=Urgency.ROUTINE))
    contacts = list(in_order(request, rows).annotate(waits_for_agencies=Exists(unanswered)))
    clocks = clocks_of(request, contacts)
    write_readings(request, {child for contact in contacts for child in contact.child_ids}, Verb.LISTED)
    form = HandOverForm(request.POST or None, teams=night_teams(request))
    if request.method == "POST" and form.is_valid():
        number = hand_over(contacts=contacts, by=request.user, at=request.moment, **form.cleaned_data)
        messages.success(request, f"Handed over: {number}. The team sees them until the end of the next working day.")
        return redirect("frontdoor:handover")
    lines = [(contact, clocks.get(contact.pk), still_to_do(contact)) for contact in contacts]
    return render(request, "frontdoor/handover.html", {"lines": lines, "form": form})


def night_teams(request):
    """Return the out-of-hours teams of the area where the person's team works."""
    mine = request.user.memberships.current(request.today).select_related("team__area").first()
    area = mine.team.area if mine else request.user.agency.areas.first()
    return area.teams.current(request.today).filter(kind=TeamKind.OUT_OF_HOURS)


def still_to_do(contact):
    """Return what nobody has done yet about a waiting contact, in words."""
    steps = [
        (contact.owner_id is None, "Nobody owns it"),
        (contact.rag == Rag.NONE, "Not rated"),
        (contact.waits_for_agencies, "Agencies have not answered"),
    ]
    return [words for is_open, words in steps if is_open] + ["Decision by a manager"]
