"""The questions of early help."""

from uuid import UUID

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form, rows_of

from .choices import ANSWERS_TO_RECORD, CLOSED_BY_HAND, SECTIONS, WAYS_TO_DECIDE, HowAsked, Scale

SOMEBODY_ELSE = "else"
BY_EMAIL = "Somebody else, by their e-mail address"


class PersonForm(Form):
    """A question after a professional: of those who work with the family, or anybody by their e-mail address.

    ``professionals`` are those offered by name, ``by_email`` finds one by an address or refuses.
    """

    person = ("", "")
    is_required = True

    def __init__(self, *args, professionals, by_email, **options):
        super().__init__(*args, **options)
        self.by_email, self.known = by_email, {str(one.pk): one for one in professionals}
        name, label = self.person
        choices = [(str(one.pk), f"{one.name}, {one.agency}") for one in professionals]
        self.fields[name] = fields.RadiosField(
            label=label, choices=[*choices, (SOMEBODY_ELSE, BY_EMAIL)], required=self.is_required,
            reveals={SOMEBODY_ELSE: ("email",)},
        )  # fmt: skip
        self.fields["email"] = fields.EmailField(label="Their e-mail address", marks_optional=False)
        for each in (name, "email"):
            self.fields[each].speak(each)

    @property
    def answers(self):
        """The answers, with the professional chosen."""
        told, (name, _) = dict(self.cleaned_data), self.person
        email, chosen = told.pop("email"), told[name]
        return told | {name: self.by_email(email) if chosen == SOMEBODY_ELSE else self.known.get(str(chosen))}


class TeamForm(Form):
    """A question after a team of the area."""

    team = fields.ModelSelectField(label="Team that takes the family on", queryset=None)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams


class ChildrenForm(Form):
    """Which children of a family are meant."""

    children = fields.CheckboxesField(label="Which children?")

    def __init__(self, *args, children, **options):
        super().__init__(*args, **options)
        self.fields["children"].choices = [(str(child.pk), str(child)) for child in children]
        if len(children) == 1:
            self.fields["children"].initial = [str(children[0].pk)]

    @property
    def answers(self):
        """The answers, with the children by their ids."""
        return dict(self.cleaned_data) | {"children": [UUID(value) for value in self.cleaned_data["children"]]}


class OpenForm(ChildrenForm):
    """Why a family needs early help, and which of its children."""

    reason = fields.LongTextField(label="Why the family needs early help", rows=6)


class StepDownForm(TeamForm, ChildrenForm):
    """What early help must know of a family that steps down from social care."""

    stepped_down_on = fields.DateField(label="Day of the step down", not_future=True)
    summary = fields.LongTextField(
        label="What early help must know",
        hint="What was done and why, what goes well, what still worries you, and what would bring you back.",
        rows=10,
    )
    team = fields.ModelSelectField(label="Early help team", queryset=None, required=False)


class AllocateForm(PersonForm):
    """Who leads the work with the family."""

    person = ("lead", "Lead professional")


class ConsentForm(Form):
    """What the family said when it was asked."""

    asked_on = fields.DateField(label="Day the family was asked", not_future=True)
    who = fields.TextField(label="Who was asked", hint="Name, and what they are to the children", max_length=200)
    how = fields.RadiosField(label="How", choices=HowAsked.choices, inline=True)
    answer = fields.RadiosField(
        label="What they said",
        choices=ANSWERS_TO_RECORD,
        hints={"refused": "Somebody then decides what happens next.", "withdrawn": "Work stops until it is decided."},
    )
    limits = fields.LongTextField(
        label="What may be shared with whom, and what not", required=False, rows=4,
        hint="In the family's own words where you can.",
    )  # fmt: skip


class NotEngagingForm(Form):
    """Since when a family does not take part, and what was tried."""

    since_on = fields.DateField(label="Since when", not_future=True)
    note = fields.LongTextField(label="What was tried, and how the family answered", rows=6)


class RefusalForm(TeamForm, PersonForm):
    """What happens with a family that refused or does not take part."""

    person = ("another", "Who tries again")
    way_on = fields.RadiosField(
        label="What happens now",
        choices=WAYS_TO_DECIDE,
        reveals={"close": ("advice",), "try_again": ("another",), "step_up": ("team",)},
    )
    advice = fields.LongTextField(label="The advice the family was given", rows=4, marks_optional=False)
    reason = fields.LongTextField(label="Reasons for the decision", rows=6)
    field_order = ("way_on", "advice", "team", "another", "email", "reason")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.order_fields(self.field_order)


class StartForm(Form):
    """The day the assessment started."""

    started_on = fields.DateField(label="Day the assessment started", not_future=True)


class AssessmentForm(Form):
    """The assessment as far as it is written: nothing must be filled until it is complete."""

    strengths = fields.LongTextField(label="What goes well", required=False, rows=6, marks_optional=False)
    worries = fields.LongTextField(label="What worries people", required=False, rows=6, marks_optional=False)
    parents_view = fields.LongTextField(label="The parents' view", required=False, rows=6, marks_optional=False)
    what_would_help = fields.LongTextField(label="What would help", required=False, rows=6, marks_optional=False)
    analysis = fields.LongTextField(
        label="Analysis", required=False, rows=8, marks_optional=False, hint="What all this means for each child."
    )

    def __init__(self, *args, children, **options):
        super().__init__(*args, **options)
        self.children = children
        for child in children:
            name = f"voice_{child.pk}"
            self.fields[name] = fields.LongTextField(
                label=f"{child}'s voice", required=False, rows=4, marks_optional=False,
                hint="What the child said, showed or drew; for a baby, what you saw.",
            )  # fmt: skip
            self.fields[name].speak(name)
        self.order_fields(["strengths", "worries", *(f"voice_{child.pk}" for child in children)])

    @property
    def written(self):
        """The texts by section, and each child's voice by the child's id."""
        texts = {name: self.cleaned_data[name] for name, _ in SECTIONS if name != "voices"}
        return {
            "answers": texts,
            "voices": {child.pk: self.cleaned_data[f"voice_{child.pk}"] for child in self.children},
        }


class AgreedForm(Form):
    """The day the family agreed with the assessment."""

    agreed_on = fields.DateField(label="Day the family read and agreed the assessment", not_future=True)


class OutcomeForm(Form):
    """One outcome of a plan."""

    what = fields.LongTextField(label="What will be better", rows=2)
    measure = fields.LongTextField(label="How everybody will know", rows=2)


OutcomeRows = rows_of(OutcomeForm, row_name="Outcome", extra=1, most=12, least=1)


class PlanForm(Form):
    """When the plan is looked at next, and what happens if things get worse; ``outcomes`` are rows beside it."""

    next_review_on = fields.DateField(
        label="Day of the first review", required=False, not_past=True, marks_optional=False,
        hint="Leave this empty for the area's own interval, where there is one.",
    )  # fmt: skip
    contingency = fields.LongTextField(label="What happens if things get worse", required=False, rows=4)

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, **options)
        self.outcomes = outcomes

    @property
    def answers(self):
        """The answers, with the outcomes."""
        return self.cleaned_data | {"outcomes": self.outcomes.answers}


class ActionForm(PersonForm):
    """What somebody does by a day."""

    person = ("owner", "Professional")
    what = fields.LongTextField(label="What is done", rows=3)
    due_on = fields.DateField(label="By when")
    measure = fields.TextField(label="How we will know", required=False, max_length=400)
    whose = fields.RadiosField(
        label="Who does it",
        choices=(("professional", "A professional"), ("agency", "An agency"), ("family", "Somebody in the family")),
        reveals={"professional": ("owner",), "agency": ("owner_agency",), "family": ("family_member",)},
    )
    owner_agency = fields.ModelSelectField(label="Agency", queryset=None)
    family_member = fields.TextField(label="Who in the family", max_length=200, marks_optional=False)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["owner_agency"].queryset = agencies

    @property
    def answers(self):
        """The answers, with the professional chosen where a professional does it."""
        told = super().answers
        del told["whose"]
        return told


class ReviewForm(Form):
    """What a review found, and how far each outcome is."""

    held_on = fields.DateField(label="Day of the review", not_future=True)
    who = fields.LongTextField(label="Who took part", rows=2)
    summary = fields.LongTextField(label="What was said", rows=6)

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, **options)
        self.outcomes = outcomes
        for outcome in outcomes:
            self.ask_progress(outcome)
        self.fields["family_view"] = fields.LongTextField(label="The family's own view", rows=4)
        self.fields["next_review_on"] = fields.DateField(
            label="Day of the next review", required=False, marks_optional=False,
            hint="Leave this empty for the area's own interval, where there is one.",
        )  # fmt: skip
        for name in ("family_view", "next_review_on"):
            self.fields[name].speak(name)

    def ask_progress(self, outcome):
        """Ask how far one outcome is."""
        scale, note = f"scale_{outcome.pk}", f"note_{outcome.pk}"
        self.fields[scale] = fields.RadiosField(
            label=f"How far is outcome {outcome.number}?", hint=outcome.what, choices=Scale.choices
        )
        self.fields[note] = fields.TextField(
            label=f"How we know about outcome {outcome.number}", required=False, max_length=400
        )
        for name in (scale, note):
            self.fields[name].speak(name)

    @property
    def answers(self):
        """The answers, with how far each outcome is."""
        told = self.cleaned_data
        plain = {name: told[name] for name in ("held_on", "who", "summary", "family_view", "next_review_on")}
        return plain | {
            "progress": {each.pk: (int(told[f"scale_{each.pk}"]), told[f"note_{each.pk}"]) for each in self.outcomes}
        }


class JoinForm(PersonForm):
    """Somebody who joins the team around the family."""

    person, is_required = ("professional", "Who joins"), False
    part = fields.TextField(label="What they do for the family", max_length=200)
    joined_on = fields.DateField(label="Since when", not_future=True)
    name = fields.TextField(
        label="Name of somebody without an account", required=False, max_length=200, marks_optional=False,
        hint="Only where you chose nobody above. They see nothing here.",
    )  # fmt: skip
    agency_name = fields.TextField(label="Their agency", required=False, max_length=200)
    reach = fields.TextField(label="How to reach them", required=False, max_length=200)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.order_fields(["professional", "email"])


class MeetingForm(Form):
    """When and where the team around the family meets."""

    starts_at = fields.DateTimeField(label="When", not_past=True)
    place = fields.TextField(label="Where", max_length=200)


class CloseForm(Form):
    """How early help ended."""

    closing = fields.RadiosField(label="How it ended", choices=CLOSED_BY_HAND)
    what_changed = fields.LongTextField(label="What changed for the children", rows=6)
    family_view = fields.LongTextField(
        label="The family's own view", rows=4, hint="In their words; or say that they did not want to give one."
    )


class StepUpForm(TeamForm):
    """Why a family needs social care, and which team takes it on."""

    reason = fields.LongTextField(label="Why early help is not enough", rows=8)


class DrawForm(Form):
    """How many assessments of an agency and quarter are drawn."""

    agency = fields.ModelSelectField(label="Agency", queryset=None)
    quarter = fields.SelectField(label="Quarter")
    size = fields.IntegerField(label="How many", min_value=1, max_value=20, initial=5)

    def __init__(self, *args, agencies, quarters, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies
        self.fields["quarter"].choices = [("", "Select"), *quarters]
