"""The page of one contact, and what screening does there."""

from typing import NamedTuple

from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.outbox import undelivered
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.open_work import open_work
from harbourlight.foundations.people.actions import possible_duplicates
from harbourlight.foundations.people.network import around
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.dates import PartialDate

from ..actions.police_notices import notices_around
from ..choices import FACTORS
from ..models import Contact, ContactAdult, ContactChild
from ..pathway import CONTACT, WAITING, in_short
from .history import history_of
from .screening import worries_of

MOST_SHOWN = 20
NUMBERS = ("nhs_number", "upn")


@needs("frontdoor.read")
def contact(request, contact_id):
    """Show everything about a contact and what can be done next."""
    person = request.user
    record = pages.find(request, CONTACT, contact_id)
    children = list(ContactChild.objects.visible_to(person).filter(contact=record).select_related("person"))
    children_ids = [child.person_id for child in children]
    about = {"subject_id": record.pk}
    adults = ContactAdult.objects.visible_to(person).filter(contact=record)
    clocks = Deadline.objects.visible_to(person).filter(is_alarm=True, **about).order_by("due_at")
    asked = Request.objects.visible_to(person).filter(**about).select_related("agency", "answered_by")
    letters = list(Letter.objects.visible_to(person).filter(**about).select_related("sent_by").order_by("written_at"))
    requests = [(row, row.is_late(request.moment)) for row in asked.order_by("asked_at")]
    context = {
        "contact": record,
        "children": children,
        "adults": list(adults),
        "clocks": [(clock, in_short(clock)) for clock in clocks],
        "requests": requests,
        "undelivered": undelivered([record.pk, *(row.pk for row, _ in requests), *(row.pk for row in letters)]),
        "earlier": list(earlier_contacts(request, record)),
        "notices": notices_around(contact=record, reader=person),
        "involved": involved(request, record, children_ids),
        "known": known_of(request, record, children),
        "history": history_of(request, record, letters),
        "letters": letters,
        "worries": worries_of(record),
        "factors": [dict(FACTORS).get(value, value) for value in record.factors],
        "pathway": CONTACT,
        "same_event": same_event(request, record),
        "waits": record.state in WAITING,
        "take_form": pages.ConfirmForm(initial={"version": record.version}),
    }
    return render(request, "frontdoor/contact.html", context)


def earlier_contacts(request, record):
    """Return the other contacts that name any of the children, the newest first."""
    rows = Contact.objects.visible_to(request.user).about(record.child_ids)
    return rows.exclude(pk=record.pk).order_by("-happened_at")[:MOST_SHOWN]


def same_event(request, record):
    """Return the contacts about the same event, each with what they are to this one."""
    rows = Contact.objects.visible_to(request.user).select_related("referrer_agency")
    main = rows.filter(pk=record.same_event_as_id) if record.same_event_as_id else ()
    joined = rows.filter(same_event_as=record).order_by("happened_at")
    return [*((row, "Joined with") for row in main), *((row, "Joined to this contact:") for row in joined)]


class Known(NamedTuple):
    """A child of a contact with what is on file: who it may be besides, and the work that runs."""

    child: ContactChild
    maybe: list
    work: list


def known_of(request, record, children):
    """Return each child of a contact with the records that may be the same child, and with the work that runs.

    Who a child may be is asked while the contact waits, of children whom nobody knew: the same search that everybody
    has, so that it tells no more; whoever is shown to exist is logged as found.
    """
    named = {*record.child_ids, *(child.person.merged_into_id for child in children)}
    work = open_work(request, record.child_ids, besides=("frontdoor.contact",))
    asks = record.state in WAITING and may(request.user, "people.search", request.today)
    found = [
        Known(child, same_as(request, child, named) if asks and is_new(child) else [], work.get(child.person_id, []))
        for child in children
    ]
    write_readings(request, {match.person_id for known in found for match in known.maybe}, Verb.FOUND)
    return found


def is_new(child):
    """Say whether a child's record was made from what was told, and stands for itself."""
    return child.person.only_told and child.person.merged_into_id is None


def same_as(request, child, named):
    """Return the people who may be the child, the likeliest first, each with why."""
    told = child.person
    birth = told.born_on or told.expected_on or (told.birth_year and PartialDate(told.birth_year, told.birth_month))
    numbers = [child.as_told[name] for name in NUMBERS if child.as_told.get(name)]
    matches = possible_duplicates(
        by=request.user, at=request.moment, name=str(told) if told.first_name or told.last_name else "",
        birth=birth or None, identifiers=numbers,
    )  # fmt: skip
    return [match for match in matches if match.is_child and match.person_id not in named]


def involved(request, record, ids):
    """Return who else knows these children: (who, what, how to reach them); withheld where it would tell a place.

    ``ids`` are the children that the asker may see: the others' workers would tell of a record that is closed.
    """
    named = {record.referrer_id, record.team_id, request.user.pk}
    lines = {(line.who, line.role, line.phone) for line in around(request.user, ids, request.moment, named=named)}
    if record.referrer:
        lines.add((record.referrer.name, "Made this contact", record.referrer.phone or record.referrer.email))
    return sorted(lines)
