"""Notes on method are written by the business unit, and a break in a series is shown as one."""

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.models import MethodNote

from .test_pages import page, published, row_of, text_of  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
SENT = {
    "from_on-day": "4", "from_on-month": "7", "from_on-year": "2018", "text": "One working day instead of 24 hours.",
    "is_break": "yes",
}  # fmt: skip


def test_a_changed_method_is_written_once_and_shown_as_a_break(published, cast, client_for):  # noqa: F811
    client = client_for(cast.business)
    assert reverse("dataset:note", args=["M8-QL"]) in page(client, "dataset:indicator", "M8-QL", month="2018-10")
    address = reverse("dataset:note", args=["M8-QL"]) + "?month=2018-10"
    for _ in range(2):
        assert client.post(address, SENT).status_code == 302
    note = MethodNote.objects.get()
    assert (note.is_break, note.recorded_by) == (True, cast.business)
    reader = client_for(cast.board)
    assert "Counted another way since 4 July 2018" in row_of(page(reader, month="2018-10"), "M8-QL")
    words = text_of(page(reader, "dataset:indicator", "M8-QL", month="2018-10"))
    assert "From 4 July 2018: a break in the series One working day instead of 24 hours." in words


def test_a_note_says_whether_figures_can_be_compared(published, cast, client_for):  # noqa: F811
    client = client_for(cast.business)
    address = reverse("dataset:note", args=["M8-QL"])
    assert client.post(address, {**SENT, "is_break": ""}).status_code == 200
    assert client.post(address, {**SENT, "is_break": "no"}).status_code == 302
    assert not MethodNote.objects.get().is_break


def test_a_reader_writes_no_note(cast, client_for):
    assert client_for(cast.board).get(reverse("dataset:note", args=["M1"])).status_code == 403
    assert "Write a note" not in page(client_for(cast.board), "dataset:indicator", "M1")
