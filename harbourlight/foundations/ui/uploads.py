"""Tables and documents that are uploaded to a form: read by the engine of uploads, refused in words of the form."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError

from harbourlight.foundations.uploads.apart import docx_apart
from harbourlight.foundations.uploads.decoding import MOST_BYTES
from harbourlight.foundations.uploads.document import checked_text, plain_text
from harbourlight.foundations.uploads.errors import UnreadableFile
from harbourlight.foundations.uploads.table import read_table

DOCUMENT_KINDS = ("docx", "txt")
TABLE_KINDS = ("csv", "txt", "tsv", "xlsx")


@contextmanager
def refused_in_words():
    """Turn what the engine refuses into what a form refuses."""
    try:
        yield
    except UnreadableFile as refusal:
        raise ValidationError(str(refusal)) from None


def table_in(upload, needed, known=(), **how):
    """Return the table of an uploaded CSV file or workbook (`read_table`). Raises ValidationError in words."""
    content = upload if isinstance(upload, bytes) else upload.read(MOST_BYTES + 1)
    with refused_in_words():
        return read_table(content, needed, known, **how)


def say_what_is_left(request, left):
    """Name what of an uploaded table was not read, if anything."""
    if left:
        messages.warning(request, f"Not read: {'; '.join(left)}.")


def document_text(content):
    """Return the text of an uploaded document, plain or DOCX. Raises ValidationError in words."""
    with refused_in_words():
        return checked_text(docx_apart(content) if content.startswith(b"PK") else plain_text(content))
