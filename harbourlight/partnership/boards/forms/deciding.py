"""Questions about decisions: in a meeting, urgent ones, and what goes to the lead representatives."""

from harbourlight.foundations.meetings.forms import DecisionForm as DecisionOfMeetingForm
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import Reached


class DecisionForm(DecisionOfMeetingForm):
    """What a body decided, and what it settles."""

    item = fields.SelectField(label="Item of the agenda", choices=(), required=False, empty_label="No item")
    touches_practice = fields.YesNoField(
        label="Does it touch practice?", hint="How people work with children, or how that is organised.", initial="no"
    )
    agreed_before = fields.SelectField(
        label="What the executive had agreed before", choices=(), required=False, empty_label="Nothing"
    )
    may_wait = fields.YesNoField(
        label="If it is not decided, may it wait?", initial="yes", required=False, marks_optional=False,
        hint="If yes it comes to the next meeting; if no, the chair takes it to the lead representatives.",
    )  # fmt: skip
    settles = fields.SelectField(label="What it settles", choices=(), required=False, empty_label="Nothing else")
    agrees = fields.YesNoField(
        label="Does the meeting agree to that?", initial="yes", required=False, marks_optional=False
    )
    is_public = fields.YesNoField(label="May everybody read it once it is published?", initial="no")

    def __init__(self, *args, items=(), waiting=(), urgent=(), agreed=(), asks_practice=False, **options):
        super().__init__(*args, **options)
        self.fields["item"].choices = [("", "No item"), *((str(item.pk), item.title) for item in items)]
        choices = [(f"decision:{each.pk}", short("Committee", each.decision.what)) for each in waiting]
        choices += [(f"urgent:{each.pk}", short("Urgent decision", each.decision)) for each in urgent]
        self.fields["settles"].choices = [("", "Nothing else"), *choices]
        if not choices:
            self.fields.pop("settles")
            self.fields.pop("agrees")
        self.fields["agreed_before"].choices = [
            ("", "Nothing"), *((str(each.pk), short(f"{each.sitting.group}", each.decision.what)) for each in agreed)
        ]  # fmt: skip
        if not asks_practice:
            self.fields.pop("touches_practice")
        if not asks_practice or not agreed:
            self.fields.pop("agreed_before")


def short(title, text):
    """Return the beginning of a decision."""
    return f"{title}: {text[:80]}{'…' if len(text) > 80 else ''}"


class UrgentForm(Form):
    """A matter that cannot wait for a meeting."""

    what = fields.LongTextField(label="What has to be decided", rows=3)
    why_urgent = fields.LongTextField(label="Why it cannot wait for a meeting", rows=3)
    needed_by = fields.DateTimeField(label="By when the decision is needed")


class ConsultForm(Form):
    """One line of the log: what a member says, or how they were tried."""

    membership = fields.SelectField(label="Member", choices=())
    reached = fields.RadiosField(label="What they say", choices=Reached.choices)
    how = fields.TextField(
        label="How", hint="Telephone, e-mail, in person; of somebody not reached, what was tried", required=False
    )
    said = fields.LongTextField(label="In their words", rows=3, required=False)

    def __init__(self, *args, memberships=(), **options):
        super().__init__(*args, **options)
        self.fields["membership"].choices = [
            ("", "Select"),
            *((str(each.pk), f"{each.who_comes.name}, {each.seat.title}") for each in memberships),
        ]
        if len(memberships) == 1:
            self.initial.setdefault("membership", str(memberships[0].pk))


class UrgentDecideForm(Form):
    """What was decided urgently, and with which manager."""

    decision = fields.LongTextField(label="What was decided", rows=4)
    manager = fields.EmailField(
        label="Work e-mail address of the partnership's manager", autocomplete="off",
        hint="With whom the chair took the decision.",
    )  # fmt: skip


class AgreementForm(Form):
    """By when the executive answers a committee's decision by correspondence."""

    due_on = fields.DateField(label="By when the members answer", hint="The last day on which they can.")


class EscalateForm(Form):
    """What goes to the lead representatives."""

    what = fields.LongTextField(label="What has to be settled", rows=3)
    why = fields.LongTextField(label="Why it cannot be left to the next meeting", rows=3)


class LeadAnswerForm(Form):
    """What a lead representative answers."""

    agrees = fields.YesNoField(label="Do you agree?", inline=False)
    words = fields.LongTextField(label="In your words", rows=4, required=False)
