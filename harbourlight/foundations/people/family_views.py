"""Family and network: the genogram with its list, who works with a child, and what should still be found out."""

from django.http import Http404
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.ui import tables
from harbourlight.foundations.ui.words import day

from . import genogram, kinship, known, locations, network, pages
from .views import find_to_change


@needs("people.read")
def family(request, person_id):
    """Show a child's family as a picture and as a list, the network, and which key information is missing."""
    found = find_to_change(request, person_id)
    if not found.is_child:
        raise Http404("The page of a child")
    reader, on = request.user, request.today
    whose = {"asker": reader.pk, "person": found.pk}
    addresses, services, related = pages.addresses_of(**whose), pages.services_of(**whose), pages.relations_of(**whose)
    whom = locations.reader_for(reader, [found.pk], request.moment)
    hides_home = locations.withholds_services(found.pk, addresses, whom, on)
    drawn = kinship.family_of(found, reader, on, tells_household=not hides_home)
    relatives = kinship.told(drawn)
    write_readings(request, [person.pk for person, _ in relatives], Verb.LISTED)
    pieces = known.pieces(known.Facts(found, addresses, services, related, on))
    context = {
        "person": found,
        "picture": genogram.picture(drawn, in_words(found, relatives)) if relatives else "",
        "relatives": [relative_cells(drawn, person, told) for person, told in relatives],
        "hides_home": hides_home,
        "around": [
            around_cells(line) for line in network.around(reader, [found.pk, *found.merged_ids], request.moment)
        ],
        "missing": [piece for piece in pieces if not piece.is_known],
        "known": [piece.what for piece in pieces if piece.is_known],
        "may_fill": may(reader, "people.edit", on),
    }
    return render(request, "people/family.html", context)


def in_words(person, relatives):
    """Say what the genogram shows."""
    told = "; ".join(f"{relative}: {who}" for relative, who in relatives)
    return f"Genogram of {person}. {told}. The table beside it says the same."


def relative_cells(family, person, told):
    """Return the cells of a relative in the list."""
    return tables.cells(
        Name=tables.link(person.get_absolute_url(), str(person)),
        Who_they_are=told,
        Born=kinship.born(person).removeprefix("born ").capitalize() or "Not known",
        Household="Same household" if person.pk in family.household else "Not recorded",
    )


def around_cells(line):
    """Return the cells of somebody who works with the child."""
    return tables.cells(
        Agency=line.agency or locations.WITHHELD,
        Name=tables.lines(line.name, line.job) or "Nobody named",
        Role=line.role,
        Telephone=line.phone or "Not recorded",
        Email=tables.link(f"mailto:{line.email}" if line.email else "", line.email or "Not recorded"),
        Since=day(line.since) if line.since else "Not recorded",
    )
