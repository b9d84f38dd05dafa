"""The questions of the pages of a meeting."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .choices import Choice, How, Response, TookPart

CLOCK = fields.DateTimeField(label="Time")
CLOCK.speak("time")


class TimeField(fields.TextField):
    """A time of day."""

    def __init__(self, **options):
        super().__init__(width=5, required=False, marks_optional=False, **options)

    def prepare_value(self, value):
        """Return a time as 16:10."""
        return f"{value:%H:%M}" if hasattr(value, "hour") else value

    def clean(self, value):
        """Return the time that was typed, or None."""
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            return CLOCK.time(text)
        except ValidationError:
            raise ValidationError(f"{self.spoken} must be a time, like 4:10pm or 16:10") from None


class AttendanceForm(Form):
    """How one invitee was there; ``was`` tells whether anything was changed since the page was opened."""

    how = fields.SelectField(label="Attendance", choices=How.choices, required=False, empty_label="Not recorded yet",
                             marks_optional=False)  # fmt: skip
    arrived = TimeField(label="Came at")
    left = TimeField(label="Left at")
    deputy = fields.TextField(
        label="Deputy", hint="Name or work e-mail address", required=False, marks_optional=False, width=20
    )
    views = fields.LongTextField(label="What they knew or said", rows=2, required=False, marks_optional=False)

    def __init__(self, *args, is_family=False, **options):
        super().__init__(*args, **options)
        if is_family:
            self.fields.pop("deputy")
            self.fields["how_took_part"] = fields.SelectField(
                label="How they took part",
                choices=[choice for choice in TookPart.choices if choice[0]],
                required=False,
                marks_optional=False,
            )
            self.fields["how_took_part"].speak("how_took_part")
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
        self.fields["was"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.mark_of_initial())

    def asked(self):
        """Return the names of what is asked."""
        return [name for name in self.fields if name not in ("seen", "was")]

    def mark_of_initial(self):
        """Return the mark of the answers that the page shows first."""
        return mark(
            self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name) or "")
            for name in self.asked()
        )

    def is_touched(self):
        """Say whether somebody changed an answer after opening the page."""
        return mark(self.data.get(self.add_prefix(name), "") for name in self.asked()) != self.cleaned_data["was"]


def mark(answers):
    """Return a short mark of some answers."""
    words = "\n".join(str(answer).replace("\r\n", "\n").strip() for answer in answers)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class PressForm(Form):
    """At what time somebody came or went, where it is not now."""

    time = TimeField(label="Time, if not now", hint="Like 10:15. It stays for the next press.")


class HoldForm(Form):
    """When the meeting began, and why it went on without a quorum."""

    happened_at = fields.DateTimeField(label="When did the meeting begin?", not_future=True)
    inquorate_reason = fields.LongTextField(
        label="Why it went on without a quorum", rows=3, required=False, hint="Only if somebody was missing."
    )


class MoveForm(Form):
    """When and where instead, and why."""

    starts_at = fields.DateTimeField(label="New date and time")
    place = fields.TextField(label="Place", required=False, max_length=200)
    reason = fields.LongTextField(label="Why the meeting is moved", rows=3)


class ReasonForm(Form):
    """Why."""

    reason = fields.LongTextField(label="Reason", rows=3)


class InviteForm(Form):
    """Whom to invite, in which seat."""

    seat = fields.SelectField(label="Seat", choices=())
    email = fields.EmailField(
        label="Work e-mail address",
        required=False,
        hint="Of a professional who signs in to Harbourlight. They see the meeting, and the child's record for it.",
        autocomplete="off",
    )
    name = fields.TextField(label="Or the name of somebody who does not sign in", required=False, max_length=200)
    needs = fields.TextField(
        label="What they need", hint="An interpreter, a ramp, a quiet room", required=False, max_length=400
    )

    def __init__(self, *args, seats=(), **options):
        super().__init__(*args, **options)
        self.fields["seat"].choices = [("", "Select"), *((seat.key, seat.title) for seat in seats)]

    def clean(self):
        """Ask for an address or a name."""
        answers = super().clean()
        if not answers.get("email") and not answers.get("name"):
            self.add_error("email", "Enter a work e-mail address, or a name")
        return answers


class RespondForm(Form):
    """Whether an invitee comes."""

    response = fields.RadiosField(
        label="Will you come?", choices=[choice for choice in Response.choices if choice[0]], inline=True
    )


class ItemForm(Form):
    """An item of the agenda."""

    title = fields.TextField(label="What the item is about", max_length=200)
    is_allowed_late = fields.ConfirmField(
        label="The chair allows it though items were due before now", required=False, marks_optional=False
    )


class PaperForm(Form):
    """A paper for the meeting."""

    title = fields.TextField(label="Title", max_length=200)
    words = fields.LongTextField(label="The paper", rows=15)
    item = fields.SelectField(label="Item of the agenda", choices=(), required=False)
    is_restricted = fields.YesNoField(
        label="Is it restricted?",
        hint="A restricted paper is read by you, the chair and whom you choose, and by nobody else.",
        reveals={"yes": ("readers",)},
        initial="no",
        inline=False,
    )
    readers = fields.CheckboxesField(label="Who may read it", choices=(), required=False, marks_optional=False)

    def __init__(self, *args, items=(), readers=(), **options):
        super().__init__(*args, **options)
        self.fields["item"].choices = [("", "No item"), *((str(item.pk), item.title) for item in items)]
        self.fields["readers"].choices = [(str(reader.pk), reader.name) for reader in readers]


class FamilyForm(Form):
    """When the family had a paper, or why not."""

    happened_at = fields.DateTimeField(
        label="When the child and the parents had it", required=False, not_future=True, marks_optional=False
    )
    not_shared_reason = fields.LongTextField(
        label="Or why it was not shared with them", rows=3, required=False, marks_optional=False
    )


class DecisionForm(Form):
    """What was decided, about whom, and who disagreed."""

    what = fields.LongTextField(label="What was decided", rows=3)
    person_id = fields.SelectField(label="About which child", choices=(), required=False)
    decided_at = TimeField(label="At what time", hint="The quorum of that moment counts.")
    casting = fields.RadiosField(
        label="The chair's casting vote", choices=Choice.choices[:2], required=False, inline=True, small=True
    )

    def __init__(self, *args, children=(), casts=False, **options):
        super().__init__(*args, **options)
        if not casts:
            self.fields.pop("casting")
        self.fields["person_id"].choices = [
            ("", "All of them, or none"),
            *((str(child.pk), str(child)) for child in children),
        ]
        if not children:
            self.fields.pop("person_id")


class BallotForm(Form):
    """How one seat voted, and what was said against it; ``said`` is what the row says beside it."""

    choice = fields.SelectField(label="Vote", choices=Choice.choices, required=False, empty_label="No vote recorded",
                                marks_optional=False)  # fmt: skip
    dissent = fields.TextField(label="Why they disagree", required=False, marks_optional=False, max_length=1000)

    def __init__(self, *args, invitation, votes=True, said="", **options):
        super().__init__(*args, prefix=str(invitation.pk), **options)
        self.invitation, self.said = invitation, said
        self.fields["choice"].label = f"Vote: {invitation.seat_title}"
        self.fields["dissent"].label = f"Why they disagree: {invitation.seat_title}"
        if not votes:
            self.fields.pop("choice")


class ActionForm(Form):
    """What somebody will do by when."""

    what = fields.LongTextField(label="What will be done", rows=3)
    owner = fields.SelectField(label="Who does it", choices=())
    due_on = fields.DateField(label="By when", not_past=True)
    measure = fields.TextField(label="How we will know that it helped", required=False)

    def __init__(self, *args, members=(), **options):
        super().__init__(*args, **options)
        self.fields["owner"].choices = [
            ("", "Select"),
            *((str(member.pk), f"{member.who}, {member.seat_title}") for member in members),
        ]


class MinutesForm(Form):
    """The minutes, drafted from what was recorded."""

    text = fields.LongTextField(label="Minutes", rows=25)


class DisputeForm(Form):
    """What is wrong in the minutes."""

    what = fields.LongTextField(label="What is wrong, and what should stand there", rows=6)
    raised_for = fields.TextField(
        label="For whom you say it", hint="If a child, a parent or somebody else asked you to.", required=False
    )


class SettleForm(Form):
    """How a dispute ends."""

    outcome = fields.LongTextField(label="How it is settled", rows=4)
    new_text = fields.LongTextField(
        label="The minutes, corrected", rows=25, hint="Change them here only if they were wrong.", required=False
    )


class ReceivedForm(Form):
    """When somebody who does not sign in received the minutes."""

    received_at = fields.DateTimeField(label="When did they receive the minutes?", not_future=True)
