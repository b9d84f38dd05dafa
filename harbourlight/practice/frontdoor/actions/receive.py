"""Receiving contacts: one or many, each whole or not at all, each once."""

from django.db import connection, transaction

from harbourlight.foundations.access.actions import grants_for, may_see
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Barrier, Grant
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.pathways.chains import first_of
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.writing import due_of, line_rows, step_row, subject_of

from ..models import TOLD_OF_A_CHILD, Contact, ContactAdult, ContactChild
from ..pathway import CONTACT
from .alert import alert_of_arrivals
from .arrivals import TOLD_AS_IT_IS, Arrival
from .bulk import store
from .people import Gathering

DECISION_RULE = "referral.decision"
TABLES = (Contact, ContactChild, ContactAdult, Grant, StepTaken, Line, Deadline)

ACKNOWLEDGED = """Your contact has reached the front door.

Reference: {reference}

We aim to decide what happens next within one working day. You can use the reference when you ring us.

If a child is in danger now, ring 999. Do not answer this e-mail.
"""
GUARDIAN_TOLD = """A contact has arrived about a record that you keep closed. The person who made it was told nothing.

Sign in to Harbourlight to see it. Do not answer this e-mail.
"""


def receive(*, by, at, **told):
    """Receive one contact (the arguments of `Arrival`) and return it; the same submission gives the first one."""
    return receive_many(arrivals=[Arrival(**told)], by=by, at=at)[0]


@transaction.atomic
def receive_many(*, arrivals, by, at):
    """Receive contacts of one area together, all or none, and return them in order.

    ``by`` is whoever typed or loaded them, or None for a guest or another system. The people named are
    joined to records only where they are certainly the same; neither ``by`` nor the referrer is told.
    """
    refuse_the_impossible(arrivals, at)
    with as_system("a contact joins records that its referrer may not see, and counts once"):
        one_at_a_time(arrivals)
        had = {
            contact.submission: contact
            for contact in Contact.objects.filter(submission__in=[arrival.submission for arrival in arrivals])
        }
        news = list({told.submission: told for told in arrivals if told.submission not in had}.values())
        if news:
            made = write(news, by=by, at=at)
            had |= {contact.submission: contact for contact in made}
    return [had[arrival.submission] for arrival in arrivals]


def refuse_the_impossible(arrivals, at):
    """Raise StepNotAllowed where a contact names no child or lies in the future."""
    for arrival in arrivals:
        if not arrival.children:
            raise StepNotAllowed("Name at least one child, or say that the name is not known.")
        if arrival.happened_at > at:
            raise StepNotAllowed("The contact cannot have been received in the future.")
        if not arrival.what_happened.strip():
            raise StepNotAllowed("Say what happened.")
        for told in (*arrival.children, *arrival.adults):
            if told.person_id and not may_see(told.person_id):
                raise StepNotAllowed("The record that was chosen is not there. Search again or leave it out.")


def one_at_a_time(arrivals):
    """Make a second telling of the same contact wait until the first is stored or undone."""
    key = str(arrivals[0].submission) if len(arrivals) == 1 else f"many:{arrivals[0].area.id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def next_references(count, at):
    """Return as many new references as asked, such as HL-2026-000123."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('frontdoor_reference') FROM generate_series(1, %s)", [count])
        return [f"HL-{at.astimezone(LONDON).year}-{number:06}" for (number,) in cursor.fetchall()]


def mash_of(area, at):
    """Return the hub team of an area; raises StepNotAllowed where it has none."""
    team = Team.objects.current(at.astimezone(LONDON).date()).filter(area=area, kind=TeamKind.MASH).first()
    if team is None:
        raise StepNotAllowed(f"{area.name} has no team that receives contacts.")
    return team


def write(arrivals, *, by, at):
    """Store new contacts and all that follows from each; every table is written once, whatever their number."""
    gathering = Gathering(arrivals, by=by, at=at)
    teams = {area.id: mash_of(area, at) for area in {arrival.area for arrival in arrivals}}
    contacts, rows = [], {model: [] for model in TABLES}
    for arrival, reference in zip(arrivals, next_references(len(arrivals), at), strict=True):
        children, adults = gathering.people_of(arrival)
        contact = Contact(
            reference=reference,
            area=arrival.area,
            team=teams[arrival.area.id],
            child_ids=list(children),
            recorded_at=at,
            recorded_by=by,
            acknowledged_at=at,
            place=gathering.place_of(children, adults),
            **{name: getattr(arrival, name) for name in TOLD_AS_IT_IS},
        )
        contacts.append(contact)
        for row in [contact, *parts(contact, children, adults), *consequences(contact, by, at)]:
            rows[type(row)].append(row)
    gathering.store()
    for model in TABLES:
        store(model, rows[model])
    tell(contacts, gathering.joined_ids)
    alert_of_arrivals(contacts, by=by, at=at)
    return contacts


def parts(contact, children, adults):
    """Give the rows of the children and adults a contact names."""
    for person_id, told in children.items():
        as_told = {name: getattr(told, name) for name in TOLD_OF_A_CHILD if getattr(told, name)}
        yield ContactChild(
            contact=contact, person_id=person_id, reported_name=told.name, reported_birth=told.birth, as_told=as_told
        )
    for person_id, told in adults:
        yield ContactAdult(
            contact=contact,
            person_id=person_id,
            child_ids=contact.child_ids,
            name=told.name,
            reported_birth=told.birth,
            relation=told.relation,
            address=", ".join(filter(None, (told.address, told.postcode))),
            phone=told.phone,
        )


def consequences(contact, by, at):
    """Give what follows from a contact: the hub's grants, the step, its chronology lines and the clocks."""
    step, subject = CONTACT.step("receive"), subject_of(contact, team_id=contact.team_id)
    for row in grants_for(
        contact.child_ids, team_id=contact.team_id, basis=Basis.ALLOCATED,
        reason=f"Named in contact {contact.reference}",
        source=f"contact:{contact.id}", by=by, at=at,
    ):  # fmt: skip
        yield Grant(**row)
    agency_id = by.agency_id if by else None
    told_by = contact.referrer_agency_id or agency_id
    for row in line_rows(step, subject, by=by, at=at, happened_at=contact.happened_at, agency_id=told_by):
        yield Line(**row)
    yield StepTaken(
        **step_row(
            step, subject, to_state=contact.state, by=by, at=at, happened_at=contact.happened_at,
            submission=contact.submission, agency_id=agency_id,
        )
    )  # fmt: skip
    yield from first_of(CONTACT, contact, subject)


def decision_due(contact):
    """Return the day by which the decision on a contact is due, or None before there was a limit."""
    answer = due_of(DECISION_RULE, contact.happened_at)
    return answer and answer.due


def tell(contacts, joined_ids):
    """Queue the acknowledgements, and word to whoever keeps one of the joined records closed."""
    barriers = Barrier.objects.filter(person_id__in=joined_ids, hides_existence=True, ended_at=None)
    guardians = {barrier.placed_by.email for barrier in barriers.select_related("placed_by")}
    queue_mails(
        [
            *(
                (
                    contact.referrer_email,
                    f"We have your contact {contact.reference}",
                    ACKNOWLEDGED.format(reference=contact.reference),
                    contact.pk,
                )
                for contact in contacts
            ),
            *((email, "Something waits for you in Harbourlight", GUARDIAN_TOLD, None) for email in sorted(guardians)),
        ]
    )
