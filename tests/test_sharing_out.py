"""The tests of a module run in one process, and what waits long begins early."""

import pytest

from .sharing_out import turn_of, unit_of

IN_THEIR_TURNS = (
    "tests/faults/test_killed.py::test_a_stop_leaves_no_process",
    "tests/journeys/test_triage.py::test_a_contact[360]",
    "tests/rights/test_steps_by_kind.py::test_people[Early help case]",
    "tests/test_menu.py::test_the_menu",
    "harbourlight/practice/frontdoor/tests/test_letters.py::test_a_letter",
)


def test_tests_stay_together_by_their_module_and_those_of_the_served_product_all():
    killed, mail = "tests/faults/test_killed.py::test_one", "tests/faults/test_mail.py::test_two"
    assert unit_of(killed) == unit_of(mail)
    ours = "harbourlight/practice/frontdoor/tests/test_letters.py"
    assert unit_of(f"{ours}::test_one[a::b]") == unit_of(f"{ours}::Class::test_two") == ours


@pytest.mark.parametrize("later", range(1, len(IN_THEIR_TURNS)))
def test_what_takes_long_has_its_turn_first(later):
    assert turn_of(unit_of(IN_THEIR_TURNS[later - 1])) < turn_of(unit_of(IN_THEIR_TURNS[later]))
