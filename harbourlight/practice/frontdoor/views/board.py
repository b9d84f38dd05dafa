"""The screening board, and the list handed over to the out-of-hours team."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.people.models import name_of
from harbourlight.foundations.ui import tables, words
from harbourlight.foundations.ui.templatetags.harbourlight import clock_tag, tag

from ..actions.screen import hand_over
from ..choices import Rag, Source, Urgency
from ..forms.screening import HandOverForm
from . import queue

ON_A_PAGE = 50
URGENCIES, RATINGS, SOURCES = dict(Urgency.choices), dict(Rag.choices), dict(Source.choices)
FILTERS = {"": "All", "mine": "Mine", "unowned": "Without an owner", "overdue": "Overdue", "red": "Red"}


def waiting_for(request):
    """Return what waits for the person's hub teams, or all they may see where they sit in none, in order."""
    me = request.user.pk
    teams = {team for team, kind in teams_today(request) if kind == TeamKind.MASH}
    waiting = map(queue.Waiting._make, queue.board_order(asker=me))
    return [row for row in waiting if not teams or row.team in teams]


def narrowed(request, rows, chosen):
    """Return the rows that one of the board's filters leaves."""
    stays = {
        "mine": lambda row: row.owner == request.user.pk,
        "unowned": lambda row: row.owner is None,
        "overdue": lambda row: row.due_at is not None and row.due_at < request.moment,
        "red": lambda row: row.rag == Rag.RED,
    }
    return [row for row in rows if stays[chosen](row)] if chosen in stays else rows


def shown(request, rows, read=queue.board_rows):
    """Return the contacts of these rows in their order, each with its clock and its children; log the listing."""
    me, ids = request.user.pk, [row.pk for row in rows]
    clocks = {clock.subject_id: clock for clock in queue.decision_clocks(asker=me, ids=ids)}
    children = {contact: [] for contact in ids}
    for contact, first_name, last_name in queue.children_of(asker=me, ids=ids):
        children[contact].append(name_of(first_name, last_name))
    contacts = {contact.pk: contact for contact in read(asker=me, ids=ids)}
    for contact in contacts.values():
        contact.clock, contact.people = clocks.get(contact.pk), children[contact.pk]
    write_readings(request, {child for contact in contacts.values() for child in contact.child_ids}, Verb.LISTED)
    return [contacts[contact] for contact in ids if contact in contacts]


@needs("frontdoor.read")
def board(request):
    """Show what waits for a decision, urgent first, families together."""
    chosen = request.GET.get("show", "")
    rows = narrowed(request, waiting_for(request), chosen)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    contacts = shown(request, page.object_list)
    grouped = by_family(contacts, households_of(request, contacts))
    families = [(family, [line_of(contact, request.moment) for contact in family]) for family in grouped]
    filters = [(value, text, value == chosen) for value, text in FILTERS.items()]
    return render(request, "frontdoor/board.html", {"page": page, "families": families, "filters": filters})


def line_of(contact, moment):
    """Return the cells of a contact's line on the board."""
    reference = tables.link(contact.get_absolute_url(), contact.reference)
    return tables.cells(
        Contact=tables.lines(reference, words.moment(contact.happened_at)),
        Clock=clock_tag(contact.clock, moment) if contact.clock else "No clock",
        Urgency_and_rating=tables.lines(URGENCIES[contact.urgency], tag(RATINGS[contact.rag], contact.rag_colour)),
        Children=("" if len(contact.child_ids) == 1 else f"{len(contact.child_ids)}: ") + ", ".join(contact.people),
        From=tables.lines(SOURCES[contact.source], contact.referrer_agency),
        Owner=contact.owner or "Nobody yet",
    )


def households_of(request, contacts):
    """Return for each child the people of the household, in one query."""
    found = {child: {child} for contact in contacts for child in contact.child_ids}
    for person_id, other_id in queue.same_household(asker=request.user.pk, ids=list(found)):
        found.get(person_id, set()).add(other_id)
        found.get(other_id, set()).add(person_id)
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
    rows = [row for row in waiting_for(request) if row.rag == Rag.RED or row.urgency != Urgency.ROUTINE]
    contacts = shown(request, rows, queue.handover_rows)
    form = HandOverForm(request.POST or None, teams=night_teams(request))
    if request.method == "POST" and form.is_valid():
        number = hand_over(contacts=contacts, by=request.user, at=request.moment, **form.cleaned_data)
        messages.success(request, f"Handed over: {number}. The team sees them until the end of the next working day.")
        return redirect("frontdoor:handover")
    ids = [contact.pk for contact in contacts]
    waiting = {contact for (contact,) in queue.unanswered_about(asker=request.user.pk, ids=ids)}
    lines = [(contact, still_to_do(contact, contact.pk in waiting)) for contact in contacts]
    return render(request, "frontdoor/handover.html", {"lines": lines, "form": form})


def night_teams(request):
    """Return the out-of-hours teams of the area where the person's team works."""
    mine = request.user.memberships.current(request.today).select_related("team__area").first()
    area = mine.team.area if mine else area_of(request)
    return area.teams.current(request.today).filter(kind=TeamKind.OUT_OF_HOURS)


def still_to_do(contact, waits_for_agencies):
    """Return what nobody has done yet about a waiting contact, in words."""
    steps = [
        (contact.owner_id is None, "Nobody owns it"),
        (contact.rag == Rag.NONE, "Not rated"),
        (waits_for_agencies, "Agencies have not answered"),
    ]
    return [words for is_open, words in steps if is_open] + ["Decision by a manager"]
