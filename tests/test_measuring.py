"""The measure of the house counts what it says it counts."""

import json

import pytest

from harbourlight.config import house, measuring
from harbourlight.config.house_forms import forms

VIEWS = '''"""Pages."""

@needs("harbour.work")
def berth(request):
    """Give a berth."""
    form = BerthForm(request.POST or None)
    return ask(request, form)

@needs("harbour.work")
def moor(request):
    """Moor."""
    return ask(request, MoorForm, drafts.offered(request, "moor"))

@needs("harbour.work")
def look(request):
    """Look."""
    return render(request, "look.html")

@needs("harbour.work")
def find(request):
    """Find."""
    form = Search(request.POST or None)
    return render(request, "find.html", {"form": form})

@require_POST
@needs("harbour.work")
def leave(request):
    """Leave."""
    actions.leave(submission=request.POST["submission"])

def ask(request, form, draft=None):
    """Ask."""
    return form(request.POST)
'''
FORMS = '''"""Questions."""

class Search(Form):
    """Carries nothing."""

    is_search = True

class BerthForm(Search):
    """Asks for a berth."""

class MoorForm(Form):
    """Asks where to moor."""
'''
ACTIONS = '''"""Verbs."""

def berth(by, at):
    """Give a berth."""
    Deadline.objects.create(due_at=at)
    take(step="berth", starts=[("CLK-REF-001", at)])
'''
OWN = '<form method="post"></form>\n'


@pytest.fixture
def harbour(tmp_path):
    """Return a house of one room, an engine that is new, and what does not count."""
    for name, text in {
        "practice/harbour/views.py": VIEWS,
        "practice/harbour/forms.py": FORMS,
        "practice/harbour/actions.py": ACTIONS,
        "practice/harbour/tests/test_berth.py": ACTIONS,
        "practice/harbour/migrations/0001_first.py": ACTIONS,
        "practice/harbour/templates/harbour/look.html": "<p>Look</p>\n",
        "practice/harbour/templates/harbour/own.html": OWN,
        "practice/harbour/pathway.py": 'BERTH = Pathway("berth", steps=(Step("berth", (), "berthed"),))\n',
        "foundations/notices/actions.py": '"""Verbs."""\n',
        "foundations/pathways/actions.py": "Deadline()\n",
        "demo/berths.py": ACTIONS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return house.files(tmp_path)


def test_each_hand_written_form_is_found_with_what_it_carries(harbour):
    found = {form.place.split()[-1]: form[1:] for form in forms(harbour)}
    assert found == {
        "berth": (False, False, True),
        "moor": (True, True, True),
        "leave": (True, True, False),
        "practice/harbour/templates/harbour/own.html": (False, False, True),
    }


def test_deadlines_made_outside_the_engine_are_found(harbour):
    assert house.deadlines_by_hand(harbour) == ["practice/harbour/actions.py:5", "practice/harbour/actions.py:6"]


def test_tests_migrations_and_the_demonstration_are_no_lines_of_a_room(harbour):
    room = measuring.room("harbour", harbour)
    assert room["lines"] == sum(len(each.splitlines()) for each in (VIEWS, FORMS, ACTIONS)) + 3
    assert room["html_bytes"] == len("<p>Look</p>\n") + len(OWN)


def test_a_longer_line_has_no_fewer_tokens(tmp_path):
    (tmp_path / "long.py").write_text("pay(a, b)\n")
    (tmp_path / "short.py").write_text("pay(\n    a,  # the harbour master\n    b\n)\n")
    long, short = house.files(tmp_path)
    assert long.tokens == short.tokens


def test_what_is_new_is_counted_apart(harbour):
    measured = measuring.measures(harbour, forms(harbour))
    assert measured["lines_new_engines"] == 1
    assert house.declared_steps(harbour) == [("harbour", "BERTH", "berth")]


def test_the_real_house_is_measured_against_the_frozen_steps(tmp_path, capsys):
    assert measuring.main(["--json", str(tmp_path / "house.json")]) == 0
    measured = json.loads((tmp_path / "house.json").read_text())
    assert set(measured) == {
        "rooms", "lines_today", "lines_new_engines", "deadlines_by_hand", "forms", "forms_without_submission",
        "forms_without_draft",
    }  # fmt: skip
    assert set(measured["rooms"]["earlyhelp"]) == {"lines", "tokens", "html_bytes", "steps", "lines_per_step"}
    assert [measured["rooms"][name]["steps"] for name in ("earlyhelp", "childinneed", "childprotection")] == [
        18,
        26,
        55,
    ]
    assert "Longest functions" in capsys.readouterr().out
