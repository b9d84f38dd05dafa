"""Reports that are brought as documents: read as plain text with headings, lists and tables, and nothing else.

A PDF is not taken: its pages cannot be made readable for everybody inside another document.
"""

import io
import zipfile

from django.core.exceptions import ValidationError
from docx import Document
from docx.table import Table

from harbourlight.foundations.ui.uploads import text_of

KINDS = ("docx", "txt")
MOST_UNPACKED = 50 * 1024 * 1024
MOST_MEMBERS = 500
MOST_SIGNS = 400_000
ACTIVE = ("vbaproject", "activex", "embeddings/")
NOT_READ = "We cannot read this document. Save it again as DOCX in your word processor."
PDF = "A PDF cannot be read aloud inside the pack. Upload the Word document (DOCX) that it was made from."


def document_text(content):
    """Return the text of an uploaded document; says in words why it has none."""
    if content.startswith(b"%PDF"):
        raise ValidationError(PDF)
    text = docx_text(content) if content.startswith(b"PK") else text_of(content)
    if "\0" in text:
        raise ValidationError(NOT_READ)
    if not text.strip():
        raise ValidationError("The document holds no text.")
    if len(text) > MOST_SIGNS:
        raise ValidationError("The document is too long for a pack. Bring a shorter report.")
    return text.strip()


def docx_text(content):
    """Return the text of a Word document, its headings, lists and tables marked by plain signs."""
    refuse_members(content)
    try:
        document = Document(io.BytesIO(content))
        lines = [line for block in document.iter_inner_content() for line in lines_of(block)]
    except ValidationError:
        raise
    except Exception:
        raise ValidationError(NOT_READ) from None
    return "\n".join(lines)


def refuse_members(content):
    """Refuse a document that unpacks to too much, or holds more than words."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            members = file.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise ValidationError(NOT_READ) from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise ValidationError("The document is too large once unpacked.")
    if any(word in member.filename.lower() for member in members for word in ACTIVE):
        raise ValidationError("The document holds macros or other files. Save it without them.")


def lines_of(block):
    """Return the lines of a paragraph or a table."""
    if isinstance(block, Table):
        return ["", *(" | ".join(cell_text(cell) for cell in row.cells) + " |" for row in block.rows), ""]
    text, style = block.text.strip(), (block.style.name or "").lower() if block.style else ""
    if not text:
        return [""]
    if style.startswith(("heading", "title")):
        return ["", f"## {text}", ""]
    return [f"- {text}"] if style.startswith("list") else [text, ""]


def cell_text(cell):
    """Return what stands in a cell, on one line."""
    return " ".join(cell.text.split()).replace("|", "/")
