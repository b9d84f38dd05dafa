"""What the pages of core groups and of the combined chronology ask."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class PlanGroupForm(Form):
    """When and where a core group meets, and about which children."""

    starts_at = fields.DateTimeField(label="When does the core group meet?")
    place = fields.TextField(label="Where?", max_length=200)
    late_reason = fields.LongTextField(
        label="Why it meets after its last day", rows=2, required=False, hint="Only if it cannot meet in time."
    )

    def __init__(self, *args, siblings, **options):
        super().__init__(*args, **options)
        self.siblings = siblings
        if siblings:
            choices = [(key, str(row.person)) for key, row in siblings.items()]
            self.fields["siblings"] = fields.CheckboxesField(
                label="Which brothers and sisters is it about as well?", choices=choices, required=False,
                marks_optional=False,
            )  # fmt: skip
            self.fields["siblings"].speak("siblings")

    @property
    def also(self):
        """The plans of brothers and sisters that it is about as well."""
        return [self.siblings[key] for key in self.cleaned_data.get("siblings") or ()]

    @property
    def answers(self):
        """The answers about the meeting itself."""
        return {name: answer for name, answer in self.cleaned_data.items() if name != "siblings"}


class PlanReviewForm(PlanGroupForm):
    """When and where the next review conference is held, and who chairs it."""

    chair = fields.ModelSelectField(label="Who chairs it?", queryset=None)

    def __init__(self, *args, chairs, **options):
        super().__init__(*args, **options)
        self.fields["chair"].queryset = chairs
        del self.fields["late_reason"]
        self.fields["starts_at"].label = "When is the review conference?"
        self.fields["starts_at"].speak("starts_at")


class HoldGroupForm(Form):
    """How a core group went."""

    held_at = fields.DateTimeField(label="When did the core group meet?", not_future=True)
    progress = fields.LongTextField(label="How far is the plan?", rows=6, hint="What has changed for the child since.")
    is_chronology_refreshed = fields.YesNoField(
        label="Was the combined chronology brought up to date?", inline=False, reveals={"yes": ("analysis",)}
    )
    analysis = fields.LongTextField(label="What the pattern of events says", rows=4)
    inquorate_reason = fields.LongTextField(
        label="Why it went on without a quorum", rows=2, required=False, hint="Only if somebody was missing."
    )


class RefreshForm(Form):
    """What the pattern of events says."""

    analysis = fields.LongTextField(label="What the pattern of events says", rows=6)
