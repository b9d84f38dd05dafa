"""The questions of private fostering."""

from datetime import date

from harbourlight.foundations.documents.models import BY_PEOPLE, CHANNELS
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.words import day
from harbourlight.foundations.visits.forms import VisitForm

from .choices import CARERS, EXEMPTIONS, AskedBy, Check, Ending, NotifiedBy, SetAside, YesNoUnknown

__all__ = ["VisitForm"]


def text(label, hint="", rows=3):
    """Return a question that may stay open until it is known."""
    return fields.LongTextField(label=label, hint=hint, rows=rows, required=False, marks_optional=False)


class DefinitionForm(Form):
    """What the definition asks: whom the child lives with, since when and for how long."""

    carer_is = fields.SelectField(label="What is the carer to the child?", choices=CARERS)
    started_on = fields.DateField(label="Since when does the child live there, or from when?")
    is_meant_to_last = fields.RadiosField(
        label="Is it meant to last 28 days or more?", choices=YesNoUnknown.choices, inline=True
    )
    lasts_until = fields.DateField(label="Last day, if it is known", required=False)
    is_disabled = fields.RadiosField(
        label="Is the child disabled?", choices=YesNoUnknown.choices, initial="unknown", inline=True,
        hint="A disabled child is privately fostered until 18, others until 16.",
    )  # fmt: skip


class NotifyForm(DefinitionForm):
    """Who told of an arrangement, and what they said."""

    known_on = fields.DateField(label="When did the council come to know of it?", not_future=True)
    notified_by = fields.SelectField(label="Who told us?", choices=NotifiedBy.choices)
    notifier = fields.TextField(label="Their name and how to reach them", max_length=200)
    carer_name = fields.TextField(label="Name of the carer", max_length=200)
    carer_phone = fields.TelephoneField(label="Telephone number of the carer", required=False)
    team = fields.ModelSelectField(label="Team that visits", queryset=None)

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams
        self.order_fields(["known_on", "notified_by", "notifier", "carer_name", "carer_phone"])


class AllocateForm(Form):
    """Who visits and writes."""

    worker = fields.ModelSelectField(label="Worker", queryset=None)

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        self.fields["worker"].queryset = workers


class CheckForm(DefinitionForm):
    """What the definition asks, after somebody looked into it."""

    relation_checked = fields.RadiosField(
        label="Has somebody checked what the carer is to the child?", choices=YesNoUnknown.choices, inline=True
    )
    is_in_carers_home = fields.YesNoField(label="Does the child live in the carer’s own home?")
    exemption = fields.SelectField(
        label="Does the law leave it out?", choices=EXEMPTIONS, required=False, empty_label="No"
    )


class SetAsideForm(Form):
    """Why it is not private fostering."""

    set_aside = fields.RadiosField(label="Why is it not private fostering?", choices=SetAside.choices)
    reason = fields.LongTextField(label="What you know, and from whom", rows=4)


class ReportForm(Form):
    """The written report of a visit; ``days`` are those of visits that have none yet."""

    visited_on = fields.RadiosField(label="Which visit?", choices=())
    body = fields.LongTextField(
        label="Report", rows=12,
        hint="The child’s wishes; standard of care; suitability of the home; contact with the parents; health; school.",
    )  # fmt: skip

    def __init__(self, *args, days, **options):
        super().__init__(*args, **options)
        self.fields["visited_on"].choices = [(each.isoformat(), day(each)) for each in days]

    @property
    def answers(self):
        """The answers as the step takes them."""
        return self.cleaned_data | {"visited_on": date.fromisoformat(self.cleaned_data["visited_on"])}


class VisitAskedForm(Form):
    """Who asked for a visit, when and why."""

    asked_by = fields.RadiosField(label="Who asked for a visit?", choices=AskedBy.choices)
    asked_on = fields.DateField(label="When?", not_future=True)
    note = fields.LongTextField(label="Why", rows=2, required=False)


class NoticeForm(Form):
    """Who of the family told the council themselves, and when."""

    told_by = fields.RadiosField(label="Who told us?", choices=AskedBy.choices[:2])
    told_on = fields.DateField(label="When?", not_future=True)
    note = fields.LongTextField(label="What they said", rows=3, required=False)


class LetterForm(Form):
    """The words of a letter, and how it goes."""

    to_name = fields.TextField(label="To", max_length=200, missing="Enter whom the letter is for")
    to_address = fields.LongTextField(label="Address for the post", required=False, rows=3)
    heading = fields.TextField(label="Heading", max_length=200)
    body = fields.LongTextField(label="Letter", rows=20)
    channel = fields.RadiosField(label="How it goes", choices=[each for each in CHANNELS if each[0] in BY_PEOPLE])
    told_on = fields.DateField(label="Day it is posted, handed over or told", not_future=True)


class CircumstancesForm(Form):
    """The child's circumstances; nothing must be filled in at once."""

    wishes = text("The child’s own wishes and feelings", "In the child’s words.")
    why_here = text("Why the child lives with this carer")
    parents = text("Where the parents are, and what they agreed to")
    contact_with_family = text("Contact with the family")
    health = text("Health, and which GP")
    school = text("School")
    culture = text("Religion, language and culture")
    money = text("Money between parent and carer")
    immigration = text("Immigration")
    trafficking_screen = text("Could the child have been trafficked? What you asked and saw")


class AdultForm(Form):
    """An adult of the carer's household."""

    name = fields.TextField(label="Name", max_length=200)
    relation = fields.TextField(label="What they are to the carer", max_length=100)
    check_is = fields.RadiosField(
        label="Check by the Disclosure and Barring Service", choices=Check.choices,
        reveals={"clear": ("checked_on",), "found": ("checked_on", "found")},
    )  # fmt: skip
    checked_on = fields.DateField(label="Day of the certificate", not_future=True)
    found = fields.LongTextField(
        label="What was found", rows=3, required=False, marks_optional=False,
        hint="Only the assessor reads it. Leave it empty if somebody else assesses the check.",
    )  # fmt: skip
    assessor = fields.ModelSelectField(label="Who assesses the check?", queryset=None)

    def __init__(self, *args, workers, **options):
        super().__init__(*args, **options)
        self.fields["assessor"].queryset = workers


class StartForm(Form):
    """When the child moved in."""

    moved_in_at = fields.DateTimeField(label="When did the child move in?", not_future=True)
    start_told_at = fields.DateTimeField(label="When did the carer tell us?", not_future=True)


class SuitabilityForm(Form):
    """Why the carer and the home are suitable."""

    reasons = fields.LongTextField(label="Why the carer and the home are suitable", rows=5)


class RequirementsForm(Form):
    """What the carer must do, and why."""

    requirements = fields.LongTextField(label="What the carer must do, and by when", rows=4)
    reasons = fields.LongTextField(label="Why", rows=4, hint="The carer reads this in the letter.")


class ProhibitionForm(Form):
    """Why the arrangement is prohibited."""

    reasons = fields.LongTextField(label="Why", rows=5, hint="The carer reads this in the letter.")


class ReviewForm(Form):
    """A yearly look at the arrangement."""

    held_on = fields.DateField(label="Day of the review", not_future=True)
    child_said = fields.LongTextField(label="What the child says", hint="In the child’s words.", rows=3)
    concluded = fields.LongTextField(label="What you concluded", rows=5)


class EndForm(Form):
    """How an arrangement ended."""

    ending = fields.RadiosField(label="Why did it end?", choices=Ending.choices)
    ended_at = fields.DateTimeField(label="When did it end?", not_future=True)
    end_told_at = fields.DateTimeField(label="When did the carer or a parent tell us?", not_future=True, required=False)
    note = fields.LongTextField(label="Where the child lives now, and with whom", rows=3)


class AwarenessForm(Form):
    """Who was told of private fostering, when and how."""

    told_on = fields.DateField(label="When?", not_future=True)
    who = fields.TextField(label="Who was told?", max_length=200)
    what = fields.LongTextField(label="What was done", rows=3)
