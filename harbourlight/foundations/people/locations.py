"""Withholding where a protected person is, in one place for pages, letters and exports.

A protected location is a person with a current address whose ``is_hidden`` is set: address, phone,
school, nursery, GP and other services are withheld from readers who neither work with the person nor
oversee the work. The people of ``never_to`` (professionals or members of the family) never see them.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.models import Professional, TeamMembership
from harbourlight.foundations.statements.fetching import fetch_together
from harbourlight.foundations.statements.prepared import Parameter, Prepared
from harbourlight.foundations.statements.transport import rows_of

from . import spellings
from .models import Address, Involvement

WITHHELD = "Withheld"
PROTECTED = "SELECT people_protected(%s::uuid[])"


@dataclass(frozen=True)
class Reader:
    """Who reads: the id of a professional or a person, and the people the reader works with or oversees."""

    id: object = None
    close_to: frozenset = frozenset()

    @classmethod
    def close_to_all(cls, professional, held):
        """Return the Reader for a professional, from the answer to `closeness_of`."""
        return cls(id=professional.pk, close_to=frozenset(person_id for (person_id,) in held))


@Prepared
def close_grants():
    """The people among some whom a professional works with or oversees at a moment."""
    on, at = Parameter("on"), Parameter("at")
    places = TeamMembership.objects.filter(professional=Parameter("asker"), started_on__lte=on)
    teams = places.filter(Q(ended_on=None) | Q(ended_on__gte=on)).values("team_id")
    held = Grant.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at), valid_from__lte=at)
    held = held.filter(Q(holder_id=Parameter("asker")) | Q(holder_id=Parameter("agency")) | Q(holder_id__in=teams))
    basis = (Basis.ALLOCATED, Basis.OVERSIGHT)
    return held.filter(person_id__any=Parameter("people"), basis__in=basis, scope=Scope.RECORD).values_list("person_id")


def reader_for(reader, person_ids, at):
    """Return the Reader for a professional, a person of the family or None, by the grants in force.

    Sees the grants of the one who asks in this transaction; for a letter to a colleague call it inside
    ``as_system``, as ``withheld_texts`` does.
    """
    if not isinstance(reader, Professional):
        return Reader(id=getattr(reader, "pk", None))
    return Reader.close_to_all(reader, *fetch_together([closeness_of(reader, person_ids, at)]))


def closeness_of(professional, person_ids, at):
    """Return the question with whom among some people a professional works, or whom they oversee."""
    on = at.astimezone(LONDON).date()
    return close_grants.bind(
        asker=professional.id, agency=professional.agency_id, people=list(person_ids), at=at, on=on
    )


def is_current(address, on):
    """Say whether an address holds on a date; without a date every address that is not ended holds."""
    return address.ended_on is None or (on is not None and address.ended_on >= on)


def is_withheld(address, reader):
    """Say whether an address is withheld from a reader."""
    if reader.id is not None and reader.id in address.never_to:
        return True
    return address.is_hidden and address.person_id not in reader.close_to


def withholds_services(person_id, addresses, reader, on=None):
    """Say whether a person's school, GP and other services are withheld, as they would tell the place."""
    protected = [a for a in addresses if a.person_id == person_id and (a.is_hidden or a.never_to) and is_current(a, on)]
    return any(is_withheld(address, reader) for address in protected)


def location_for(address, reader):
    """Return an address as one text, or "Withheld"."""
    if is_withheld(address, reader):
        return WITHHELD
    return ", ".join(part for part in (address.lines, address.postcode) if part)


def phone_for(address, reader):
    """Return the phone number of an address, or "Withheld"."""
    return WITHHELD if is_withheld(address, reader) else address.phone


def service_for(involvement, addresses, reader, on=None):
    """Return (name, contact details) of a service, both "Withheld" where they would tell the place."""
    if withholds_services(involvement.person_id, addresses, reader, on):
        return WITHHELD, WITHHELD
    return name_of_service(involvement), involvement.contact_details


def name_of_service(involvement):
    """Return what a service is called."""
    names = [involvement.agency.name if involvement.agency_id else "", involvement.service]
    return ", ".join(dict.fromkeys(name for name in names if name)) or "Name not known"


def texts_of_address(address):
    """Return the texts that would tell an address."""
    yield address.lines
    yield from spellings.parts_that_tell(address.lines)
    yield address.postcode
    yield address.phone


def texts_of_service(involvement):
    """Return the texts that would tell a service."""
    yield involvement.agency.name if involvement.agency_id else ""
    yield involvement.service
    yield involvement.contact_details


def texts_to_withhold(addresses, involvements, reader, on=None):
    """Return the texts among these rows that must not reach a reader, the longest first."""
    found = set()
    for address in addresses:
        if is_withheld(address, reader):
            found.update(texts_of_address(address))
    for involvement in involvements:
        if withholds_services(involvement.person_id, addresses, reader, on):
            found.update(texts_of_service(involvement))
    return sorted((text for text in found if len(text) >= spellings.SHORTEST), key=lambda text: (-len(text), text))


def withheld_texts(person_ids, reader, at):
    """Return the texts that must not appear in a document about these people for a reader.

    ``reader`` is a professional, a person of the family, or None for anybody else.
    """
    if not (known := protected_rows(person_ids, reader, at)):
        return []
    whom, addresses, services = known
    return texts_to_withhold(addresses, services, whom, at.astimezone(LONDON).date())


def protected_rows(person_ids, reader, at):
    """Return (Reader, addresses, services) of those among some people of whom a place is protected, or None."""
    found = [person_id for (person_id,) in rows_of(connection, PROTECTED, [list(person_ids)])]
    if not found:
        return None
    with as_system("what a recipient may not read is found from rows the writer may not see"):
        whom = reader_for(reader, found, at)
        addresses = list(Address.objects.filter(person_id__in=found))
        services = list(Involvement.objects.filter(person_id__in=found).select_related("agency"))
    return whom, addresses, services


def redacted(text, withheld):
    """Return a text with every withheld text replaced, however it is spelled there."""
    if not text or not withheld:
        return text
    return spellings.without(text, withheld, WITHHELD)


def protected_texts(person_ids, writer, at):
    """Return the texts that tell a protected place of these people, those which the writer may read alone.

    For the warning before somebody writes one down: it must not confirm a place to whoever may not know it.
    """
    if not (known := protected_rows(person_ids, writer, at)):
        return []
    whom, addresses, services = known
    on = at.astimezone(LONDON).date()
    open_to_writer = [a for a in addresses if (a.is_hidden or a.never_to) and is_current(a, on)]
    open_to_writer = [a for a in open_to_writer if not is_withheld(a, whom)]
    found = {text for address in open_to_writer for text in texts_of_address(address)}
    theirs = {address.person_id for address in open_to_writer}
    hidden = texts_to_withhold(addresses, services, whom, on)
    found |= {text for each in services if each.person_id in theirs for text in texts_of_service(each)}
    return sorted(text for text in found - set(hidden) if len(text) >= spellings.SHORTEST)
