"""What other systems send and get, field by field."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import validate_email
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, model_validator

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


LONG = {"what_happened", "child_words", "consent_note"}  # texts of several lines
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
NOT_IN_TEXT = re.compile(f"[{_CONTROL}]")
# Also line ends, and the signs that turn the direction of what follows or cannot be seen.
NOT_IN_A_LINE = re.compile(f"[{_CONTROL}\t\n\r\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{2})?")
TELLS = (
    "first_name", "last_name", "born_on", "birth_year", "expected_on", "nhs_number", "upn", "school", "address",
    "postcode", "phone",
)  # fmt: skip


class Strict(Schema):
    """Refuses fields it does not know, so that nothing sent is silently lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="after")
    def holds_only_text(self):
        """Refuse signs that are no text: in names and other single lines also those that turn the direction."""
        for name, value in self:
            found = isinstance(value, str) and (NOT_IN_TEXT if name in LONG else NOT_IN_A_LINE).search(value)
            if found:
                raise ValueError(f"Take the character U+{ord(found[0]):04X} out of {name}.")
        return self


def only_an_address(text):
    """Refuse an e-mail address that is none."""
    if text:
        try:
            validate_email(text)
        except DjangoValidationError:
            raise ValueError("Give an e-mail address such as name@example.org, or leave it out.") from None
    return text


def holds_a_word(text):
    """Refuse an address or a postcode without a letter or a digit."""
    if text and not any(sign.isalnum() for sign in text):
        raise ValueError("Give an address with letters or digits, or leave it out.")
    return text


def is_a_postcode(text):
    """Refuse a postcode that cannot be one of the United Kingdom."""
    if text and not POSTCODE.fullmatch(text.replace(" ", "").upper()):
        raise ValueError("Give a postcode such as SW1A 1AA, or leave it out.")
    return text


class PersonIn(Strict):
    """A person; give a whole date of birth, or the year with or without the month."""

    first_name: Short = ""
    last_name: Short = ""
    born_on: date | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    birth_month: Annotated[int, Field(ge=1, le=12)] | None = None
    sex: Literal["M", "F", "U"] = "U"
    nhs_number: Annotated[str, Field(max_length=20)] = ""
    address: Annotated[str, Field(max_length=300), AfterValidator(holds_a_word)] = ""
    postcode: Annotated[str, Field(max_length=10), AfterValidator(is_a_postcode)] = ""

    @model_validator(mode="after")
    def is_somebody(self):
        """Refuse a person of whom nothing is told by which anybody could be meant."""
        if not any(getattr(self, name, None) for name in TELLS):
            raise ValueError("Give a name, a birth, a number, a school or an address: nothing is told of this person.")
        return self


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
    referrer_email: Annotated[str, Field(max_length=254), AfterValidator(only_an_address)] = ""
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


class Conflict(Schema):
    """A key that stands for other words: what is wrong, and how far the contact is that was sent under it before."""

    problems: list[str]
    sent_before: StatusOut | None


class Problem(Schema):
    """What is wrong, field by field, in words."""

    problems: list[str]
