"""What every question has in common: hint, width, and errors in plain words made from its label."""

from typing import Any

from django.forms.fields import Field

ASKS = frozenset("what when where which who whom whose how why whether".split())
NEEDS_NO_ARTICLE = ASKS | frozenset("a an the your their its his her any all".split())
LEADS_IN = frozenset("by from in on since to under until with".split())  # "by when", "from which agency"


def spoken(label):
    """Return a label as it stands within a sentence: "the reason" for "Reason"."""
    text = str(label).strip()
    first, _, rest = text.partition(" ")
    if not first.isupper() or len(first) == 1:
        text = text[:1].lower() + text[1:]
    begins, follows = (word.lower().strip(",:") for word in (first, rest.split(" ")[0]))
    is_whole = begins in NEEDS_NO_ARTICLE or (begins in LEADS_IN and follows in ASKS)
    return text if is_whole else f"the {text}"


def capitalised(text):
    """Return a text with its first letter in upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


def when_missing(verb, label):
    """Return what to say when there is no answer: "Enter the reason", or for a question "Answer ‘…?’"."""
    if str(label).rstrip().endswith("?"):
        return f"Answer “{str(label).strip()}”"
    return f"{verb} {spoken(label)}"


NOT_LISTED, LISTED = ("invalid_choice", "invalid_list", "invalid_pk_value"), "Select {0} from the list"
LIMITS = {
    "max_length": "{0} must be {1} characters or fewer",
    "min_length": "{0} must be {1} characters or more",
    "max_value": "{0} must be {1} or less",
    "min_value": "{0} must be {1} or more",
}


class Presented(Field):
    """A field with a component: see the module `fields` for its options."""

    verb = "Enter"
    template_name: str | None = None
    inputmode = ""
    invalid = "{0} is not in a form we can read"

    def __init__(
        self, *, hint="", missing="", heading=False, size="", width="", autocomplete="", inputmode="",
        marks_optional=True, error_messages=None, **options,
    ):  # fmt: skip
        options.setdefault("template_name", self.template_name)
        super().__init__(help_text=hint, error_messages=error_messages, **options)
        self.missing, self.heading, self.size, self.width = missing, heading, size, width
        self.autocomplete, self.marks_optional = autocomplete, marks_optional
        self.inputmode = inputmode or self.inputmode
        self.given_messages = error_messages or {}

    @property
    def spoken(self):
        """The label at the start of a sentence: "The reason"."""
        return capitalised(spoken(self.label or "answer"))

    def speak(self, name):
        """Give the field a label if it has none, and its error messages in plain words."""
        if self.label is None:
            self.label = capitalised(name.replace("_", " "))
        self.error_messages |= {
            "required": self.missing or when_missing(self.verb, self.label),
            "invalid": self.invalid.format(self.spoken),
            **dict.fromkeys(NOT_LISTED, LISTED.format(spoken(self.label))),
            **self.given_messages,
        }
        validators: list[Any] = self.validators
        for validator in validators:
            words = LIMITS.get(getattr(validator, "code", ""))
            if words:
                validator.message = words.format(self.spoken, validator.limit_value)
