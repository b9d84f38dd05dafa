"""Forms: questions in GOV.UK components, an error summary, and what keeps a second submit harmless."""

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string

from . import drafts
from .fields import LongTextField, TextField
from .questions import Question
from .sending import ANSWERED

TYPED = (TextField, LongTextField)
KEPT_APART = ("submission", "version")


class Renderer(DjangoTemplates):
    """Renders every form and field with Harbourlight's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/fields/input.html"
    bound_field_class = Question


# One for all forms: each renderer keeps the templates it has compiled.
RENDERER = Renderer()


class SubmissionField(forms.UUIDField):
    """The number by which a second sending of a form is known; an empty or unreadable one is none."""

    def __init__(self):
        super().__init__(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def speak(self, name):
        """Say nothing: nobody reads it."""

    def clean(self, value):
        """Return the number, or None."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


def draft_of_page(form):
    """Return the drafts of the page that a form stands on, where a person types into it and nothing was sent."""
    request = ANSWERED.get()
    if form.is_bound or request is None or request.resolver_match is None:
        return None
    is_typed = any(isinstance(field, TYPED) for field in form.fields.values())
    return drafts.of_this_page(request) if is_typed else None


class Form(forms.Form):
    """The form of a room: validates, never saves.

    Arguments besides Django's: `draft` (what `drafts.offered` returned; without it a form in which a person types is
    offered the drafts of its page) and `moment` (the request's, needed by dates that must not lie in the future).
    `cleaned_data` holds the answers only; the number that keeps a second sending harmless is `form.submission` (a
    UUID) and the version the person saw is `form.version` (an int, when `initial` has a `version`). A form that only
    narrows what a page shows says `is_search = True`, one with a prefix is a row of a list; neither has a number.
    """

    # Each field is one of `ui.fields`, whose choices and rows a form of a room fills in; answers exist once judged.
    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    data: Any
    is_search = False
    default_renderer = RENDERER
    bound_field_class = Question
    template_name = "ui/form.html"

    def __init__(self, *args, draft=None, moment=None, **options):
        super().__init__(*args, **options)
        self.draft_given, self.moment = draft, moment
        self.submission = self.version = None
        self.is_row = self.prefix is not None
        if not (self.is_search or self.is_row):
            self.fields["submission"] = SubmissionField()
        if "version" in self.initial:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        for name, field in self.fields.items():
            if hasattr(field, "speak"):
                field.speak(name)

    @property
    def draft(self):
        """The drafts that wait: those given, else those of the page where a person types into this form."""
        if self.draft_given is not None or self.is_search or self.is_row:
            return self.draft_given
        return draft_of_page(self)

    @property
    def draft_answers(self):
        """The answers of the draft in use, as they were typed."""
        used = getattr(self.draft, "used", None)
        return used.answers if used and not self.is_bound else None

    def get_initial_for_field(self, field, field_name):
        """Return the first answer; the version is that of the draft in use, so a later change shows."""
        used = getattr(self.draft, "used", None)
        if field_name == "version" and used and used.version is not None:
            return used.version
        return super().get_initial_for_field(field, field_name)

    @property
    def adds_row(self):
        """Whether a button asked for one more row of a list, and nothing is to be judged yet."""
        return self.is_bound and "add_another" in self.data

    def is_valid(self):
        """Say whether every answer is good."""
        return not self.adds_row and super().is_valid()

    def full_clean(self):
        """Judge the answers, unless only another row was asked for."""
        if self.adds_row:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            return
        super().full_clean()

    def _clean_fields(self):
        super()._clean_fields()  # type: ignore[misc]
        for name in self.unrevealed_names():
            self._errors.pop(name, None)
            self.cleaned_data[name] = empty_answer(self.fields[name])
        for name, field in self.fields.items():
            self.compare_with_moment(name, field)

    def compare_with_moment(self, name, field):
        """Put an error on a date that lies on the wrong side of now."""
        answer = self.cleaned_data.get(name)
        if answer is None or not (getattr(field, "not_future", False) or getattr(field, "not_past", False)):
            return
        if self.moment is None:
            raise ImproperlyConfigured(f"{type(self).__name__} needs moment=request.moment for {name}")
        try:
            field.compare(answer, self.moment)
        except forms.ValidationError as refusal:
            self.add_error(name, refusal)

    def unrevealed_names(self):
        """Return the names of fields whose revealing answer was not chosen."""
        hidden = set()
        for name, field in self.fields.items():
            chosen = self[name].chosen if getattr(field, "reveals", None) else ()
            for value, revealed in (getattr(field, "reveals", None) or {}).items():
                if value not in chosen or name in hidden:
                    hidden.update(revealed)
        return hidden

    def clean(self) -> dict[str, Any]:
        """Return the answers, so that a form of a room can judge them together."""
        super().clean()
        return self.cleaned_data

    def __getitem__(self, name) -> Question:
        """Return a field with its answer."""
        return cast(Question, super().__getitem__(name))

    def _clean_form(self):
        super()._clean_form()  # type: ignore[misc]
        for name in KEPT_APART:
            if name in self.fields and name in self.cleaned_data:
                setattr(self, name, self.cleaned_data.pop(name))
        if "submission" in self.fields and self.submission is None:
            self.submission = uuid.uuid4()

    beside: tuple[tuple[str, str], ...] = ()  # pairs of questions of a row that stand beside each other
    folded: tuple[str, ...] = ()  # questions of a row that wait behind one line
    folds = "More"  # what that line says

    @property
    def lines(self):
        """The questions of a row that stand open, line by line: one question, or two beside each other."""
        shown = {question.name: question for question in self.questions if question.name not in self.folded}
        pairs, second = dict(self.beside), {last for _, last in self.beside}
        begin = [name for name in shown if name not in second]
        return [[shown[each] for each in (name, pairs.get(name)) if each in shown] for name in begin]

    @property
    def folded_questions(self):
        """The questions of a row that are folded."""
        return [question for question in self.questions if question.name in self.folded]

    @property
    def stands_open(self):
        """Whether what is folded stands open: where something was answered there, or is wrong."""
        return self.is_bound and any(name in self.errors or name in self.changed_data for name in self.folded)

    @property
    def questions(self):
        """The visible questions in order, without those another one reveals."""
        revealed = {
            name
            for field in self.fields.values()
            for names in (getattr(field, "reveals", None) or {}).values()
            for name in names
        }
        return [question for question in self.visible_fields() if question.name not in revealed]

    def get_context(self):
        """Return what the form's template needs."""
        return {"form": self}

    @property
    def error_summary(self):
        """The box at the top of the page that leads to each wrong answer; empty if there is none."""
        return summary_of([self])

    def problems(self):
        """Return each first error as (words, id of its input or an empty string)."""
        found = [(words, "") for words in self.non_field_errors()]
        for name in self.fields:
            if name in self.errors:
                question = self[name]
                found.append((question.error, "" if question.is_hidden else question.first_id))
        return found


def empty_answer(field):
    """Return what an optional field gives when it is left empty."""
    if isinstance(field, forms.MultipleChoiceField):
        return []
    return getattr(field, "empty_value", None)


def summary_of(several):
    """Return one error summary for several forms and row sets on a page."""
    problems = [problem for form in several for problem in form.problems()]
    return render_to_string("ui/error_summary.html", {"problems": problems}) if problems else ""


class Rows(BaseFormSet):
    """A list of the same questions, with a button to add another row; works without JavaScript."""

    data: Any
    renderer = None
    row_name = "Row"

    def __init__(self, *args, draft=None, moment=None, **options):
        options["form_kwargs"] = {
            **options.get("form_kwargs", {}), "draft": draft, "moment": moment}  # fmt: skip
        super().__init__(*args, **options)
        self.draft = draft
        if self.adds_row:
            self.data = self.data.copy()
            count = f"{self.prefix}-TOTAL_FORMS"
            more = self.data["add_another"] == self.prefix
            self.data[count] = min(whole(self.data.get(count)) + more, self.absolute_max)

    @property
    def adds_row(self):
        """Whether a button asked for one more row of this or another list on the page."""
        return self.is_bound and "add_another" in self.data

    def is_valid(self):
        """Say whether every row is good."""
        return not self.adds_row and super().is_valid()

    def full_clean(self):
        """Judge the rows, unless only another row was asked for."""
        if self.adds_row:
            self._errors, self._non_form_errors = [], self.error_class(renderer=self.renderer)
            return
        super().full_clean()

    def add_fields(self, form, index):
        """Add the box that removes a row, in the row's own word."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = f"Remove this {self.row_name.lower()}"

    def total_form_count(self):
        """Return how many rows to show: as many as a draft in use had, if that is more."""
        count, used = super().total_form_count(), getattr(self.draft, "used", None)
        if self.is_bound or not used:
            return count
        return max(count, min(whole(used.answers.get(f"{self.prefix}-TOTAL_FORMS")), self.absolute_max))

    @property
    def answers(self):
        """The answers of the rows that were filled in and not removed."""
        return [
            {name: answer for name, answer in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if form.cleaned_data and form.has_changed() and not self._should_delete_form(form)  # type: ignore[attr-defined]
        ]

    @property
    def error_summary(self):
        """The box at the top of the page that leads to each wrong answer."""
        return summary_of([self])

    def problems(self):
        """Return each first error as (words, id of its input or an empty string)."""
        found = [(words, "") for words in self.non_form_errors()]
        return found + [problem for form in self.forms for problem in form.problems()]


def whole(text):
    """Return a text as a whole number, nought where it is none."""
    return int(text) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 10 else 0


def rows_of(form_class, *, row_name="Row", extra=1, most=50, least=0):
    """Return a `Rows` class whose rows ask the questions of `form_class`.

    `row_name` heads each row ("Child" gives "Child 1"); `extra` empty rows are shown at first; from
    `least` to `most` rows are accepted.
    """
    noun = row_name.lower()
    refusals = BaseFormSet.default_error_messages | {
        "too_few_forms": f"Add at least one {noun}" if least == 1 else f"Add at least {least}: {noun}",
        "too_many_forms": f"Add at most {most}: {noun}",
    }
    return formset_factory(
        form_class,
        formset=type(f"{form_class.__name__}Rows", (Rows,), {"row_name": row_name, "default_error_messages": refusals}),
        extra=extra,
        max_num=most,
        absolute_max=most,
        min_num=least,
        validate_min=bool(least),
        validate_max=True,
        can_delete=True,
        renderer=Renderer(),
    )
