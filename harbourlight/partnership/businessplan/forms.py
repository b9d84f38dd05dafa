"""The questions about plans."""

from datetime import date

from django.core.exceptions import ValidationError

from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import Achieved, Direction, Next, PlanKind, PriorityKind, Rating

NAME_NO_CHILD = "Name no child."


def month_from(text):
    """Return the month written as 2026-04; refuse anything else."""
    try:
        return Month.parse(text.strip())
    except ValueError:
        raise ValidationError("Enter a month such as 2026-04") from None


class PlanForm(Form):
    """A plan: what it is called, for which years, and who hears how it goes."""

    title = fields.TextField(label="Title", max_length=200)
    starts_on = fields.DateField(label="Starts on", missing="Enter the day on which the plan starts")
    ends_on = fields.DateField(label="Ends on", missing="Enter the day on which the plan ends")
    purpose = fields.LongTextField(label="What the plan is for", required=False, rows=5)
    hears = fields.ModelSelectField(
        label="Which body hears how it goes", queryset=None, required=False, empty_label="Not chosen yet"
    )
    months = fields.IntegerField(
        label="How often it hears, in months", missing="Enter how often it hears, in months", width=2, min_value=1,
        max_value=24, initial=3,
        hint="The published plans this began with say quarterly: 3.",
    )  # fmt: skip

    def __init__(self, *args, bodies, **options):
        super().__init__(*args, **options)
        self.fields["hears"].queryset = bodies

    def clean(self):
        """Refuse a plan that ends before it starts."""
        given = super().clean()
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", "The plan must end after it starts")
        return given


class NewPlanForm(PlanForm):
    """A new plan, of one of two kinds."""

    field_order = ("kind", "title", "starts_on", "ends_on", "purpose", "hears", "months")

    kind = fields.RadiosField(
        label="What kind of plan is it?",
        missing="Select what kind of plan it is",
        choices=PlanKind.choices,
        hints={
            PlanKind.BUSINESS_PLAN: "Begins with the five headings under which each priority is looked at.",
            PlanKind.STRATEGY: "Begins with five pillars, each with an agency and a person who lead it.",
        },
    )


class HeadingForm(Form):
    """A heading, or a pillar and who leads it."""

    title = fields.TextField(label="Title", max_length=200)
    lead_agency = fields.ModelSelectField(
        label="Agency that leads", queryset=None, required=False, empty_label="None of its own"
    )
    lead = fields.ModelSelectField(
        label="Person who leads", queryset=None, required=False, empty_label="Nobody named"
    )  # fmt: skip

    def __init__(self, *args, agencies, people, **options):
        super().__init__(*args, **options)
        self.fields["lead_agency"].queryset, self.fields["lead"].queryset = agencies, people


class PriorityForm(Form):
    """A priority: why it was chosen, what should be different, who leads it, and what it is found by."""

    kind = fields.RadiosField(
        label="What is it?", choices=PriorityKind.choices, initial=PriorityKind.PRIORITY, missing="Select what it is"
    )
    title = fields.TextField(label="Title", max_length=200)
    why = fields.LongTextField(
        label="Why it was chosen", required=False, rows=4, hint="What figures, reviews, audits and children said."
    )
    aim = fields.LongTextField(label="What should be different for children", required=False, rows=3)
    lead = fields.ModelSelectField(label="Who leads it", queryset=None, required=False, empty_label="Nobody named")
    body = fields.ModelSelectField(
        label="Which group carries it", queryset=None, required=False, empty_label="No group"
    )  # fmt: skip
    themes = fields.TextField(
        label="Themes of recommendations that belong to it", required=False, max_length=400,
        hint="Separate them with commas. For example, neglect, early help.",
    )  # fmt: skip

    def __init__(self, *args, people, bodies, **options):
        super().__init__(*args, **options)
        self.fields["lead"].queryset, self.fields["body"].queryset = people, bodies

    def clean_themes(self):
        """Return the themes as a list."""
        themes = [theme.strip() for theme in self.cleaned_data["themes"].split(",") if theme.strip()]
        if any(len(theme) > 100 for theme in themes):
            raise ValidationError("A theme must be 100 characters or fewer")
        return themes


class UnderHeadingForm(Form):
    """Something that stands under a heading of the plan."""

    heading = fields.ModelRadiosField(label="Heading", queryset=None)

    def __init__(self, *args, headings, **options):
        super().__init__(*args, **options)
        self.fields["heading"].queryset = headings


class EntryForm(UnderHeadingForm):
    """What the partnership will do for a priority."""

    text = fields.LongTextField(
        label="What will be done", rows=4, hint=NAME_NO_CHILD, missing="Enter what will be done"
    )


class CommitmentForm(UnderHeadingForm):
    """What an agency commits to, and by when."""

    agency = fields.ModelSelectField(label="Agency", queryset=None)
    lead = fields.ModelSelectField(
        label="Who does it there", queryset=None, required=False, empty_label="The agency decides"
    )
    what = fields.LongTextField(
        label="What the agency commits to", rows=4, hint=NAME_NO_CHILD, missing="Enter what the agency commits to"
    )
    measure = fields.TextField(label="How we will know", required=False, max_length=300)
    due_on = fields.DateField(label="By when", missing="Enter the date by which it is done")

    def __init__(self, *args, agencies, people, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset, self.fields["lead"].queryset = agencies, people


class WithdrawForm(Form):
    """Why a commitment is withdrawn."""

    reason = fields.LongTextField(
        label="Why the commitment is withdrawn", rows=3, missing="Enter why the commitment is withdrawn"
    )


class FigureForm(Form):
    """A figure of the dataset that should move."""

    ref = fields.SelectField(label="Figure", choices=())
    direction = fields.RadiosField(
        label="Which way should it move?", choices=Direction.choices, missing="Select which way it should move"
    )
    from_month = fields.TextField(
        label="Month it is compared with", missing="Enter the month it is compared with", width="10", max_length=7,
        hint="Where it stood at the start. For example, 2026-04.",
    )  # fmt: skip
    why = fields.LongTextField(label="Why this figure", required=False, rows=3)

    def __init__(self, *args, indicators, **options):
        super().__init__(*args, **options)
        self.fields["ref"].choices = [("", "Select"), *((one.ref, f"{one.ref} {one.title}") for one in indicators)]

    def clean_from_month(self):
        """Return the first day of the month."""
        return month_from(self.cleaned_data["from_month"]).first


class AskForm(Form):
    """Which quarter is asked about, and by when."""

    month = fields.TextField(
        label="Quarter, by any of its months", missing="Enter a month of the quarter", width="10", max_length=7,
        hint="For example, 2026-10.",
    )  # fmt: skip
    due_on = fields.DateField(
        label="Answers are due by the end of", not_past=True, missing="Enter the date by which answers are due"
    )

    def clean_month(self):
        """Return the month."""
        return month_from(self.cleaned_data["month"])


class TellForm(Form):
    """How each priority goes that an agency has a part in; the names of the fields count the priorities from nought."""

    PARTS = ("rating", "what_was_done", "what_changed", "what_is_next")

    def __init__(self, *args, priorities, told, is_late=False, **options):
        super().__init__(*args, **options)
        self.priorities = list(priorities)
        for place, priority in enumerate(self.priorities):
            self.ask(place, priority, told.get(priority.pk))
        if is_late:
            self.fields["late_reason"] = fields.LongTextField(
                label="Why this is late", rows=3, missing="Enter why this is late"
            )
        for name, field in self.fields.items():
            if hasattr(field, "speak"):
                field.speak(name)

    def ask(self, place, priority, row):
        """Ask for one priority: how it goes, what was done, and apart from it what changed."""
        title = priority.title
        self.fields[f"rating_{place}"] = fields.SelectField(
            label=f"{title}: how does it go?", choices=Rating.choices, initial=getattr(row, "rating", ""),
            missing=f"{title}: select how it goes",
        )  # fmt: skip
        questions = {
            "what_was_done": ("what was done", True, NAME_NO_CHILD),
            "what_changed": (
                "what changed for children",
                True,
                "Not what was done. If nothing has changed yet, say so.",
            ),
            "what_is_next": ("what is next", False, ""),
        }
        for name, (words, is_needed, hint) in questions.items():
            self.fields[f"{name}_{place}"] = fields.LongTextField(
                label=f"{title}: {words}", rows=3, required=is_needed, hint=hint, initial=getattr(row, name, ""),
                missing=f"{title}: enter {words}",
            )  # fmt: skip

    def clean(self):
        """Gather the lines: priority, rating, what was done, what changed, what is next."""
        lines = []
        for place, priority in enumerate(self.priorities):
            given = [self.cleaned_data.get(f"{part}_{place}") for part in self.PARTS]
            if all(given[:3]):
                lines.append((priority, *given[:3], given[3] or ""))
        late = self.cleaned_data.get("late_reason", "")
        return {"lines": lines, "late_reason": late, "version": self.cleaned_data.get("version")}


class ReportForm(Form):
    """To which meeting a quarter is reported, and what is said before what agencies say."""

    sitting = fields.ModelRadiosField(label="Meeting", queryset=None)
    words = fields.LongTextField(
        label="What the report says first", required=False, rows=5,
        hint="What the meeting should look at. Name no child.",
    )  # fmt: skip

    def __init__(self, *args, sittings, **options):
        super().__init__(*args, **options)
        self.fields["sitting"].queryset = sittings
        self.fields["sitting"].label_from_instance = lambda row: f"{row.meeting}, {row.meeting.starts_at:%-d %B %Y}"


class ReviewForm(Form):
    """The review of a year: what it came to, and each priority; the names of the fields count them from nought."""

    PARTS = ("achieved", "what_changed", "evidence", "next")

    year_ended_on = fields.DateField(
        label="The year ended on", not_future=True, missing="Enter the day on which the year ended"
    )
    reviewed_on = fields.DateField(label="Reviewed on", not_future=True, missing="Enter the day of the review")
    sitting = fields.ModelSelectField(
        label="At which meeting", queryset=None, required=False, empty_label="Not at a meeting kept here"
    )
    overall = fields.LongTextField(label="What the year came to", rows=5, missing="Enter what the year came to")

    def __init__(self, *args, sittings, priorities, lines, **options):
        super().__init__(*args, **options)
        self.fields["sitting"].queryset = sittings
        self.fields["sitting"].label_from_instance = lambda row: f"{row.meeting}, {row.meeting.starts_at:%-d %B %Y}"
        self.priorities = list(priorities)
        for place, priority in enumerate(self.priorities):
            self.ask(place, priority, lines.get(priority.pk))
        for name, field in self.fields.items():
            if hasattr(field, "speak"):
                field.speak(name)

    def ask(self, place, priority, row):
        """Ask for one priority."""
        title = priority.title
        self.fields[f"achieved_{place}"] = fields.SelectField(
            label=f"{title}: how far was it reached?", choices=Achieved.choices,
            initial=getattr(row, "achieved", ""), missing=f"{title}: select how far it was reached",
        )  # fmt: skip
        self.fields[f"what_changed_{place}"] = fields.LongTextField(
            label=f"{title}: what changed for children", rows=4, initial=getattr(row, "what_changed", ""),
            missing=f"{title}: enter what changed for children", hint=NAME_NO_CHILD,
        )  # fmt: skip
        self.fields[f"evidence_{place}"] = fields.LongTextField(
            label=f"{title}: what shows it", rows=3, required=False, initial=getattr(row, "evidence", ""),
            hint="Figures, audits, what children and families said.",
        )  # fmt: skip
        self.fields[f"next_{place}"] = fields.SelectField(
            label=f"{title}: what becomes of it?", choices=Next.choices, initial=getattr(row, "next", ""),
            missing=f"{title}: select what becomes of it",
        )  # fmt: skip

    def clean(self):
        """Gather the lines: priority, how far, what changed, what shows it, what becomes of it."""
        lines = []
        for place, priority in enumerate(self.priorities):
            given = {part: self.cleaned_data.get(f"{part}_{place}") or "" for part in self.PARTS}
            if given["achieved"] and given["what_changed"] and given["next"]:
                lines.append((priority, given["achieved"], given["what_changed"], given["evidence"], given["next"]))
        kept = ("year_ended_on", "reviewed_on", "sitting", "overall", "version")
        return {name: self.cleaned_data[name] for name in kept if name in self.cleaned_data} | {"lines": lines}


def year_end(on):
    """Return the last 31 March on or before a date."""
    march = date(on.year, 3, 31)
    return march if march <= on else date(on.year - 1, 3, 31)
