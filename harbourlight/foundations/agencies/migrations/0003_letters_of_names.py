"""What names are sorted by: plain letters, so that "École" stands beside "Ecole" and "Жанна" beside "Zhanna".

The embedded server is built without ICU, so no collation does it; Han and Hangul stand after the alphabets.
"""

from django.db import migrations

ONE_FOR_ONE = (
    ("абвгдезийклмнопрстуфыэёіїґђјљњћ", "abvgdeziyklmnoprstufyeeiigdjlnc"),
    ("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo"),
    ("ابتجحدرزسصضطعفقكلمنهويىةآأإؤئپکگیٱ", "abtjhdrzssdtafqklmnhwyahaaauipkgya"),
)
SEVERAL = (
    ("ж", "zh"), ("х", "kh"), ("ц", "ts"), ("ч", "ch"), ("ш", "sh"), ("щ", "shch"), ("ю", "yu"), ("я", "ya"),
    ("є", "ie"), ("θ", "th"), ("χ", "ch"), ("ψ", "ps"), ("ث", "th"), ("خ", "kh"), ("ذ", "dh"), ("ش", "sh"),
    ("ظ", "dh"), ("غ", "gh"), ("چ", "ch"), ("ژ", "zh"),
)  # fmt: skip


def expression():
    """Return the expression: lower case, no accents, each sign of three alphabets in Latin letters."""
    made = "lower(public.unaccent('public.unaccent'::regdictionary, $1))"
    for signs, letters in ONE_FOR_ONE:
        made = f"translate({made}, '{signs}', '{letters}')"
    for sign, letters in SEVERAL:
        made = f"replace({made}, '{sign}', '{letters}')"
    return f"translate({made}, '''’ьъء', '')"


class Migration(migrations.Migration):
    """Make the function."""

    dependencies = [("agencies", "0002_attempts")]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE FUNCTION letters_of(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            AS $$ SELECT {expression()} $$;
            """,
            "DROP FUNCTION letters_of(text)",
        )
    ]
