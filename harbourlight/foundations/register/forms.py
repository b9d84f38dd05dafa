"""The questions of the register."""

from django.core.validators import RegexValidator

from harbourlight.foundations.agencies.choices import AgencyKind, Role, Sector, TeamKind
from harbourlight.foundations.notices.choices import Concern, Day, Rung
from harbourlight.foundations.rules.declared import UNITS
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import TABLE_KINDS

from . import term_dates

STATES = (("", "Now"), ("ended", "Ended"), ("all", "All"))
NOW, LATER = "now", "later"


class SearchForm(Form):
    """What a list of the register is narrowed to; nothing asked is everything now."""

    is_search = True

    name = fields.TextField(label="Name", required=False, marks_optional=False, width=20)
    state = fields.SelectField(label="Shown", choices=STATES, required=False, empty_label=None, marks_optional=False)

    @property
    def asked(self):
        """The answers, or nothing where they make no sense."""
        return self.cleaned_data if self.is_valid() else {}


class AgencySearchForm(SearchForm):
    """Which agencies to list."""

    sector = fields.SelectField(choices=Sector.choices, empty_label="All", required=False, marks_optional=False)
    kind = fields.SelectField(choices=AgencyKind.choices, empty_label="All", required=False, marks_optional=False)
    area = fields.ModelSelectField(queryset=None, empty_label="All", required=False, marks_optional=False)
    field_order = ("name", "sector", "kind", "area", "state")

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas


class TeamSearchForm(SearchForm):
    """Which teams to list."""

    area = fields.ModelSelectField(queryset=None, empty_label="All", required=False, marks_optional=False)
    field_order = ("name", "area", "state")

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas
        self.fields["name"].label = "Team or agency"


class ProfessionalSearchForm(SearchForm):
    """Which people to list."""

    agency = fields.ModelSelectField(queryset=None, empty_label="All", required=False, marks_optional=False)
    role = fields.SelectField(choices=Role.choices, empty_label="All", required=False, marks_optional=False)
    field_order = ("name", "agency", "role", "state")

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies
        self.fields["name"].label = "Name, e-mail or job"


class AreaForm(Form):
    """An area."""

    name = fields.TextField(label="Name", max_length=120)
    code = fields.TextField(
        label="Short name",
        hint="Small letters, figures and hyphens, like north-shore",
        max_length=20,
        width=20,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "The short name holds small letters, figures and hyphens only")],
    )
    authority_code = fields.TextField(
        label="Code of the local authority", hint="Like E06000001", max_length=9, width=10, required=False
    )
    started_on = fields.DateField(label="First day")


class AgencyForm(Form):
    """An agency."""

    name = fields.TextField(label="Name", max_length=200)
    sector = fields.SelectField(label="Sector", choices=Sector.choices)
    kind = fields.RadiosField(label="Standing in law", choices=AgencyKind.choices)
    phone = fields.TelephoneField(label="Telephone", max_length=40, required=False)
    email = fields.EmailField(label="E-mail", hint="A shared address, not one person’s", required=False)
    started_on = fields.DateField(label="First day in the partnership")


class RepresentativeForm(Form):
    """Who represents an agency in an area."""

    representative = fields.ModelSelectField(
        label="Who represents it there", queryset=None, required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["representative"].queryset = people


class CoverForm(RepresentativeForm):
    """An area that an agency works in."""

    area = fields.ModelSelectField(label="Area", queryset=None)
    started_on = fields.DateField(label="First day")
    field_order = ("area", "started_on", "representative")

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas


class TeamForm(Form):
    """A team of an agency."""

    name = fields.TextField(label="Name", max_length=120)
    kind = fields.SelectField(label="What it does", choices=TeamKind.choices)
    area = fields.ModelSelectField(label="Area", queryset=None)
    phone = fields.TelephoneField(label="Telephone", max_length=40, required=False)
    email = fields.EmailField(label="E-mail", hint="A shared address, not one person’s", required=False)
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas


class AccountForm(Form):
    """What is known of a professional."""

    name = fields.TextField(label="Name", max_length=120)
    email = fields.EmailField(label="E-mail", hint="At work; the address to sign in with")
    agency = fields.ModelSelectField(label="Agency", queryset=None)
    job_title = fields.TextField(label="Job", max_length=120, required=False)
    phone = fields.TelephoneField(label="Telephone", max_length=40, required=False)

    def __init__(self, *args, agencies, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies


class InviteForm(AccountForm):
    """A new account."""

    roles = fields.CheckboxesField(label="Roles", choices=Role.choices, small=True)
    area = fields.ModelSelectField(
        label="Area of the roles", queryset=None, required=False, empty_label="All areas of the agency"
    )
    team = fields.ModelSelectField(label="Team", queryset=None, required=False, empty_label="None")
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, areas, teams, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas
        self.fields["team"].queryset = teams


class RoleForm(Form):
    """A role that somebody gets."""

    role = fields.SelectField(label="Role", choices=Role.choices)
    area = fields.ModelSelectField(label="Area", queryset=None, required=False, empty_label="All areas of the agency")
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas


class MembershipForm(Form):
    """A place in a team that somebody gets."""

    team = fields.ModelSelectField(label="Team", queryset=None)
    is_manager = fields.YesNoField(label="Do they manage the team?")
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, teams, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams


class DutyForm(Form):
    """Hours of the week in which a team, or whoever reads a mailbox, is on duty."""

    who = fields.SelectField(label="Who is on duty?", missing="Select who is on duty")
    rung = fields.RadiosField(
        label="When are they told of something urgent?", missing="Select when they are told", choices=Rung.choices
    )
    days = fields.CheckboxesField(
        label="On which days do the hours begin?",
        hint="On a bank holiday only hours with “Bank holidays” ticked count, whatever day of the week it is",
        missing="Select on which days the hours begin",
        choices=Day.choices,
        small=True,
    )
    begins = fields.TimeField(label="First hour", missing="Enter when the hours begin", hint="Like 8:30am or 17:00")
    ends = fields.TimeField(
        label="Last hour", missing="Enter when the hours end", hint="A time no later than the first is on the next day"
    )
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, teams, mailboxes, **options):
        super().__init__(*args, **options)
        self.holders = {f"team {team.pk}": {"team": team} for team in teams}
        self.holders |= {f"mailbox {mailbox.pk}": {"mailbox": mailbox} for mailbox in mailboxes}
        named = [(value, str(next(iter(holder.values())))) for value, holder in self.holders.items()]
        self.fields["who"].choices = [("", "Select"), *named]

    def clean(self):
        """Return the answers with the team or the mailbox in place of its word."""
        answers = super().clean()
        holder = self.holders.get(answers.pop("who", ""), {})
        return answers | holder


class MailboxForm(Form):
    """A shared address of an agency or of a team."""

    agency = fields.ModelSelectField(label="Agency", queryset=None)
    team = fields.ModelSelectField(
        label="Team",
        hint="Only where one team of the agency reads it",
        queryset=None,
        required=False,
        empty_label="None",
    )
    concern = fields.RadiosField(label="What is it for?", choices=Concern.choices)
    email = fields.EmailField(label="E-mail", hint="A shared address, not one person’s")
    started_on = fields.DateField(label="First day")

    def __init__(self, *args, agencies, teams, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset, self.fields["team"].queryset = agencies, teams

    def clean(self):
        """Refuse a team of another agency."""
        answers = super().clean()
        team, agency = answers.get("team"), answers.get("agency")
        if team and agency and team.agency_id != agency.pk:
            self.add_error("team", f"Select a team of {agency}, or none")
        return answers


class EndForm(Form):
    """When something ends."""

    when = fields.RadiosField(
        label="When does it end?",
        choices=((NOW, "At once"), (LATER, "At the end of a day")),
        reveals={LATER: ("last_day",)},
    )
    last_day = fields.DateField(label="Last day", hint="They still work on it.", not_past=True)


class LeaveForm(EndForm):
    """When somebody leaves, and who takes each of the things that they leave behind."""

    def __init__(self, *args, left, colleagues, **options):
        super().__init__(*args, **options)
        for number, each in enumerate(left):
            name = f"taker_{number}"
            self.fields[name] = fields.ModelSelectField(label=f"Who takes “{each.words}”?", queryset=colleagues)
            self.fields[name].speak(name)


class TermsForm(Form):
    """A file of school terms."""

    idempotent = True
    file = fields.FileField(
        label="CSV file or workbook", kinds=TABLE_KINDS, max_mb=5,
        hint="Columns first_day, last_day, closed_days and opens_at. Days like 2026-09-02; closed days like "
        "2026-10-26 to 2026-10-30; 2026-11-02.",
    )  # fmt: skip

    def clean_file(self):
        """Return the terms in the file, and what of it was not read."""
        return term_dates.read(self.cleaned_data["file"])


class RuleForm(Form):
    """Another number of an area for one of its rules, from a day on."""

    idempotent = True

    number = fields.IntegerField(label="Number")
    unit = fields.RadiosField(label="Counted in", choices=(), missing="Select what it is counted in")
    words = fields.LongTextField(label="What the rule says", rows=4, max_length=2000)
    from_on = fields.DateField(
        label="It holds from", hint="For what starts on that day or later.", missing="Enter the day from which it holds"
    )
    why = fields.LongTextField(label="Why it changes, and who agreed it", rows=3)

    def __init__(self, *args, rule, **options):
        super().__init__(*args, **options)
        for name in self.not_asked(rule):
            del self.fields[name]
        if "unit" in self.fields:
            self.fields["unit"].choices = [(unit, UNITS[unit].capitalize()) for unit in rule.choices]
        if "number" in self.fields:
            self.fields["number"].required = not rule.may_be_none
            self.fields["number"].hint = f"Leave empty to set none: then {rule.otherwise}." if rule.may_be_none else ""

    def not_asked(self, rule):
        """Return the questions that a rule does not ask: words or a number, and a unit only where there is a choice."""
        needless = ("number", "unit") if rule.unit == "words" else ("words",)
        return {*needless, *(("unit",) if len(rule.choices) == 1 else ())}
