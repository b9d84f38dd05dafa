"""Questions about meetings: when, what is on the agenda, reports, confidentiality."""

from harbourlight.foundations.meetings.forms import MoveForm, ReasonForm
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import DOCUMENT_KINDS

from ..choices import Purpose, SittingKind

__all__ = [
    "AgreeForm", "ChangesForm", "InterestForm", "ItemAnswerForm", "ItemForm", "LearningForm", "MoveForm", "PermitForm",
    "ReasonForm", "ReportAskForm", "ReportForm", "ReturnForm", "SittingForm", "YearForm", "days_form",
]  # fmt: skip


class YearForm(Form):
    """Which year to plan."""

    is_search = True
    year = fields.IntegerField(label="Year", width=4)

    def __init__(self, *args, first=2000, **options):
        super().__init__(*args, **options)
        self.fields["year"].min_value, self.first = first, first

    def clean_year(self):
        """Return the year; only this one and the next two can be planned."""
        year = self.cleaned_data["year"]
        if not self.first <= year <= self.first + 2:
            self.add_error("year", f"Enter a year from {self.first} to {self.first + 2}")
        return year


class DaysForm(Form):
    """The days of a year's meetings, each of which may be changed or left out."""

    place = fields.TextField(label="Place of all of them", required=False, max_length=200)


def days_form(answers, days, moment):
    """Return the form that asks for the days of a year, filled with those that are usual; (form, names of the days)."""
    form = DaysForm(answers, moment=moment)
    names = []
    for number, (kind, starts_at) in enumerate(days, 1):
        name = f"day_{number}"
        label = f"{SittingKind(kind).label} {number}"
        question = fields.DateTimeField(label=label, required=False, initial=starts_at, marks_optional=False)
        question.speak(name)
        form.fields[name] = question
        names.append((name, kind))
    return form, names


class SittingForm(Form):
    """One meeting more."""

    kind = fields.RadiosField(
        label="What kind of meeting is it?",
        choices=SittingKind.choices,
        reveals={SittingKind.EXTRAORDINARY: ("reason",)},
        hints={SittingKind.EXTRAORDINARY: "Members need notice. Its rule counts from the day you plan it."},
    )
    reason = fields.LongTextField(label="Why an extraordinary meeting is needed", rows=3)
    starts_at = fields.DateTimeField(label="When does it begin?")
    place = fields.TextField(label="Place", required=False, max_length=200)
    online = fields.TextField(label="Address of the video meeting", required=False, max_length=300)


class ItemForm(Form):
    """An item for the agenda."""

    title = fields.TextField(label="What the item is about", max_length=150)
    purpose = fields.RadiosField(label="What the meeting should do with it", choices=Purpose.choices)
    why = fields.LongTextField(label="Why it comes to this meeting", rows=4)


class ItemAnswerForm(Form):
    """What a member of the executive says to an item."""

    membership = fields.RadiosField(label="Whose answer is it?", choices=())
    agrees = fields.YesNoField(label="Should it be on the agenda?", reveals={"no": ("reason",)}, inline=False)
    reason = fields.LongTextField(label="Why not", rows=3)

    def __init__(self, *args, memberships=(), **options):
        super().__init__(*args, **options)
        self.fields["membership"].choices = [
            (str(each.pk), f"{each.who_comes.name}, {each.seat.title}") for each in memberships
        ]
        if len(memberships) == 1:
            self.initial.setdefault("membership", str(memberships[0].pk))


class PermitForm(Form):
    """Whether the chair takes an item."""

    is_taken = fields.YesNoField(label="Should it be on the agenda?", reveals={"no": ("reason",)}, inline=False)
    reason = fields.LongTextField(label="Why not", rows=3)


class ReportAskForm(Form):
    """A report to ask for."""

    agency = fields.SelectField(label="From which agency", choices=())
    author = fields.EmailField(
        label="Work e-mail address of its author", required=False, autocomplete="off",
        hint="Without an author anybody of the agency may write it.",
    )  # fmt: skip
    title = fields.TextField(label="Title of the report", max_length=200)
    question = fields.LongTextField(label="What the report should answer", rows=4)
    item = fields.SelectField(label="Item of the agenda", choices=(), required=False, empty_label="No item yet")

    def __init__(self, *args, agencies=(), items=(), **options):
        super().__init__(*args, **options)
        self.fields["agency"].choices = [("", "Select"), *((str(each.pk), each.name) for each in agencies)]
        self.fields["item"].choices = [("", "No item yet"), *((str(each.pk), each.title) for each in items)]


class ReportForm(Form):
    """A report on the template of its body: one question for each heading, or a document."""

    document = fields.FileField(
        label="Upload a document",
        kinds=DOCUMENT_KINDS,
        max_mb=10,
        required=False,
        hint="A Word document (DOCX) or plain text on the same headings. It becomes part of the report.",
    )
    is_restricted = fields.YesNoField(
        label="Is it restricted?",
        hint="A restricted report is read by you, the chair and whom you choose, and by nobody else.",
        reveals={"yes": ("readers",)},
        initial="no",
        inline=False,
    )
    readers = fields.CheckboxesField(label="Who may read it", choices=(), required=False, marks_optional=False)
    late_reason = fields.LongTextField(label="Why it is late", rows=2)

    def __init__(self, *args, headings=(), texts=(), readers=(), is_late=False, is_change=False, **options):
        super().__init__(*args, **options)
        self.headings = list(headings)
        asked = {}
        texts = list(texts) or [""] * len(self.headings)
        for number, (heading, text) in enumerate(zip(self.headings, texts, strict=True)):
            question = fields.LongTextField(label=heading, rows=6, required=False, marks_optional=False, initial=text)
            question.speak(f"part_{number}")
            asked[f"part_{number}"] = question
        others = self.fields
        self.fields = asked | others
        self.fields["readers"].choices = [(str(reader.pk), reader.name) for reader in readers]
        for name in (() if is_late else ("late_reason",)) + (("is_restricted", "readers") if is_change else ()):
            self.fields.pop(name)

    @property
    def answers(self):
        """The text under each heading, as (heading, text)."""
        return [(heading, self.cleaned_data[f"part_{place}"]) for place, heading in enumerate(self.headings)]

    def clean(self):
        """Ask for a text or a document."""
        answers = super().clean()
        if not answers.get("document") and not any(answers.get(name) for name in answers if name.startswith("part_")):
            self.add_error(None, "Write the report under its headings, or upload a document")
        return answers


class ChangesForm(Form):
    """What should change in a report."""

    changes = fields.LongTextField(label="What should change", rows=4)


class AgreeForm(Form):
    """Agreeing to keep a meeting confidential."""

    agrees = fields.ConfirmField(label="I agree")


class InterestForm(Form):
    """What somebody declares for a meeting."""

    has_interest = fields.YesNoField(
        label="Do you have an interest in anything on the agenda?",
        hint="Money, property, family, work or anything else that could make people doubt your judgement.",
        reveals={"yes": ("what", "item", "leaves_the_room")},
        inline=False,
    )
    what = fields.LongTextField(label="What the interest is", rows=3)
    item = fields.SelectField(label="Item of the agenda", choices=(), required=False, empty_label="The whole meeting")
    leaves_the_room = fields.YesNoField(label="Will you leave the room for it?", required=False)

    def __init__(self, *args, items=(), **options):
        super().__init__(*args, **options)
        self.fields["item"].choices = [("", "The whole meeting"), *((str(item.pk), item.title) for item in items)]


class LearningForm(Form):
    """What a body learned."""

    to_group = fields.RadiosField(label="With whom it is shared", choices=())
    title = fields.TextField(label="Title", max_length=200)
    text = fields.LongTextField(
        label="What was learned, and what should change", hint="Name no child and nobody's family.", rows=8
    )

    def __init__(self, *args, groups=(), **options):
        super().__init__(*args, **options)
        self.fields["to_group"].choices = [(str(group.pk), group.name) for group in groups]


class ReturnForm(Form):
    """One return for several boards."""

    title = fields.TextField(label="What the return is", hint="Section 11 self-assessment 2027", max_length=200)
    groups = fields.CheckboxesField(label="Boards that have it", choices=())
    text = fields.LongTextField(label="The return", rows=12, required=False, marks_optional=False)
    document = fields.FileField(label="Or upload a document", kinds=DOCUMENT_KINDS, max_mb=10, required=False)

    def __init__(self, *args, groups=(), **options):
        super().__init__(*args, **options)
        self.fields["groups"].choices = [(str(group.pk), f"{group.name}, {group.area.name}") for group in groups]

    def clean(self):
        """Ask for a text or a document."""
        answers = super().clean()
        if not answers.get("text") and not answers.get("document"):
            self.add_error("text", "Enter the return, or upload a document")
        return answers
