"""The questions about conferences, reports and chairs' concerns."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import (
    CATEGORIES,
    DECISIONS_OF,
    TAKES_PART_FROM,
    ConferenceDecision,
    ConferenceKind,
    TookPart,
)
from .enquiry import ids_of


class PlanConferenceForm(Form):
    """When and where a conference is, about which children, chaired by whom."""

    children = fields.CheckboxesField(label="Which children it is about", choices=())
    starts_at = fields.DateTimeField(label="Date and time")
    chair = fields.ModelRadiosField(label="Chair", queryset=None)
    place = fields.TextField(label="Place", required=False, max_length=200)
    online = fields.TextField(label="Link to join by video", required=False, max_length=300)

    def __init__(self, *args, children=(), chairs, **options):
        super().__init__(*args, **options)
        self.fields["children"].choices = children
        self.fields["chair"].queryset = chairs

    @property
    def answers(self):
        """The answers, with the children by their ids."""
        return self.cleaned_data | {"children": ids_of(self.cleaned_data["children"])}


class AskReportsForm(Form):
    """Which agencies are asked for a report, and what they are asked."""

    agencies = fields.ModelCheckboxesField(label="Agencies", queryset=None)
    question = fields.LongTextField(label="What they are asked", rows=12)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agencies"].queryset = agencies


class ShareReportsForm(Form):
    """When the reports were gone through with the family."""

    shared_on = fields.DateField(
        label="When the parents and the child had the reports", not_future=True,
        hint="Two days before the conference at the latest.",
    )  # fmt: skip


class QualityForm(Form):
    """What the chair found of the work before the conference."""

    note = fields.LongTextField(label="What you found of the work so far", rows=5)


class ChildrenForm(Form):
    """A form that asks the same of each child of a conference; the fields of a child end in its number."""

    def __init__(self, *args, children=(), **options):
        self.rows = list(children)
        super().__init__(*args, **options)

    def add(self, name, field):
        """Add a question that was made for one child."""
        self.fields[name] = field
        field.speak(name)

    def answers_of(self, number, names):
        """Return the answers about one child, by the plain names of the questions."""
        return {name: self.cleaned_data.get(f"{name}_{number}") for name in names}


class HoldConferenceForm(ChildrenForm):
    """When the conference was held, how each child took part, and what the chair says of quorum and lateness."""

    held_at = fields.DateTimeField(label="When the conference was held", not_future=True)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for number, row in enumerate(self.rows):
            name = str(row.person)
            self.add(f"took_part_{number}", fields.SelectField(
                label=f"How {name} took part", choices=TookPart.choices, required=False,
                hint=f"Needed from {TAKES_PART_FROM} years of age.", marks_optional=False,
            ))  # fmt: skip
            self.add(f"did_not_because_{number}", fields.TextField(
                label=f"If {name} did not take part, why not", required=False, marks_optional=False,
            ))  # fmt: skip
            self.add(f"views_{number}", fields.LongTextField(
                label=f"What {name} says, wishes and feels", required=False, rows=3, marks_optional=False,
            ))  # fmt: skip
        self.add("inquorate_reason", fields.LongTextField(
            label="As chair, why the conference went on without a quorum", required=False, rows=3,
            hint="Only if social care or two other agencies were missing. It is counted.",
        ))  # fmt: skip
        self.add("late_reason", fields.LongTextField(
            label="Why the conference was after its last day", required=False, rows=2, hint="Only if it was."
        ))  # fmt: skip
        self.add("outline_plan", fields.LongTextField(label="Outline plan", required=False, rows=6))

    PART = ("took_part", "did_not_because", "views")

    @property
    def answers(self):
        """The answers about the conference, and those about each child by the child's id."""
        of_children = {row.person_id: self.answers_of(number, self.PART) for number, row in enumerate(self.rows)}
        asked = ("held_at", "inquorate_reason", "late_reason", "outline_plan")
        return {name: self.cleaned_data[name] for name in asked} | {"parts": of_children}


class DecideConferenceForm(ChildrenForm):
    """What the conference decided for each child."""

    ASKED = ("decision", "category", "rationale", "dissent_by", "dissent", "paper_for", "paper_reason")

    def __init__(self, *args, kind, members, relatives, **options):
        super().__init__(*args, **options)
        self.members = members
        named = [(key, f"{each.who}, {each.seat_title}") for key, each in members.items()]
        choices = [(value.value, value.label) for value in DECISIONS_OF[ConferenceKind(kind)]]
        planned = {ConferenceDecision.PLAN, ConferenceDecision.GOES_ON} & {value for value, _ in choices}
        for number, row in enumerate(self.rows):
            name = str(row.person)
            self.add(f"decision_{number}", fields.RadiosField(
                label=f"Decision for {name}", choices=choices,
                reveals={str(value): (f"category_{number}",) for value in planned},
            ))  # fmt: skip
            self.add(f"category_{number}", fields.RadiosField(label=f"Category for {name}", choices=CATEGORIES))
            self.add(f"rationale_{number}", fields.LongTextField(
                label=f"{name}: is there a continuing risk of significant harm, and why", rows=4
            ))  # fmt: skip
            self.add(f"dissent_by_{number}", fields.CheckboxesField(
                label=f"Who disagreed about {name}", choices=named, required=False, marks_optional=False,
            ))  # fmt: skip
            self.add(f"dissent_{number}", fields.LongTextField(
                label=f"Why they disagreed about {name}", required=False, rows=2, marks_optional=False,
                hint="If several disagreed, say who gave which reason."
            ))  # fmt: skip
            if relatives.get(row.person_id):
                self.ask_for_paper(number, name, relatives[row.person_id])

    def ask_for_paper(self, number, name, choices):
        """Ask who gets the plan on paper besides the child and those with parental responsibility."""
        self.add(f"paper_for_{number}", fields.CheckboxesField(
            label=f"Who else gets {name}’s plan on paper", choices=choices, required=False, marks_optional=False,
            hint="Nobody who may be causing the harm. The child and those with parental responsibility get it anyway.",
        ))  # fmt: skip
        self.add(f"paper_reason_{number}", fields.LongTextField(
            label=f"Why they get {name}’s plan", required=False, rows=2, marks_optional=False
        ))  # fmt: skip

    def clean(self):
        """Ask why, of whoever disagreed."""
        answers = super().clean()
        for number, _ in enumerate(self.rows):
            if answers.get(f"dissent_by_{number}") and not answers.get(f"dissent_{number}"):
                self.add_error(f"dissent_{number}", "Enter why they disagreed")
        return answers

    @property
    def answers(self):
        """The answers about each child by the child's id, with the invitations of those who disagreed."""
        told = {row.person_id: self.answers_of(number, self.ASKED) for number, row in enumerate(self.rows)}
        for each in told.values():
            each["dissent_by"] = [self.members[key] for key in each["dissent_by"] or ()]
        return {"decisions": told}


class ConcernForm(Form):
    """What concerns the chair about an agency's work, and what should change."""

    agency = fields.ModelRadiosField(label="Agency", queryset=None)
    what = fields.LongTextField(label="What concerns you", rows=4)
    wanted = fields.LongTextField(label="What should change, and by when", rows=3)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies


class AnswerConcernForm(Form):
    """The answer of the agency."""

    answer = fields.LongTextField(label="Your agency's answer", rows=5)


class FollowConcernForm(Form):
    """What the chair does with the answer."""

    then = fields.RadiosField(
        label="What next",
        choices=(("settle", "It is settled"), ("escalate", "Take it one level further")),
        reveals={"settle": ("what_changed",), "escalate": ("reason",)},
    )
    what_changed = fields.LongTextField(label="What changed", rows=3)
    reason = fields.LongTextField(label="Why it is taken further", rows=3)
