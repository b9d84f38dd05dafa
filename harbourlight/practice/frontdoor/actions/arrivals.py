"""What reaches the front door, as it was told: the arguments of `receive`."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from harbourlight.foundations.agencies.models import Agency, Area, Professional
from harbourlight.foundations.people.choices import BirthDateCertainty, RelationKind, Sex

from ..choices import Consent, LawfulBasis, Source, Urgency


@dataclass(frozen=True, kw_only=True)
class ReportedChild:
    """A child as the referrer told: any part may be unknown; ``person_id`` is a record somebody chose.

    Of a birth date give ``born_on``, or ``birth_year`` and perhaps ``birth_month``, or ``expected_on``
    for a child not yet born.
    """

    first_name: str = ""
    last_name: str = ""
    born_on: date | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    expected_on: date | None = None
    sex: str = Sex.UNKNOWN
    person_id: uuid.UUID | None = None
    nhs_number: str = ""
    upn: str = ""
    school: str = ""
    address: str = ""
    postcode: str = ""
    is_child = True

    @property
    def name(self):
        """The name as told, or what stands for it."""
        told = f"{self.first_name} {self.last_name}".strip()
        return told or ("Unborn baby" if self.expected_on else "Name not known")

    @property
    def birth(self):
        """The birth date as told, in words short enough for its column."""
        if self.born_on:
            return self.born_on.isoformat()
        if self.expected_on:
            return f"due {self.expected_on.isoformat()}"
        if self.birth_year and self.birth_month:
            return f"{self.birth_year}-{self.birth_month:02}"
        return str(self.birth_year or "")

    @property
    def birth_fields(self):
        """The birth date as a person's record keeps it."""
        if self.born_on:
            return {
                "born_on": self.born_on,
                "birth_year": self.born_on.year,
                "birth_month": self.born_on.month,
                "birth_certainty": BirthDateCertainty.KNOWN,
            }
        if self.expected_on:
            return {"expected_on": self.expected_on, "birth_certainty": BirthDateCertainty.EXPECTED}
        if self.birth_year:
            return {
                "birth_year": self.birth_year,
                "birth_month": self.birth_month,
                "birth_certainty": BirthDateCertainty.ESTIMATED,
            }
        return {}


@dataclass(frozen=True, kw_only=True)
class ReportedAdult(ReportedChild):
    """An adult as the referrer told, and what they are to the children."""

    relation: str = RelationKind.HOUSEHOLD
    phone: str = ""
    is_child = False


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One contact as it was told; ``submission`` makes the same telling count once."""

    area: Area
    source: str = Source.WEB
    happened_at: datetime
    children: list[ReportedChild]
    adults: list[ReportedAdult] = field(default_factory=list)
    what_happened: str
    child_words: str = ""
    worries: list[str] = field(default_factory=list)
    factors: list[str] = field(default_factory=list)
    consent: str = Consent.UNKNOWN
    consent_note: str = ""
    lawful_basis: str = LawfulBasis.NOT_STATED
    safe_to_tell_parents: str = "unknown"
    urgency: str = Urgency.ROUTINE
    police_grade: str = ""
    are_siblings: bool = True
    referrer: Professional | None = None
    referrer_name: str = ""
    referrer_job: str = ""
    referrer_kind: str = "10"
    referrer_agency: Agency | None = None
    referrer_email: str = ""
    referrer_phone: str = ""
    external_reference: str = ""
    submission: uuid.UUID = field(default_factory=uuid.uuid4)


TOLD_AS_IT_IS = (
    "source", "happened_at", "what_happened", "child_words", "worries", "factors", "consent", "consent_note",
    "lawful_basis", "safe_to_tell_parents", "urgency", "police_grade", "referrer", "referrer_name",
    "referrer_job", "referrer_kind",
    "referrer_agency", "referrer_email", "referrer_phone", "external_reference", "submission",
)  # fmt: skip
