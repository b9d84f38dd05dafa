"""Which records the people of a contact certainly are; never told to the referrer."""

from harbourlight.foundations.people.choices import IdentifierKind
from harbourlight.foundations.people.models import Identifier, Person, Relationship
from harbourlight.foundations.ui.letters import bare, may_be_one_name


def bare_name(person):
    """Return the two parts of a person's name in plain letters."""
    return bare(person.first_name), bare(person.last_name)


def identifiers_of(told):
    """Return the numbers that were told, as (kind, value)."""
    numbers = ((IdentifierKind.NHS, told.nhs_number), (IdentifierKind.UPN, told.upn))
    return [(kind.value, "".join(value.split()).upper()) for kind, value in numbers if value.strip()]


def kept_record(person_id, merged_into_id):
    """Return the record that a merge kept."""
    return merged_into_id or person_id


class Certain:
    """The records that people told of certainly are: found for all of them at once, with two queries.

    Certain is the same identifier, or the same names with the same fully known birth date, in whatever script. Two
    records that fit make neither certain. The asking transaction must see every row.
    """

    def __init__(self, people):
        numbers = [value for told in people for _, value in identifiers_of(told)]
        self.by_number, self.by_name = {}, {}
        if numbers:
            rows = Identifier.objects.filter(value__in=numbers)
            for kind, value, person, kept in rows.values_list("kind", "value", "person_id", "person__merged_into_id"):
                self.by_number.setdefault((kind, value), set()).add(kept_record(person, kept))
        dated = [told for told in people if told.born_on and bare(told.last_name) and bare(told.first_name)]
        if dated:
            born = Person.objects.filter(born_on__in={told.born_on for told in dated}, birth_certainty="known")
            for person in born.only("first_name", "last_name", "born_on", "is_child", "merged_into"):
                self.remember_name(person, kept_record(person.pk, person.merged_into_id))

    def remember_name(self, person, person_id):
        """Note the name and birth of a record, or of somebody told of for whom it was made."""
        key = (*bare_name(person), person.born_on, person.is_child)
        self.by_name.setdefault(key, []).append((person_id, person.first_name, person.last_name))

    def record_of(self, told):
        """Return the id of the record this person certainly is, or None."""
        for number in identifiers_of(told):
            found = self.by_number.get(number, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        named = self.by_name.get((*bare_name(told), told.born_on, told.is_child), ()) if told.born_on else ()
        found = {
            pk for pk, *names in named if all(map(may_be_one_name, names, (told.first_name, told.last_name)))
        }  # fmt: skip
        return next(iter(found)) if len(found) == 1 else None

    def remember(self, told, person_id):
        """Note a record just made, so that the next contact of the same load joins it."""
        for number in identifiers_of(told):
            self.by_number.setdefault(number, set()).add(person_id)
        if told.born_on and told.first_name and told.last_name:
            self.remember_name(told, person_id)


class Relations:
    """The relationships that the joined records already have."""

    def __init__(self, person_ids):
        self.pairs, self.by_name = set(), {}
        if not person_ids:
            return
        for row in Relationship.objects.filter(person_id__in=person_ids).select_related("other"):
            self.pairs.add((row.person_id, row.other_id))
            self.by_name.setdefault((row.person_id, row.kind, *bare_name(row.other)), row.other_id)

    def relative(self, child_ids, told):
        """Return the record of a relative of the same name and relation that one of the children has, or None."""
        if not (bare(told.first_name) and bare(told.last_name)):
            return None
        for child_id in child_ids:
            found = self.by_name.get((child_id, told.relation, *bare_name(told)))
            if found:
                return found
        return None

    def remember(self, child_id, other_id, told=None):
        """Note a relationship just made; say whether it was new."""
        if (child_id, other_id) in self.pairs:
            return False
        self.pairs.add((child_id, other_id))
        if told:
            self.by_name.setdefault((child_id, told.relation, *bare_name(told)), other_id)
        return True
