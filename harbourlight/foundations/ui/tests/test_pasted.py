"""What people paste is kept in one form."""

import pytest

from .. import fields, forms, pasted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+44 (0)7700 900982", "07700 900982"),
        ("0044 7700900982", "07700 900982"),
        ("07700-900-982", "07700 900982"),
        ("01632 960 001", "01632 960001"),
        ("020 7946 0000 ext 12", "020 7946 0000 ext 12"),
        ("(020)79460000 x12", "020 7946 0000 ext 12"),
        ("+353 1 555 0100", "+353 1 555 0100"),
        ("999", "999"),
    ],
)
def test_telephone_numbers_are_kept_as_they_are_written_here(typed, kept):
    class PhoneForm(forms.Form):
        phone = fields.TelephoneField()

    form = PhoneForm({"phone": typed})
    assert form.is_valid()
    assert form.cleaned_data["phone"] == kept
    assert not PhoneForm({"phone": "ask mum"}).is_valid()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("zz99jn", "ZZ9 9JN"), (" zz9  9jn.", "ZZ9 9JN"), ("M1 1AE", "M1 1AE"), ("ec1a-1bb", "EC1A 1BB"), ("?", "?")],
)
def test_postcodes_are_kept_as_the_post_writes_them(typed, kept):
    assert pasted.postcode(typed) == kept
    assert fields.PostcodeField(label="Postcode").clean(typed) == kept


def test_words_marks_are_read_as_they_are_meant():
    typed = "She said “don’t\u00a0tell”\u200b. \uf0b7 Twice"
    for field in (fields.TextField(label="Words"), fields.LongTextField(label="Words")):
        assert field.clean(typed) == "She said “don’t tell”. • Twice"


def test_a_browser_offers_the_number_of_whoever_types_for_nobody_else():
    assert fields.TelephoneField(label="The mother's number").autocomplete == "off"
