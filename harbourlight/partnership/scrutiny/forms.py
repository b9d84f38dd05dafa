"""The questions of scrutiny."""

from harbourlight.assurance.improvement.choices import Timescale
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import Exemption, Outcome

NAME_NO_CHILD = "Name no child."
DAY = "%-d %B %Y"


class ResolveForm(Form):
    """What becomes of a resolution."""

    item = fields.TextField(label="Item of the agenda", required=False, max_length=200)
    text = fields.LongTextField(
        label="The resolution, in the words of the minutes", rows=4, hint=NAME_NO_CHILD, missing="Enter the resolution"
    )
    outcome = fields.RadiosField(
        label="What becomes of it?",
        missing="Select what becomes of it",
        choices=(
            (Outcome.RECOMMENDATION, "It asks for something: the panel monitors it"),
            (Outcome.NOTHING_FOLLOWS, "Nothing is to be done"),
        ),
        reveals={
            Outcome.RECOMMENDATION: ("agencies", "is_for_panel", "timescale", "due_on", "theme"),
            Outcome.NOTHING_FOLLOWS: ("reason",),
        },
    )
    agencies = fields.ModelCheckboxesField(
        label="Which agencies does it ask?", queryset=None, required=False, small=True, marks_optional=False
    )
    is_for_panel = fields.YesNoField(
        label="Does the panel ask it of itself?", required=False, marks_optional=False,
        hint="For example, to look at something at a later meeting, or to speak with schools in the wards.",
    )  # fmt: skip
    timescale = fields.SelectField(
        label="By when?", choices=Timescale.choices, required=False, initial=Timescale.THREE_MONTHS,
        marks_optional=False, hint="Counted from the day of the meeting.",
    )  # fmt: skip
    due_on = fields.DateField(label="Date, where there is one", required=False)
    theme = fields.TextField(label="Theme", required=False, max_length=100, hint="For example, neglect.")
    reason = fields.LongTextField(label="Why nothing is to be done", rows=2, marks_optional=False, required=False)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agencies"].queryset = agencies

    def clean(self):
        """Refuse a recommendation to nobody, one by a date without it, and nothing without a reason."""
        given = super().clean()
        answers = self.cleaned_data
        if answers.get("outcome") == Outcome.NOTHING_FOLLOWS and not answers.get("reason"):
            self.add_error("reason", "Enter why nothing is to be done")
        if answers.get("outcome") == Outcome.RECOMMENDATION:
            self.check_recommendation(answers)
        answers["is_for_panel"] = bool(answers.get("is_for_panel"))
        answers["timescale"] = answers.get("timescale") or Timescale.THREE_MONTHS
        return given

    def check_recommendation(self, answers):
        """Refuse a recommendation to nobody, or by a date that is not given."""
        if not answers.get("agencies") and not answers.get("is_for_panel"):
            self.add_error("agencies", "Select who is asked: agencies, or the panel itself")
        if answers.get("timescale") == Timescale.BY_DATE and not answers.get("due_on"):
            self.add_error("due_on", "Enter the date by which it is to be done")


class HearForm(Form):
    """What a meeting made of the panel's list; the names of the fields count the recommendations from nought."""

    def __init__(self, *args, rows, decides, **options):
        super().__init__(*args, **options)
        self.rows = [row for row, _ in rows]
        for place, (row, words) in enumerate(rows):
            is_judged = decides and row.state == "done"
            choices = self.judged(decides) if row.state == "done" else (("later", "It was reported"),)
            self.fields[f"verdict_{place}"] = fields.RadiosField(
                label=f"{place + 1}. {row.recommendation.text}", initial="later",
                choices=(*choices, ("not_reported", "It was not reported this time")),
                hint=f"{row.who}: {row.get_state_display().lower()}. {words}".strip(),
                missing="Select what the panel decided", required=row.state == "done", marks_optional=False,
                reveals={"refuses": (f"reason_{place}",)} if is_judged else None,
            )  # fmt: skip
            if is_judged:
                self.fields[f"reason_{place}"] = fields.TextField(
                    label="Why it is not accepted", required=False, max_length=500, marks_optional=False
                )
        for name, field in self.fields.items():
            if hasattr(field, "speak"):
                field.speak(name)

    @staticmethod
    def judged(decides):
        """Return what a meeting can make of something that is done; without a quorum it decides nothing."""
        judged = (
            ("accepts", "The panel accepts that it is done: it leaves the list"),
            ("refuses", "The panel does not accept it: it stays"),
        )
        return (*(judged if decides else ()), ("later", "The panel did not decide: it stays"))

    def clean(self):
        """Gather the verdicts: recommendation, what the panel decided, why."""
        found = []
        for place, row in enumerate(self.rows):
            verdict = self.cleaned_data.get(f"verdict_{place}") or "later"
            reason = self.cleaned_data.get(f"reason_{place}") or ""
            if verdict == "refuses" and not reason.strip():
                self.add_error(f"reason_{place}", "Enter why it is not accepted")
            found.append((row, verdict, reason))
        return {"verdicts": found}


class ReportForm(Form):
    """What a report says of itself."""

    title = fields.TextField(label="Title", max_length=200)
    decision_maker = fields.TextField(
        label="Decision-maker",
        max_length=200,
        missing="Enter who decides",
        hint="Who decides what the report is about, or the panel itself.",
    )
    report_of = fields.TextField(
        label="Report of",
        max_length=200,
        missing="Enter whose report it is",
        hint="The post that answers for the report.",
    )
    agency = fields.ModelSelectField(label="Agency", queryset=None)
    contact = fields.TextField(label="Contact", required=False, max_length=200, hint="A post or a shared address.")
    sitting = fields.ModelSelectField(
        label="Meeting", queryset=None, required=False, empty_label="Not chosen yet"
    )  # fmt: skip

    def __init__(self, *args, agencies, sittings, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset, self.fields["sitting"].queryset = agencies, sittings
        self.fields["sitting"].label_from_instance = lambda row: f"{row.meeting}, {row.meeting.starts_at:{DAY}}"


class PartForm(Form):
    """One part of a report; what is exempt stands apart."""

    text = fields.LongTextField(
        label="What everybody may read", rows=10, required=False, marks_optional=False,
        hint="An empty line begins a new paragraph. Name no child.",
    )  # fmt: skip
    exempt_text = fields.LongTextField(
        label="What is exempt from the public", rows=5, required=False,
        hint="For members of the panel alone. It is left out of every public copy. Name no child.",
    )  # fmt: skip
    exempt_under = fields.SelectField(
        label="Under which paragraph of Schedule 12A?", choices=Exemption.choices, required=False,
        empty_label="Nothing is exempt", marks_optional=False,
    )  # fmt: skip
    exempt_why = fields.TextField(
        label="Why the public interest is in keeping it from the public", required=False, max_length=500,
        marks_optional=False,
    )  # fmt: skip

    def clean(self):
        """Refuse what is exempt without its paragraph of the law and its reason."""
        given = super().clean()
        if self.cleaned_data.get("exempt_text"):
            if not self.cleaned_data.get("exempt_under"):
                self.add_error("exempt_under", "Select the paragraph under which it is exempt")
            if not self.cleaned_data.get("exempt_why"):
                self.add_error("exempt_why", "Enter why the public interest is in keeping it from the public")
        return given


class AppendixForm(PartForm):
    """An appendix, with its title."""

    field_order = ("title",)

    title = fields.TextField(label="Title", max_length=200)


class MinutesForm(Form):
    """The minutes as everybody may read them."""

    text = fields.LongTextField(
        label="Minutes to publish", rows=30, missing="Enter the minutes",
        hint="Leave out what is exempt by removing its lines. “[An exempt part is left out.]” may stand there.",
    )  # fmt: skip


class WithdrawForm(Form):
    """Why a copy is withdrawn."""

    reason = fields.LongTextField(label="Why it is withdrawn", rows=3, missing="Enter why it is withdrawn")
