"""The questions of an assessment, in the sections in which it is written."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.statute.codes import code_set

from ..choices import NEEDS, NO_FACTOR, NOT_STATED, AssessmentKind, AssessmentOutcome

# (slug, heading, names of the questions); the page writes them in this order.
SECTIONS = (
    ("about", "About this assessment", ("reason", "taking_part", "agencies_said")),
    ("seen", "Seeing the child", ("not_seen_reason", "not_alone_reason")),
    ("wishes", "The child's wishes and feelings", ("wishes", "what_changed")),
    ("development", "The child's development", ("development",)),
    ("parenting", "Parents and carers", ("parenting",)),
    ("environment", "Family and surroundings", ("environment",)),
    ("factors", "Need and factors", ("primary_need", "factors")),
    ("analysis", "Analysis", ("strengths", "worries", "analysis")),
    ("outcome", "What happens next", ("outcome", "next_steps")),
)


def long(label, hint="", rows=6):
    """Return a long answer that may wait until the assessment is sent."""
    return fields.LongTextField(label=label, hint=hint, rows=rows, required=False, marks_optional=False)


class StartAssessmentForm(Form):
    """When an assessment starts, who writes it, and for which of the children referred together."""

    started_on = fields.DateField(label="Day it starts", not_future=True)
    worker = fields.ModelSelectField(label="Who writes it", queryset=None)
    reason = fields.LongTextField(label="Why it is made", rows=4, required=False)

    def __init__(self, *args, workers, siblings, **options):
        super().__init__(*args, **options)
        self.fields["worker"].queryset = workers
        self.siblings = {str(row.pk): row for row in siblings}
        if siblings:
            self.fields["siblings"] = fields.CheckboxesField(
                label="Start one for these children as well",
                choices=[(key, str(row.person)) for key, row in self.siblings.items()], required=False,
                hint="They were referred together. Each child has an assessment of their own.",
            )  # fmt: skip
            self.fields["siblings"].speak("siblings")

    @property
    def answers(self):
        """The answers as the action takes them, with the episodes of the brothers and sisters chosen."""
        chosen = self.cleaned_data.get("siblings", ())
        return self.cleaned_data | {"siblings": [self.siblings[key] for key in chosen]}


class WriteForm(Form):
    """All of an assessment; nothing must be answered until it is sent."""

    reason = long("Why this assessment is made", "What was told, by whom, and what was known before.")
    taking_part = long("How the family took part", "Whom you talked with, when, and what they want to happen.")
    agencies_said = long("What other agencies know", "School, health, police and others: what each said.")
    not_seen_reason = long(
        "Why the child was not seen", "Only where no visit below says that the child was seen.", rows=3
    )
    not_alone_reason = long(
        "Why the child was not seen alone", "Only where no visit says that the child was seen alone.", rows=3
    )
    wishes = long("What the child says, wants and feels", "The child's own words where you have them.")
    what_changed = long(
        "What changed because of that", "What you or others do differently now; or why nothing could change."
    )
    development = long("The child's development", "Health, learning, feelings, identity, friends, self-care.")
    parenting = long("Parents and carers", "Care, safety, warmth, stimulation, guidance, stability.")
    environment = long("Family and surroundings", "Family history, wider family, home, work, income, community.")
    primary_need = fields.RadiosField(
        label="The child's primary need", choices=[row for row in NEEDS if row[0] != NOT_STATED], required=False,
        marks_optional=False, hint="The one that matters most, whatever else there is.",
    )  # fmt: skip
    factors = fields.CheckboxesField(
        label="Factors found", choices=(), required=False, marks_optional=False, small=True, exclusive=(NO_FACTOR,),
        hint="The list of the children in need census. Select all that were found.",
    )  # fmt: skip
    strengths = long("What goes well")
    worries = long("What worries you")
    analysis = long(
        "What it all means for the child", "Why you think so, and what happens if nothing changes.", rows=10
    )
    outcome = fields.RadiosField(label="What the assessment leads to", choices=(), required=False, marks_optional=False)
    next_steps = long("What happens next", "Who does what by when, in words the family understands.")

    def __init__(self, *args, assessment, siblings=(), **options):
        super().__init__(*args, **options)
        self.assessment = assessment
        on = code_set("assessment_factor").choices(on=assessment.counted_from_on)
        self.fields["factors"].choices = on
        left_out = set() if assessment.kind == AssessmentKind.INITIAL else {AssessmentOutcome.CORE.value}
        self.fields["outcome"].choices = [row for row in AssessmentOutcome.choices if row[0] not in left_out]
        if siblings:
            self.fields["siblings"] = fields.CheckboxesField(
                label="Copy what is about the whole family to the assessments of",
                choices=siblings,
                required=False,
                hint="Why it is made, how the family took part, what agencies know, parents, surroundings: "
                "only where theirs are still empty.",
            )
            self.fields["siblings"].speak("siblings")

    @property
    def sections(self):
        """The sections as (slug, heading, questions)."""
        return [(slug, heading, [self[name] for name in names]) for slug, heading, names in SECTIONS]

    @property
    def answers(self):
        """The answers as the action takes them."""
        return {name: answer for name, answer in self.cleaned_data.items() if name != "siblings"}


class NoteForm(Form):
    """What a manager found at a review point."""

    note = fields.LongTextField(label="What you found, and what you ask for", rows=5)


class AuthoriseForm(Form):
    """The manager's word on an assessment that was sent."""

    note = fields.LongTextField(label="Your oversight, in your words", required=False, rows=4)


class ReturnForm(Form):
    """Why an assessment goes back to its writer."""

    reason = fields.LongTextField(label="What is to be done first", rows=4)
