"""The questions of screening."""

from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.requests.choices import USUAL, AnswerWithin
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

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


class HandOverForm(Form):
    """The team that takes over for the night or the weekend."""

    team = fields.ModelRadiosField(label="Team that takes over", queryset=None)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0].pk
