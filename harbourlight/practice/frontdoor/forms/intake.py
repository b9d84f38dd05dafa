"""What a referrer is asked: the children, the adults, what happened, consent and the lawful basis apart."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people.choices import RelationKind, Sex
from harbourlight.foundations.people.identifiers import NotAnIdentifier, nhs_number
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form, rows_of, summary_of

from ..choices import ASKED_AT_FIRST, FACTORS, REFERRER_KINDS, Consent, LawfulBasis, Urgency, Worry

NOW = "Ring 999 first if a child is in danger now. Then ring the multi-agency safeguarding hub; send this afterwards."


OLDEST = 25  # years: the last birthday on which a young person may still be somebody's case
EARLIEST, LATEST = timedelta(days=-42), timedelta(days=300)  # of an expected date from today


def no_child(birth, today):
    """Return why a date of birth, as far as known, is none of a child, or nothing."""
    if not birth or birth.year >= today.year - OLDEST - 1:
        return ""
    return f"A person born in {birth.year} is no child: check the year, or enter an adult under the adults"


def not_expected(on, today):
    """Return why a day can be the expected date of no unborn child, or nothing."""
    if on is None or EARLIEST <= on - today <= LATEST:
        return ""
    return "An expected date lies in the next ten months: check the year, or give the date of birth"


class PersonForm(Form):
    """One person named in a contact: any part may be left empty."""

    first_name = fields.TextField(required=False, max_length=100, width=20, marks_optional=False)
    last_name = fields.TextField(required=False, max_length=100, width=20, marks_optional=False)
    birth = fields.PartialDateField(
        label="Date of birth",
        required=False,
        not_future=True,
        marks_optional=False,
        hint="As much as you know. For a rough age, give only the year.",
    )
    address = fields.TextField(required=False, max_length=300, marks_optional=False)
    postcode = fields.PostcodeField(required=False, max_length=10, marks_optional=False)

    def clean(self):
        """Refuse a row of which nothing is known that could tell who it is."""
        answers = super().clean()
        if self.has_changed() and not self.errors and not any(answers.get(name) for name in self.tells_who):
            self.add_error("first_name", self.nobody)
        return answers

    tells_who = ("first_name", "last_name", "birth")
    beside = (("first_name", "last_name"), ("address", "postcode"))
    nobody = "Enter a name, or as much as you know"


class ChildForm(PersonForm):
    """One child of a contact."""

    expected_on = fields.DateField(
        label="Expected date of birth", required=False, marks_optional=False, hint="Only for a child not born yet."
    )
    sex = fields.RadiosField(
        choices=Sex.choices, required=False, initial=Sex.UNKNOWN, inline=True, marks_optional=False
    )
    nhs_number = fields.TextField(label="NHS number", required=False, max_length=20, width=20, marks_optional=False)
    school = fields.TextField(label="School, college or nursery", required=False, max_length=200, marks_optional=False)
    field_order = ("first_name", "last_name", "birth", "expected_on", "sex", "address", "postcode", "school")
    tells_who = ("first_name", "last_name", "birth", "expected_on", "nhs_number", "address", "school")
    folded = ("expected_on", "sex", "school", "nhs_number")
    folds = "More about this child: not born yet, sex, school, NHS number"
    nobody = "Enter the child’s name, age or anything else that says which child this is"

    def clean_nhs_number(self):
        """Return the number, or say that its check digit is wrong."""
        typed = self.cleaned_data["nhs_number"]
        try:
            return nhs_number(typed) if typed else ""
        except NotAnIdentifier as refusal:
            raise ValidationError(str(refusal)) from None

    def clean(self):
        """Refuse a child who is both born and expected."""
        answers = super().clean()
        if answers.get("birth") and answers.get("expected_on"):
            self.add_error("expected_on", "Give a date of birth or an expected date, not both")
        today = self.moment.astimezone(LONDON).date()
        for name, check in {"birth": no_child, "expected_on": not_expected}.items():
            words = check(answers.get(name), today)
            if words:
                self.add_error(name, words)
        return answers


class AdultForm(PersonForm):
    """One adult in the children's lives."""

    relation = fields.SelectField(
        label="What this person is to the children", choices=RelationKind.choices, required=False, marks_optional=False
    )
    phone = fields.TelephoneField(label="Telephone", required=False, max_length=40, width=20, marks_optional=False)
    field_order = ("first_name", "last_name", "relation", "birth", "address", "postcode", "phone")
    nobody = "Enter the adult’s name, or as much of it as you know"


ChildRows = rows_of(ChildForm, row_name="Child", extra=0, least=1, most=20)
AdultRows = rows_of(AdultForm, row_name="Adult", extra=1, most=20)


class IntakeForm(Form):
    """The contact itself; ``rows`` are the children and adults that stand on the same page."""

    area = fields.SelectField(label="Which area does the family live in?", choices=())
    urgency = fields.RadiosField(
        label="How soon must somebody look at this?", choices=Urgency.choices, hints={Urgency.IMMEDIATE.value: NOW}
    )
    are_siblings = fields.YesNoField(
        label="Are these children brothers and sisters?",
        required=False,
        marks_optional=False,
        hint="Only if you name more than one child.",
    )
    what_happened = fields.LongTextField(
        label="What has happened, and what worries you?",
        rows=4,
        max_length=20000,
        missing="Enter what has happened and what worries you",
        hint="What you saw or were told, when, and by whom. Say what is fact and what is opinion.",
    )
    child_words = fields.LongTextField(
        label="What has the child said, in their own words?", required=False, rows=2, max_length=5000
    )
    worries = fields.CheckboxesField(label="What is the worry about?", choices=Worry.choices, small=True)
    factors = fields.CheckboxesField(
        label="What lies behind it, as far as you know?", choices=FACTORS, required=False, small=True
    )
    consent = fields.RadiosField(
        label="Did you ask the family whether you may share this?",
        choices=ASKED_AT_FIRST,
        hint="You may tell us without their agreement where a child may be at risk of harm.",
        inline=True,
    )
    consent_note = fields.LongTextField(
        label="If you did not ask, or they refused: why do you share this?", required=False, rows=3, max_length=2000
    )
    lawful_basis = fields.RadiosField(
        label="What does the law let you share this under?",
        choices=LawfulBasis.choices,
        required=False,
        initial=LawfulBasis.NOT_STATED,
        hint="This is a separate question from consent. Leave it if you are not sure.",
        marks_optional=False,
    )
    safe_to_tell_parents = fields.RadiosField(
        label="Is it safe to tell the parents that you told us?",
        inline=True,
        choices=(("yes", "Yes"), ("no", "No"), ("unknown", "Not known")),
    )

    asks_why = True  # where the family did not agree; who types for a caller asks it if there is time

    def __init__(self, *args, areas=(), **options):
        super().__init__(*args, **options)
        self.rows = ()
        self.fields["safe_to_tell_parents"].initial = "unknown"
        self.fields["area"].choices = [("", "Select"), *((str(area.id), area.name) for area in areas)]
        self.areas = {str(area.id): area for area in areas}
        if len(self.areas) == 1:
            self.fields["area"].initial = next(iter(self.areas))

    def clean_area(self):
        """Return the area that was chosen."""
        return self.areas[self.cleaned_data["area"]]

    def clean_lawful_basis(self):
        """Return the basis, or that none was stated."""
        return self.cleaned_data["lawful_basis"] or LawfulBasis.NOT_STATED

    def clean(self):
        """Ask why where consent was refused or not asked for."""
        answers = super().clean()
        without = answers.get("consent") in (Consent.REFUSED, Consent.NOT_ASKED)
        if without and self.asks_why and not answers.get("consent_note"):
            self.add_error("consent_note", "Enter why you share this without the family’s agreement")
        return answers

    def is_valid(self):
        """Say whether every answer on the page is good, the rows included."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows)])

    def problems(self):
        """Return the errors of the whole page, in its order."""
        found = super().problems()
        for rows in self.rows:
            found += rows.problems()
        return found

    @property
    def error_summary(self):
        """The box at the top of the page that leads to each wrong answer."""
        return "" if self.adds_row else summary_of([self])

    @property
    def told(self):
        """The answers about the contact itself, without an unanswered question."""
        return {name: answer for name, answer in self.cleaned_data.items() if answer is not None}


class GuestForm(IntakeForm):
    """The same, from somebody without an account: who they are too."""

    referrer_name = fields.TextField(label="Your name", max_length=120, autocomplete="name")
    referrer_kind = fields.SelectField(label="You are", choices=REFERRER_KINDS, missing="Select who you are")
    referrer_job = fields.TextField(
        label="Your job and organisation", required=False, max_length=120, hint="If you tell us as part of your work."
    )
    referrer_phone = fields.TelephoneField(
        label="Your telephone number", required=False, max_length=40, width=20, autocomplete="tel"
    )


class PhoneForm(IntakeForm):
    """The same, typed by the hub while somebody rings: who rang, and when."""

    asks_why = False
    happened_at = fields.DateTimeField(label="When was this received?", not_future=True)
    referrer_name = fields.TextField(label="Name of the caller", required=False, max_length=120)
    referrer_kind = fields.SelectField(
        label="The caller is", choices=REFERRER_KINDS, missing="Select who the caller is"
    )
    referrer_job = fields.TextField(label="Job of the caller", required=False, max_length=120)
    referrer_agency = fields.SelectField(label="Agency of the caller", choices=(), required=False)
    referrer_phone = fields.TelephoneField(
        label="Telephone number of the caller", required=False, max_length=40, width=20, autocomplete="off"
    )
    referrer_email = fields.EmailField(
        label="E-mail address of the caller",
        required=False,
        autocomplete="off",
        hint="We send an acknowledgement with the reference and nothing else.",
    )

    def __init__(self, *args, agencies=(), **options):
        super().__init__(*args, **options)
        self.agencies = {str(agency.id): agency for agency in agencies}
        self.fields["worries"].required = False
        self.fields["urgency"].inline = True
        self.fields["what_happened"].rows = 4
        self.fields["referrer_agency"].choices = [
            ("", "Not an agency, or not in the list"),
            *((str(agency.id), agency.name) for agency in agencies),
        ]

    def clean_referrer_agency(self):
        """Return the agency that was chosen, or None."""
        return self.agencies.get(self.cleaned_data["referrer_agency"])


class EmailAddressForm(Form):
    """Where to send a one-time code."""

    email = fields.EmailField(label="Your e-mail address", hint="We send you a code of 6 numbers.", width=20)


class CodeForm(Form):
    """The one-time code."""

    code = fields.TextField(
        label="Code of 6 numbers", max_length=10, width=10, inputmode="numeric", autocomplete="one-time-code"
    )

    def clean_code(self):
        """Return the digits of the code."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isascii() and letter.isdigit())
