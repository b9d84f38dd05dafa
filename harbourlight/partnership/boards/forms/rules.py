"""Questions about the rules of a body: one for each rule of a part of its page."""

from typing import Any

from harbourlight.foundations.rules.declared import UNITS
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


def name_of(rule):
    """Return the name of a rule's question."""
    return rule.id.lower().replace("-", "_")


def question_of(rule, title):
    """Return the question that a rule asks."""
    if rule.options and rule.several:
        return fields.CheckboxesField(label=title, choices=rule.options, required=False, hint=rule.hint)
    if rule.options:
        return fields.RadiosField(label=title, choices=rule.options, hint=rule.hint, inline=len(rule.options) == 2)
    if rule.unit == "words":
        return fields.LongTextField(label=title, rows=6, required=False, hint=rule.hint)
    suffix = UNITS[rule.unit] if len(rule.choices) == 1 else ""
    least = max(rule.least, 0)
    return fields.IntegerField(label=title, min_value=least, max_value=rule.most, hint=rule.hint, suffix=suffix)


class RulesForm(Form):
    """The rules of one part of a body's page, from which day they hold, and why."""

    def __init__(self, *args, rules, titles, answers, **options):
        first = {}
        for rule in rules:
            name, held = name_of(rule), answers[rule.id]
            first[name] = held.get("number")
            if rule.unit == "words":
                words = held.get("words", "")
                first[name] = words.split() if rule.several else words
            first[f"{name}_unit"] = held["unit"]
        super().__init__(*args, initial=first | options.pop("initial", {}), **options)
        self.rules = rules
        own = {}
        for rule in rules:
            own[name_of(rule)] = question_of(rule, titles[rule.id])
            if len(rule.choices) > 1:
                own[f"{name_of(rule)}_unit"] = fields.SelectField(
                    label=f"{titles[rule.id]}: counted in", empty_label=None,
                    choices=[(unit, UNITS[unit].capitalize()) for unit in rule.choices],
                )  # fmt: skip
        own["from_on"] = fields.DateField(
            label="First day on which they hold", hint="For meetings and matters of that day or later."
        )
        own["why"] = fields.LongTextField(label="Why they change, and who agreed it", rows=2)
        kept = self.fields
        self.fields = {**own, **kept}
        for name, field in own.items():
            field.speak(name)

    @property
    def answers(self):
        """Return {id of a rule: number and unit, or words}, and the day from which they hold."""
        given = self.cleaned_data
        found = {"from_on": given["from_on"]}
        for rule in self.rules:
            name = name_of(rule)
            value: Any = given.get(name)
            if rule.unit == "words":
                words = "\n".join(value) if rule.several else "\n".join(line.strip() for line in value.splitlines())
                found[rule.id] = {"words": words.strip(), "unit": "words"}
            elif value is not None:
                found[rule.id] = {"number": value, "unit": given.get(f"{name}_unit") or rule.unit}
        return found
