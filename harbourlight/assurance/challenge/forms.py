"""The questions of a challenge in the partnership."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import Challenger, Theme
from .pathway import CHALLENGE

EVERY = {"required": False, "marks_optional": False}


class NarrowForm(Form):
    """What the register is narrowed to."""

    is_search = True
    state = fields.SelectField(
        choices=(("open", "Not settled"), *CHALLENGE.choices), empty_label="All", **EVERY
    )  # fmt: skip
    theme = fields.SelectField(choices=Theme.choices, empty_label="All", **EVERY)
    agency = fields.ModelSelectField(label="Put to", queryset=None, empty_label="All", **EVERY)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies

    @property
    def asked(self):
        """The answers, or nothing where they make no sense."""
        return self.cleaned_data if self.is_valid() else {}


class RaiseForm(Form):
    """Who is challenged about what."""

    area = fields.ModelRadiosField(queryset=None)
    challenger = fields.RadiosField(label="In what place you challenge", choices=Challenger.choices)
    to_agency = fields.ModelSelectField(label="Agency that you challenge", queryset=None)
    theme = fields.SelectField(label="What it is about", choices=Theme.choices)
    about = fields.TextField(label="The matter in a few words", max_length=200, hint="Name no child.")
    reason = fields.LongTextField(label="Why you challenge it", hint="Name no child.", rows=5)
    wanted = fields.LongTextField(label="What should change, and by when", rows=3, required=False)

    def __init__(self, *args, areas, agencies, challengers, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas
        self.fields["to_agency"].queryset = agencies
        self.fields["challenger"].choices = challengers


class AnswerForm(Form):
    """The answer to a challenge."""

    answer = fields.LongTextField(label="Your agency's answer", rows=6, hint="Name no child.")


class SettleForm(Form):
    """What changed because of a challenge."""

    what_changed = fields.LongTextField(
        label="What changed because of it", hint="If nothing changed, say so.", rows=4
    )  # fmt: skip


class ReasonForm(Form):
    """Why something is done."""

    reason = fields.LongTextField(label="Why", rows=3)
