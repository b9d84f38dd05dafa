"""What is no census, or not safe to read, is refused in plain words, soon and within little memory."""

import resource
import time
import zipfile

import pytest

from harbourlight.exchange.cincensus import making, years
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.errors import NotACensus

THIS = years.named("2025-26")
START = b"<Message><Children><Child><ChildIdentifiers><LAchildID>"
LOL = b'<!DOCTYPE Message [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("m"))
)
REFUSED = {
    "nothing": (b"", "empty"),
    "no XML": (b"dear all, please find the census", "not XML"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "not XML"),
    "another return": (
        b"<Message><Header><CollectionDetails><Collection>CLA</Collection></CollectionDetails></Header>"
        b"<Children/></Message>",
        "another collection",
    ),
    "another document": (b"<html><body>census</body></html>", "not Message"),
    "no children": (b"<Message><Header/></Message>", "no Message with Children"),
    "children elsewhere": (b"<Message><Other><Children/></Other></Message>", "no Message with Children"),
    "a document type": (b"<!DOCTYPE Message><Message><Children/></Message>", "document type"),
    "entities that grow": (LOL + b"]>" + START + b"&l;</LAchildID>", "document type"),
    "a file fetched": (
        b'<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + START + b"&x;</LAchildID>",
        "document type",
    ),
    "a definition fetched": (
        b'<!DOCTYPE Message SYSTEM "http://198.51.100.7/x.dtd"><Message><Children/></Message>',
        "document type",
    ),
    "a document type in UTF-16": ("<!DOCTYPE Message><Message/>".encode("utf-16"), "document type"),
    "an entity unknown": (START + b"&nbsp;</LAchildID>", "line 1"),
    "a text without end": (START + b"x" * 12_000_000, "too long|more than 1 MB"),
    "deep nesting": (START + b"<a>" * 5000, "too deeply"),
    "a child without end": (START + b"</LAchildID>" + b"<a/>" * 600_000, "more than 1 MB"),
    "a start without end": (b"<!--" + b"x" * 3_000_000, "."),
    "spaces without end": (b" " * 3_000_000, "."),
    "a file cut off": (START + b"A1</LAchildID></ChildIdentifiers></Child><Child>", "too early"),
    "a file cut off in a name": (START + b"A1</LAchi", "too early"),
    "ends that do not match": (START + b"A1</LAchildID></Child></ChildIdentifiers>", "line 1"),
    "other bytes than it names": (b'<?xml version="1.0" encoding="UTF-8"?>' + START + b"\xe9\xff", "encoding"),
    "an encoding unknown": (b'<?xml version="1.0" encoding="martian"?><Message><Children/></Message>', "encoding"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_plain_words(what, tmp_path):
    content, words = REFUSED[what]
    path = tmp_path / "given.xml"
    path.write_bytes(content)
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotACensus, match=words) as refusal:
        check(path, THIS)
    assert time.process_time() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert len(str(refusal.value)) < 200
    assert "x" * 30 not in str(refusal.value)


@pytest.mark.parametrize("size", [10, 1000, 40_000])
def test_a_file_cut_anywhere_is_refused(size, tmp_path):
    path = making.make(tmp_path / "cut.xml", making.children(40, THIS), THIS)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(NotACensus):
        check(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nowhere.xml", tmp_path):
        with pytest.raises(NotACensus, match="cannot be read"):
            check(path)


def packed(tmp_path, **members):
    path = tmp_path / "given.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("_", "."), content)
    return path


def test_a_zip_of_one_file_is_read(tmp_path):
    plain = making.make(tmp_path / "plain.xml", making.children(40, THIS), THIS)
    report = check(packed(tmp_path, census_xml=plain.read_bytes(), notes_txt=b"for you"))
    assert (report.children, report.findings) == (40, ())


def test_a_zip_of_two_files_or_none_is_refused(tmp_path):
    with pytest.raises(NotACensus, match="2 XML files"):
        check(packed(tmp_path, a_xml=b"<a/>", b_xml=b"<a/>"))
    with pytest.raises(NotACensus, match="0 XML files"):
        check(packed(tmp_path, a_txt=b"<a/>"))


def test_a_zip_that_swells_is_refused(tmp_path):
    with pytest.raises(NotACensus, match="far more"):
        check(packed(tmp_path, a_xml=bytes(60_000_000)))


def test_a_zip_that_is_damaged_is_refused(tmp_path):
    plain = making.make(tmp_path / "plain.xml", making.children(300, THIS), THIS)
    path = packed(tmp_path, census_xml=plain.read_bytes())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(NotACensus):
        check(path)
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(NotACensus, match="zip"):
        check(path)


@pytest.mark.slow
@pytest.mark.parametrize("element", ["CINPlanDates", "Section47", "Assessments", "CINdetails"])
def test_a_child_with_thousands_of_records_takes_no_time(element, tmp_path):
    day = {
        "CINPlanDates": b"<CINPlanStartDate>2025-05-01</CINPlanStartDate>",
        "Section47": b"<S47ActualStartDate>2025-05-01</S47ActualStartDate><ICPCnotRequired>1</ICPCnotRequired>",
        "Assessments": b"<AssessmentActualStartDate>2025-05-01</AssessmentActualStartDate>",
        "CINdetails": b"<CINreferralDate>2025-05-01</CINreferralDate>",
    }[element]
    name = element.encode()
    one = b"<" + name + b">" + day + b"</" + name + b">"
    many = one * (900_000 // len(one))
    reviews = b"<ChildProtectionPlans><CPPstartDate>2025-06-01</CPPstartDate></ChildProtectionPlans>"
    inner = many if element == "CINdetails" else b"<CINdetails>" + many + reviews + b"</CINdetails>"
    path = tmp_path / "many.xml"
    path.write_bytes(b"<Message><Children><Child>" + inner + b"</Child></Children></Message>")
    began = time.process_time()
    assert check(path, THIS).findings
    assert time.process_time() - began < 10


def test_a_file_of_faults_without_end_is_refused(tmp_path):
    path = tmp_path / "faults.xml"
    path.write_bytes(b"<Message><Children>" + b"<Child/>" * 60_000 + b"</Children></Message>")
    with pytest.raises(NotACensus, match="more than"):
        check(path, THIS)
