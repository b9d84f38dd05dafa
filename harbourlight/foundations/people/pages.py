"""What the pages about a person show, in a number of queries that does not grow with the rows."""

from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from harbourlight.foundations.access.models import Barrier
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.statements.fetching import fetch_together
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.addresses import ANY
from harbourlight.foundations.ui.dates import PartialDate
from harbourlight.foundations.ui.words import day

from . import locations, panels
from .choices import DISABILITIES, ETHNICITIES, BirthDateCertainty, IdentifierKind, NameKind, RelationKind
from .identifiers import shown
from .models import Address, Identifier, Involvement, Merge, Name, Person, Relationship

BACKWARDS = {
    "mother": "Child", "father": "Child", "parent": "Child", "step_parent": "Stepchild", "grandparent": "Grandchild",
    "carer": "Cared for",
}  # fmt: skip

SHOWN = (
    *(field.attname for field in Person._meta.concrete_fields if not field.is_relation),
    "merged_into_id", "area__name", "lead_team__name", "lead_professional__name",
)  # fmt: skip


@Prepared
def addresses_of():
    """A person's addresses, the present ones last."""
    rows = Address.objects.visible_to(ASKER).filter(person=Parameter("person"))
    return rows.order_by("ended_on", "-started_on", "-recorded_at")


@Prepared
def services_of():
    """A person's services."""
    rows = Involvement.objects.visible_to(ASKER).filter(person=Parameter("person")).select_related("agency")
    return rows.order_by("kind", "-started_on").only(
        "person", "kind", "service", "contact_details", "started_on", "ended_on", "agency__name"
    )


@Prepared
def relations_of():
    """A person's relationships, whoever of the two the record names first."""
    rows = Relationship.objects.visible_to(ASKER).filter(Q(person=Parameter("person")) | Q(other=Parameter("person")))
    names = [f"{side}__{name}" for side in ("person", "other") for name in ("first_name", "last_name")]
    return (
        rows.select_related("person", "other")
        .order_by("ended_on", "recorded_at", "pk")
        .only("kind", "has_parental_responsibility", "lives_with", "started_on", "ended_on", *names)
    )


def person_rows():
    """Return people with what their page says in its first lines."""
    names = Name.objects.filter(person=OuterRef("pk")).order_by("recorded_at", "pk")
    numbers = Identifier.objects.filter(person=OuterRef("pk")).order_by("kind", "recorded_at", "pk")
    restricted = Barrier.objects.filter(person_id=OuterRef("pk"), kind="restricted", ended_at=None)
    merged = Person.objects.filter(merged_into=OuterRef("pk")).order_by("pk")
    return (
        Person.objects.select_related("area", "lead_team", "lead_professional")
        .only(*SHOWN)
        .annotate(
            is_restricted=Exists(restricted),
            merged_ids=ArraySubquery(merged.values("pk")),
            names_held=ArraySubquery(
                names.values(held=JSONObject(kind="kind", first_name="first_name", last_name="last_name"))
            ),
            identifiers_held=ArraySubquery(
                numbers.values(held=JSONObject(kind="kind", value="value", issuer="issuer"))
            ),
        )
    )


@Prepared
def one_person():
    """The person with an id."""
    return person_rows().visible_to(ASKER).filter(pk=Parameter("pk"))


def areas(on):
    """Return the areas a person can belong to on a date."""
    return Area.objects.current(on)


def person_page(request, person):
    """Return the context of a person's page; sets what panels read on the person."""
    user, on = request.user, request.today
    whose = {"asker": user.id, "person": person.pk}
    record_ids = [person.pk, *person.merged_ids]
    addresses, services, related, held, on_file = fetch_together(
        (
            addresses_of.bind(**whose), services_of.bind(**whose), relations_of.bind(**whose),
            locations.closeness_of(user, [person.pk], request.moment), panels.what_is_on_file(record_ids),
        )
    )  # fmt: skip
    reader = locations.Reader.close_to_all(user, held)
    person.record_ids = request.read_about = panels.know_what_is_empty(record_ids, on_file)
    person.withheld = locations.texts_to_withhold(addresses, services, reader, on)
    return {
        "person": person,
        "alerts": alerts(person, addresses, on),
        "summary": summary(person, is_never_told=is_never_told(user, addresses, on)),
        "names": [
            (NameKind(n["kind"]).label, f"{n['first_name']} {n['last_name']}".strip()) for n in person.names_held
        ],
        "identifiers": [
            (IdentifierKind(n["kind"]).label, shown(n["kind"], n["value"]), n["issuer"])
            for n in person.identifiers_held
        ],
        "addresses": [address_row(address, reader) for address in addresses],
        "family": family_rows(person, related),
        "household": household(person, related, on),
        "services": [service_row(service, addresses, reader, on) for service in services],
    }


def alerts(person, addresses, on):
    """Return what a reader must know first."""
    current = [address for address in addresses if locations.is_current(address, on)]
    checks = (
        (any(a.is_hidden or a.never_to for a in current), "The location of this person is protected."),
        (person.is_restricted, "This record is restricted to named people."),
        (person.died_on, f"Died on {day(person.died_on)}." if person.died_on else ""),
        (person.birth_certainty == BirthDateCertainty.EXPECTED, "Not born yet."),
        (
            person.needs_interpreter == "yes",
            f"Needs an interpreter{f' ({person.language})' if person.language else ''}.",
        ),
    )
    return [words for holds, words in checks if holds]


def birth_words(person):
    """Return a date of birth in words, with how sure it is."""
    if person.birth_certainty == BirthDateCertainty.EXPECTED and person.expected_on:
        return f"Expected on {day(person.expected_on)}"
    known = person.born_on or (PartialDate(person.birth_year, person.birth_month) if person.birth_year else None)
    if not known:
        return "Not known"
    return f"{day(known)}{' (estimated)' if person.birth_certainty == BirthDateCertainty.ESTIMATED else ''}"


def is_never_told(user, addresses, on):
    """Say whether a reader is named on a present address: then the area and its team are kept from them too."""
    return any(user.pk in address.never_to for address in addresses if locations.is_current(address, on))


def keeps_place_from(request, person):
    """Say whether the reader is never told where a person is."""
    addresses = addresses_of(asker=request.user.pk, person=person.pk)
    return is_never_told(request.user, addresses, request.today)


def summary(person, *, is_never_told=False):
    """Return the rows of a person's summary."""
    disabilities = dict(DISABILITIES)
    area = person.area.name if person.area_id else ""
    team = person.lead_team.name if person.lead_team_id else ""
    return [
        ("Date of birth", birth_words(person)),
        ("Sex", person.get_sex_display()),
        ("Ethnicity", dict(ETHNICITIES).get(person.ethnicity, "")),
        ("Disability", [disabilities.get(code, code) for code in person.disabilities]),
        ("Language", person.language),
        ("Needs an interpreter", person.get_needs_interpreter_display()),
        ("Communication", person.communication_need),
        ("Area", locations.WITHHELD if is_never_told else area),
        ("Lead team", locations.WITHHELD if is_never_told else team),
        ("Lead professional", person.lead_professional.name if person.lead_professional_id else ""),
    ]


def dates_of(row):
    """Return from when to when a row holds, in words."""
    parts = [
        f"from {day(row.started_on)}" if row.started_on else "",
        f"to {day(row.ended_on)}" if row.ended_on else "",
    ]
    return " ".join(part for part in parts if part)


def end_link(person_id, kind, row):
    """Return the address where a row is ended, or an empty string where it has ended."""
    if row.ended_on:
        return ""
    return end_pattern(kind).replace(str(ANY), str(person_id), 1).replace(str(ANY), str(row.pk), 1)


@cache
def end_pattern(kind):
    """Return the address where a row of a kind is ended, with an empty id for the person and for the row."""
    ids = {"person_id": ANY, "detail_id": ANY}
    return reverse("people:detail_end", kwargs={"kind": kind, **ids})


def never_told_link(address, reader):
    """Return where to say who must never be told an address, or an empty string where the reader is not told it."""
    if locations.is_withheld(address, reader):
        return ""
    return reverse("people:never_told", kwargs={"person_id": address.person_id, "detail_id": address.pk})


def address_row(address, reader):
    """Return an address as a row of the page."""
    return {
        "text": locations.location_for(address, reader),
        "phone": locations.phone_for(address, reader),
        "dates": dates_of(address),
        "is_protected": address.is_hidden or bool(address.never_to),
        "end": end_link(address.person_id, "addresses", address),
        "never_told": never_told_link(address, reader),
    }


def service_row(service, addresses, reader, on):
    """Return a service as a row of the page."""
    name, contact = locations.service_for(service, addresses, reader, on)
    return {
        "kind": service.get_kind_display(), "name": name, "contact": contact, "dates": dates_of(service),
        "end": end_link(service.person_id, "services", service),
    }  # fmt: skip


def family_rows(person, related):
    """Return the relatives as rows, once each where the records of both name the other alike."""
    rows = [(each.person_id == person.pk, family_row(person, each)) for each in related]
    own = {(row["person"].pk, row["kind"], row["dates"]) for is_own, row in rows if is_own}
    return [row for is_own, row in rows if is_own or (row["person"].pk, row["kind"], row["dates"]) not in own]


def family_row(person, relationship):
    """Return a relative as a row of the page, seen from this person."""
    forwards = relationship.person_id == person.pk
    kind = relationship.kind
    return {
        "person": relationship.other if forwards else relationship.person,
        "kind": RelationKind(kind).label if forwards else BACKWARDS.get(kind, RelationKind(kind).label),
        "responsibility": relationship.get_has_parental_responsibility_display() if forwards else "",
        "lives_with": relationship.lives_with,
        "dates": dates_of(relationship),
        "end": end_link(person.pk, "relationships", relationship) if forwards else "",
    }


def household(person, related, on):
    """Return the people who live with this person now."""
    together = [each for each in related if each.lives_with and locations.is_current(each, on)]
    people = {each.other if each.person_id == person.pk else each.person for each in together}
    return sorted(people, key=str)


def side_by_side(request, *people):
    """Return what the reader may know of some people, in rows to compare: (what, what each of them has)."""
    columns = [columns_of(person_page(request, person)) for person in people]
    every = dict.fromkeys(words for column in columns for words in column)
    return [(words, [column.get(words, []) for column in columns]) for words in every]


def columns_of(page):
    """Return what a person's page says, as {what: lines}."""
    found = {"Name": [str(page["person"])]}
    found |= {words: value if isinstance(value, list) else [value] for words, value in page["summary"] if value}
    found["Other names"] = [f"{name} ({kind.lower()})" for kind, name in page["names"]]
    found["Numbers"] = [f"{kind}: {value}" for kind, value, _ in page["identifiers"]]
    found["Addresses"] = [f"{row['text']}. {row['dates']}".strip(". ") for row in page["addresses"]]
    found["Family"] = [f"{row['person']}, {row['kind'].lower()}" for row in page["family"]]
    found["Services"] = [f"{row['kind']}: {row['name']}" for row in page["services"]]
    return {words: lines for words, lines in found.items() if lines}


def detail_rows(kind):
    """Return the rows of one kind of detail that can be ended."""
    return {"addresses": Address, "relationships": Relationship, "services": Involvement}[kind].objects.all()


def merges_of(person, user):
    """Return the merges that made this record, the newest first, undone ones left out."""
    rows = Merge.objects.visible_to(user).filter(kept=person, undone_at=None)
    return rows.select_related("recorded_by").order_by("-recorded_at")


def merge_rows():
    """Return merges, found through the record that was kept."""
    return Merge.objects.select_related("kept", "dropped").annotate(person_id=F("kept_id"))
