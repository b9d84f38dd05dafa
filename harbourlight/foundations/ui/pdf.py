"""Tagged PDF files that a screen reader can follow (PDF/UA), from a template and plain texts."""

import json
import re
from collections.abc import Iterable

import typst
from django.conf import settings

# Letters and signs that the compiler's own fonts have; any other is tried once.
UNUSUAL = re.compile(r"[^\t\n\r\x20-\x7e\u00a0-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac]")
INSTEAD = "?"
ONE_SIGN = b'#set document(title: "Sign")\n#set text(lang: "en")\n#sys.inputs.sign'


def made(template, name, contents):
    """Return a PDF as bytes: ``template`` is the path of a Typst file that reads ``contents`` as ``sys.inputs.name``.

    Contents are plain lists and texts: nothing in them is read as markup. The fonts come with the compiler and, of
    other scripts, with the product; nothing is fetched. A sign that no font has would break the file, and is shown as a
    question mark.
    """
    return compiled(template.read_bytes(), {name: json.dumps(shown(contents), ensure_ascii=False)})


def compiled(page, inputs):
    """Return a page compiled as a tagged PDF; raises TypstError."""
    return typst.compile(
        page, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs=inputs,
        font_paths=[settings.HARBOURLIGHT_FONTS],
    )  # fmt: skip


def shown(contents):
    """Return contents in which every sign can be shown.

    A document tries so many signs that were never met and no more: each costs a compilation. The rest is not shown.
    """
    signs = sorted(unusual_in(contents))
    for sign in [sign for sign in signs if sign not in MET][:MOST_TRIED]:
        if len(MET) >= MOST_MET:
            MET.clear()
        MET[sign] = has_sign(sign)
    return replaced(contents, {sign for sign in signs if not MET.get(sign)})


MOST_TRIED, MOST_MET = 60, 5000
MET: dict[str, bool] = {}  # signs that were tried, and whether a font has them


def unusual_in(contents):
    """Return the unusual signs of some contents."""
    if isinstance(contents, str):
        return set(UNUSUAL.findall(contents))
    parts = contents.values() if isinstance(contents, dict) else contents
    return set().union(*map(unusual_in, parts)) if isinstance(parts, Iterable) else set()


def replaced(contents, lacking):
    """Return contents with a question mark for each sign that cannot be shown."""
    if isinstance(contents, str):
        return UNUSUAL.sub(lambda found: INSTEAD if found[0] in lacking else found[0], contents)
    if isinstance(contents, dict):
        return {key: replaced(value, lacking) for key, value in contents.items()}
    if isinstance(contents, list | tuple):
        return [replaced(value, lacking) for value in contents]
    return contents


def has_sign(sign):
    """Say whether any of the fonts has a sign."""
    try:
        compiled(ONE_SIGN, {"sign": sign})
    except typst.TypstError:
        return False
    return True
