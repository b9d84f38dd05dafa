"""The questions of a challenge and of its answer, and those of an action."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class ChallengeForm(Form):
    """Why somebody thinks that the decision is wrong."""

    reason = fields.LongTextField(
        label="Why you think the decision is wrong",
        hint="What was missed, what has changed, and what you think should happen.",
        rows=8,
    )


class AnswerChallengeForm(Form):
    """Whether the decision changes, why, and what changed."""

    upholds = fields.YesNoField(label="Does the decision change?", reveals={"yes": ("what_changed",)}, inline=False)
    what_changed = fields.LongTextField(label="What changes", rows=4, marks_optional=False)
    answer = fields.LongTextField(label="The answer to the person who challenged", rows=8)


class ProgressForm(Form):
    """How an action goes."""

    text = fields.LongTextField(label="How it goes", rows=3)


class DoneForm(Form):
    """What was done, and apart from it what changed."""

    what_was_done = fields.LongTextField(label="What was done", rows=4)
    what_changed = fields.LongTextField(
        label="What changed because of it",
        hint="For the child, or for children: what is different now, and how you know. If nothing changed, say so.",
        rows=4,
    )
    happened_at = fields.DateTimeField(label="When it was done", not_future=True, required=False)


class SendBackForm(Form):
    """What is missing, and by when."""

    reason = fields.LongTextField(label="What is missing", rows=3)
    due_on = fields.DateField(label="New date", required=False, not_past=True, hint="Leave it empty to keep the date.")


class DropForm(Form):
    """Why an action is dropped."""

    reason = fields.LongTextField(label="Why it is dropped", rows=3)


class DateMovedForm(Form):
    """Another date, and why."""

    due_on = fields.DateField(label="New date", not_past=True)
    reason = fields.LongTextField(label="Why the date moves", rows=3)
