"""The list of records on which several are acted on at once."""

from types import SimpleNamespace
from uuid import UUID

from harbourlight.foundations.pathways.several import Item, SeveralForm

ONE, OTHER = (UUID(f"6b3ff1d2-2e6f-4b57-9bb2-0a1e7e1b0d1{number}") for number in (1, 2))


def form(**sent):
    """Return the form of two records, one of them folded away."""
    items = [
        Item(SimpleNamespace(pk=ONE, version=3), "One"),
        Item(SimpleNamespace(pk=OTHER, version=1), "Other", "Hint", "Quiet"),
    ]
    return SeveralForm(sent or None, items=items)


def test_those_without_a_group_stand_open_and_a_group_says_how_many_it_folds_away():
    chosen = form().fields["chosen"]
    assert chosen.choices == [(f"{ONE}:3", "One"), ("Quiet (1)", [(f"{OTHER}:1", "Other")])]
    assert chosen.hints == {f"{OTHER}:1": "Hint"}


def test_a_box_tells_the_version_that_the_person_saw_also_an_older_one():
    sent = form(chosen=[f"{ONE}:2", f"{OTHER}:1"])
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["chosen"] == {ONE: 2, OTHER: 1}


def test_nothing_ticked_and_what_names_no_record_are_refused():
    assert form(chosen=[]).errors["chosen"] == ["Tick at least one"]
    assert not form(chosen=["everything"]).is_valid()
