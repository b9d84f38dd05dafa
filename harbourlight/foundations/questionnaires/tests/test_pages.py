"""Question sets are read, printed and taken away by whoever is signed in; answers are on no page without a use."""

import csv
import io

import pytest
from django.urls import reverse

from ..library import OURS
from ..uses import Use, use_of

pytestmark = pytest.mark.django_db
COMPACT = ("section11-compact", "2026.1")


def at(name, *args):
    """Return the address of a page of the engine."""
    return reverse(f"questionnaires:{name}", args=args)


def test_everybody_who_is_signed_in_reads_the_sets_as_their_kind_of_setting_is_asked_them(cast, client_for):
    client = client_for(cast.charlie)
    assert at("set", *COMPACT) in client.get(at("sets")).content.decode()
    page = client.get(at("set", *COMPACT)).content.decode()
    assert "A named senior leader answers for safeguarding" in page
    page = client.get(at("set", *COMPACT), {"kind": "childminder"}).content.decode()
    assert "A named senior leader answers for safeguarding" not in page
    assert "You know who you would ring for advice" in page
    assert client.get(at("set", *COMPACT), {"kind": "smithy"}).status_code == 404
    assert client.get(at("set", COMPACT[0], "1999.1")).status_code == 404


def test_every_set_there_is_can_be_shown_printed_and_taken_away(cast, client_for):
    client = client_for(cast.charlie)
    for path in OURS.glob("*/*/set.toml"):
        name = (path.parent.parent.name, path.parent.name)
        assert client.get(at("set", *name)).status_code == 200
        paper = client.get(at("paper", *name))
        assert paper.content.startswith(b"%PDF")
        assert b"/StructTreeRoot" in paper.content
        rows = list(csv.reader(io.StringIO(client.get(at("sheet", *name)).content.decode("utf-8-sig"))))
        assert rows[0][0] == "key"
        assert client.get(at("key", *name)).status_code == 200


def test_a_set_that_no_room_uses_has_answers_on_no_page():
    assert use_of("section11-compact") is None
    assert use_of("early-help-assessment") == Use(
        "early-help-assessment", "earlyhelp.quality", may_second="earlyhelp.quality", address="earlyhelp:grade"
    )
