"""What a form says of a missing answer is a sentence that somebody could have written, in every form of every room."""

import importlib
import pkgutil
import re
from copy import deepcopy

import harbourlight
from harbourlight.foundations.ui.forms import Form, rows_of

STOPS = "you it to from in by with give find brought counted which whom who why how when where since if of on at for"
NOT_A_NOUN = re.compile(rf"^\w+ the ({'|'.join(STOPS.split())})\b")
HANGS = re.compile(r"^\w+ the .*\b(is|are|to|of|from|in|by)$")


def every_form():
    """Yield every form class of the product."""
    for module in pkgutil.walk_packages(harbourlight.__path__, "harbourlight."):
        if ".forms" in module.name and ".tests" not in module.name:
            importlib.import_module(module.name)
    waiting = [Form]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if ".tests" not in form.__module__ and form.__module__.startswith("harbourlight."):
                yield form


def badly_said(words):
    """Say whether a message was put together from a label that is no noun."""
    return any(pattern.search(words) for pattern in (NOT_A_NOUN, HANGS))


def test_what_a_form_says_of_a_missing_answer_is_a_sentence():
    said = []
    for form in every_form():
        for name, declared in form.base_fields.items():
            if hasattr(declared, "speak"):
                field = deepcopy(declared)
                field.speak(name)
                if field.required:
                    said.append((form.__name__, name, str(field.error_messages["required"])))
    bad = [each for each in said if badly_said(each[2])]
    assert not bad, "\n".join(map(str, bad))
    assert len(said) > 500


def test_sentences_put_together_badly_are_found():
    bad = ("Select the you are", "Select the in what place you challenge", "Select the caller is", "Enter the from")
    assert [words for words in bad if not badly_said(words)] == []
    good = ("Select who you are", "Enter the new date by which it is to be done", "Enter by when the members answer")
    assert [words for words in good if badly_said(words)] == []


def test_too_few_rows_are_named_by_what_they_are():
    rows = rows_of(Form, row_name="Child", least=1)({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
    assert not rows.is_valid()
    assert rows.non_form_errors() == ["Add at least one child"]
