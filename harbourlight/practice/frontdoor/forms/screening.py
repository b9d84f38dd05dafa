"""The questions of screening."""

from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.requests.choices import USUAL, AnswerWithin
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.words import moment

from ..choices import Rag, Urgency


class RateForm(Form):
    """How worrying a contact is and how soon somebody must decide."""

    rag = fields.RadiosField(label="Rating", choices=Rag.choices, inline=True)
    urgency = fields.RadiosField(label="Urgency", choices=Urgency.choices)


class AskForm(Form):
    """Which agencies are asked, what, and by when."""

    agencies = fields.ModelCheckboxesField(
        label="Agencies to ask",
        queryset=None,
        small=True,
        hint="Those usually asked stand first: police, health, and whoever works with the children. "
        "Open a group for the others.",
    )
    question = fields.LongTextField(
        label="What you ask",
        hint="The agency sees who the children are and what you write on this page, and nothing else.",
        rows=4,
    )
    why = fields.LongTextField(
        label="Why you ask", rows=3, required=False,
        hint="In a few words, so that the agency knows what to look for. Say no more of the family than it needs.",
    )  # fmt: skip
    whom = fields.LongTextField(
        label="Whom to look up", rows=6, required=False,
        hint="Everybody whom this agency should look for. Take out whoever does not concern it.",
    )  # fmt: skip
    within = fields.RadiosField(label="When the answer is due", choices=AnswerWithin.choices, initial=USUAL.value)

    def __init__(self, *args, agencies, usual, **options):
        super().__init__(*args, **options)
        field = self.fields["agencies"]
        field.queryset = agencies
        first = [(agency.pk, str(agency)) for agency in agencies if agency.pk in usual]
        others = [agency for agency in agencies if agency.pk not in usual]
        groups = (
            (f"{sector.label} ({len(theirs)})", [(agency.pk, str(agency)) for agency in theirs])
            for sector in Sector
            if (theirs := [agency for agency in others if agency.sector == sector])
        )
        field.choices = [*first, *groups]


class JoinForm(Form):
    """The contact about the same event."""

    other = fields.RadiosField(
        label="Which contact is about the same event?",
        hint="Contacts that name one of the children, or come from the same place. They are decided together.",
    )

    def __init__(self, *args, others, **options):
        super().__init__(*args, **options)
        self.others = {str(row.pk): row for row in others}
        self.fields["other"].choices = [
            (key, f"{row.reference}, {moment(row.happened_at)}, from {row.sender}") for key, row in self.others.items()
        ]

    def clean_other(self):
        """Return the contact that was chosen."""
        return self.others[self.cleaned_data["other"]]


class ReasonForm(Form):
    """Why something is done."""

    reason = fields.LongTextField(label="Why?", rows=3)


class ReceiptForm(ReasonForm):
    """When a contact was truly received, and why another moment was recorded."""

    to = fields.DateTimeField(label="When was it received?", not_future=True)
    field_order = ("to", "reason")


class WithdrawnForm(Form):
    """Who withdrew the consent, and what they said."""

    said = fields.LongTextField(
        label="Who withdrew it, and what did they say?", rows=3, hint="In their own words, as far as you know them."
    )
    on = fields.DateField(label="Day on which they said so", not_future=True)


class HandOverForm(Form):
    """The team that takes over for the night or the weekend."""

    team = fields.ModelRadiosField(label="Team that takes over", queryset=None)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0].pk
