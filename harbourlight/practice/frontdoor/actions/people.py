"""The people of contacts: joined to their records where certain, otherwise new, and linked to each other."""

from itertools import permutations

from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.foundations.people.choices import InvolvementKind, RelationKind
from harbourlight.foundations.people.models import Address, Identifier, Involvement, Person, Relationship

from .bulk import store
from .matching import Certain, Relations, identifiers_of
from .particulars import OnFile, key_of

TABLES = (Person, Identifier, Address, Involvement, Relationship)


class Gathering:
    """Finds or makes the records of everybody named in some contacts, and keeps the new rows to store at once."""

    def __init__(self, arrivals, *, by, at):
        self.written = {"recorded_by": by, "recorded_at": at}
        told = [person for arrival in arrivals for person in (*arrival.children, *arrival.adults)]
        self.certain = Certain(told)
        found = {person.person_id or self.certain.record_of(person) for person in told} - {None}
        self.relations = Relations(found)
        self.on_file = OnFile(found | {other for _, other in self.relations.pairs})
        self.joined_ids = set()
        self.rows = {model: [] for model in TABLES}

    def people_of(self, arrival):
        """Return {record id: child} and [(record id, adult)] of one contact, linked to each other."""
        children = {}
        for told in arrival.children:
            children.setdefault(self.record_of(told, arrival), told)
        adults = [(self.record_of(told, arrival, children), told) for told in arrival.adults]
        if arrival.are_siblings:
            for one, other in permutations(children, 2):
                self.link(one, other, RelationKind.SIBLING)
        for other, told in adults:
            for child in children:
                self.link(child, other, told.relation, told)
        return children, adults

    def record_of(self, told, arrival, children=()):
        """Return the id of the record a person is joined to, or of a new one."""
        person_id = told.person_id or self.certain.record_of(told)
        if person_id is None and not told.is_child:
            person_id = self.relations.relative(children, told)
        if person_id is None:
            person_id = self.new_record(told, arrival)
        self.joined_ids.add(person_id)
        self.add_address(person_id, told)
        self.add_school(person_id, told)
        return person_id

    def new_record(self, told, arrival):
        """Make a record of somebody not known for certain."""
        person = Person(
            first_name=told.first_name,
            last_name=told.last_name,
            sex=told.sex,
            is_child=told.is_child,
            area=arrival.area,
            only_told=True,
            **told.birth_fields,
            **self.written,
        )
        self.rows[Person].append(person)
        for kind, value in identifiers_of(told):
            self.add(Identifier, person.id, kind=kind, value=value)
        self.certain.remember(told, person.id)
        return person.id

    def add(self, model, person_id, **fields):
        """Keep a new row about a person."""
        self.rows[model].append(model(person_id=person_id, **fields, **self.written))

    def add_address(self, person_id, told):
        """Keep an address or telephone number the record does not hold, protected where its own place is."""
        if not self.on_file.is_new_place(person_id, told.address, told.postcode, getattr(told, "phone", "")):
            return
        is_hidden, never_to = self.on_file.protection_of(person_id)
        self.add(
            Address,
            person_id,
            lines=told.address,
            postcode=told.postcode,
            phone=getattr(told, "phone", ""),
            is_hidden=is_hidden,
            never_to=sorted(never_to, key=str),
        )

    def add_school(self, person_id, told):
        """Keep a school the record does not hold, beside those it holds."""
        if told.school and self.on_file.is_new_school(person_id, told.school):
            self.add(Involvement, person_id, kind=InvolvementKind.SCHOOL, service=told.school)

    def place_of(self, children, adults):
        """Return where the family of a contact lives, folded to compare: as told, else as on file; empty if not known.

        A protected place is never kept on a contact.
        """
        for person_id, told in (*children.items(), *adults):
            if told.address and told.postcode and not self.on_file.is_protected(person_id):
                return key_of(told.address, told.postcode)
        homes = (self.on_file.only_home(child) for child in children if not self.on_file.is_protected(child))
        return next((key_of(*home) for home in homes if home), "")

    def link(self, child_id, other_id, kind, told=None):
        """Keep a relationship the record does not have yet."""
        if child_id != other_id and self.relations.remember(child_id, other_id, told):
            self.add(Relationship, child_id, other_id=other_id, kind=kind)

    def store(self):
        """Write every kept row."""
        for model in TABLES:
            store(model, self.rows[model])
        bulk_tokens(self.rows[Person], identifiers=self.rows[Identifier])
