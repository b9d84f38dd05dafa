"""Which records the people of a contact certainly are; never told to the referrer."""

import unicodedata

from harbourlight.foundations.people.choices import IdentifierKind
from harbourlight.foundations.people.models import Identifier, Person, Relationship

SAME_BIRTH_AND_SURNAME = """
SELECT p.id, p.first_name, p.last_name, p.born_on, p.merged_into_id, p.is_child FROM people_person p
JOIN (SELECT DISTINCT * FROM unnest(%s::date[], %s::text[])) AS told(born_on, surname) ON p.born_on = told.born_on
WHERE p.birth_certainty = 'known'
  AND regexp_replace(lower(unaccent(p.last_name)), '[^[:alnum:]]', '', 'g') = told.surname
"""


def fold(text):
    """Return a name without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def folded_name(person):
    """Return the two folded parts of a person's name."""
    return fold(person.first_name), fold(person.last_name)


def identifiers_of(told):
    """Return the numbers that were told, as (kind, value)."""
    numbers = ((IdentifierKind.NHS, told.nhs_number), (IdentifierKind.UPN, told.upn))
    return [(kind.value, "".join(value.split()).upper()) for kind, value in numbers if value.strip()]


def kept_record(person_id, merged_into_id):
    """Return the record that a merge kept."""
    return merged_into_id or person_id


class Certain:
    """The records that people told of certainly are: found for all of them at once, with two queries.

    Certain is the same identifier, or the same folded names with the same fully known birth date. Two
    records that fit make neither certain. The asking transaction must see every row.
    """

    def __init__(self, people):
        numbers = [value for told in people for _, value in identifiers_of(told)]
        self.by_number, self.by_name = {}, {}
        if numbers:
            rows = Identifier.objects.filter(value__in=numbers)
            for kind, value, person, kept in rows.values_list("kind", "value", "person_id", "person__merged_into_id"):
                self.by_number.setdefault((kind, value), set()).add(kept_record(person, kept))
        dated = [told for told in people if told.born_on and fold(told.last_name) and fold(told.first_name)]
        if dated:
            for person in Person.objects.raw(
                SAME_BIRTH_AND_SURNAME, [[told.born_on for told in dated], [fold(told.last_name) for told in dated]]
            ):
                key = (*folded_name(person), person.born_on, person.is_child)
                self.by_name.setdefault(key, set()).add(kept_record(person.id, person.merged_into_id))

    def record_of(self, told):
        """Return the id of the record this person certainly is, or None."""
        for number in identifiers_of(told):
            found = self.by_number.get(number, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        found = self.by_name.get((*folded_name(told), told.born_on, told.is_child), set())
        return next(iter(found)) if told.born_on and len(found) == 1 else None

    def remember(self, told, person_id):
        """Note a record just made, so that the next contact of the same load joins it."""
        for number in identifiers_of(told):
            self.by_number.setdefault(number, set()).add(person_id)
        if told.born_on and told.first_name and told.last_name:
            key = (*folded_name(told), told.born_on, told.is_child)
            self.by_name.setdefault(key, set()).add(person_id)


class Relations:
    """The relationships that the joined records already have."""

    def __init__(self, person_ids):
        self.pairs, self.by_name = set(), {}
        if not person_ids:
            return
        for row in Relationship.objects.filter(person_id__in=person_ids).select_related("other"):
            self.pairs.add((row.person_id, row.other_id))
            self.by_name.setdefault((row.person_id, row.kind, *folded_name(row.other)), row.other_id)

    def relative(self, child_ids, told):
        """Return the record of a relative of the same name and relation that one of the children has, or None."""
        if not (fold(told.first_name) and fold(told.last_name)):
            return None
        for child_id in child_ids:
            found = self.by_name.get((child_id, told.relation, *folded_name(told)))
            if found:
                return found
        return None

    def remember(self, child_id, other_id, told=None):
        """Note a relationship just made; say whether it was new."""
        if (child_id, other_id) in self.pairs:
            return False
        self.pairs.add((child_id, other_id))
        if told:
            self.by_name.setdefault((child_id, told.relation, *folded_name(told)), other_id)
        return True
