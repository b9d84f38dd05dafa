"""A question: one field of a form, bound to its answer and rendered as a GOV.UK component."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

# What a plain Django field looks like when it has no component of its own, by its widget.
WIDGET_TEMPLATES = (
    (forms.RadioSelect, "ui/fields/radios.html"),
    (forms.CheckboxSelectMultiple, "ui/fields/checkboxes.html"),
    (forms.CheckboxInput, "ui/fields/confirm.html"),
    (forms.Select, "ui/fields/select.html"),
    (forms.Textarea, "ui/fields/textarea.html"),
    (forms.FileInput, "ui/fields/file.html"),
    (forms.PasswordInput, "ui/fields/password.html"),
)


class Question(BoundField):
    """A field of a form with its label, hint, error and input; `{{ form.reason }}` renders it."""

    field: Any  # one of `ui.fields`, or one of Django's own

    def __str__(self):
        """Render the whole component, or the bare input of a hidden field."""
        return self.as_widget() if self.is_hidden else self.as_field_group()

    __html__ = __str__

    @property
    def template_name(self):
        """The template of the component."""
        if self.field.template_name:
            return self.field.template_name
        for widget, template in WIDGET_TEMPLATES:
            if isinstance(self.field.widget, widget):
                return template
        return "ui/fields/input.html"

    def value(self):
        """Return the answer to show: sent, else drafted, else the first one."""
        draft = getattr(self.form, "draft_answers", None)
        widget = self.field.widget
        is_drafted = not self.form.is_bound and draft is not None
        if is_drafted and not widget.value_omitted_from_data(draft, {}, self.html_name):
            return widget.value_from_datadict(draft, {}, self.html_name)
        return super().value()

    def option(self, name, default=""):
        """Return a presentation option of the field, which a plain Django field does not have."""
        return getattr(self.field, name, default)

    @property
    def element_id(self):
        """The id of the component, from which the ids of its parts are made."""
        return self.auto_id or self.html_name

    @property
    def first_id(self):
        """The id of the input that the error summary leads to."""
        return self.parts[self.first_wrong_part]["id"] if self.parts else self.element_id

    @property
    def first_wrong_part(self):
        """The number of the first part of a date that has an error."""
        return next((i for i, part in enumerate(self.parts) if part["is_wrong"]), 0)

    @property
    def shown_label(self):
        """The label, saying so where an answer is optional."""
        is_marked = not self.field.required and self.option("marks_optional", False)
        return f"{self.label} (optional)" if is_marked else self.label

    @property
    def error(self):
        """The first error, or an empty string."""
        return self.errors[0] if self.errors else ""

    @property
    def hint_and_error_ids(self):
        """The ids of hint and error, as aria-describedby wants them."""
        ids = [f"{self.element_id}-hint"] if self.help_text else []
        ids += [f"{self.element_id}-error"] if self.errors else []
        return " ".join(ids)

    @property
    def counted_ids(self):
        """The same for a text area with a count, which names the count first."""
        return f"{self.element_id}-info {self.hint_and_error_ids}".strip()

    @property
    def input_type(self):
        """The type of a one-line input: text unless email or tel."""
        kind = self.field.widget.input_type
        return kind if kind in ("email", "tel", "search", "url") else "text"

    @property
    def inputmode(self):
        """The keyboard a phone shows."""
        is_number = isinstance(self.field, forms.IntegerField) and not isinstance(
            self.field, (forms.DecimalField, forms.FloatField)
        )
        return self.option("inputmode") or ("numeric" if is_number else "")

    @property
    def width_class(self):
        """The class of the input's width, with a space before it."""
        width = self.option("width")
        if not width:
            return ""
        return f" govuk-input--width-{width}" if str(width).isdigit() else f" govuk-!-width-{width}"

    @property
    def is_counted(self):
        """Whether a text area shows how much may still be written."""
        return bool(self.option("max_words") or getattr(self.field, "max_length", None))

    @property
    def starts_with_line_end(self):
        """Whether the answer begins with a line end, which a browser would drop."""
        return self.text[:1] in ("\n", "\r")

    @property
    def is_ticked(self):
        """Whether a single box is ticked."""
        return bool(self.value())

    @property
    def text(self):
        """The answer as text."""
        value = self.value()
        return "" if value is None else str(value)

    @property
    def chosen(self):
        """The chosen values of radios, checkboxes or select, as a set of text."""
        value = self.value()
        if value is None:
            return {""}
        values = value if isinstance(value, (list, tuple, set)) else [value]
        return {str(self.field.prepare_value(item)) for item in values}

    @cached_property
    def parts(self):
        """The boxes of a date or moment: label, id, name, value, width and whether each is wrong."""
        widget = self.field.widget
        if not hasattr(widget, "parts"):
            return []
        value, wrong = self.value() or {}, self.wrong_parts
        return [
            {
                "label": part.capitalize(),
                "id": f"{self.element_id}-{part}",
                "name": f"{self.html_name}-{part}",
                "value": value.get(part, ""),
                "width": widget.parts[part],
                "is_wrong": bool(self.errors) and (part in wrong or not wrong),
                "is_numeric": part != "time",
            }
            for part in widget.parts
        ]

    @property
    def wrong_parts(self):
        """The names of the parts an error is about; empty for all of them."""
        errors = self.form.errors.get(self.name)
        code = (errors.as_data()[0].code if errors else "") or ""
        return code.removeprefix("parts:").split("-") if code.startswith("parts:") else []

    @cached_property
    def items(self):
        """The choices of radios, checkboxes or select, flat, in order."""
        return [item for group in self.groups for item in group["items"]]

    @cached_property
    def groups(self):
        """The choices as groups (label, items, is_open: one is chosen); one without a label when there are none."""
        groups: list[dict] = [{"label": "", "items": []}]
        number = 1
        for value, label in self.field.choices:
            if isinstance(label, (list, tuple)):
                members = [self.item(v, text, number + i) for i, (v, text) in enumerate(label)]
                groups.append({"label": value, "items": members})
                number += len(members)
                continue
            if str(value) in self.option("dividers", {}):
                groups[0]["items"].append({"divider": self.field.dividers[str(value)]})
                number += 1
            groups[0]["items"].append(self.item(value, label, number))
            number += 1
        for group in groups:
            group["is_open"] = any(item.get("is_chosen") for item in group["items"])
        return [group for group in groups if group["items"]]

    def item(self, value, label, number):
        """Return one choice as its template needs it."""
        key = "" if value is None else str(value)
        reveals = self.option("reveals", {}).get(key, ())
        item_id = self.element_id if number == 1 else f"{self.element_id}-{number}"
        return {
            "id": item_id,
            "value": key,
            "label": label,
            "hint": self.option("hints", {}).get(key, ""),
            "is_chosen": key in self.chosen,
            "is_exclusive": key in self.option("exclusive", ()),
            "reveals": [self.form[name] for name in reveals],
        }
