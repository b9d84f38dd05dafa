"""What the pages of transfers between areas and of legal stages ask."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import CATEGORIES, LegalKind, LegalOutcome


class TransferForm(Form):
    """Word of a child who moves for good between areas."""

    other_authority = fields.TextField(label="The other area", max_length=120)
    notified_on = fields.DateField(label="Day of the written word", not_future=True)
    moved_on = fields.DateField(label="Day the child moved", required=False, marks_optional=False)
    note = fields.LongTextField(label="What was told", rows=4, required=False, marks_optional=False)


class TransferInForm(TransferForm):
    """Word of a child on another area's plan who moved here for good."""

    team = fields.ModelSelectField(label="Team that works with the child", queryset=None)
    other_category = fields.SelectField(label="Category of the plan there", choices=[("", "Select"), *CATEGORIES])
    other_plan_started_on = fields.DateField(
        label="Day the plan there began", required=False, not_future=True, marks_optional=False
    )
    previous_plans = fields.IntegerField(
        label="Plans before that one, in any area",
        min_value=0,
        initial=0,
        hint="The plan that moves here is not counted.",
    )

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams


class TemporaryForm(Form):
    """A child on another area's plan who stays here for a time."""

    other_authority = fields.TextField(label="The area that answers for the plan", max_length=120)
    other_category = fields.SelectField(label="Category of the plan there", choices=[("", "Select"), *CATEGORIES])
    since = fields.DateField(label="Day since which the child stays here", not_future=True)
    team = fields.ModelSelectField(label="Team that visits the child", queryset=None)
    note = fields.LongTextField(label="What was told", rows=4, required=False, marks_optional=False)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams


class TakeOverForm(Form):
    """The conference of the other area."""

    conference_on = fields.DateField(
        label="Day on which the other area held its conference", not_future=True,
        hint="The plan here ends on that day. Until then this area answers for the child.",
    )  # fmt: skip
    note = fields.LongTextField(label="How you know", rows=2, hint="A letter, an e-mail, and from whom.")


class EndTransferForm(Form):
    """The end of a transfer, or of a stay."""

    ended_on = fields.DateField(label="On which day?", not_future=True)
    note = fields.LongTextField(label="Why", rows=3)


class CorrectNoticeForm(Form):
    """The right day of the written word."""

    notified_on = fields.DateField(label="Day of the written word", not_future=True)
    reason = fields.LongTextField(label="Why the date was wrong", rows=2)


class TransferConferenceForm(Form):
    """When this area's own conference is held."""

    starts_at = fields.DateTimeField(label="When is the conference?")
    place = fields.TextField(label="Where?", max_length=200, required=False)
    chair = fields.ModelSelectField(label="Who chairs it?", queryset=None)

    def __init__(self, *args, chairs, **options):
        super().__init__(*args, **options)
        self.fields["chair"].queryset = chairs


class BeginLegalForm(Form):
    """A legal stage that begins."""

    kind = fields.RadiosField(label="Which stage begins?", choices=LegalKind.choices)
    started_on = fields.DateField(
        label="On which day?",
        not_future=True,
        hint="For proceedings the day on which the court issued the application.",
    )
    note = fields.LongTextField(label="Note", rows=4, required=False)


class EndLegalForm(Form):
    """How a legal stage ends."""

    outcome = fields.RadiosField(label="How did it end?", choices=())
    ended_on = fields.DateField(label="On which day?", not_future=True)
    note = fields.LongTextField(label="Note", rows=3, required=False)

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].choices = [(value, LegalOutcome(value).label) for value in outcomes]


class ExtendLegalForm(Form):
    """To which day the court extended proceedings, and why."""

    decided_on = fields.DateField(label="When did the court decide?", not_future=True)
    until = fields.DateField(label="To which day?")
    reason = fields.LongTextField(label="Why does the court need more time?", rows=3)
