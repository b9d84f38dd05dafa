"""The questions about strategy discussions, enquiries and emergency measures."""

import uuid

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.words import day

from ..choices import Applicant, DiscussionDecision, EnquiryOutcome, HowHeld, MeasureKind


def ids_of(chosen):
    """Return the ids that a form gave as text."""
    return [uuid.UUID(each) for each in chosen]


class PlanDiscussionForm(Form):
    """Which children of the family agencies will discuss, when, and who is asked to come."""

    children = fields.CheckboxesField(label="Which children it is about", choices=())
    reason = fields.LongTextField(label="What gives cause to suspect significant harm", rows=5)
    starts_at = fields.DateTimeField(label="When agencies will speak together")
    place = fields.TextField(label="Place, or the number or link to join", required=False, max_length=200)
    police = fields.EmailField(label="Police: work e-mail address", required=False, autocomplete="off")
    health = fields.EmailField(label="Health: work e-mail address", required=False, autocomplete="off")
    school = fields.EmailField(
        label="School, college or nursery: work e-mail address", required=False, autocomplete="off",
        hint="Social care, the police and health take part at least. You can invite more people on the meeting's page.",
    )  # fmt: skip

    def __init__(self, *args, children=(), **options):
        super().__init__(*args, **options)
        self.fields["children"].choices = children

    @property
    def answers(self):
        """The answers, with the e-mail addresses by the seats in which their owners come."""
        told = dict(self.cleaned_data)
        emails = {seat: told.pop(seat) for seat in ("police", "health", "school")}
        return told | {"children": ids_of(told["children"]), "emails": emails}


class HoldDiscussionForm(Form):
    """How agencies spoke together, what they decided, and who does what."""

    held_at = fields.DateTimeField(label="When agencies spoke together", not_future=True)
    how = fields.RadiosField(label="How they spoke together", choices=HowHeld.choices)
    decision = fields.RadiosField(label="What was decided", choices=DiscussionDecision.choices)
    rationale = fields.LongTextField(label="Why", rows=4)
    plan = fields.LongTextField(label="Plan: who does what, and when", rows=5)
    visit_planned_at = fields.DateTimeField(
        label="When the child will be visited", required=False, marks_optional=False,
        hint="Needed where an enquiry starts. The visit comes after the discussion.",
    )  # fmt: skip


class CorrectHeldForm(Form):
    """When something was really held, and how the mistake came about."""

    held_at = fields.DateTimeField(
        label="When it really took place", not_future=True,
        hint="Limits that count from it move. What had been recorded stays in the history.",
    )  # fmt: skip
    reason = fields.LongTextField(label="How the mistake came about", rows=3)


class MoveForm(Form):
    """When something takes place instead, and why."""

    starts_at = fields.DateTimeField(label="New date and time")
    reason = fields.LongTextField(label="Why it is moved", rows=3)


class ReasonForm(Form):
    """Why."""

    reason = fields.LongTextField(label="Why", rows=4)


class EnquiryVisitForm(Form):
    """A visit to a child during the enquiry."""

    happened_at = fields.DateTimeField(label="When the visit was", not_future=True)
    place = fields.TextField(label="Where", max_length=200)
    was_seen = fields.YesNoField(
        label="Was the child seen?", inline=False,
        reveals={"yes": ("was_seen_alone", "not_alone_reason", "child_said"), "no": ("not_seen_reason",)},
    )  # fmt: skip
    was_seen_alone = fields.YesNoField(label="Was the child seen alone?")
    not_alone_reason = fields.TextField(label="If not, why not", required=False, marks_optional=False)
    child_said = fields.LongTextField(label="What the child said or showed", rows=4)
    not_seen_reason = fields.LongTextField(label="Why the child was not seen", rows=3)
    was_bedroom_seen = fields.YesNoField(label="Was the child's bedroom seen?")
    observed = fields.LongTextField(label="What you saw and did", required=False, rows=4)
    before_discussion_reason = fields.LongTextField(
        label="Why the visit came before the strategy discussion", required=False, rows=3,
        hint="Only if it did: the visit is kept, and flagged.",
    )  # fmt: skip

    @property
    def answers(self):
        """The answers that were given: what was not asked is left out."""
        return {name: answer for name, answer in self.cleaned_data.items() if answer is not None}


class WriteEnquiryForm(Form):
    """What an enquiry gathers: from agencies, a doctor and interviews, and what it means."""

    agency_checks = fields.LongTextField(label="What each agency holds", rows=6, required=False, marks_optional=False)
    medical = fields.LongTextField(
        label="Medical examination", rows=4, required=False, marks_optional=False,
        hint="Who examined the child, when, with whose consent, and what was found; or why there was none.",
    )  # fmt: skip
    interviews = fields.LongTextField(
        label="Interviews with the child, the parents and others", rows=6, required=False, marks_optional=False,
        hint="Who spoke with whom and when, in the words of whoever was asked.",
    )  # fmt: skip
    analysis = fields.LongTextField(
        label="What it means for the child", rows=8, required=False, marks_optional=False,
        hint="Harm, risk and what protects the child. The conference reads it.",
    )  # fmt: skip


class FinishEnquiryForm(Form):
    """What the enquiry found, and whether a conference follows."""

    outcome = fields.RadiosField(
        label="What the enquiry found", choices=EnquiryOutcome.choices,
        reveals={"continuing_risk": ("conference_required",)},
    )  # fmt: skip
    conference_required = fields.YesNoField(
        label="Is an initial conference needed?", inline=False, reveals={"no": ("conference_not_required_reason",)}
    )
    conference_not_required_reason = fields.LongTextField(
        label="Why a child at continuing risk needs no conference", rows=3
    )
    findings = fields.LongTextField(label="What you found, and how you know", rows=8)
    completed_on = fields.DateField(label="When the enquiry was finished", not_future=True)


class MeasureForm(Form):
    """Police protection or an emergency order."""

    children = fields.CheckboxesField(label="Which children it is about", choices=())
    kind = fields.RadiosField(
        label="What it is", choices=MeasureKind.choices,
        reveals={
            "police_protection": ("other_options_considered", "designated_officer"), "protection_order": ("applied_by",)
        },
    )  # fmt: skip
    applied_by = fields.RadiosField(
        label="Who applied for the order", choices=Applicant.choices,
        hint="Where the police applied after police protection, the eight days count from the first day of that "
        "protection. In every other case they count from the order.",
    )  # fmt: skip
    other_options_considered = fields.LongTextField(
        label="Which other ways were considered", rows=3,
        hint="Agreement of the parents, an emergency protection order. Police powers are for when there is no time.",
    )  # fmt: skip
    designated_officer = fields.TextField(
        label="The designated police officer", required=False, marks_optional=False, max_length=120
    )
    began_at = fields.DateTimeField(
        label="When it began", not_future=True, hint="The very moment: police protection counts in running hours."
    )
    follows = fields.SelectField(label="What it follows or extends", choices=(), required=False)
    court = fields.TextField(label="Court", required=False, max_length=200)
    reason = fields.LongTextField(label="Why it was needed", rows=4)

    def __init__(self, *args, children=(), earlier=(), **options):
        super().__init__(*args, **options)
        self.fields["children"].choices = children
        self.earlier = {str(row.pk): row for row in earlier}
        known = [(key, f"{row.get_kind_display()}, {day(row.began_at)}") for key, row in self.earlier.items()]
        self.fields["follows"].choices = [("", "Nothing"), *known]

    @property
    def answers(self):
        """The answers, with the children by their ids and the measure that this one follows."""
        told = dict(self.cleaned_data)
        return told | {"children": ids_of(told["children"]), "follows": self.earlier.get(told["follows"])}


class EndMeasureForm(Form):
    """When a measure ended, and what came after it."""

    ended_at = fields.DateTimeField(label="When it ended", not_future=True)
    note = fields.LongTextField(label="Where the child is now, and what follows", rows=3)
