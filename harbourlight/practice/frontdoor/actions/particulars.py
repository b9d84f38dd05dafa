"""What the joined records hold already of homes, telephone numbers and schools, so that nothing is kept twice."""

from harbourlight.foundations.people.choices import InvolvementKind
from harbourlight.foundations.people.models import Address, Involvement
from harbourlight.foundations.ui.letters import bare

LONGEST_KEY = 100


class OnFile:
    """The homes, numbers and schools of some records: read with two queries, and added to as new ones are told.

    The asking transaction must see every row.
    """

    def __init__(self, person_ids):
        self.places, self.phones, self.schools, self.protected = {}, {}, {}, {}
        if not person_ids:
            return
        for address in Address.objects.filter(person_id__in=person_ids, ended_on=None):
            self.remember_place(address.person_id, place_of(address.lines, address.postcode), address.phone)
            if address.is_hidden or address.never_to:
                is_hidden, never_to = self.protection_of(address.person_id)
                both = address.is_hidden or is_hidden, {*never_to, *address.never_to}
                self.protected[address.person_id] = both
        rows = Involvement.objects.filter(person_id__in=person_ids, kind=InvolvementKind.SCHOOL, ended_on=None)
        for service, agency, person_id in rows.values_list("service", "agency__name", "person_id"):
            self.schools.setdefault(person_id, set()).update(bare(name) for name in (service, agency) if name)

    def remember_place(self, person_id, place, phone):
        """Note a home or a number of a record."""
        if any(place):
            self.places.setdefault(person_id, set()).add(place)
        if digits(phone):
            self.phones.setdefault(person_id, set()).add(digits(phone))

    def is_new_place(self, person_id, lines, postcode, phone):
        """Say whether a home or a number just told is new to a record, and note it."""
        place = place_of(lines, postcode)
        knows_place = not any(place) or any(adds_nothing(place, known) for known in self.places.get(person_id, ()))
        knows_phone = not digits(phone) or digits(phone) in self.phones.get(person_id, ())
        if knows_place and knows_phone:
            return False
        self.remember_place(person_id, place, phone)
        return True

    def protection_of(self, person_id):
        """Return whether a record's present place is protected, and from whom it is kept whatever they may see."""
        return self.protected.get(person_id, (False, set()))

    def is_protected(self, person_id):
        """Say whether a record's present place is protected from anybody."""
        return person_id in self.protected

    def only_home(self, person_id):
        """Return the one full home that a record has, as (lines, postcode), or None."""
        homes = [place for place in self.places.get(person_id, ()) if all(place)]
        return homes[0] if len(homes) == 1 else None

    def is_new_school(self, person_id, name):
        """Say whether a school just told is new to a record, and note it."""
        told, known = bare(name), self.schools.setdefault(person_id, set())
        if any(told.startswith(one) or one.startswith(told) for one in known):
            return False
        known.add(told)
        return True


def digits(phone):
    """Return the digits of a telephone number as dialled within the country."""
    found = "".join(letter for letter in phone if letter.isdigit())
    return f"0{found.removeprefix('44')}" if phone.strip().startswith("+44") else found


def place_of(lines, postcode):
    """Return (lines, postcode) without spaces, punctuation and capitals."""
    return bare(lines), bare(postcode)


def key_of(lines, postcode):
    """Return a home as one text by which homes are compared."""
    return " ".join(place_of(lines, postcode)[::-1])[:LONGEST_KEY]


def adds_nothing(told, known):
    """Say whether what was told of a place is held already, at least as fully."""
    return known[0].startswith(told[0]) and (not told[1] or told[1] == known[1])
