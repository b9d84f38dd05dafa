"""Who works with people and how to reach them, withheld where it would tell a protected place.

From the services that know them all the time, and from the grants by which professionals and teams work with
them or stand in their network.
"""

from datetime import date
from typing import NamedTuple

from harbourlight.foundations.access.looking import who_works_with
from harbourlight.foundations.access.middleware import LONDON

from .locations import WITHHELD, name_of_service, reader_for, withholds_services
from .models import Address, Involvement


class Around(NamedTuple):
    """Somebody around a child: name, agency or service, job, in what role, how to reach them, since when."""

    name: str
    agency: str
    job: str
    role: str
    phone: str
    email: str
    since: date | None

    @property
    def who(self):
        """Return the name with the agency, as one text."""
        return ", ".join(dict.fromkeys(part for part in (self.name, self.agency) if part))


def withheld(role):
    """Return a line that says no more than that somebody is there."""
    return Around(WITHHELD, "", "", role, WITHHELD, "", None)


def around(reader, person_ids, at, *, named=()):
    """Return who works with these people, sorted; the caller must know that the reader may see them.

    ``named`` are ids of professionals and teams whom the page names already. A service is told once.
    """
    on = at.astimezone(LONDON).date()
    services = Involvement.objects.visible_to(reader).filter(person_id__in=person_ids, ended_on=None)
    services = list(services.select_related("agency", "professional"))
    addresses = list(Address.objects.visible_to(reader).filter(person_id__in=person_ids))
    whom = reader_for(reader, person_ids, at)
    closed = {child for child in person_ids if withholds_services(child, addresses, whom, on)}
    told = {of_service(row, closed) for row in services}
    skipped = {row.professional_id for row in services} | set(named)
    return sorted(
        told | of_grants(who_works_with(person_ids, at), skipped, closed), key=lambda line: (line.who, line.role)
    )


def of_service(row, closed):
    """Return the line of a service."""
    role, professional = row.get_kind_display(), row.professional
    if row.person_id in closed:
        return withheld(role)
    phone = row.contact_details or phone_of(professional) or phone_of(row.agency)
    name, job, email = (professional.name, professional.job_title, professional.email) if professional else ("", "", "")
    return Around(name, name_of_service(row), job, role, phone, email, row.started_on)


def of_grants(grants, skipped, closed):
    """Return a line for each professional and team among grants that is not named yet.

    Where a child's place is withheld from the reader (``closed``), so is who works there: it would tell the area.
    """
    hidden = {grant.holder_id for grant in grants if grant.person_id in closed}
    lines = {}
    for grant in grants:
        if grant.holder_id in skipped:
            continue
        role = grant.get_basis_display()
        lines.setdefault(
            (grant.holder_id, role), withheld(role) if grant.holder_id in hidden else of_grant(grant, role)
        )
    return set(lines.values())


def of_grant(grant, role):
    """Return the line of a grant's holder."""
    holder, professional = grant.professional or grant.team, grant.professional
    return Around(
        name=holder.name, agency=str(holder.agency), job=professional.job_title if professional else "", role=role,
        phone=phone_of(professional) or holder.agency.phone, email=professional.email if professional else "",
        since=grant.valid_from.astimezone(LONDON).date(),
    )  # fmt: skip


def phone_of(somebody):
    """Return the telephone number of a professional or an agency, if there is one."""
    return somebody.phone if somebody else ""
