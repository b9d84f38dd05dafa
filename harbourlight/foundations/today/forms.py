"""The question why something was late, and the box that finds anything."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class BreachForm(Form):
    """Why something was late."""

    reason = fields.LongTextField(
        label="Why this was late", hint="What held it up, and what you have done about it.", rows=4
    )


class FindForm(Form):
    """What to look for."""

    is_search = True

    words = fields.TextField(
        label="Find a child, agency, paper or reference", missing="Enter a name, a reference or a number",
        hint="A name, an NHS number, or the number of a contact",
    )  # fmt: skip
