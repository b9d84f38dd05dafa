"""The questions of a request's answer."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class AnswerForm(Form):
    """What the agency holds, nothing held, or declined and why; a late answer says why it is late."""

    step = fields.RadiosField(
        label="What does your agency hold about the child or the family?",
        choices=(
            ("answer", "We hold information"),
            ("hold_nothing", "We hold nothing"),
            ("decline", "We hold information and decline to share it"),
        ),
        reveals={"answer": ("answer",), "decline": ("declined_reason",)},
    )
    answer = fields.LongTextField(
        label="What you hold",
        rows=10,
        marks_optional=False,
        hint="Facts with their dates and what you think of them. Say who else should be asked.",
    )
    declined_reason = fields.LongTextField(label="Why you decline", marks_optional=False)

    def __init__(self, *args, is_late=False, **options):
        super().__init__(*args, **options)
        if is_late:
            self.fields["late_reason"] = fields.LongTextField(label="Why the answer is late", rows=3)
            self.fields["late_reason"].speak("late_reason")
