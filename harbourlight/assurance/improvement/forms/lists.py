"""A whole list of recommendations: uploaded as a table (CSV, XLSX, DOCX) or pasted, and read line by line."""

import re

from django.core.exceptions import ValidationError

from harbourlight.foundations.actions.choices import Priority
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import TABLE_KINDS, table_in
from harbourlight.foundations.uploads.cells import day_in
from harbourlight.foundations.uploads.errors import NotSo

from ..choices import Source, Timescale
from ..models import due_of

ALSO = {
    "recommendation": "text", "wording": "text", "area_for_improvement": "text", "areas_for_improvement": "text",
    "what_needs_to_improve": "text", "action": "text", "words": "text", "para": "paragraph", "ref": "paragraph",
    "number": "paragraph", "no": "paragraph", "judgement": "grade", "rating": "grade", "section": "heading",
    "agency": "whom", "agencies": "whom", "addressed_to": "whom", "lead_agency": "whom", "owner": "whom",
    "timescale": "when", "by_when": "when", "due": "when", "due_date": "when", "date": "when",
}  # fmt: skip
KNOWN = ("paragraph", "grade", "heading", "part", "whom", "when", "priority")
MOST_LINES = 300
NUMBERED = re.compile(r"^\s*(\d+(?:\.\d+)*)[.):]?\s+(\S.*)$")
TIMES = (
    (r"immediate", Timescale.IMMEDIATELY),
    (r"three|\b3\b", Timescale.THREE_MONTHS),
    (r"six|\b6\b", Timescale.SIX_MONTHS),
)
NO_LINES = "No line was read. Paste the table with its heading row, or lines that begin with their number"


class BringForm(Form):
    """Where a list comes from, and the list itself."""

    area = fields.ModelSelectField(queryset=None)
    body = fields.SelectField(
        label="Body that follows it up", choices=(), missing="Select the body that follows it up"
    )  # fmt: skip
    source = fields.SelectField(label="Where it comes from", choices=Source.choices)
    source_title = fields.TextField(label="Title of the report", max_length=200)
    published_on = fields.DateField(label="When it was published", not_future=True, hint="The time runs from then.")
    file = fields.FileField(
        label="The table", required=False, kinds=(*TABLE_KINDS, "docx"), max_mb=5,
        hint="CSV, XLSX or DOCX. One column named text, wording or recommendation; also paragraph, grade, heading, "
        "part, agency, when and priority, if there are any.",
    )  # fmt: skip
    pasted = fields.LongTextField(
        label="Or paste it", required=False, rows=8,
        hint="A table with its heading row, or lines that begin with their number. Name no child.",
    )  # fmt: skip
    timescale = fields.RadiosField(
        label="When it is to be done, where a line does not say", choices=Timescale.choices[:3],
        initial=Timescale.THREE_MONTHS,
    )  # fmt: skip
    agencies = fields.ModelCheckboxesField(
        label="Addressed to, where a line does not say", queryset=None, required=False, small=True
    )

    def __init__(self, *args, agencies, areas, bodies, **options):
        super().__init__(*args, **options)
        self.fields["agencies"].queryset, self.fields["area"].queryset = agencies, areas
        self.names, self.at_work = bodies, agencies
        self.fields["body"].choices = [("", "Select"), *bodies.items()]

    def clean(self):
        """Read the list."""
        told = super().clean()
        if not told.get("file") and not (told.get("pasted") or "").strip():
            self.add_error("file", "Upload the table, or paste it")
        elif not self.errors:
            try:
                self.told_lines, self.left_out = self.read(told)
            except ValidationError as refusal:
                self.add_error("file" if told.get("file") else "pasted", refusal)
        return told

    def read(self, told):
        """Return the lines of the list as dicts of texts, and what of the file was not read."""
        rows, left = rows_of(told)
        rows = [row for row in rows if row.get("text", "").strip()]
        if not rows:
            raise ValidationError(NO_LINES)
        if len(rows) > MOST_LINES:
            raise ValidationError(f"The list has more than {MOST_LINES} lines. Split it")
        known = {agency.name.casefold(): str(agency.pk) for agency in self.at_work}
        usual = [str(agency.pk) for agency in told["agencies"]]
        return [line_of(row, told, known, usual) for row in rows], "; ".join(left)

    @property
    def answers(self):
        """The answers by the names of the step."""
        told = {
            name: self.cleaned_data[name] for name in ("area", "source", "source_title", "published_on", "timescale")
        }
        body = self.cleaned_data["body"]
        return told | {
            "body_key": body, "body_name": self.names[body], "lines": self.told_lines, "left_out": self.left_out
        }  # fmt: skip


def rows_of(told):
    """Return the rows of what was uploaded or pasted as dicts, and what was left out."""
    content = told["file"] or told["pasted"].encode()
    try:
        table = table_in(content, ("text",), KNOWN, also=ALSO)
    except ValidationError:
        numbered = [] if told["file"] else numbered_lines(told["pasted"])
        if not numbered:
            raise
        return numbered, []
    return [dict(row.cells) for row in table], list(table.left)


def numbered_lines(text):
    """Return the lines of a pasted list that begin with their number; what follows one belongs to it."""
    rows = []
    for line in text.splitlines():
        found = NUMBERED.match(line)
        if found:
            rows.append({"paragraph": found[1], "text": found[2].strip()})
        elif rows and line.strip():
            rows[-1]["text"] += f" {line.strip()}"
    return rows


def line_of(row, told, known, usual):
    """Return one line: what it says, who is asked, by when; ``trouble`` is what a person must mend."""
    line = {name: row.get(name, "").strip() for name in ("paragraph", "grade", "heading", "part", "text", "whom")}
    trouble = [f"{name} is too long" for name, most in MOST.items() if len(line[name]) > most]
    agencies, unknown = asked(line["whom"], known, usual)
    trouble += [f"no agency here is called {name}" for name in unknown]
    if not agencies and not unknown:
        trouble.append("it asks nobody")
    priority = {label.lower(): value for value, label in Priority.choices}.get(row.get("priority", "").strip().lower())
    timescale, due_on, why = when(row.get("when", ""), told)
    return line | {
        "agencies": agencies, "priority": priority or Priority.NORMAL.value, "timescale": timescale,
        "due_on": due_on.isoformat(), "trouble": "; ".join([*trouble, *why]),
    }  # fmt: skip


MOST = {"paragraph": 40, "grade": 100, "part": 20}  # characters


def asked(whom, known, usual):
    """Return the ids of the agencies that a line names, and the names that nobody has; without any the usual ones."""
    names = [name.strip() for name in re.split(r"[;/\n]|, ", whom) if name.strip()]
    found = {name: known.get(name.casefold()) for name in names}
    unknown = [name for name, agency in found.items() if agency is None]
    return [agency for agency in found.values() if agency] or ([] if names else usual), unknown


def when(words, told):
    """Return the timescale that words mean, the date derived from the publication, and what is not understood."""
    published, bare = told["published_on"], words.strip().lower()
    usual = Timescale(told["timescale"])
    if not bare:
        return usual.value, due_of(usual, published), []
    for pattern, timescale in TIMES if "month" in bare or "immediate" in bare else ():
        if re.search(pattern, bare):
            return timescale.value, due_of(timescale, published), []
    try:
        due_on = due_of(Timescale.BY_DATE, published, day_in(words))
    except (NotSo, StepNotAllowed):
        return usual.value, due_of(usual, published), [f"“{words.strip()[:40]}” is no date and no time that we know"]
    return Timescale.BY_DATE.value, due_on, []
