"""The questions of the census pages."""

from django.core.exceptions import ValidationError

from harbourlight.exchange.cincensus.years import every
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import FindingState

MOST_MB = 60
YEARS = tuple((year.label, year.label) for year in reversed(every()))


class UploadForm(Form):
    """A file to check."""

    file = fields.FileField(
        label="Census file", kinds=("xml", "zip"), max_mb=MOST_MB,
        hint="The XML file, or a zip file with it. It is deleted after a day at the latest.",
    )  # fmt: skip
    year = fields.SelectField(
        label="Census year", required=False, choices=(("", "As the file says"), *YEARS),
        hint="Only where the year in the file is wrong.",
    )  # fmt: skip

    def clean_file(self):
        """Return what is in the file."""
        content = self.cleaned_data["file"].read()
        if not content:
            raise ValidationError("The file is empty.")
        return content


class YearForm(Form):
    """The year of a return."""

    year = fields.SelectField(label="Census year", choices=YEARS)


class ReturnForm(YearForm):
    """The year of a return and the authority that makes it."""

    authority = fields.TextField(
        label="The authority's number", required=False, hint="Three figures. Leave it empty if the area has it already."
    )

    def clean_authority(self):
        """Return three figures, or nothing."""
        number = self.cleaned_data["authority"].strip()
        if number and not (len(number) == 3 and number.isascii() and number.isdigit()):
            raise ValidationError("The authority's number has three figures, such as 201.")
        return number


class IntoForm(Form):
    """The team that works with the children of a file; whose numbers they have, where the file leaves it open."""

    into = fields.ModelSelectField(
        label="The children open to this team", queryset=None,
        hint="As if they had been referred to it. Children already on file stay with their teams too.",
    )  # fmt: skip

    authority = fields.TextField(label="Whose numbers of children are in the file?", required=False, max_length=3,
                                 hint="The three figures of the authority that gave them, such as 201.")  # fmt: skip

    def __init__(self, *args, teams, asks=False, **options):
        super().__init__(*args, **options)
        self.fields["into"].queryset = teams
        if asks:
            self.fields["authority"].required = True
        else:
            del self.fields["authority"]


class TakeBackForm(Form):
    """Takes a loading back."""

    why = fields.LongTextField(label="Why is it taken back?", hint="Name no child.")


class AssignForm(Form):
    """The team that is to put findings right."""

    team = fields.ModelSelectField(
        label="Give these findings to", queryset=None, missing="Select who gets these findings"
    )

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams


class AnswerForm(Form):
    """What became of a finding."""

    state = fields.RadiosField(
        label="What became of it?",
        choices=[choice for choice in FindingState.choices if choice[0] != FindingState.OPEN],
    )
    reason = fields.LongTextField(
        label="Reason", required=False, hint="Needed where it is explained or accepted. It is kept for next time."
    )


class PairForm(Form):
    """Which child on file a child of the file is."""

    person = fields.RadiosField(label="Who is the child in the file?", choices=())
    note = fields.LongTextField(label="How do you know?")

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["person"].choices = [*people, ("other", "Somebody else: put a new child on file")]


class SettleForm(Form):
    """What came of a contradiction."""

    note = fields.LongTextField(label="What is right, and what did you do?")
