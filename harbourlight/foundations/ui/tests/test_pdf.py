"""Every text can go into a PDF, whatever people write."""

import pytest

from harbourlight.foundations.ui import pdf
from harbourlight.foundations.ui.pdf import UNUSUAL, has_sign, made, shown


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "page.typ"
    path.write_text('#let page = json(bytes(sys.inputs.page))\n#set document(title: "Page")\n#page.text', "utf-8")
    return path


@pytest.mark.parametrize("text", ["Plain", "Ślęza, Łódź, naïve “quotes” – €5…", "😀", "中文", "a\x07b\x0b", "العربية"])
def test_no_sign_breaks_a_file(template, text):
    assert made(template, "page", {"text": text}).startswith(b"%PDF")


def test_a_sign_that_no_font_has_is_shown_as_a_question_mark():
    assert shown({"text": ["Li \U00012000 😀", ("é", 3)]}) == {"text": ["Li ? ?", ["é", 3]]}


NAMES = ["Наталья Кузнецова", "محمد یوسف", "王小明", "नेहा", "ਗੁਰਪ੍ਰੀਤ", "রহিম", "தமிழ்", "ሰላም", "École"]


@pytest.mark.parametrize("name", NAMES)
def test_names_in_other_scripts_are_printed(name):
    assert shown([name]) == [name]


def test_a_text_of_thousands_of_unusual_signs_costs_a_few_compilations(monkeypatch):
    tried = []
    monkeypatch.setattr(pdf, "MET", {})
    monkeypatch.setattr(pdf, "has_sign", lambda sign: bool(tried.append(sign)))
    text = "".join(map(chr, range(0x12000, 0x12000 + 5000)))
    assert shown([text, {"again": text}])[0] == "?" * 5000
    assert len(tried) == pdf.MOST_TRIED


def test_the_usual_signs_are_all_there():
    usual = [chr(code) for code in range(0xA0, 0x2100) if not UNUSUAL.match(chr(code))]
    assert [sign for sign in usual if not has_sign(sign)] == []
