"""Forms ask in plain words, lead to what is wrong, and keep answers apart from keys."""

import re
import uuid
from types import SimpleNamespace

from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from harbourlight.foundations.ui import fields, forms

CHOICES = (("school", "School"), ("other", "Somewhere else"))


class ContactForm(forms.Form):
    """Asks a little of everything."""

    reason = fields.LongTextField(max_words=5)
    nhs_number = fields.TextField(label="NHS number", required=False, max_length=10)
    was_seen = fields.YesNoField(label="Was the child seen?")
    place = fields.RadiosField(choices=CHOICES, reveals={"other": ("place_detail",)})
    place_detail = fields.TextField(label="Name of the place")
    needs = fields.CheckboxesField(choices=(("a", "A"), ("none", "None")), exclusive=("none",), required=False)
    letter = fields.FileField(required=False, kinds=("pdf",), max_mb=1)


GOOD = {"reason": "worried about him", "was_seen": "no", "place": "school", "submission": str(uuid.uuid4())}


def ids(html):
    """Return every id in some HTML."""
    return re.findall(r' id="([^"]+)"', html)


def test_what_is_missing_is_said_in_plain_words_and_led_to():
    form = ContactForm({"submission": str(uuid.uuid4())})
    assert not form.is_valid()
    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "reason": "Enter the reason",
        "was_seen": "Answer “Was the child seen?”",
        "place": "Select the place",
    }
    led_to = re.findall(r'href="#([^"]+)"', form.error_summary)
    assert len(led_to) == 3
    assert set(led_to) <= set(ids(str(form)))


def test_no_id_stands_twice():
    found = ids(str(ContactForm()))
    assert len(found) == len(set(found))


def test_answers_are_kept_apart_from_the_keys():
    form = ContactForm(GOOD | {"version": "3"}, initial={"version": 3})
    assert form.is_valid(), form.errors
    assert (form.submission, form.version) == (uuid.UUID(GOOD["submission"]), 3)
    assert set(form.cleaned_data) == set(ContactForm.base_fields)
    assert form.cleaned_data["was_seen"] is False


def test_a_second_showing_keeps_the_same_key():
    sent = GOOD | {"reason": ""}
    assert GOOD["submission"] in str(ContactForm(sent)["submission"])


def test_a_revealed_question_counts_only_when_it_is_revealed():
    assert ContactForm(GOOD | {"place_detail": "left over"}).errors == {}
    form = ContactForm(GOOD | {"place_detail": "left over"})
    assert form.is_valid()
    assert form.cleaned_data["place_detail"] == ""
    assert ContactForm(GOOD | {"place": "other"}).errors["place_detail"] == ["Enter the name of the place"]


def test_limits_are_said_in_plain_words():
    sent = MultiValueDict({name: [value] for name, value in GOOD.items()})
    sent.setlist("needs", ["a", "none"])
    sent["nhs_number"], sent["reason"] = "12345678901", "one two three four five six"
    files = {"letter": SimpleUploadedFile("letter.exe", b"x")}
    said = {name: errors[0] for name, errors in ContactForm(sent, files).errors.items()}
    assert said == {
        "reason": "The reason must be 5 words or fewer",
        "nhs_number": "The NHS number must be 10 characters or fewer",
        "needs": "Select “None” or the others, not both",
        "letter": "The file must be a PDF",
    }


def test_an_optional_question_says_so():
    assert "NHS number (optional)" in str(ContactForm()["nhs_number"])


def test_what_was_typed_is_escaped():
    form = ContactForm(GOOD | {"nhs_number": '"><script>', "reason": "</textarea><b>"})
    assert "<script>" not in str(form)
    assert "<b>" not in str(form)


def test_a_long_text_keeps_the_line_end_it_begins_with():
    assert ">\n\nfirst" in str(ContactForm(initial={"reason": "\nfirst"})["reason"])


def test_a_draft_is_shown_as_it_was_typed():
    class WhenForm(forms.Form):
        when = fields.DateField()
        note = fields.LongTextField()

    kept = MultiValueDict({"when-day": ["3"], "when-month": ["Mar"], "note": ["half a sent"]})
    offer = SimpleNamespace(used=SimpleNamespace(answers=kept, version=4), key="k", subject="")
    form = WhenForm(initial={"version": 7, "note": "older"}, draft=offer)
    assert 'value="Mar"' in str(form)
    assert "half a sent" in str(form)
    assert 'value="4"' in str(form["version"])
    assert not form.errors


def test_a_plain_django_form_has_the_components_too():
    class Plain(django_forms.Form):
        email = django_forms.EmailField(help_text="At work")
        stay = django_forms.BooleanField(required=False)
        kind = django_forms.ChoiceField(choices=CHOICES)

    shown = str(Plain(renderer=forms.Renderer()))
    assert 'type="email"' in shown
    assert "govuk-checkboxes__input" in shown
    assert "govuk-select" in shown


class ChildForm(forms.Form):
    """One row of a list."""

    name = fields.TextField()
    born_on = fields.DateField(label="Date of birth", required=False)


ChildRows = forms.rows_of(ChildForm, row_name="Child", most=3)


def sent_rows(count, **values):
    """Return what the browser sends for a list of children."""
    return MultiValueDict(
        {"c-TOTAL_FORMS": [str(count)], "c-INITIAL_FORMS": ["0"]} | {f"c-{k}": [v] for k, v in values.items()}
    )


def test_rows_give_the_answers_of_those_filled_in():
    rows = ChildRows(sent_rows(3, **{"0-name": "Ann", "1-name": "Ben", "1-DELETE": "on"}), prefix="c")
    assert rows.is_valid(), rows.errors
    assert rows.answers == [{"name": "Ann", "born_on": None}]
    assert "Remove this child" in str(rows.forms[0]["DELETE"])


def test_add_another_shows_one_more_row_and_judges_nothing():
    sent = sent_rows(1, **{"0-name": ""})
    sent["add_another"] = "c"
    rows = ChildRows(sent, prefix="c")
    assert not rows.is_valid()
    assert len(rows.forms) == 2
    assert rows.error_summary == ""
    form = ChildForm(sent)
    assert not form.is_valid()
    assert form.error_summary == ""


def test_a_wrong_row_is_led_to():
    rows = ChildRows(sent_rows(1, **{"0-born_on-day": "3"}), prefix="c")
    assert not rows.is_valid()
    assert 'href="#id_c-0-name"' in rows.error_summary
    assert 'href="#id_c-0-born_on-month"' in forms.summary_of([ContactForm(GOOD), rows])
