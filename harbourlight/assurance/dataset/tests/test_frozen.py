"""What was published is kept by the database itself: no silent edit, only a revision with its reason."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from harbourlight.assurance.dataset.actions import publish as publishing
from harbourlight.assurance.dataset.models import Publication, PublishedValue, Revision, Value

from .test_publish import change, frozen, sheet  # noqa: F401 - fixtures among them

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refused(doing):
    with pytest.raises(DatabaseError, match=r"pgtrigger: Cannot|permission denied"), transaction.atomic():
        doing()


def test_a_frozen_figure_cannot_be_edited_or_deleted(frozen):  # noqa: F811
    rows = PublishedValue.objects.filter(publication=frozen, ref="M1")
    refused(lambda: rows.update(number=1))
    refused(lambda: rows.update(suppression=""))
    refused(rows.delete)


def test_what_a_publication_says_of_its_indicators_cannot_be_edited(frozen, cast, moment):  # noqa: F811
    rows = Publication.objects.filter(pk=frozen.pk)
    for changed in (
        {"definitions": {}},
        {"small_number": 20},
        {"title": "Another"},
        {"is_public": not frozen.is_public},
    ):
        refused(lambda changed=changed: rows.update(**changed))
    publishing.read_words(publication=frozen, by=cast.board, at=moment)
    publishing.publish(publication=frozen, by=cast.business, at=moment)
    refused(lambda: rows.update(state="frozen", published_at=None))
    refused(rows.delete)


def test_a_revision_takes_one_reason_and_keeps_it(frozen, area, cast, moment):  # noqa: F811
    change(area, "M1", 1700)
    publishing.notice(area=area, at=moment)
    rows = Revision.objects.filter(publication=frozen, ref="M1")
    refused(lambda: rows.update(number=1))
    publishing.explain(revision=rows.get(), reason="Told late.", by=cast.business, at=moment)
    publishing.explain(revision=rows.get(), reason="Told late.", by=cast.business, at=moment)
    refused(lambda: rows.update(reason="Another."))
    refused(rows.delete)
    assert rows.get().reason == "Told late."


def test_nobody_rewrites_the_history_of_figures(frozen):  # noqa: F811
    assert Value.objects.exists()
    for table in (
        "value",
        "comment",
        "publication",
        "submission",
        "submittedfigure",
        "target",
        "benchmark",
        "population",
    ):
        for words in ("UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as c,
            ):
                c.execute(words.format(f"dataset_{table}event"))
