"""What is asked of whoever speaks about a figure."""

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
