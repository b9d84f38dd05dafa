"""Good answers to any form: what it shows first, and where it shows nothing, the first answer that could be right."""

from django import forms

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.ui.dates import DateField, DateTimeField, MomentWidget

WORDS = "Seen at home; the kitchen is warm."


def filled(form, moment):
    """Return the answers to a form as a browser would send them."""
    sent = {}
    for name, field in form.fields.items():
        sent |= answer(form.add_prefix(name), field, form[name].value(), moment)
    return sent


def parts(name, moment):
    """Return a day as a form sends it, with a time early on that day."""
    day = moment.astimezone(LONDON)
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year, f"{name}-time": "00:01"}


def answer(name, field, first, moment):
    """Return what is sent for one question."""
    if isinstance(field.widget, MomentWidget) or isinstance(field, (DateField, DateTimeField)):
        return {f"{name}-{part}": value for part, value in first.items()} if first else parts(name, moment)
    if isinstance(field, forms.MultipleChoiceField):
        return {name: first or ([value for value, _ in flat(field.choices)][:1] if field.required else [])}
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return {name: chosen(field, first)}
    if first in (None, "") and not field.required:
        return {}
    return {name: first if first not in (None, "") else plain(field)}


def flat(choices):
    """Yield the choices of a field, groups laid open."""
    for value, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield value, words


def chosen(field, first):
    """Return the answer that stands already where it is offered, else the first that says something."""
    values = [str(value) for value, _ in flat(field.choices) if str(value)]
    if str(getattr(first, "pk", first)) in values:
        return str(getattr(first, "pk", first))
    return values[0] if values else ""


def plain(field):
    """Return an answer to a question without choices."""
    if isinstance(field, forms.EmailField):
        return "somebody@harbourlight.example"
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, (forms.IntegerField, forms.DecimalField)):
        return "1"
    return WORDS[: field.max_length] if getattr(field, "max_length", None) else WORDS
