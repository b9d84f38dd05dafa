"""What other systems send and get, field by field."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from harbourlight.foundations.people.choices import RelationKind
from harbourlight.practice.frontdoor.choices import FACTORS, REFERRER_KINDS, Consent, LawfulBasis, Urgency, Worry

Short = Annotated[str, Field(max_length=100)]
RelationName = Literal[tuple(RelationKind.values)]  # type: ignore[valid-type]
WorryName = Literal[tuple(Worry.values)]  # type: ignore[valid-type]
FactorName = Literal[tuple(value for value, _ in FACTORS)]  # type: ignore[valid-type]
KindCode = Literal[tuple(value for value, _ in REFERRER_KINDS)]  # type: ignore[valid-type]
ConsentName = Literal[tuple(Consent.values)]  # type: ignore[valid-type]
BasisName = Literal[tuple(LawfulBasis.values)]  # type: ignore[valid-type]
UrgencyName = Literal[tuple(Urgency.values)]  # type: ignore[valid-type]


class Strict(Schema):
    """Refuses fields it does not know, so that nothing sent is silently lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="after")
    def holds_no_nul(self):
        """Refuse the one character that PostgreSQL keeps in no text."""
        for name, value in self:
            if isinstance(value, str) and "\0" in value:
                raise ValueError(f"Take the character U+0000 out of {name}.")
        return self


class PersonIn(Strict):
    """A person; give a whole date of birth, or the year with or without the month."""

    first_name: Short = ""
    last_name: Short = ""
    born_on: date | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    birth_month: Annotated[int, Field(ge=1, le=12)] | None = None
    sex: Literal["M", "F", "U"] = "U"
    nhs_number: Annotated[str, Field(max_length=20)] = ""
    address: Annotated[str, Field(max_length=300)] = ""
    postcode: Annotated[str, Field(max_length=10)] = ""


class ChildIn(PersonIn):
    """A child; an unborn one has an expected date."""

    expected_on: date | None = None
    upn: Annotated[str, Field(max_length=20)] = ""
    school: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def is_born_or_expected(self):
        """Refuse a child who is both born and expected."""
        if self.expected_on and (self.born_on or self.birth_year):
            raise ValueError("Give a date of birth or an expected date, not both.")
        return self


class AdultIn(PersonIn):
    """An adult, and what they are to the children."""

    relation: RelationName = "household"
    phone: Annotated[str, Field(max_length=40)] = ""


class ContactIn(Strict):
    """One contact about one family."""

    children: Annotated[list[ChildIn], Field(min_length=1, max_length=20)]
    adults: Annotated[list[AdultIn], Field(max_length=20)] = []
    are_siblings: bool = True
    what_happened: Annotated[str, Field(min_length=1, max_length=20_000)]
    child_words: Annotated[str, Field(max_length=5_000)] = ""
    worries: Annotated[list[WorryName], Field(min_length=1)]
    factors: list[FactorName] = []
    consent: ConsentName = "unknown"
    consent_note: Annotated[str, Field(max_length=2_000)] = ""
    lawful_basis: BasisName = "not_stated"
    safe_to_tell_parents: Literal["yes", "no", "unknown"] = "unknown"
    urgency: UrgencyName = "routine"
    referrer_name: Annotated[str, Field(max_length=120)]
    referrer_job: Annotated[str, Field(max_length=120)] = ""
    referrer_kind: KindCode
    referrer_email: Annotated[str, Field(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")] = ""
    referrer_phone: Annotated[str, Field(max_length=40)] = ""
    external_reference: Annotated[str, Field(max_length=60)] = ""


class StatusOut(Schema):
    """How far a contact is; the outcome once the referrer was told."""

    reference: str
    state: str
    state_in_words: str
    received_at: datetime
    outcome: str | None = None
    outcome_in_words: str | None = None


class Problem(Schema):
    """What is wrong, field by field, in words."""

    problems: list[str]
