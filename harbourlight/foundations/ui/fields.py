"""The kinds of question a form can ask, each a GOV.UK component.

Every field takes, besides Django's own arguments: `hint`, `missing` (what to say when there is no
answer; otherwise made from the label), `heading=True` (the label is the page's h1), `size` of the
label ("s", "m", "l"), and `width` in characters (2, 3, 4, 5, 10, 20) or as a fraction ("one-half").
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from . import pasted, viruses
from .dates import DateField, DateTimeField, PartialDate, PartialDateField, time_of_day
from .presentation import Presented

__all__ = [
    "CheckboxesField", "ConfirmField", "DateField", "DateTimeField", "DecimalField", "EmailField",
    "FileField", "HiddenField", "IntegerField", "LongTextField", "ModelCheckboxesField",
    "ModelRadiosField", "ModelSelectField", "PartialDate", "PartialDateField", "PasswordField", "PostcodeField",
    "RadiosField", "SelectField", "TelephoneField", "TextField", "TimeField", "YesNoField",
]  # fmt: skip


class TextField(Presented, forms.CharField):
    """One line of text; `prefix` and `suffix` stand at its ends."""

    template_name = "ui/fields/input.html"

    def __init__(self, *, prefix="", suffix="", spellcheck=None, **options):
        super().__init__(**options)
        self.prefix, self.suffix, self.spellcheck = prefix, suffix, spellcheck

    def to_python(self, value):
        """Return the text with the marks that every reader has."""
        return pasted.plain_marks(super().to_python(value) or "")


class LongTextField(Presented, forms.CharField):
    """Several lines of text; `max_length` in characters or `max_words` shows a count."""

    widget = forms.Textarea
    template_name = "ui/fields/textarea.html"

    def __init__(self, *, rows=5, max_words=None, **options):
        super().__init__(**options)
        self.rows, self.max_words = rows, max_words

    def to_python(self, value):
        """Return the text with the marks that every reader has."""
        return pasted.plain_marks(super().to_python(value) or "")

    def clean(self, value):
        """Return the text; refuse more words than allowed."""
        # A browser counts a line end as one character and sends two.
        text = super().clean(value.replace("\r\n", "\n") if value else value)
        if self.max_words and len(text.split()) > self.max_words:
            raise ValidationError(f"{self.spoken} must be {self.max_words} words or fewer")
        return text


class EmailField(Presented, forms.EmailField):
    """An email address."""

    template_name = "ui/fields/input.html"
    invalid = "Enter an email address in the correct format, like name@example.org"

    def __init__(self, *, autocomplete="email", **options):
        super().__init__(autocomplete=autocomplete, **options)
        self.spellcheck = False


class TelephoneField(TextField):
    """A telephone number: digits, spaces, brackets, an extension."""

    widget = forms.TextInput(attrs={"type": "tel"})

    def __init__(self, *, autocomplete="off", **options):
        super().__init__(autocomplete=autocomplete, **options)
        self.widget.input_type = "tel"

    def clean(self, value):
        """Return the number in one form; refuse what cannot be one."""
        text = super().clean(value)
        digits = re.sub(r"\D", "", text)
        if text and not (3 <= len(digits) <= 20 and re.fullmatch(r"[\d\s()+\-./extEXT#]+", text)):
            raise ValidationError("Enter a telephone number, like 01632 960 001 or 07700 900 982")
        return pasted.telephone(text)


class PostcodeField(TextField):
    """A postcode, kept as the post writes it."""

    def __init__(self, *, width=10, **options):
        super().__init__(width=width, **options)

    def clean(self, value):
        """Return the postcode in one form, or as typed what is none of this country."""
        return pasted.postcode(super().clean(value))


class TimeField(TextField):
    """A time of day ("8:30am", "16:10", "midday"), without a date."""

    def __init__(self, *, width=5, **options):
        super().__init__(width=width, **options)

    def clean(self, value):
        """Return the time that was typed."""
        text = super().clean(value)
        found = time_of_day(text) if text else None
        if text and found is None:
            raise ValidationError(f"{self.spoken} must be a time, like 8:30am or 16:10")
        return found


class PasswordField(Presented, forms.CharField):
    """A password, which can be shown; never redisplayed and never kept in a draft."""

    widget = forms.PasswordInput
    template_name = "ui/fields/password.html"

    def __init__(self, *, autocomplete="current-password", **options):
        super().__init__(autocomplete=autocomplete, strip=False, **options)


class IntegerField(Presented, forms.IntegerField):
    """A whole number."""

    invalid = "{0} must be a whole number"

    widget = forms.TextInput
    template_name = "ui/fields/input.html"

    def __init__(self, *, prefix="", suffix="", width=5, **options):
        super().__init__(width=width, **options)
        self.prefix, self.suffix = prefix, suffix


class DecimalField(Presented, forms.DecimalField):
    """A number that may have decimals, such as an amount of money."""

    invalid = "{0} must be a number"

    widget = forms.TextInput
    template_name = "ui/fields/input.html"
    inputmode = "decimal"

    def __init__(self, *, prefix="", suffix="", width=5, **options):
        super().__init__(width=width, **options)
        self.prefix, self.suffix = prefix, suffix


class Chosen(Presented):
    """What radios, checkboxes and select have in common.

    `hints` {value: hint}, `dividers` {value: word before it}, `inline`, and
    `reveals` {value: (names of fields shown and asked only when it is chosen,)}.
    """

    verb = "Select"

    def __init__(self, *, hints=None, dividers=None, reveals=None, inline=False, small=False, **options):
        super().__init__(**options)
        self.hints, self.dividers = hints or {}, dividers or {}
        self.reveals, self.inline, self.small = reveals or {}, inline, small


class RadiosField(Chosen, forms.ChoiceField):
    """One choice, all of them in sight."""

    widget = forms.RadioSelect
    template_name = "ui/fields/radios.html"


class YesNoField(Chosen, forms.TypedChoiceField):
    """Yes or no; gives a bool, or None where it is optional and unanswered."""

    widget = forms.RadioSelect
    template_name = "ui/fields/radios.html"

    def __init__(self, *, inline=True, **options):
        options.setdefault("choices", (("yes", "Yes"), ("no", "No")))
        super().__init__(inline=inline, coerce=lambda value: value == "yes", empty_value=None, **options)

    def prepare_value(self, value):
        """Return "yes" or "no" for a bool."""
        return {True: "yes", False: "no"}.get(value, value)


class SelectField(Chosen, forms.ChoiceField):
    """One choice from a list too long for radios."""

    template_name = "ui/fields/select.html"

    def __init__(self, *, empty_label="Select", **options):
        super().__init__(**options)
        listed: Any = self.choices
        if empty_label is not None and "" not in {str(value) for value, _ in listed}:
            self.choices = [("", empty_label), *listed]


class CheckboxesField(Chosen, forms.MultipleChoiceField):
    """Any number of choices; a value in `exclusive` unticks the others. A group folds away unless one is chosen."""

    widget = forms.CheckboxSelectMultiple
    template_name = "ui/fields/checkboxes.html"

    def __init__(self, *, exclusive=(), **options):
        super().__init__(**options)
        self.exclusive = exclusive

    def clean(self, value):
        """Return the chosen values; refuse an exclusive one beside others."""
        chosen = super().clean(value)
        listed: Any = self.choices
        alone = dict(listed)
        for key in self.exclusive:
            if key in chosen and len(chosen) > 1:
                raise ValidationError(f"Select “{alone[key]}” or the others, not both")
        return chosen


class ConfirmField(Presented, forms.BooleanField):
    """One box to tick, such as a declaration; required means that it must be ticked."""

    template_name = "ui/fields/confirm.html"

    def speak(self, name):
        """Ask for the tick in the words of its label."""
        self.missing = self.missing or f"Tick “{self.label or name}” to go on"
        super().speak(name)


class ModelRadiosField(Chosen, forms.ModelChoiceField):
    """One row of a queryset, all of them in sight."""

    widget = forms.RadioSelect
    template_name = "ui/fields/radios.html"

    def __init__(self, *, empty_label=None, **options):
        super().__init__(empty_label=empty_label, **options)


class ModelSelectField(Chosen, forms.ModelChoiceField):
    """One row of a queryset from a list."""

    template_name = "ui/fields/select.html"

    def __init__(self, *, empty_label="Select", **options):
        super().__init__(empty_label=empty_label, **options)


class ModelCheckboxesField(Chosen, forms.ModelMultipleChoiceField):
    """Any rows of a queryset."""

    widget = forms.CheckboxSelectMultiple
    template_name = "ui/fields/checkboxes.html"


class FileField(Presented, forms.FileField):
    """A file; `kinds` are the endings allowed ("pdf", "docx"), `max_mb` the size in megabytes.

    Only a first sieve: `documents` looks into the file itself.
    """

    template_name = "ui/fields/file.html"
    verb = "Upload"

    def __init__(self, *, kinds=(), max_mb=25, enhanced=False, **options):
        super().__init__(**options)
        self.kinds, self.max_mb, self.enhanced = kinds, max_mb, enhanced
        self.accept = ",".join(f".{kind}" for kind in kinds)

    def clean(self, value, initial=None):
        """Return the file; refuse one that is too large, of another kind, or holds a virus."""
        upload = super().clean(value, initial)
        if upload and upload is not initial:
            ending = slugify(upload.name.rpartition(".")[2])
            if self.kinds and ending not in self.kinds:
                raise ValidationError(f"The file must be a {' or '.join(k.upper() for k in self.kinds)}")
            if upload.size > self.max_mb * 1024 * 1024:
                raise ValidationError(f"The file must be smaller than {self.max_mb}MB")
            viruses.refuse_viruses(upload.chunks())
            upload.seek(0)
        return upload


class HiddenField(forms.CharField):
    """Something the form carries and does not ask."""

    widget = forms.HiddenInput
