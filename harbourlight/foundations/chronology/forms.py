"""The questions about a chronology: what to show of it, and what to add."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class FilterForm(Form):
    """Which lines to show."""

    words = fields.TextField(
        label="Words", required=False, marks_optional=False, hint="All of them must stand in a line"
    )
    agency = fields.SelectField(required=False, marks_optional=False, empty_label="All agencies")
    kind = fields.SelectField(label="Kind of source", required=False, marks_optional=False, empty_label="All sources")
    since = fields.DateField(label="From", required=False, marks_optional=False)
    until = fields.DateField(label="To", required=False, marks_optional=False)
    only_significant = fields.ConfirmField(label="Only what is significant", required=False)
    with_steps = fields.ConfirmField(label="Also each step of the work: asked, opened, answered", required=False)

    def __init__(self, *args, agencies, kinds, **options):
        super().__init__(*args, **options)
        self.fields["agency"].choices = [("", "All agencies"), *agencies]
        self.fields["kind"].choices = [("", "All sources"), *kinds]

    def clean(self):
        """Refuse dates the wrong way round."""
        answers = super().clean()
        if answers.get("since") and answers.get("until") and answers["since"] > answers["until"]:
            self.add_error("until", "The last date must not be before the first")
        return answers


class EntryForm(Form):
    """A dated entry."""

    happened_on = fields.DateField(label="When did it happen?", not_future=True)
    what = fields.TextField(label="What happened?", max_length=400, hint="Facts, in a sentence or two")
    source = fields.TextField(
        label="Where does this come from?", max_length=200, hint="For example: school attendance record, or own visit"
    )
    is_significant = fields.YesNoField(label="Is it significant?", reveals={"yes": ("why_significant",)})
    why_significant = fields.TextField(label="Why does it matter?", max_length=400)


class CorrectionForm(EntryForm):
    """A correction of an entry."""

    why_corrected = fields.TextField(
        label="Why is it corrected?", max_length=400, hint="What the entry said before stays in its history"
    )


class MarkForm(Form):
    """Whether a line is significant, and why."""

    is_significant = fields.YesNoField(label="Is it significant?")
    reason = fields.TextField(label="Why?", max_length=400)


class AnalysisForm(Form):
    """What the pattern means."""

    text = fields.LongTextField(
        label="What does the pattern mean for the child?", rows=10, hint="What repeats, what changed, what it tells of"
    )
