"""Tagged PDF files that a screen reader can follow (PDF/UA), from a template and plain texts."""

import json

import typst


def made(template, name, contents):
    """Return a PDF as bytes: ``template`` is the path of a Typst file that reads ``contents`` as ``sys.inputs.name``.

    Contents are plain lists and texts: nothing in them is read as markup. The fonts come with the compiler;
    nothing is fetched.
    """
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(contents, ensure_ascii=False)},
    )
