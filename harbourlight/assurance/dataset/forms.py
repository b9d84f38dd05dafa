"""What is asked of whoever speaks about a figure."""

from django.core.exceptions import ValidationError

from harbourlight.foundations.measures.reading import month_of
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class CommentForm(Form):
    """What the figure means: its cause, and what is done."""

    text = fields.LongTextField(
        label="Comment",
        rows=6,
        max_length=4000,
        hint="What caused the figure, and what is done about it. Name no child and no family.",
    )


class AskForm(Form):
    """A question asked at a meeting."""

    idempotent = True

    meeting = fields.TextField(label="Meeting", max_length=200, hint="For example, monitoring and scrutiny committee.")
    asked_on = fields.DateField(label="Date of the meeting", not_future=True)
    text = fields.LongTextField(label="Question", rows=4, max_length=2000)


class AnswerForm(Form):
    """The answer to a question."""

    text = fields.LongTextField(label="Answer", rows=6, max_length=4000)


class FreezeForm(Form):
    """Which month is frozen, for whom, and which numbers are small."""

    month = fields.TextField(label="Month", hint="For example, 2018-10", width="10")
    title = fields.TextField(label="Title", max_length=200)
    is_public = fields.YesNoField(
        label="Who reads it?", choices=(("yes", "Everybody, without signing in"), ("no", "The partnership only")),
        inline=False,
    )  # fmt: skip
    small_number = fields.IntegerField(
        label="Numbers under this are left out", min_value=6, max_value=20, width="2",
        hint="6 or more. Figures from which they could be worked back are left out as well.",
    )  # fmt: skip

    def clean_month(self):
        """Return the month."""
        month = month_of(self.cleaned_data["month"].strip())
        if month is None:
            raise ValidationError("Enter a month such as 2018-10")
        return month


class ExplainForm(Form):
    """Why a published figure is another one now."""

    reason = fields.LongTextField(
        label="Why the figure changed", rows=4, max_length=1000, hint="Readers see this. Name no child and no number."
    )


class SheetForm(Form):
    """The files of a published sheet."""

    indicators = fields.FileField(
        label="Indicators", kinds=("csv",), max_mb=2, hint="Columns ref and unit; benchmarks and targets if there are."
    )
    values = fields.FileField(label="Values", kinds=("csv",), max_mb=4, hint="Columns ref, month (2018-10) and value.")
    comments = fields.FileField(
        label="Comments", kinds=("csv",), max_mb=2, required=False, hint="Columns ref and commentary: the last month."
    )
    derived = fields.FileField(
        label="Printed changes", kinds=("csv",), max_mb=2, required=False, hint="To be compared with the values."
    )
    populations = fields.FileField(
        label="Populations", kinds=("csv",), max_mb=1, required=False, hint="Columns from_on and children."
    )
    year = fields.TextField(label="Year of the benchmarks", required=False, max_length=20, hint="For example, 2016-17.")
