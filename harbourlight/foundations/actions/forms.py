"""The questions of a challenge and of its answer."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class ChallengeForm(Form):
    """Why somebody thinks that the decision is wrong."""

    idempotent = True

    reason = fields.LongTextField(
        label="Why you think the decision is wrong",
        hint="What was missed, what has changed, and what you think should happen.",
        rows=8,
    )


class AnswerChallengeForm(Form):
    """Whether the decision changes, why, and what changed."""

    idempotent = True

    upholds = fields.YesNoField(label="Does the decision change?", reveals={"yes": ("what_changed",)}, inline=False)
    what_changed = fields.LongTextField(label="What changes", rows=4, marks_optional=False)
    answer = fields.LongTextField(label="The answer to the person who challenged", rows=8)
