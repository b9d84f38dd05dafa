"""The pack: one PDF that a screen reader can follow, and for each reader what they may read."""

import re
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.ui.uploads import document_text
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import pack

from .stories import bodies, planned

pytestmark = pytest.mark.django_db
REPORT = """# Purpose of the report

To tell the board what the audit found. #panic("x") <label> $x *not bold*

- First finding
- Second finding

## Figures

Ward | Children | Share |
North | 12 | 40% |
South | 18 |

| Borough | Rate |
"""


@pytest.fixture
def sitting(cast, moment, as_user):
    """Return a board's meeting with three papers, one of them restricted."""
    made = bodies(cast, moment)
    found = planned(made.board, cast, moment, days=90, place="Quay House")
    with as_user(cast.business):
        for number in (1, 2):
            meetings.add_paper(
                meeting=found.meeting, title=f"Report {number}", words=REPORT, by=cast.business, at=moment
            )
        actions.share_learning(
            from_group=made.committee, to_group=made.board, title="Neglect", text="Ask twice.", by=cast.business,
            at=moment,
        )  # fmt: skip
        actions.send_papers_out(sitting=found, by=cast.business, at=moment)
    with as_user(cast.sergeant):
        meetings.add_paper(
            meeting=found.meeting, title="Closed report", words="Few read this.", is_restricted=True,
            readers=[cast.senior], by=cast.sergeant, at=moment + timedelta(seconds=1),
        )  # fmt: skip
        actions.declare_interest(sitting=found, has_interest=True, what="My firm.", by=cast.sergeant, at=moment)
    return found


def objects_of(content):
    """Return the objects of a PDF, those packed into streams among them."""
    found = re.findall(rb"\d+ 0 obj(.*?)endobj", content, re.S)
    for each in list(found):
        if b"/ObjStm" in each:
            stream = each[each.index(b"stream") + 6 :].lstrip(b"\r\n")
            found.append(zlib.decompressobj().decompress(stream))
    return found


def test_the_pack_is_tagged_for_screen_readers(sitting, cast, as_user):
    with as_user(cast.senior):
        content = pack.pdf(sitting, cast.senior)
    assert content.startswith(b"%PDF-1.7")
    catalog = next(each for each in objects_of(content) if re.search(rb"/Type\s*/Catalog", each))
    said = (
        rb"/StructTreeRoot \d+ 0 R", rb"/MarkInfo\s*<<\s*/Marked true", rb"/Lang\s*\(en-GB\)", rb"/DisplayDocTitle true"
    )  # fmt: skip
    assert [words for words in said if not re.search(words, catalog)] == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"Haven Safeguarding Board: agenda and papers</rdf:li>" in content
    assert re.findall(rb"/BaseFont\s*/(?![A-Z]{6}\+)\S+", content) == []
    kinds = re.findall(r"/S\s*/([A-Za-z0-9]+)\b", b"\n".join(objects_of(content)).decode("latin-1"))
    assert {"Document", "TOC", "TOCI", "H1", "H2", "H3", "P", "L", "LI", "Table", "TR", "TH", "TD", "THead"} <= set(
        kinds
    )
    assert kinds.count("Table") == 2 + 2 * 2
    assert kinds.count("TOCI") >= 3 + 1 + 3


def test_a_pack_says_what_its_reader_may_read_and_that_something_is_left_out(sitting, cast, as_user):
    with as_user(cast.senior):
        said = pack.contents(sitting, cast.senior)
    assert [paper["title"] for paper in said["papers"]][-1] == "Closed report"
    assert said["has_restricted"]
    assert not said["leaves_out"]
    with as_user(cast.bob):
        said = pack.contents(sitting, cast.bob)
    assert "Closed report" not in str(said)
    assert said["leaves_out"]
    assert [each["title"] for each in said["learning"]] == ["Neglect"]
    assert said["interests"] == ["Pat Halyard: My firm."]
    assert {agency for _, _, agency in said["members"]} >= {"Southern Shore Police", "Lantern Street Primary School"}
    assert said["agenda"][0][1].startswith("Welcome")


def test_text_becomes_headings_lists_tables_and_paragraphs_and_never_markup():
    blocks = pack.blocks_of(REPORT)
    assert [block["kind"] for block in blocks] == ["head", "text", "list", "subhead", "table", "table"]
    assert blocks[1]["text"].endswith('#panic("x") <label> $x *not bold*')
    assert blocks[4]["rows"][2] == ["South", "18", ""]


def test_a_document_that_is_none_is_refused_in_words():
    for content, words in (
        (b"%PDF-1.7", "cannot be read aloud"),
        (b"PK\x03\x04 nonsense", "cannot read this document"),
        (b"   \n", "holds no text"),
        (b"a\0b", "cannot read"),
    ):
        with pytest.raises(ValidationError, match=words):
            document_text(content)
    assert document_text("Grüße\n".encode()) == "Grüße"


def test_headings_of_a_pack_skip_no_level_and_odd_signs_break_nothing(sitting, cast, moment, as_user):
    with as_user(cast.business):
        meetings.add_paper(
            meeting=sitting.meeting, title="中 📄", words="## Only a small heading\n\nText 😀\n\n## Next",
            by=cast.business, at=moment,
        )  # fmt: skip
        assert pack.pdf(sitting, cast.business).startswith(b"%PDF")
