"""What is asked of whoever speaks about a figure."""

from django.core.exceptions import ValidationError

from harbourlight.foundations.measures.arithmetic import COUNT, PERCENT
from harbourlight.foundations.measures.declarations import QUARTERLY
from harbourlight.foundations.measures.entries import REASONS, NoGoodFigure, entry
from harbourlight.foundations.measures.months import FIRST_YEAR, LAST_YEAR, financial_year_words
from harbourlight.foundations.measures.reading import ARE_SHARES, AS_PRINTED, month_of
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import TABLE_KINDS, table_in

from .choices import Group, Period, ProposalState


class CommentForm(Form):
    """What the figure means: its cause, and what is done."""

    text = fields.LongTextField(
        label="Comment",
        rows=6,
        max_length=4000,
        hint="What caused the figure, and what is done about it. Name no child and no family.",
    )


class AskForm(Form):
    """A question asked at a meeting."""

    meeting = fields.TextField(label="Meeting", max_length=200, hint="For example, monitoring and scrutiny committee.")
    asked_on = fields.DateField(label="Date of the meeting", not_future=True)
    text = fields.LongTextField(label="Question", rows=4, max_length=2000)


class AnswerForm(Form):
    """The answer to a question."""

    text = fields.LongTextField(label="Answer", rows=6, max_length=4000)


class NoteForm(Form):
    """How an indicator is counted from a date on."""

    from_on = fields.DateField(label="From", missing="Enter the day from which it holds")
    text = fields.LongTextField(
        label="How it is counted from then on", rows=4, max_length=2000, hint="Name no child and no family."
    )
    is_break = fields.YesNoField(
        label="Can figures from then on be compared with those before?",
        choices=(("no", "Yes"), ("yes", "No: it is a break in the series, and is shown as one")), inline=False,
    )  # fmt: skip


class PopulationForm(Form):
    """How many children live in an area."""

    from_on = fields.DateField(
        label="From", hint="The figure holds until a later one begins.", missing="Enter the day from which it holds"
    )
    children = fields.IntegerField(label="Children under 18", min_value=1, max_value=5_000_000, width="10")
    told_by = fields.TextField(label="Source", max_length=200, hint="For example, mid-year estimate for 2025.")


class TargetForm(Form):
    """What an indicator should reach in a financial year."""

    year = fields.TextField(label="Financial year", hint="For example, 2026-27", width="10")
    number = fields.DecimalField(
        label="Target", hint="Empty where it is to be confirmed.", required=False, min_value=0, max_digits=10,
        decimal_places=2, width="10", marks_optional=False,
    )  # fmt: skip
    period = fields.RadiosField(
        label="What is it for?", choices=((Period.MONTH, "Each month"), (Period.YEAR, "The whole year")), inline=True
    )

    def __init__(self, *args, unit="", **options):
        super().__init__(*args, **options)
        self.unit = unit

    def clean_year(self):
        """Return the year in whose April the financial year begins."""
        text = self.cleaned_data["year"].strip()
        first = int(text[:4]) if text[:4].isascii() and text[:4].isdigit() else 0
        if not FIRST_YEAR <= first <= LAST_YEAR or text != financial_year_words(first):
            raise ValidationError("Enter a financial year such as 2026-27")
        return first

    def clean_number(self):
        """Return the number; a percentage is at most 100."""
        return refuse_over_100(self.cleaned_data["number"], self.unit)


class BenchmarkForm(Form):
    """What others reached."""

    group = fields.RadiosField(label="Whose figure is it?", choices=Group.choices)
    number = fields.DecimalField(label="Figure", min_value=0, max_digits=10, decimal_places=2, width="10")
    of_year = fields.TextField(label="Year of the figure", max_length=20, hint="For example, 2024-25", width="10")
    updated_on = fields.DateField(
        label="Brought up to date on", not_future=True, missing="Enter the day of the last update"
    )

    def __init__(self, *args, unit="", **options):
        super().__init__(*args, **options)
        self.unit = unit

    def clean_number(self):
        """Return the number; a percentage is at most 100."""
        return refuse_over_100(self.cleaned_data["number"], self.unit)


def refuse_over_100(number, unit):
    """Return a number; ValidationError for a percentage over 100."""
    if number is not None and unit == PERCENT and number > 100:
        raise ValidationError("A percentage cannot be over 100")
    return number


class FreezeForm(Form):
    """Which month is frozen, for whom, and which numbers are small."""

    month = fields.TextField(label="Month", hint="For example, 2018-10", width="10")
    title = fields.TextField(label="Title", max_length=200)
    is_public = fields.YesNoField(
        label="Who reads it?", choices=(("yes", "Everybody, without signing in"), ("no", "The partnership only")),
        inline=False,
    )  # fmt: skip
    small_number = fields.IntegerField(
        label="Numbers under this are left out", missing="Enter the smallest number that is shown",
        min_value=6, max_value=20, width="2",
        hint="6 or more. Figures from which they could be worked back are left out as well.",
    )  # fmt: skip

    def clean_month(self):
        """Return the month."""
        month = month_of(self.cleaned_data["month"].strip())
        if month is None:
            raise ValidationError("Enter a month such as 2018-10")
        return month


class ExplainForm(Form):
    """Why a published figure is another one now."""

    reason = fields.LongTextField(
        label="Why the figure changed", rows=4, max_length=1000, hint="Readers see this. Name no child and no number."
    )


class SheetForm(Form):
    """The files of a published sheet."""

    indicators = fields.FileField(
        label="Indicators",
        kinds=TABLE_KINDS,
        max_mb=2,
        hint="Columns ref and unit; benchmarks and targets if there are.",
    )
    values = fields.FileField(label="Values", kinds=TABLE_KINDS, max_mb=4, hint="Columns ref, month and value.")
    fractions = fields.RadiosField(
        label="If a percentage is written as a fraction, such as 0.871", required=False, initial="",
        choices=(("", "Tell me, and load nothing"), (ARE_SHARES, "It means 87.1%"), (AS_PRINTED, "It means 0.871%")),
    )  # fmt: skip
    comments = fields.FileField(
        label="Comments",
        kinds=TABLE_KINDS,
        max_mb=2,
        required=False,
        hint="Columns ref and commentary: the last month.",
    )
    derived = fields.FileField(
        label="Printed changes", kinds=TABLE_KINDS, max_mb=2, required=False, hint="To be compared with the values."
    )
    populations = fields.FileField(
        label="Populations", kinds=TABLE_KINDS, max_mb=1, required=False, hint="Columns from_on and children."
    )
    year = fields.TextField(label="Year of the benchmarks", required=False, max_length=20, hint="For example, 2016-17.")


class OpenForm(Form):
    """Which figures are asked for, of whom, and by when."""

    period = fields.RadiosField(label="Period", choices=Period.choices[:2], inline=True)
    month = fields.TextField(label="Month, or first month of the quarter", hint="For example, 2018-10", width="10")
    due_on = fields.DateField(
        label="Due by the end of", not_past=True, missing="Enter the day by the end of which it is due"
    )
    agencies = fields.CheckboxesField(label="Agencies", choices=())
    refs = fields.CheckboxesField(label="Figures", choices=(), small=True)

    def __init__(self, *args, agencies=(), indicators=(), **options):
        super().__init__(*args, **options)
        self.asked_of = {str(agency.pk): agency for agency in agencies}
        self.fields["agencies"].choices = [(key, agency.name) for key, agency in self.asked_of.items()]
        self.indicators = {one.ref: one for one in indicators}
        self.fields["refs"].choices = [(ref, f"{ref} {one.title}") for ref, one in self.indicators.items()]

    def clean_month(self):
        """Return the month."""
        month = month_of(self.cleaned_data["month"].strip())
        if month is None:
            raise ValidationError("Enter a month such as 2018-10")
        if self.cleaned_data.get("period") == Period.QUARTER and month != month.quarter:
            raise ValidationError("Enter the first month of a quarter: January, April, July or October")
        return month

    def clean_refs(self):
        """Return the references; what is told by the quarter is asked for a whole quarter."""
        refs = self.cleaned_data["refs"]
        quarterly = [ref for ref in refs if self.indicators[ref].period == QUARTERLY]
        if quarterly and self.cleaned_data.get("period") == Period.MONTH:
            raise ValidationError(f"Ask for a quarter: {', '.join(quarterly)}")
        return refs

    def clean_agencies(self):
        """Return the agencies that were chosen."""
        return [self.asked_of[key] for key in self.cleaned_data["agencies"]]


class EntryForm(Form):
    """What an agency gives for each indicator; the names of the fields count the indicators from nought."""

    def __init__(self, *args, indicators=(), held=None, strange=None, before=None, **options):
        super().__init__(*args, **options)
        self.indicators, self.before = list(indicators), before or {}
        for place, one in enumerate(self.indicators):
            self.ask(place, one, (held or {}).get(one.ref), (strange or {}).get(one.ref, ""))
        for name, field in self.fields.items():
            if hasattr(field, "speak"):
                field.speak(name)

    def ask(self, place, one, row, strange):
        """Ask for one indicator: its figure or parts, why there is none, and why it is far from those before."""
        asked = {"value": one.title} if one.unit == COUNT else {
            "numerator": f"{one.title}: how many", "denominator": f"{one.title}: out of how many",
        }  # fmt: skip
        given = {"value": "numerator", "numerator": "numerator", "denominator": "denominator"}
        for part, label in asked.items():
            held = getattr(row, given[part], None)
            small = getattr(row, "fewer_than", None) if part != "denominator" else None
            self.fields[f"{part}_{place}"] = fields.TextField(
                label=f"{one.ref} {label}", required=False, width="10", marks_optional=False,
                max_length=12,
                hint=f"{one.definition} {self.before.get(one.ref, '')}".strip() if part != "denominator" else "",
                initial=f"<{small}" if small else "" if held is None else f"{held:.0f}",
            )  # fmt: skip
        missing = getattr(row, "missing", "")
        self.fields[f"missing_{place}"] = fields.SelectField(
            label=f"{one.ref}: why there is no figure", required=False, choices=tuple(REASONS.items()),
            empty_label="There is one", initial=missing if missing in REASONS else "", marks_optional=False,
        )  # fmt: skip
        if strange or (row and row.explanation):
            self.fields[f"explanation_{place}"] = fields.LongTextField(
                label=f"{one.ref}: what explains it", required=False, rows=3, max_length=1000, marks_optional=False,
                hint=f"{strange}. Name no child." if strange else "Name no child.",
                initial=getattr(row, "explanation", ""),
            )  # fmt: skip

    def clean(self):
        """Gather the entries; what was left empty altogether is not given yet."""
        found = []
        for place, one in enumerate(self.indicators):
            given = {
                part: self.cleaned_data.get(f"{part}_{place}") or ""
                for part in ("value", "numerator", "denominator", "missing", "explanation")
            }
            if not any(given[part] for part in ("value", "numerator", "denominator", "missing")):
                continue
            try:
                found.append(entry(one, **given))
            except NoGoodFigure as refusal:
                name = f"value_{place}" if one.unit == COUNT else f"numerator_{place}"
                self.add_error(name, f"{one.ref}: {refusal}")
        return {"entries": found}


class UploadForm(Form):
    """A file of figures: whole or not at all."""

    file = fields.FileField(label="CSV file or workbook", kinds=TABLE_KINDS, max_mb=5)

    def __init__(self, *args, indicators=(), **options):
        super().__init__(*args, **options)
        self.indicators, self.faults, self.left = {one.ref: one for one in indicators}, [], ()

    def clean_file(self):
        """Return the entries of the file; says row by row what is wrong, and what was left out."""
        table = table_in(self.cleaned_data["file"], ("ref",), (*COLUMNS[1:], "title"))
        if not {"value", "numerator"} & set(table.columns):
            raise ValidationError("Columns are missing: value, or numerator and denominator. Use the template.")
        found, self.faults = entries_of(table, self.indicators)
        self.left = table.left
        if self.faults:
            raise ValidationError("The file has mistakes. Nothing was kept: put it right and upload it again.")
        if not found:
            raise ValidationError("The file has no figures.")
        return found


COLUMNS = ("ref", "value", "numerator", "denominator", "missing", "explanation")
MOST_FAULTS = 20


def entries_of(table, indicators):
    """Return the entries of a table, and what is wrong row by row."""
    found, faults = {}, []
    for row in table:
        given = {name: row[name] for name in COLUMNS[1:]}
        if not any(given.values()):
            continue
        try:
            found[row["ref"]] = entry_of(row["ref"], given, indicators, found)
        except NoGoodFigure as refusal:
            place = row.place(refusal.column)
            faults.append(f"{place[:1].upper()}{place[1:]}: {refusal}")
    return list(found.values()), faults[:MOST_FAULTS]


def entry_of(ref, given, indicators, found):
    """Return the entry of one row."""
    if ref not in indicators:
        raise NoGoodFigure(f"“{ref[:20]}” was not asked for", "ref")
    if ref in found:
        raise NoGoodFigure(f"{ref} stands there twice", "ref")
    return entry(indicators[ref], **given)


class SignOffForm(Form):
    """Hands the figures over; a late one says why."""

    is_right = fields.ConfirmField(label="These figures are right and I may give them for my agency")

    def __init__(self, *args, is_late=False, **options):
        super().__init__(*args, **options)
        if is_late:
            self.fields["late_reason"] = fields.LongTextField(label="Why the figures are late", rows=3)
            self.fields["late_reason"].speak("late_reason")


class SendBackForm(Form):
    """Gives figures back to their agency."""

    reason = fields.LongTextField(label="What is to be put right", rows=3, max_length=1000)


class JudgeForm(Form):
    """What a person makes of a proposal."""

    state = fields.RadiosField(
        label="Your decision",
        choices=(
            (ProposalState.ACCEPTED, "Accept it as it is"),
            (ProposalState.REWORDED, "Accept it in other words"),
            (ProposalState.REJECTED, "Reject it"),
        ),
        reveals={ProposalState.REWORDED: ("wording",), ProposalState.REJECTED: ("why",)},
    )
    wording = fields.LongTextField(
        label="In other words", rows=4, max_length=1000, marks_optional=False, required=False
    )
    why = fields.LongTextField(
        label="Why it is rejected", rows=3, max_length=1000, marks_optional=False, required=False
    )


class ComposeForm(Form):
    """A scorecard for a group."""

    title = fields.TextField(label="Title", max_length=120)
    refs = fields.CheckboxesField(label="Indicators", choices=(), small=True)

    def __init__(self, *args, indicators=(), **options):
        super().__init__(*args, **options)
        self.fields["refs"].choices = [(one.ref, f"{one.ref} {one.title}") for one in indicators]
