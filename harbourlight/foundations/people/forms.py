"""The questions about people."""

import uuid

from django.core.exceptions import ValidationError

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import (
    DISABILITIES,
    ETHNICITIES,
    BirthDateCertainty,
    IdentifierKind,
    InvolvementKind,
    NameKind,
    RelationKind,
    Sex,
)
from .identifiers import NotAnIdentifier, checked

YES_NO_UNKNOWN = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))


class SearchForm(Form):
    """Whom to look for."""

    is_search = True

    name = fields.TextField(required=False, hint="First name, last name or both", marks_optional=False)
    birth = fields.PartialDateField(
        label="Date of birth or expected date", required=False, marks_optional=False,
        hint="Leave out what you do not know",
    )  # fmt: skip
    identifier = fields.TextField(
        label="NHS number, unique pupil number or other identifier",
        required=False,
        marks_optional=False,
        width=20,
    )

    def clean(self):
        """Ask for something to look for."""
        answers = super().clean()
        if not self.errors and not any(answers.get(name) for name in ("name", "birth", "identifier")):
            self.add_error("name", "Enter a name, a date of birth or an identifier")
        birth = answers.get("birth")
        if birth and not birth.day and not (answers.get("name") or answers.get("identifier")):
            self.add_error("birth", "Enter a whole date, or a name as well")
        return answers


class PersonForm(Form):
    """Who a person is, as far as known."""

    first_name = fields.TextField(required=False, max_length=100, hint="Leave empty if it is not known")
    last_name = fields.TextField(required=False, max_length=100)
    is_child = fields.YesNoField(label="Is this a child?", hint="Everybody under 18, and an unborn baby")
    birth_certainty = fields.RadiosField(
        label="What is known of the date of birth?", choices=BirthDateCertainty.choices,
        reveals={"known": ("birth",), "estimated": ("estimate",), "expected": ("expected",)},
    )  # fmt: skip
    birth = fields.DateField(label="Date of birth", not_future=True)
    estimate = fields.PartialDateField(
        label="Estimated date of birth", not_future=True, hint="The year alone is enough"
    )
    expected = fields.DateField(label="Expected date of delivery")
    sex = fields.RadiosField(choices=Sex.choices, initial=Sex.UNKNOWN)
    ethnicity = fields.SelectField(choices=ETHNICITIES, initial="NOBT")
    disabilities = fields.CheckboxesField(choices=DISABILITIES, exclusive=("NONE",), required=False)
    language = fields.TextField(label="Main language", required=False, max_length=60)
    needs_interpreter = fields.RadiosField(
        label="Is an interpreter needed?", choices=YES_NO_UNKNOWN, initial="unknown", inline=True
    )
    communication_need = fields.TextField(
        label="Anything else about how to talk with this person", required=False, max_length=200
    )
    area = fields.ModelSelectField(queryset=None)

    def __init__(self, *args, areas, asks_area=True, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas
        if not asks_area:
            del self.fields["area"]

    def clean(self):
        """Ask for at least one thing that tells who this is."""
        answers = super().clean()
        known = [answers.get(name) for name in ("first_name", "last_name", "birth", "estimate", "expected")]
        if not self.errors and not any(known):
            self.add_error("first_name", "Enter a name or a date of birth, as far as it is known")
        return answers

    def birth_answer(self):
        """Return the date given, of whichever kind."""
        answers = self.cleaned_data
        return answers.get("birth") or answers.get("estimate") or answers.get("expected")


class NewPersonForm(PersonForm):
    """Who a new person is."""

    nhs_number = fields.TextField(label="NHS number", required=False, width=20)
    upn = fields.TextField(label="Unique pupil number", required=False, width=20)

    def clean_nhs_number(self):
        """Return the NHS number as it is kept."""
        return checked_or_error("nhs", self.cleaned_data["nhs_number"])

    def clean_upn(self):
        """Return the pupil number as it is kept."""
        return checked_or_error("upn", self.cleaned_data["upn"])


def checked_or_error(kind, typed):
    """Return a number as it is kept, or raise the form's error."""
    if not typed:
        return ""
    try:
        return checked(kind, typed)
    except NotAnIdentifier as refusal:
        raise ValidationError(str(refusal)) from refusal


class NameForm(Form):
    """A further name."""

    kind = fields.RadiosField(label="What kind of name is it?", choices=NameKind.choices)
    first_name = fields.TextField(required=False, max_length=100)
    last_name = fields.TextField(required=False, max_length=100)

    def clean(self):
        """Ask for a name."""
        answers = super().clean()
        if not self.errors and not (answers.get("first_name") or answers.get("last_name")):
            self.add_error("last_name", "Enter the name")
        return answers


class IdentifierForm(Form):
    """A further number."""

    kind = fields.RadiosField(label="What kind of number is it?", choices=IdentifierKind.choices)
    value = fields.TextField(label="Number", max_length=40, width=20)
    issuer = fields.TextField(label="Who gave it", required=False, max_length=60, hint="For a local identifier")

    def clean(self):
        """Check the number by its kind."""
        answers = super().clean()
        if answers.get("kind") and answers.get("value"):
            try:
                answers["value"] = checked(answers["kind"], answers["value"])
            except NotAnIdentifier as refusal:
                self.add_error("value", str(refusal))
        return answers


class AddressForm(Form):
    """A further address."""

    lines = fields.TextField(label="Address", max_length=300)
    postcode = fields.PostcodeField(required=False, max_length=10)
    phone = fields.TelephoneField(label="Telephone number", required=False, max_length=40, width=20)
    started_on = fields.DateField(label="From when", required=False, not_future=True)
    is_hidden = fields.ConfirmField(
        label="Protect this location", required=False,
        hint="Address, phone, school and GP are withheld from everybody who does not work with this person",
    )  # fmt: skip


class NeverToldForm(Form):
    """Who must never be told a place, and who may be told again."""

    addresses = fields.LongTextField(
        label="Professionals, by their e-mail address", required=False, rows=3,
        hint="One on each line, as they sign in: for example somebody of the family who works in an agency",
    )  # fmt: skip
    family = fields.CheckboxesField(label="Members of the family", required=False)
    taken_away = fields.CheckboxesField(label="May be told again", required=False)

    def __init__(self, *args, named, family, **options):
        super().__init__(*args, **options)
        self.fields["family"].choices = [(str(pk), name) for pk, name in family.items() if pk not in named]
        self.fields["taken_away"].choices = [(str(pk), name) for pk, name in named.items()]
        for name in ("family", "taken_away"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean_addresses(self):
        """Return the e-mail addresses as a list in small letters."""
        return sorted({line.strip().lower() for line in self.cleaned_data["addresses"].splitlines() if line.strip()})

    def clean(self):
        """Return ids as ids, and ask for at least one change."""
        answers = super().clean()
        for name in ("family", "taken_away"):
            answers[name] = {uuid.UUID(value) for value in answers.get(name) or ()}
        if not self.errors and not any(answers.get(name) for name in ("addresses", "family", "taken_away")):
            self.add_error("addresses", "Name somebody, or choose who may be told again")
        return answers


class ServiceForm(Form):
    """A further service."""

    kind = fields.RadiosField(label="What kind of service is it?", choices=InvolvementKind.choices)
    service = fields.TextField(label="Name of the service", max_length=200)
    contact_details = fields.TextField(required=False, max_length=200)
    started_on = fields.DateField(label="From when", required=False, not_future=True)


class RelationshipForm(Form):
    """A relative or another member of the household."""

    name = fields.TextField(label="Name of the other person", max_length=200)
    other = fields.RadiosField(label="Which person is it?", required=False)
    kind = fields.RadiosField(label="What is this person to them?", choices=RelationKind.choices)
    has_parental_responsibility = fields.RadiosField(
        label="Do they have parental responsibility?", choices=YES_NO_UNKNOWN, initial="unknown", inline=True
    )
    lives_with = fields.YesNoField(label="Do they live in the same household?")
    started_on = fields.DateField(label="From when", required=False, not_future=True)

    def __init__(self, *args, offered=(), **options):
        super().__init__(*args, **options)
        self.fields["other"].choices = offered
        if not offered:
            del self.fields["other"]


class EndForm(Form):
    """The last day of something."""

    ended_on = fields.DateField(label="Last day", not_future=True)


class DeathForm(Form):
    """When somebody died, and who told."""

    died_on = fields.DateField(label="Day of death", not_future=True)
    told_by = fields.TextField(
        label="Who told us", hint="For example the hospital, the police or the family", max_length=200
    )


class DeathCorrectionForm(Form):
    """The true day of a death that was recorded, or that nobody died."""

    lives = fields.RadiosField(
        label="What was wrong?",
        choices=(("day", "The day"), ("lives", "The person has not died")),
    )
    died_on = fields.DateField(label="The true day of death", not_future=True, required=False)
    reason = fields.LongTextField(label="Why it is put right", rows=3)

    def clean(self):
        """Ask for the true day where the day was wrong."""
        answers = super().clean()
        if answers.get("lives") == "day" and not answers.get("died_on") and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the true day of death")
        return answers


class MergeForm(Form):
    """Which record is the same person, and why."""

    name = fields.TextField(label="Name or identifier on the other record", max_length=200)
    other = fields.RadiosField(label="Which record is the same person?", required=False)
    reason = fields.LongTextField(label="Why are they the same person?")

    def __init__(self, *args, offered=(), **options):
        super().__init__(*args, **options)
        self.fields["other"].choices = offered
        if not offered:
            del self.fields["other"]


class JoinForm(Form):
    """Why two records that stand side by side are of the same person."""

    reason = fields.LongTextField(label="Why are they the same person?", rows=3)


class UndoMergeForm(Form):
    """A box to tick before a merge is undone."""

    is_sure = fields.ConfirmField(label="These are two different people: take the records apart")
