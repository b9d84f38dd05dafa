"""A file of police notifications: read safely, checked row by row, said in words how to put it right."""

import hashlib
import re
from datetime import date

from django.core.exceptions import ValidationError

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.cells import csv_text, opener
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import TABLE_KINDS, table_in
from harbourlight.foundations.uploads import cells
from harbourlight.foundations.uploads.decoding import CONTROL, MOST_BYTES
from harbourlight.foundations.uploads.errors import NotSo

YES_NO = {"yes": "yes", "y": "yes", "no": "no", "n": "no"}
RISKS = {"standard": "standard", "medium": "medium", "high": "high"}
SEXES = {"f": "F", "female": "F", "m": "M", "male": "M", "u": "U", "not known": "U", "": "U"}
RELATIONS = {value: value for value in RelationKind.values} | {
    label.lower(): value for value, label in RelationKind.choices
}
ADULTS = ("adult_1", "adult_2", "adult_3")
COLUMNS = {
    "notification_number": ("Your number. Rows with the same number are one notification with several children", True),
    "received_at": ("When the hub received it, if that was before today: 20/03/2026 16:10", False),
    "occurred_at": ("When it happened: 20/03/2026 16:10", True),
    "officer": ("Name or number of the officer", True),
    "risk": ("standard, medium or high", True),
    "domestic_abuse": ("yes or no", True),
    "circumstances": ("What happened, in words", True),
    "child_first_name": ("First name; empty if not known", False),
    "child_last_name": ("Last name; empty if not known", False),
    "child_date_of_birth": ("21/03/2017; or 03/2017 or 2017 if that is all you know", False),
    "child_expected_on": ("Expected date, for a child not born yet", False),
    "child_sex": ("F, M or U", False),
    "address": ("Where the child lives", False),
    "postcode": ("Postcode", False),
    **{
        f"{adult}_{part}": (words, False)
        for adult in ADULTS
        for part, words in (
            ("first_name", "First name of an adult"),
            ("last_name", "Last name of the adult"),
            ("date_of_birth", "Date of birth of the adult, if known"),
            ("relation", f"What the adult is to the child: {', '.join(RelationKind.values)}"),
        )
    },
}
LONGEST = {"circumstances": 20_000, "address": 300, "postcode": 10, "notification_number": 60}
FREE_TEXT = {"circumstances"}


class PoliceUploadForm(Form):
    """The file, and the area its families live in."""

    area = fields.SelectField(label="Area", choices=())
    file = fields.FileField(
        label="CSV file or workbook", kinds=TABLE_KINDS, max_mb=5, hint="At most 5MB and 10,000 rows."
    )

    def __init__(self, *args, areas=(), **options):
        super().__init__(*args, **options)
        self.left = ()
        self.areas = {str(area.id): area for area in areas}
        self.fields["area"].choices = [("", "Select"), *((key, area.name) for key, area in self.areas.items())]
        if len(self.areas) == 1:
            self.fields["area"].initial = next(iter(self.areas))

    def clean_area(self):
        """Return the area that was chosen."""
        return self.areas[self.cleaned_data["area"]]

    def clean_file(self):
        """Return the file's name, digest and rows, each row with what is wrong in it."""
        upload = self.cleaned_data["file"]
        content = upload.read(MOST_BYTES + 1)
        table = table_of(content)
        self.left = table.left
        rows = checked_rows(table, self.moment)
        name = CONTROL.sub("", upload.name)[-120:]
        return {"file_name": name, "digest": hashlib.sha256(content).hexdigest(), "rows": rows}


def template_csv():
    """Return an empty file with the columns, and one invented row."""
    example = {
        "notification_number": "N-0001", "occurred_at": "20/03/2026 16:10", "officer": "PC 1234", "risk": "medium",
        "domestic_abuse": "yes", "circumstances": "Write here what happened", "child_first_name": "Example",
        "child_last_name": "Child", "child_date_of_birth": "21/03/2017", "child_sex": "F",
        "adult_1_first_name": "Example", "adult_1_last_name": "Parent", "adult_1_relation": "mother",
    }  # fmt: skip
    return csv_text(COLUMNS, [[example.get(name, "") for name in COLUMNS]])


def table_of(content):
    """Return the table of a file of notifications; raises ValidationError for no such file."""
    needed = [name for name, (_, required) in COLUMNS.items() if required]
    return table_in(content, needed, COLUMNS, is_strict=False)


def checked_rows(table, moment):
    """Return the rows of a table as dicts of line, values and errors; raises ValidationError for a table of none."""
    rows = [checked_row(typed, moment) for typed in table]
    if not rows:
        raise ValidationError("The file has no notifications: only a line of column names, or nothing at all.")
    return rows


class Row:
    """One row while it is checked: gives its values, collects what is wrong."""

    def __init__(self, typed, moment):
        self.typed, self.moment, self.errors = typed, moment, []

    def text(self, name):
        """Return a text; refuse what is missing, too long, or would run in a spreadsheet."""
        value = (self.typed.get(name) or "").strip()
        if not value and COLUMNS[name][1]:
            self.errors.append(f"{name} is empty: enter {COLUMNS[name][0][0].lower()}{COLUMNS[name][0][1:]}")
        most = LONGEST.get(name, 100)
        if len(value) > most:
            self.errors.append(f"{name} is longer than {most} characters: shorten it")
        sign = opener(value)
        if sign and (sign in "=@" or name not in FREE_TEXT):
            self.errors.append(f"{name} begins with “{sign}”, as a spreadsheet formula does: remove that sign")
        return value

    def one_of(self, name, answers):
        """Return one of a closed list of answers."""
        value = self.text(name).lower()
        if value not in answers:
            if value or not COLUMNS[name][1]:
                self.errors.append(f"{name} is not one of {', '.join(dict.fromkeys(answers.values()))}")
            return ""
        return answers[value]

    def moment_of(self, name):
        """Return a moment as text with its offset, or an empty one."""
        value = self.text(name)
        if not value:
            return ""
        try:
            local = cells.moment_in(value).replace(tzinfo=LONDON)
        except NotSo:
            self.errors.append(f"{name} is no date with a time: write it like 20/03/2026 16:10")
            return ""
        if local > self.moment:
            self.errors.append(f"{name} lies in the future: correct the date")
        return local.isoformat()

    def day(self, name, *, may_be_ahead=False):
        """Return a whole date as text, or an empty one."""
        value = self.text(name)
        if not value:
            return ""
        try:
            found = cells.day_in(value)
        except NotSo:
            self.errors.append(f"{name} is no date: write it like 21/03/2017")
            return ""
        if not may_be_ahead and found > self.moment.astimezone(LONDON).date():
            self.errors.append(f"{name} lies in the future: correct the date")
        return found.isoformat()

    def birth(self, name):
        """Return a birth date as far as known: {born_on} or {birth_year, birth_month}."""
        value = (self.typed.get(name) or "").strip()
        part = re.fullmatch(r"(?:(0?[1-9]|1[0-2])/)?((?:19|20)\d\d)|((?:19|20)\d\d)-(0[1-9]|1[0-2])", value)
        if not part:
            return {"born_on": self.day(name)}
        year, month = int(part[2] or part[3]), part[1] or part[4]
        if date(year, int(month or 1), 1) > self.moment.astimezone(LONDON).date():
            self.errors.append(f"{name} lies in the future: correct the date")
        return {"birth_year": year, "birth_month": int(month) if month else None}

    def child(self):
        """Return the child of the row."""
        child = {
            "first_name": self.text("child_first_name"), "last_name": self.text("child_last_name"),
            **self.birth("child_date_of_birth"), "expected_on": self.day("child_expected_on", may_be_ahead=True),
            "sex": self.one_of("child_sex", SEXES), "address": self.text("address"), "postcode": self.text("postcode"),
        }  # fmt: skip
        if child.get("born_on") and child["expected_on"]:
            self.errors.append("The child has a date of birth and an expected date: keep one of them")
        return {name: value for name, value in child.items() if value}

    def adults(self):
        """Return the adults of the row."""
        found = []
        for adult in ADULTS:
            person = {"first_name": self.text(f"{adult}_first_name"), "last_name": self.text(f"{adult}_last_name")}
            if not any(person.values()):
                continue
            born = self.birth(f"{adult}_date_of_birth")
            relation = self.one_of(f"{adult}_relation", {"": RelationKind.HOUSEHOLD.value, **RELATIONS})
            person |= {**born, "relation": relation}
            found.append({name: value for name, value in person.items() if value})
        return found


def checked_row(typed, moment):
    """Return one row as {line, values, errors}."""
    row = Row(typed.cells, moment)
    values = {
        "notification_number": row.text("notification_number"), "officer": row.text("officer"),
        "received_at": row.moment_of("received_at"), "occurred_at": row.moment_of("occurred_at"),
        "risk": row.one_of("risk", RISKS), "domestic_abuse": row.one_of("domestic_abuse", YES_NO),
        "circumstances": row.text("circumstances"), "child": row.child(), "adults": row.adults(),
    }  # fmt: skip
    if typed.beyond:
        row.errors.append("The row has more columns than the first line: put text with commas in quotation marks")
    return {"line": typed.line, "values": values, "errors": row.errors}
