"""What is asked of several police notices at once."""

from harbourlight.foundations.pathways.several import SeveralForm
from harbourlight.foundations.ui import fields

from ..choices import Outcome, Rag

RATE, OPEN, NO_ACTION, HAND_ON = "rate", "open", "no_action", "hand_on"
WHAT = (
    (RATE, "Rate them"),
    (OPEN, "Open them for screening: they become mine"),
    (NO_ACTION, "No further action, for one reason"),
    (HAND_ON, "Hand them on, for one reason"),
)
DECIDES = (NO_ACTION, HAND_ON)


class TriageForm(SeveralForm):
    """What is done with all the notices that are ticked."""

    what = fields.RadiosField(
        label="What happens with those you ticked?", choices=WHAT,
        reveals={RATE: ("rag",), HAND_ON: ("outcome", "takes_on")},
    )  # fmt: skip
    rag = fields.RadiosField(label="Rating", choices=Rag.choices[1:], inline=True, marks_optional=False)
    outcome = fields.RadiosField(
        label="To whom", marks_optional=False,
        choices=[each for each in Outcome.choices if each[0] != Outcome.NO_ACTION],
    )  # fmt: skip
    takes_on = fields.ModelSelectField(
        label="Team that takes them on", queryset=None, required=False, marks_optional=False,
        hint="Needed for a referral and for a strategy discussion.",
    )  # fmt: skip
    tier = fields.SelectField(label="Tier of need", choices=(), required=False, marks_optional=False)
    rationale = fields.LongTextField(
        label="Reason", rows=3, required=False, marks_optional=False,
        hint="For no further action, and for handing on: it stands as the reasons of each decision.",
    )  # fmt: skip

    def __init__(self, *args, document, teams, decides, **options):
        super().__init__(*args, **options)
        self.fields["takes_on"].queryset = teams
        tiers = document.tiers if document else ()
        self.fields["tier"].choices = [
            ("", "Select"),
            *((row["code"], f"{row['code']}: {row['title']}") for row in tiers),
        ]
        if not decides:
            self.fields["what"].choices = [each for each in WHAT if each[0] not in DECIDES]
        for name in ("tier", "rationale") if not decides else () if document else ("tier",):
            del self.fields[name]

    def clean(self):
        """Ask for the tier and the reason where something is decided."""
        answers = super().clean()
        for name, words in (("tier", "Select the tier of need"), ("rationale", "Enter the reason")):
            if answers.get("what") in DECIDES and name in self.fields and not answers.get(name):
                self.add_error(name, words)
        return answers
