"""A small file that unpacks to much is refused soon and within little memory, before the work is done."""

import io
import subprocess
import sys
import time
import zipfile

import pytest

from .. import apart as process
from ..apart import docx_apart, sheets_apart
from ..errors import UnreadableFile
from .test_uploads import GOOD, REPORT, WORD, with_member

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SECONDS, MEGABYTES = 8, 150
MEASURED = """import sys
from harbourlight.foundations.uploads.apart import main
code = main(sys.argv[1])
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
sys.stderr.write(str(int(status["VmHWM"].split()[0]) // 1024))
sys.exit(code)"""


def cell_bomb():
    """Return a small workbook with a sheet of millions of empty cells."""
    return with_member(GOOD, "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><sheetData><row>'.encode() +
                       b"<c/>" * 4_000_000 + b"</row></sheetData></worksheet>")  # fmt: skip


def string_bomb():
    """Return a small workbook whose cells all show one long text."""
    strings = f'<sst xmlns="{SHEET}"><si><t>{"x" * 90_000}</t></si></sst>'.encode()
    row = b'<row><c t="s"><v>0</v></c></row>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>'.encode() + row * 9_000 + b"</sheetData></worksheet>"
    return with_member(with_member(GOOD, "xl/sharedStrings.xml", strings), "xl/worksheets/sheet1.xml", sheet)


def text_bomb():
    """Return a small document of millions of empty runs."""
    body = b"<w:p>" + b"<w:r/>" * 7_000_000 + b"</w:p>"
    return with_member(REPORT, "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>'.encode() + body +
                       b"</w:body></w:document>")  # fmt: skip


@pytest.mark.parametrize(
    ("make", "read", "word"),
    [
        (cell_bomb, sheets_apart, "workbook"), (string_bomb, sheets_apart, "workbook"),
        (text_bomb, docx_apart, "document"),
    ],
)  # fmt: skip
def test_a_bomb_is_refused_soon_and_within_little_memory(make, read, word):
    content = make()
    assert len(content) < 150_000
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"too large|too long"):
        read(content)
    assert time.monotonic() - began < SECONDS
    done = subprocess.run([sys.executable, "-c", MEASURED, word], input=content, capture_output=True, check=False)
    assert int(done.stderr) < MEGABYTES


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 0.01)
    with pytest.raises(UnreadableFile, match="too long to read"):
        sheets_apart(GOOD)


def test_the_process_that_reads_has_its_limits():
    said = "from harbourlight.foundations.uploads.apart import limit; limit(); bytearray(900 << 20)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


def test_a_process_that_dies_is_a_refusal_in_words(monkeypatch):
    monkeypatch.setattr(process, "HERE", "harbourlight.no_such_module")
    with pytest.raises(UnreadableFile, match="too long to read"):
        sheets_apart(GOOD)


def test_a_zip_of_many_members_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(300):
            packed.writestr(f"{number}.xml", "<x/>")
    with pytest.raises(UnreadableFile, match="too large"):
        sheets_apart(made.getvalue())
