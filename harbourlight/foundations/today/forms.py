"""The question why something was late."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class BreachForm(Form):
    """Why something was late."""

    reason = fields.LongTextField(
        label="Why this was late", hint="What held it up, and what you have done about it.", rows=4
    )
