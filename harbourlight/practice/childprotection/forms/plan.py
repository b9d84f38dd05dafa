"""What the pages of a plan ask: its words, outcomes, actions, visits and dates."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.words import day

from ..choices import Becomes, EndReason, OutcomeProgress
from .conference import ChildrenForm

WITHOUT_CONFERENCE = (EndReason.DIED, EndReason.ADULT, EndReason.TEMPORARY_ENDED)


class WriteForm(Form):
    """The words of a plan."""

    what_must_change = fields.LongTextField(label="What must change so that the child is safe", rows=6)
    strengths = fields.LongTextField(
        label="What goes well and protects the child", rows=4, required=False, marks_optional=False
    )
    contingency = fields.LongTextField(
        label="What happens if the plan does not work", rows=4, hint="Plainly: what we do next, and how soon."
    )


class OutcomeForm(Form):
    """One thing that must change."""

    what = fields.LongTextField(label="What will be different for the child", rows=3)
    risk = fields.LongTextField(label="The risk it lessens", rows=2, required=False, marks_optional=False)
    measure = fields.LongTextField(
        label="How we will know",
        rows=2,
        hint="Something that can be seen or counted, like ‘at school on 9 of 10 days’.",
    )
    due_on = fields.DateField(label="By when")


class ProgressForm(OutcomeForm):
    """How far an outcome is, and its words as they should be now."""

    progress = fields.RadiosField(label="How far it is", choices=OutcomeProgress.choices)
    progress_note = fields.LongTextField(label="What shows it", rows=3, required=False, marks_optional=False)
    dropped_reason = fields.LongTextField(
        label="Why it is dropped", rows=2, required=False, hint="Only if it no longer matters for the child."
    )


class ActionForm(Form):
    """Something that somebody will do for the plan."""

    what = fields.LongTextField(label="What will be done", rows=3)
    measure = fields.TextField(label="How we will know that it helped", required=False, max_length=500)
    due_on = fields.DateField(label="By when", not_past=True)
    who = fields.RadiosField(
        label="Who will do it",
        choices=(
            ("member", "A member of the core group"),
            ("agency", "An agency"),
            ("family", "Somebody of the family"),
        ),
        reveals={"member": ("owner",), "agency": ("owner_agency",), "family": ("family_member",)},
    )
    owner = fields.ModelSelectField(label="Member", queryset=None)
    owner_agency = fields.ModelSelectField(label="Agency", queryset=None)
    family_member = fields.TextField(label="Name", max_length=120)

    def __init__(self, *args, members, agencies, **options):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = members
        self.fields["owner_agency"].queryset = agencies

    @property
    def answers(self):
        """The answers as the engine of actions takes them."""
        told = {name: answer for name, answer in self.cleaned_data.items() if name != "who"}
        return told | {"owner": told["owner"] if self.cleaned_data["who"] == "member" else None}


class VisitForm(Form):
    """A visit to the child."""

    happened_at = fields.DateTimeField(label="When was the visit?", not_future=True)
    was_seen = fields.YesNoField(
        label="Was the child seen?",
        inline=False,
        reveals={"yes": ("was_seen_alone", "was_bedroom_seen", "child_said"), "no": ("not_seen_reason",)},
    )
    was_seen_alone = fields.YesNoField(
        label="Was the child seen alone?", inline=False, reveals={"no": ("not_alone_reason",)}
    )
    not_alone_reason = fields.LongTextField(label="Why the child was not seen alone", rows=2)
    was_bedroom_seen = fields.YesNoField(label="Was the child’s bedroom seen?", required=False, marks_optional=False)
    child_said = fields.LongTextField(
        label="What the child said or showed",
        rows=4,
        required=False,
        marks_optional=False,
        hint="In the child’s words.",
    )
    not_seen_reason = fields.LongTextField(label="Why the child was not seen", rows=2)
    place = fields.TextField(label="Where?", max_length=200, hint="At home, at school. Do not enter an address.")
    was_announced = fields.YesNoField(label="Did the family know that you were coming?", initial="yes")
    visited_by = fields.ModelSelectField(label="Who visited?", queryset=None)
    observed = fields.LongTextField(label="What you saw and did", rows=5, required=False, marks_optional=False)

    OF_ONE = (
        "was_seen", "was_seen_alone", "not_alone_reason", "was_bedroom_seen", "child_said", "not_seen_reason", "place",
        "visited_by",
    )  # fmt: skip
    WHERE_SEEN = ("was_seen_alone", "was_bedroom_seen", "child_said", "place", "visited_by")
    YES_NO = ("was_seen", "was_seen_alone", "was_bedroom_seen", "was_announced")

    def __init__(self, *args, workers, person=None, siblings=(), **options):
        super().__init__(*args, **options)
        self.fields["visited_by"].queryset = workers
        self.siblings = list(siblings)
        if self.siblings:
            self.fields["was_seen"].label = f"Was {person} seen?"
        for number, row in enumerate(self.siblings):
            self.ask_about(number, str(row.person), workers)

    def ask_about(self, number, name, workers):
        """Ask about a brother or sister who was visited at the same time: each child is recorded apart."""
        own = {
            "was_seen": fields.RadiosField(
                label=f"Was {name} seen?", initial="other",
                choices=(("yes", "Yes"), ("no", "No"), ("other", "This visit was not to this child")),
                reveals={
                    "yes": tuple(f"{each}_{number}" for each in self.WHERE_SEEN),
                    "no": (f"not_seen_reason_{number}",),
                },
            ),
            "was_seen_alone": fields.YesNoField(
                label=f"Was {name} seen alone?", inline=False, reveals={"no": (f"not_alone_reason_{number}",)}
            ),
            "not_alone_reason": fields.LongTextField(label=f"Why {name} was not seen alone", rows=2),
            "was_bedroom_seen": fields.YesNoField(label="Bedroom seen?", required=False, marks_optional=False),
            "child_said": fields.LongTextField(
                label=f"What {name} said or showed", rows=4, required=False, marks_optional=False
            ),
            "not_seen_reason": fields.LongTextField(label=f"Why {name} was not seen", rows=2),
            "place": fields.TextField(label="Where, if somewhere else", max_length=200, required=False),
            "visited_by": fields.ModelSelectField(
                label="Who visited, if somebody else", queryset=workers, required=False
            ),
        }  # fmt: skip
        for each, field in own.items():
            self.fields[f"{each}_{number}"] = field
            field.speak(f"{each}_{number}")

    @property
    def visit(self):
        """The answers about the child of the plan as the action takes them."""
        own = {name: value for name, value in self.cleaned_data.items() if not name[-1].isdigit()}
        return {name: bool(value) if name in self.YES_NO else value or "" for name, value in own.items()}

    @property
    def answers(self):
        """The answers as the action takes them: about the child, and about each brother or sister who was visited."""
        told = [(row, self.visit_to(number)) for number, row in enumerate(self.siblings)]
        return self.visit | {"others": [(row, answers) for row, answers in told if answers]}

    def visit_to(self, number):
        """The answers about a brother or sister as the action takes them; None where the visit was not to them."""
        told = {name: self.cleaned_data.get(f"{name}_{number}") for name in self.OF_ONE}
        if told["was_seen"] not in ("yes", "no"):
            return None
        own = {name: bool(value) if name in self.YES_NO else value or "" for name, value in told.items()}
        shared = {name: self.visit[name] for name in ("place", "visited_by")}
        elsewhere = {name: told[name] for name in shared if told[name]}
        return self.visit | own | shared | elsewhere | {"was_seen": told["was_seen"] == "yes"}


class CorrectVisitForm(Form):
    """When a visit really was."""

    happened_at = fields.DateTimeField(label="When was the visit?", not_future=True)
    reason = fields.LongTextField(label="Why the date was wrong", rows=2)


class CorrectPlanForm(Form):
    """A date of a plan as it should have been."""

    field = fields.RadiosField(label="Which date is wrong?", choices=())
    to = fields.DateField(label="The right date", not_future=True)
    reason = fields.LongTextField(label="Why the date was wrong", rows=2)

    def __init__(self, *args, dates, **options):
        super().__init__(*args, **options)
        self.fields["field"].choices = dates


class BirthForm(Form):
    """When the child was born."""

    born_on = fields.DateField(label="Date of birth", not_future=True)


class EarlierForm(Form):
    """Plans in other areas."""

    elsewhere = fields.IntegerField(label="How many plans had the child in other areas before?", min_value=0)
    last_ended_on = fields.DateField(
        label="When did the last of them end?", required=False, not_future=True, marks_optional=False
    )


class EndForm(Form):
    """The end of a plan for which there is no conference."""

    reason = fields.RadiosField(
        label="Why does the plan end without a conference?",
        choices=[(reason.value, reason.label) for reason in WITHOUT_CONFERENCE],
    )
    ended_on = fields.DateField(label="On which day?", not_future=True)
    note = fields.LongTextField(label="Note", rows=3, required=False)


class KeyWorkerForm(Form):
    """Who is the key worker."""

    key_worker = fields.ModelSelectField(label="Key worker", queryset=None)

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        self.fields["key_worker"].queryset = workers


class LeftForm(ChildrenForm):
    """What becomes of each action of a plan that has ended; ``rows`` are the actions."""

    ASKED = ("becomes", "done", "changed", "due_on", "reason")

    def __init__(self, *args, can_carry, **options):
        super().__init__(*args, **options)
        choices = [choice for choice in Becomes.choices if can_carry or choice[0] != Becomes.CARRIED]
        for number, row in enumerate(self.rows):
            self.add(f"becomes_{number}", fields.RadiosField(
                label=row.what, choices=choices, hint=f"{row.owner_words}, by {day(row.due_on)}",
                reveals={
                    "done": (f"done_{number}", f"changed_{number}"), "carried": (f"due_on_{number}",),
                    "dropped": (f"reason_{number}",),
                },
            ))  # fmt: skip
            self.add(f"done_{number}", fields.LongTextField(label="What was done", rows=2))
            self.add(f"changed_{number}", fields.LongTextField(label="What changed because of it", rows=2))
            self.add(f"due_on_{number}", fields.DateField(label="By when now", not_past=True))
            self.add(f"reason_{number}", fields.LongTextField(label="Why it is no longer needed", rows=2))

    @property
    def answers(self):
        """The answers about each action, by its id."""
        asked = {row.pk: self.answers_of(number, self.ASKED) for number, row in enumerate(self.rows)}
        return {"answers": {key: {name: value or "" for name, value in told.items()} for key, told in asked.items()}}
