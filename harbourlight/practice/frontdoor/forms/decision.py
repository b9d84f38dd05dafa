"""The questions of a decision and of its letters."""

from uuid import UUID

from harbourlight.foundations.documents.models import BY_PEOPLE, CHANNELS
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import Outcome


class DecideForm(Form):
    """Tier, outcome and reasons, for every child but those taken out with a reason."""

    analysis = fields.LongTextField(
        label="What it means for the children", required=False, rows=6,
        hint="So what: what the agencies hold taken together, what worries, what keeps the children safe, and how life "
        "is for each child.",
    )  # fmt: skip
    tier = fields.RadiosField(label="Tier of need")
    outcome = fields.RadiosField(label="What happens next", choices=Outcome.choices)
    takes_on = fields.ModelSelectField(
        label="Team that takes the family on",
        queryset=None,
        required=False,
        hint="Needed for a referral and for a strategy discussion.",
    )
    also = fields.CheckboxesField(
        label="Children of this family on file, whom nobody named",
        choices=(),
        required=False,
        hint="Tick each child whom the decision is also about.",
    )
    rationale = fields.LongTextField(label="Reasons for the decision", rows=8)

    def __init__(self, *args, document, teams, children, on_file=(), **options):
        super().__init__(*args, **options)
        self.fields["also"].choices = on_file
        if not on_file:
            del self.fields["also"]
        self.fields["takes_on"].queryset = teams
        if document:
            self.fields["tier"].choices = [(row["code"], f"{row['code']}: {row['title']}") for row in document.tiers]
            self.fields["tier"].hints = {row["code"]: row.get("meaning", "") for row in document.tiers}
        else:
            del self.fields["tier"]
        if len(children) > 1:
            self.ask_children(children)

    def ask_children(self, children):
        """Ask which children the decision leaves out, and why."""
        choices = [(str(child.person_id), child.reported_name) for child in children]
        self.fields["taken_out"] = fields.CheckboxesField(
            label="Is any child left out of this decision?",
            choices=choices,
            required=False,
            hint="The decision is about every child, unless you tick one here and say why.",
            reveals={value: (f"reason_{value}",) for value, _ in choices},
        )
        self.fields["taken_out"].speak("taken_out")
        for value, name in choices:
            self.fields[f"reason_{value}"] = fields.TextField(label=f"Why {name} is left out", marks_optional=False)
            self.fields[f"reason_{value}"].speak(f"reason_{value}")

    @property
    def answers(self):
        """The answers as the action takes them."""
        answers = self.cleaned_data
        children = self.fields["taken_out"].choices if "taken_out" in self.fields else []
        chosen = set(answers.get("taken_out") or ())
        return {
            "analysis": answers["analysis"],
            "tier": answers.get("tier", ""),
            "outcome": answers["outcome"],
            "team": answers["takes_on"],
            "rationale": answers["rationale"],
            "also": [UUID(value) for value in answers.get("also") or ()],
            "taken_out": {UUID(value): answers[f"reason_{value}"] for value, _ in children if value in chosen},
        }


class LetterForm(Form):
    """The words of a letter, and how it goes."""

    to_name = fields.TextField(label="To", max_length=200, missing="Enter whom the letter is for")
    to_address = fields.LongTextField(label="Address for the post", required=False, rows=3)
    heading = fields.TextField(label="Heading", max_length=200)
    body = fields.LongTextField(label="Letter", rows=20)
    channel = fields.RadiosField(
        label="How it goes",
        choices=(
            ("product", "In Harbourlight, with a notice by e-mail that says nothing of it"),
            *((value, label) for value, label in CHANNELS if value in BY_PEOPLE),
        ),
    )
    told_on = fields.DateField(
        label="Day it was posted, handed over or told", required=False, not_future=True, marks_optional=False,
        hint="Not needed for a letter in Harbourlight",
    )  # fmt: skip
    told_by = fields.TextField(
        label="Who posted it, handed it over or told it", required=False, max_length=200, marks_optional=False,
        hint="Not needed for a letter in Harbourlight",
    )  # fmt: skip

    def __init__(self, *args, reads_here, **options):
        super().__init__(*args, **options)
        self.fields["channel"].initial = "product"
        if not reads_here:
            self.fields["channel"].choices = self.fields["channel"].choices[1:]
            self.fields["channel"].initial = "post"

    def clean(self):
        """Ask for the day and for whom, where people and not the product take the letter to its reader."""
        answers = super().clean()
        if answers.get("channel") not in BY_PEOPLE:
            return answers | {"told_on": None, "told_by": ""}
        for name, words in (("told_on", "Enter the day"), ("told_by", "Enter who did it")):
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, words)
        return answers
