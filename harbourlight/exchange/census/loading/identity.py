"""Who a child of the file is: numbers, birth, sex, ethnicity, disabilities."""

from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.bulk import new_key
from harbourlight.foundations.people.actions import birth_fields, retoken
from harbourlight.foundations.people.models import Identifier, Person, SearchToken
from harbourlight.foundations.people.search import normalised
from harbourlight.practice.childinneed.actions.closing import TEAM_KEEPS_SIGHT

SEX = {"1": "M", "2": "F", "M": "M", "F": "F"}
FORMER = "Former number"


def identity(told):
    """Return the fields of a person that a child's part of a file tells."""
    numbers, about = told["ChildIdentifiers"], told.get("ChildCharacteristics", {})
    return {
        "born_on": numbers.get("PersonBirthDate"),
        "expected_on": numbers.get("ExpectedPersonBirthDate"),
        "died_on": numbers.get("PersonDeathDate"),
        "sex": SEX.get(numbers.get("Sex") or numbers.get("GenderCurrent"), "U"),
        "ethnicity": about.get("Ethnicity"),
        "disabilities": [code for code in about.get("Disability", ()) if code],
    }


def births(said):
    """Return the fields of birth as people keep them."""
    if said["born_on"]:
        return birth_fields(said["born_on"]) | {"expected_on": said["expected_on"]}
    return birth_fields(said["expected_on"], is_expected=True)


def add_person(case):
    """Put a child on file whom nobody here knew."""
    said, person_id = identity(case.told), case.person["id"]
    died = said["died_on"]
    if died and said["born_on"] and died < said["born_on"]:
        case.lacks("PersonDeathDate", case.told.get("line"), "The child would have died before the birth.")
        died = None
    birth = births(said)
    case.person |= said
    row = case.add(
        Person, id=person_id, lead_team_id=None, sex=said["sex"], ethnicity=said["ethnicity"] or "NOBT",
        disabilities="{" + ",".join(said["disabilities"]) + "}", died_on=died, **birth,
    )  # fmt: skip
    for day in {birth["born_on"], birth["expected_on"]} - {None}:
        case.work.add(SearchToken, person_id=person_id, token=f"b:{day.isoformat()}")
    return row


def numbers_of(told):
    """Yield (kind, value, is former) of each number of a child of the file."""
    said = told["ChildIdentifiers"]
    yield "local", said["LAchildID"][:40], False
    if said.get("UPN"):
        yield "upn", said["UPN"][:40], False
    if said.get("FormerUPN"):
        yield "upn", said["FormerUPN"][:40], True


def add_numbers(case, known):
    """Keep the numbers that are not on file yet; ``known`` are (kind, value) of those that are."""
    for kind, value, is_former in numbers_of(case.told):
        if (kind, value) in known:
            continue
        issuer = case.work.issuer if kind == "local" else FORMER if is_former else ""
        case.add(Identifier, person_id=case.person["id"], kind=kind, value=value, issuer=issuer)
        case.work.add(SearchToken, person_id=case.person["id"], token=f"i:{normalised(value)}"[:80])


def update_person(case):
    """Take over what the file tells anew of a child on file, and list what it tells otherwise."""
    said, line = identity(case.told), case.told.get("line")
    was = identity(case.before) if case.before else dict.fromkeys(said)
    person, new = case.person, {}
    for field, element in ELEMENTS.items():
        if case.is_newer(element, line, person[field], said[field], was[field]):
            new[field] = said[field]
    if "born_on" in new:
        new |= {name: value for name, value in births(said).items() if name != "expected_on"}
    elif "expected_on" in new and person["born_on"]:
        del new["expected_on"]
    if not new:
        return
    case.is_changed = True
    person |= new
    row = Person.objects.get(pk=person["id"])
    case.journal.change(Person, row.pk, new, {name: getattr(row, name) for name in new})
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    retoken(row)


ELEMENTS = {
    "born_on": "PersonBirthDate",
    "expected_on": "ExpectedPersonBirthDate",
    "died_on": "PersonDeathDate",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disabilities": "Disability",
}


def give_sight(case, episode):
    """Let the team of an episode see the child, as the room does: after its end some days more."""
    until = case.work.at + TEAM_KEEPS_SIGHT if episode["closed_on"] else None
    case.work.add(
        Grant, id=new_key(), person_id=case.person["id"], team_id=episode["team_id"], agency_id=None,
        holder_id=episode["team_id"], basis="allocated", reason="Child in need", source=f"need:{episode['id']}",
        valid_from=case.work.at, valid_until=until, granted_at=case.work.at,
    )  # fmt: skip
