"""The questions about an episode as a whole."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form, rows_of
from harbourlight.foundations.ui.words import day

from ..choices import CLOSURES, Followed, SeenAlone


class AllocateForm(Form):
    """Who works with the child."""

    worker = fields.ModelRadiosField(label="Social worker", queryset=None)
    note = fields.LongTextField(label="What the worker should know", required=False, rows=3)

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        self.fields["worker"].queryset = workers


class TransferForm(Form):
    """Which team the work moves to, and why."""

    to_team = fields.ModelSelectField(
        label="Team", queryset=None,
        hint="A team of another area: the episode ends here as moved away, and one begins there.",
    )  # fmt: skip
    moved_on = fields.DateField(label="Day of the move", not_future=True)
    reason = fields.LongTextField(label="Why the work moves", rows=4)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["to_team"].queryset = teams


class CloseForm(Form):
    """When and why an episode ends."""

    on = fields.DateField(label="Last day", not_future=True)
    reason = fields.RadiosField(label="Why the episode ends", choices=CLOSURES)
    note = fields.LongTextField(label="What the family and the network were told", required=False, rows=4)


class ReasonForm(Form):
    """Why something is done."""

    reason = fields.LongTextField(label="Reasons", rows=4)


class VisitForm(Form):
    """A visit: when, where, whom, and whether each was seen alone."""

    happened_at = fields.DateTimeField(label="When the visit was", not_future=True)
    place = fields.TextField(label="Where", max_length=120, hint="At home, at school, somewhere else")
    children = fields.CheckboxesField(label="Whom the visit was to", choices=())
    was_seen = fields.RadiosField(
        label="Was the child seen?", choices=(("yes", "Yes"), ("no", "No")),
        reveals={"yes": ("seen_alone",), "no": ("not_seen_reason",)},
    )  # fmt: skip
    seen_alone = fields.RadiosField(label="Was the child seen alone?", choices=SeenAlone.choices)
    not_seen_reason = fields.LongTextField(label="Why the child was not seen, and what you do about it", rows=3)
    not_alone_reason = fields.LongTextField(
        label="Why the child was not seen alone", required=False, rows=3,
        hint="Needed where the child was seen with somebody else there.",
    )  # fmt: skip
    note = fields.LongTextField(
        label="What you saw and heard", required=False, rows=8, hint="The child's own words first."
    )

    def __init__(self, *args, episodes, **options):
        super().__init__(*args, **options)
        self.episodes = {str(row.pk): row for row in episodes}
        self.fields["children"].choices = [(key, str(row.person)) for key, row in self.episodes.items()]
        if len(self.episodes) == 1:
            self.fields["children"].initial = list(self.episodes)

    def clean(self):
        """Ask why not alone where the child was seen with somebody else there."""
        answers = super().clean()
        if answers.get("seen_alone") == SeenAlone.NO and not answers.get("not_alone_reason"):
            self.add_error("not_alone_reason", "Say why the child was not seen alone")
        return answers

    @property
    def answers(self):
        """The answers as the action takes them, with the episodes of the children who were visited."""
        told = dict(self.cleaned_data)
        told["episodes"] = [self.episodes[key] for key in told.pop("children")]
        return told | {"was_seen": told["was_seen"] == "yes"}


class DirectionForm(Form):
    """Something a manager directs."""

    what = fields.LongTextField(label="Direction", rows=3, required=False, marks_optional=False)
    due_on = fields.DateField(label="By when", required=False)


Directions = rows_of(DirectionForm, row_name="Direction", extra=1, most=12)


class DirectForm(Form):
    """One direction given at another time than in supervision."""

    what = fields.LongTextField(label="Direction", rows=4)
    due_on = fields.DateField(label="By when", required=False)


class SupervisionForm(Form):
    """What was talked about; first, of each earlier direction, whether it was followed."""

    held_on = fields.DateField(label="Day of the supervision", not_future=True)
    child_today = fields.LongTextField(label="What life is like for the child now", required=False, rows=5)
    discussion = fields.LongTextField(label="What was discussed and why", rows=8)

    def __init__(self, *args, waiting, today, **options):
        super().__init__(*args, **options)
        self.waiting = waiting
        for direction in waiting:
            self.ask_of(direction, is_due=direction.due_on is None or direction.due_on <= today)
        first = [name for row in waiting for name in (f"followed_{row.pk}", f"why_{row.pk}")]
        self.order_fields(["held_on", *first])

    def ask_of(self, direction, *, is_due):
        """Ask whether a direction was followed; one whose day is still to come may wait."""
        followed, why = f"followed_{direction.pk}", f"why_{direction.pk}"
        choices = list(Followed.choices) + ([] if is_due else [("", "Its day has not come")])
        self.fields[followed] = fields.RadiosField(
            label=f"Was it followed? “{direction.what}”", choices=choices, required=is_due, marks_optional=False
        )
        self.fields[why] = fields.TextField(
            label="What came of it, or why not", required=False, marks_optional=False, max_length=500
        )
        for name in (followed, why):
            self.fields[name].speak(name)

    def clean(self):
        """Ask why a direction was not followed."""
        answers = super().clean()
        for row in self.waiting:
            if answers.get(f"followed_{row.pk}") in (Followed.NO, Followed.PARTLY) and not answers.get(f"why_{row.pk}"):
                self.add_error(f"why_{row.pk}", "Say why it was not followed")
        return answers

    @property
    def answers(self):
        """The answers as the action takes them, those about earlier directions by direction."""
        told = dict(self.cleaned_data)
        followed = {row.pk: (told.pop(f"followed_{row.pk}"), told.pop(f"why_{row.pk}")) for row in self.waiting}
        return told | {"followed": followed}


class CorrectForm(Form):
    """Which date was wrong, what it should be, and why."""

    what = fields.RadiosField(label="Which date is wrong?", choices=())
    to = fields.DateField(label="The right date", not_future=True)
    reason = fields.LongTextField(label="How it came to be wrong", rows=3)

    def __init__(self, *args, dates, **options):
        super().__init__(*args, **options)
        self.dates = dates
        self.fields["what"].choices = [(key, f"{words}: {day(on)}") for key, (_, _, words, on) in dates.items()]

    @property
    def answers(self):
        """The answers as the action takes them: the row and its field."""
        told = dict(self.cleaned_data)
        told["row"], told["field"], *_ = self.dates[told.pop("what")]
        return told
