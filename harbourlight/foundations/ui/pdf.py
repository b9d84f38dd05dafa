"""Tagged PDF files that a screen reader can follow (PDF/UA), from a template and plain texts."""

import json
import re
from functools import lru_cache

import typst

# Letters and signs that the compiler's own fonts have; any other is tried once.
UNUSUAL = re.compile(r"[^\t\n\r\x20-\x7e\u00a0-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac]")
INSTEAD = "?"
ONE_SIGN = b'#set document(title: "Sign")\n#set text(lang: "en")\n#sys.inputs.sign'


def made(template, name, contents):
    """Return a PDF as bytes: ``template`` is the path of a Typst file that reads ``contents`` as ``sys.inputs.name``.

    Contents are plain lists and texts: nothing in them is read as markup. The fonts come with the compiler;
    nothing is fetched. A sign that no font has would break the file, and is shown as a question mark.
    """
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(shown(contents), ensure_ascii=False)},
    )


def shown(contents):
    """Return contents in which every sign can be shown."""
    if isinstance(contents, str):
        return UNUSUAL.sub(lambda found: found[0] if has_sign(found[0]) else INSTEAD, contents)
    if isinstance(contents, dict):
        return {key: shown(value) for key, value in contents.items()}
    if isinstance(contents, list | tuple):
        return [shown(value) for value in contents]
    return contents


@lru_cache(maxsize=5000)
def has_sign(sign):
    """Say whether the compiler's fonts have a sign."""
    try:
        typst.compile(
            ONE_SIGN, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"sign": sign}
        )
    except typst.TypstError:
        return False
    return True
