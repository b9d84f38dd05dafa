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
