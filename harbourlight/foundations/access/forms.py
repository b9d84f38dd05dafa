"""The questions of the access engine."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import Finding


class BreakGlassForm(Form):
    """Why a record must be opened now, and the password once more."""

    reason = fields.LongTextField(
        label="Why you need to see this record now",
        hint="At least 20 characters. The child's lead manager reads this.",
        min_length=20,
        max_length=2000,
    )
    password = fields.PasswordField(
        label="Your password", hint="You type it again because this is an emergency opening."
    )

    def __init__(self, *args, professional, has_signed_in_again=False, may_try=True, **options):
        super().__init__(*args, **options)
        self.professional, self.may_try = professional, may_try
        if has_signed_in_again:
            del self.fields["password"]

    def clean_password(self):
        """Refuse a password that is not this person's; after too many tries it is not even looked at."""
        password = self.cleaned_data["password"]
        if self.may_try and not self.professional.check_password(password):
            raise ValidationError("The password is not right")
        return password

    def clean(self):
        """Refuse everything after too many tries, in the same words whether the password was right."""
        if not self.may_try:
            raise ValidationError("You have tried too often. Wait a minute and try again.")
        return super().clean()


class ReviewForm(Form):
    """What a manager found of an emergency opening."""

    finding = fields.RadiosField(label="What you found", choices=Finding.choices)
    note = fields.LongTextField(label="Why, and what happens next", max_length=4000)


class BarrierForm(Form):
    """Whom a record is closed to or kept for, and why."""

    addresses = fields.LongTextField(
        label="E-mail addresses of the people", hint="One on each line, as they sign in.", rows=4
    )
    reason = fields.LongTextField(
        label="Reason", hint="Only people who may see the record can read it.", max_length=2000
    )

    def clean_addresses(self):
        """Return the addresses as a list in small letters; refuse what is none."""
        addresses = sorted(
            {line.strip().lower() for line in self.cleaned_data["addresses"].splitlines() if line.strip()}
        )
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError as problem:
                raise ValidationError(f"“{address}” is not an e-mail address") from problem
        return addresses


class LiftForm(Form):
    """Why a barrier is lifted."""

    reason = fields.LongTextField(label="Why it is lifted", max_length=2000)


class DayForm(Form):
    """A date to look back at."""

    is_search = True
    on = fields.DateField(label="Date", hint="For example, 27 3 2026", not_future=True)
