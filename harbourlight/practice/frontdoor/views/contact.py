"""The page of one contact, and what screening does there."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import render

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.outbox import undelivered
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.people.network import around
from harbourlight.foundations.requests.models import Request

from ..choices import FACTORS, Outcome, Rag, Source, Worry
from ..models import Contact, ContactAdult, ContactChild
from ..pathway import CONTACT, WAITING, in_short
from .history import history_of

MOST_SHOWN = 20


@needs("frontdoor.read")
def contact(request, contact_id):
    """Show everything about a contact and what can be done next."""
    person = request.user
    record = pages.find(request, CONTACT, contact_id)
    children = list(ContactChild.objects.visible_to(person).filter(contact=record).select_related("person"))
    household = household_of(request, record)
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
        "low_risk": low_risk_incidents(request, record, household).count(),
        "involved": involved(request, record, [child.person_id for child in children]),
        "history": history_of(request, record, letters),
        "letters": letters,
        "worries": [Worry(value).label for value in record.worries if value in Worry],
        "factors": [dict(FACTORS).get(value, value) for value in record.factors],
        "pathway": CONTACT,
        "waits": record.state in WAITING,
        "take_form": pages.ConfirmForm(initial={"version": record.version}),
    }
    return render(request, "frontdoor/contact.html", context)


def household_of(request, record):
    """Return the ids of the children and of those who live with them."""
    ids = set(record.child_ids)
    pairs = Relationship.objects.visible_to(request.user).filter(lives_with=True, ended_on=None)
    for pair in pairs.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).values_list("person_id", "other_id"):
        ids.update(pair)
    return ids


def earlier_contacts(request, record):
    """Return the other contacts that name any of the children, the newest first."""
    rows = Contact.objects.visible_to(request.user).about(record.child_ids)
    return rows.exclude(pk=record.pk).order_by("-happened_at")[:MOST_SHOWN]


def year_before(moment):
    """Return the same moment a year earlier (28 February for a leap day)."""
    try:
        return moment.replace(year=moment.year - 1)
    except ValueError:
        return (moment - timedelta(days=1)).replace(year=moment.year - 1)


def low_risk_incidents(request, record, household):
    """Return the police contacts about the household, in the 12 months before this one, that came to little.

    Rated green, or decided as no further action or universal services: many together are a pattern.
    """
    rows = (
        Contact.objects.visible_to(request.user)
        .about(list(household))
        .filter(
            Q(rag=Rag.GREEN) | Q(outcome__in=(Outcome.NO_ACTION, Outcome.UNIVERSAL)),
            source=Source.POLICE,
            happened_at__gte=year_before(record.happened_at),
            happened_at__lte=record.happened_at,
        )
    )
    return rows.exclude(pk=record.pk)


def involved(request, record, ids):
    """Return who else knows these children: (who, what, how to reach them); withheld where it would tell a place.

    ``ids`` are the children that the asker may see: the others' workers would tell of a record that is closed.
    """
    named = {record.referrer_id, record.team_id, request.user.pk}
    lines = {(line.who, line.role, line.phone) for line in around(request.user, ids, request.moment, named=named)}
    if record.referrer:
        lines.add((record.referrer.name, "Made this contact", record.referrer.phone or record.referrer.email))
    return sorted(lines)
