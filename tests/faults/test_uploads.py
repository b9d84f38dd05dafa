"""Files that are no notifications, sent to the police page: a plain word back, nothing kept, and quickly."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.forms.police import COLUMNS, template_csv
from harbourlight.practice.frontdoor.models import Contact, PoliceBatch


def zip_bomb():
    """Return a file of 100 kB that unpacks to 100 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notifications.csv", b"0" * 100_000_000)
    return packed.getvalue()


WRONG = {
    "zip bomb": (zip_bomb, "too large once unpacked"),
    "huge": (lambda: b"a,b\n" * 2_000_000, "smaller than 5MB"),
    "binary": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "not a CSV file"),
    "other columns": (lambda: b"name,colour\nA,red\n", "No row names the columns"),
    "empty": (lambda: b"", "empty"),
}


def upload(client, cast, content):
    """Send a file as a browser does."""
    file = SimpleUploadedFile("notifications.csv", content, content_type="text/csv")
    return client.post("/front-door/police/", {"area": str(cast.area.id), "file": file})


def kept(model):
    """Return how many rows of a model there are, whoever asks."""
    with as_system("the test looks at what was stored"):
        return model.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WRONG)
def test_a_file_that_is_none_is_refused_in_words_and_not_kept(cast, client_for, kind):
    make, words = WRONG[kind]
    client, content = client_for(cast.sergeant), make()
    began = time.monotonic()
    answer = upload(client, cast, content)
    assert time.monotonic() - began < 5
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert kept(PoliceBatch) == 0


@pytest.mark.django_db
def test_a_formula_is_named_in_the_preview_and_its_file_is_not_loaded(cast, client_for):
    header, good = template_csv().splitlines()[:2]
    formula = [""] * len(COLUMNS)
    formula[list(COLUMNS).index("officer")] = "=HYPERLINK(1)"
    client = client_for(cast.sergeant)
    place = upload(client, cast, f"{header}\r\n{good}\r\n{','.join(formula)}\r\n".encode()).url
    assert "officer begins with “=”" in client.get(place).content.decode()
    client.post(f"{place}load/")
    assert kept(Contact) == 0
