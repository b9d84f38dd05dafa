"""Rules about ethnicity and disability."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.rules.identifiers import went_on
from harbourlight.exchange.cincensus.rules.spans import repeated
from harbourlight.exchange.cincensus.years import Year


@asks("4220")
def ethnicity_is_known(child: Record, year: Year) -> Answer:
    """The ethnicity is one of the codes."""
    return child["ChildCharacteristics"].get("Ethnicity") is None


@asks("8540")
def disability_is_known(child: Record, year: Year) -> Answer:
    """A born child whose referral went on has a disability code, NONE for none, and codes of the list only."""
    about = child["ChildCharacteristics"]
    found = about["Disability"]
    sound = found and all(found)
    if sound or "PersonBirthDate" not in child["ChildIdentifiers"] or not went_on(child):
        return None
    return [(about, "Disability", number) for number, code in enumerate(found) if not code] or True


@asks("8790")
def none_stands_alone(child: Record, year: Year) -> Answer:
    """NONE does not stand beside a disability."""
    found = child["ChildCharacteristics"]["Disability"]
    return len(found) > 1 and "NONE" in found and any(code and code != "NONE" for code in found)


@asks("8794")
def each_disability_once(child: Record, year: Year) -> Answer:
    """No disability is there twice."""
    about = child["ChildCharacteristics"]
    found = about["Disability"]
    if len(found) < 2:
        return None
    return [(about, "Disability", place) for place in repeated(found)]
