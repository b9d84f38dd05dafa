"""The questions about recommendations."""

from django.core.exceptions import ValidationError

from harbourlight.foundations.actions.choices import Priority
from harbourlight.foundations.meetings.sitting import in_words
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import Age, Answer, Found, RejectedLeaves, Source, Standing, Timescale
from ..models import short
from ..pathway import RECOMMENDATION
from .lists import BringForm as BringForm

EVERY = {"required": False, "marks_optional": False}
STANDINGS = (*Standing.choices, *RECOMMENDATION.choices, ("any", "Every one"))


class NarrowForm(Form):
    """What the list is narrowed to."""

    is_search = True
    source = fields.SelectField(choices=Source.choices, empty_label="All", **EVERY)
    body = fields.SelectField(label="Made by", choices=(), empty_label="All", **EVERY)
    agency = fields.ModelSelectField(label="Addressed to", queryset=None, empty_label="All", **EVERY)
    priority = fields.SelectField(choices=Priority.choices, empty_label="All", **EVERY)
    age = fields.SelectField(label="Published", choices=Age.choices, empty_label="At any time", **EVERY)
    state = fields.SelectField(choices=STANDINGS, empty_label=None, **EVERY)

    def __init__(self, *args, agencies, bodies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies
        self.fields["body"].choices = [("", "All"), *bodies]

    @property
    def asked(self):
        """The answers; without any, what is still on the lists."""
        answers = dict(self.cleaned_data) if self.is_valid() else {}
        state = answers.pop("state", "") or Standing.ON_LIST
        return answers | {"state": "" if state == "any" else state}


class NarrowActionsForm(Form):
    """What the list of actions is narrowed to."""

    is_search = True
    agency = fields.ModelSelectField(label="Done by", queryset=None, empty_label="All", **EVERY)
    priority = fields.SelectField(choices=Priority.choices, empty_label="All", **EVERY)
    state = fields.SelectField(
        choices=(("open", "To do"), ("late", "Late"), ("done", "Reported done"), ("accepted", "Accepted as done"),
                 ("dropped", "Dropped")),
        empty_label="To do or to judge",
        **EVERY,
    )  # fmt: skip

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies

    @property
    def asked(self):
        """The answers, or nothing where they make no sense."""
        return self.cleaned_data if self.is_valid() else {}


class RecommendForm(Form):
    """A recommendation of a body."""

    area = fields.ModelSelectField(queryset=None)
    body = fields.SelectField(
        label="Body that makes it", choices=(), missing="Select the body that makes it",
        hint="For an inspection, the body that follows it up.",
    )  # fmt: skip
    source = fields.SelectField(label="Where it comes from", choices=Source.choices)
    source_title = fields.TextField(label="Title of the audit, review, report or meeting", max_length=200)
    source_on = fields.DateField(label="Its date", required=False, not_future=True)
    theme = fields.TextField(required=False, max_length=100, hint="Such as “neglect”, as in the business plan.")
    finding = fields.LongTextField(label="What was found", required=False, hint="Name no child.")
    evidence = fields.LongTextField(label="What shows it", required=False, rows=3)
    heading = fields.LongTextField(
        label="Heading over its parts", required=False, rows=2, hint="Where one item asks several things: each part is "
        "a recommendation of its own and lives its own life."
    )  # fmt: skip
    part = fields.TextField(label="Which part", required=False, max_length=20, hint="Such as 2.")
    text = fields.LongTextField(label="The recommendation", rows=4)
    again_of = fields.ModelSelectField(
        label="Does it make an older one again?", queryset=None, required=False, empty_label="No, it is new"
    )
    priority = fields.RadiosField(choices=Priority.choices, initial=Priority.NORMAL)
    timescale = fields.RadiosField(
        label="When it is to be done", choices=Timescale.choices, reveals={Timescale.BY_DATE: ("due_on",)}
    )
    due_on = fields.DateField(label="By when", required=False)
    published_on = fields.DateField(
        label="When it was published",
        required=False,
        not_future=True,
        hint="The time runs from then. Empty means today.",
    )
    agencies = fields.ModelCheckboxesField(label="Addressed to", queryset=None, required=False, small=True)
    bodies = fields.CheckboxesField(label="Bodies it is addressed to", choices=(), required=False, small=True)

    def __init__(self, *args, agencies, areas, bodies, older, **options):
        super().__init__(*args, **options)
        self.fields["again_of"].queryset = older
        self.fields["again_of"].label_from_instance = lambda row: f"{row.published_on:%-d %B %Y}: {short(row.text)}"
        self.fields["agencies"].queryset = agencies
        self.fields["area"].queryset = areas
        self.names = bodies
        self.fields["body"].choices = [("", "Select"), *bodies.items()]
        self.fields["bodies"].choices = list(bodies.items())

    def clean(self):
        """Refuse a recommendation to nobody."""
        answers = super().clean()
        if not answers.get("agencies") and not answers.get("bodies"):
            self.add_error("agencies", ValidationError("Select to whom the recommendation is addressed"))
        return answers

    @property
    def answers(self):
        """The answers by the names of the step: each body with its key and its name."""
        told = dict(self.cleaned_data)
        body = told.pop("body")
        bodies = [(key, self.names[key]) for key in told["bodies"]]
        return told | {"body_key": body, "body_name": self.names[body], "bodies": bodies}


class AnswerForm(Form):
    """What whoever is addressed says to a recommendation."""

    answer = fields.RadiosField(
        label="What do you say to this recommendation?",
        choices=Answer.choices,
        reveals={Answer.REJECTED: ("reason",), Answer.VARIED: ("varied_words", "why_varied")},
    )
    reason = fields.LongTextField(label="Why it is rejected", rows=4, marks_optional=False)
    varied_words = fields.LongTextField(label="The words in which you accept it", rows=4, marks_optional=False)
    why_varied = fields.LongTextField(label="Why in other words", rows=3, required=False)
    lead = fields.ModelSelectField(
        label="Who leads it", queryset=None, required=False, empty_label="The agency, nobody named"
    )

    def __init__(self, *args, leads, **options):
        super().__init__(*args, **options)
        self.fields["lead"].queryset = leads

    @property
    def answers(self):
        """The answers by the names of the step: one reason, whichever answer it stands under."""
        told = dict(self.cleaned_data)
        why = told.pop("why_varied") or ""
        return told | {"reason": told["reason"] or why, "varied_words": told["varied_words"] or ""}


class GiveForm(Form):
    """An action that carries out a recommendation."""

    what = fields.LongTextField(label="What will be done", rows=3)
    owner = fields.ModelSelectField(
        label="Who does it", queryset=None, required=False, empty_label="The agency, nobody named"
    )
    due_on = fields.DateField(label="By when", not_past=True)
    measure = fields.LongTextField(label="How we will know that children are better off", rows=3, required=False)

    def __init__(self, *args, owners, **options):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners


class ProgressForm(Form):
    """How a recommendation goes."""

    text = fields.LongTextField(label="How it goes", rows=3)


class MoveForm(Form):
    """Another date, and why."""

    due_on = fields.DateField(label="New date", not_past=True)
    reason = fields.LongTextField(label="Why the date moves", rows=3)


class ClaimForm(Form):
    """What was done, and apart from it what changed for children."""

    what_was_done = fields.LongTextField(label="What was done", rows=4)
    what_changed = fields.LongTextField(
        label="What changed for children",
        hint="What is different for children now, and how you know. If nothing has changed, say so.",
        rows=4,
    )
    done_on = fields.DateField(label="When it was done", required=False, not_future=True)


class MeetingForm(Form):
    """Which meeting of the body: one that was held."""

    meeting = fields.ModelSelectField(
        label="Which meeting", queryset=None, missing="Select the meeting",
        hint="Only meetings that the body has held are offered.",
    )  # fmt: skip

    def __init__(self, *args, meetings, **options):
        super().__init__(*args, **options)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = in_words


class DecidedForm(MeetingForm):
    """What a body decided at one of its meetings, and why."""

    reason = fields.LongTextField(label="Why", rows=3)


class JudgeForm(MeetingForm):
    """What the body decided at one of its meetings; where what changed only repeats, why it accepts all the same."""

    accepts = fields.YesNoField(
        label="Did the body accept that it is done?", reveals={"no": ("reason",), "yes": ("why_accepted",)},
        inline=False,
    )  # fmt: skip
    reason = fields.LongTextField(label="Why not", rows=3, marks_optional=False)
    why_accepted = fields.LongTextField(
        label="Why it is accepted although what changed only repeats what was asked or done", rows=3,
        marks_optional=False,
    )  # fmt: skip
    field_order = ("meeting", "accepts", "submission")

    def __init__(self, *args, only_repeats=False, **options):
        super().__init__(*args, **options)
        if not only_repeats:
            del self.fields["why_accepted"]
            self.fields["accepts"].reveals = {"no": ("reason",)}

    @property
    def answers(self):
        """The answers by the names of the step: one reason, whichever answer it stands under."""
        told = dict(self.cleaned_data)
        why = told.pop("why_accepted", "")
        return told | {"reason": told["reason"] or why or ""}


class ReasonForm(Form):
    """Why something is done."""

    reason = fields.LongTextField(label="Why", rows=3)


class ReAuditForm(Form):
    """What is looked at again, and when."""

    what = fields.LongTextField(label="What is looked at again", rows=3)
    due_on = fields.DateField(label="By when", not_past=True)


class FoundForm(Form):
    """What a re-audit found."""

    found = fields.RadiosField(
        label="What was found", choices=Found.choices, reveals={Found.NOT_HELD: ("due_on",)}
    )  # fmt: skip
    due_on = fields.DateField(label="New date by which it is to be done", not_past=True)
    note = fields.LongTextField(label="What shows it", rows=4)
    done_on = fields.DateField(label="When it was looked at", not_future=True)


class RuleForm(Form):
    """How a body monitors what it recommended."""

    rejected_leaves = fields.RadiosField(
        label="When does a rejected recommendation leave the list?", choices=RejectedLeaves.choices
    )
    answer_within_working_days = fields.IntegerField(label="Working days to answer", min_value=1, max_value=250)
    remind_before_days = fields.IntegerField(label="Days before a date to remind", min_value=0, max_value=365)
    remind_every_days = fields.IntegerField(label="Days between reminders of what is late", min_value=1, max_value=365)
    escalate_after_days = fields.IntegerField(label="Days late before the chair is told", min_value=0, max_value=365)
