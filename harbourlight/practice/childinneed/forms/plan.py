"""The questions of a child in need plan."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form, rows_of

from ..choices import PlanEnd, ReviewDecision


class OutcomeForm(Form):
    """One thing that is to change."""

    what = fields.LongTextField(
        label="What will be different for the child", rows=2, required=False, marks_optional=False
    )
    measure = fields.TextField(label="How we will know", required=False, marks_optional=False, max_length=500)


Outcomes = rows_of(OutcomeForm, row_name="Outcome", extra=2, most=20)


class PlanForm(Form):
    """What a plan is for."""

    started_on = fields.DateField(label="Day the plan starts", not_future=True)
    summary = fields.LongTextField(label="What has to change for the child", rows=5)
    family_view = fields.LongTextField(
        label="What the child and the family say of the plan", rows=4, required=False, marks_optional=False
    )
    contingency = fields.LongTextField(
        label="What happens if nothing changes", rows=3, required=False, marks_optional=False
    )


class ChangePlanForm(Form):
    """The words of a plan as they should be now, and which outcomes were reached."""

    summary = fields.LongTextField(label="What has to change for the child", rows=5)
    family_view = fields.LongTextField(
        label="What the child and the family say of the plan", rows=4, required=False, marks_optional=False
    )
    contingency = fields.LongTextField(
        label="What happens if nothing changes", rows=3, required=False, marks_optional=False
    )

    def __init__(self, *args, waiting, **options):
        super().__init__(*args, **options)
        if waiting:
            self.fields["reached"] = fields.CheckboxesField(
                label="Which outcomes are reached?", choices=[(str(row.pk), row.what) for row in waiting],
                required=False, marks_optional=False,
            )  # fmt: skip
            self.fields["reached"].speak("reached")


class ReviewPlanForm(Form):
    """What a review found and decided."""

    reviewed_on = fields.DateField(label="Day of the review", not_future=True)
    took_part = fields.LongTextField(label="Who took part", rows=3)
    child_view = fields.LongTextField(label="What the child says", rows=4, required=False, marks_optional=False)
    progress = fields.LongTextField(label="What has changed since the last review", rows=6)
    decision = fields.RadiosField(label="What was decided", choices=ReviewDecision.choices)


class EndPlanForm(Form):
    """When and why a plan ends."""

    ended_on = fields.DateField(label="Last day of the plan", not_future=True)
    reason = fields.RadiosField(label="Why it ends", choices=PlanEnd.choices)
    note = fields.LongTextField(label="What was agreed for afterwards", required=False, rows=4)


class ActionForm(Form):
    """Something that somebody will do for the plan."""

    what = fields.LongTextField(label="What will be done", rows=3)
    measure = fields.TextField(label="How we will know that it helped", required=False, max_length=500)
    due_on = fields.DateField(label="By when", not_past=True)
    who = fields.RadiosField(
        label="Who will do it",
        choices=(
            ("worker", "A social worker of the team"),
            ("agency", "An agency"),
            ("family", "Somebody of the family"),
        ),
        reveals={"worker": ("owner",), "agency": ("owner_agency",), "family": ("family_member",)},
    )
    owner = fields.ModelSelectField(label="Social worker", queryset=None)
    owner_agency = fields.ModelSelectField(label="Agency", queryset=None)
    family_member = fields.TextField(label="Name", max_length=120)

    def __init__(self, *args, workers, agencies, **options):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = workers
        self.fields["owner_agency"].queryset = agencies

    @property
    def answers(self):
        """The answers as the engine of actions takes them."""
        told = dict(self.cleaned_data)
        return told | {"owner": told["owner"] if told.pop("who") == "worker" else None}
