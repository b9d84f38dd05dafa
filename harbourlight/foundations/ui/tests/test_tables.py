"""Cells made without a template escape what people typed."""

from django.utils.safestring import SafeString

from harbourlight.foundations.ui.tables import beside, cells, lines, link

NASTY = '<script>alert("x")</script>'
HARMLESS = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"


def test_a_cell_escapes_what_was_typed_and_keeps_html_that_is_ours():
    assert cells(What=NASTY, Who_for=SafeString("<b>Ann</b>"), When=None) == (
        f'<td data-label="What">{HARMLESS}</td><td data-label="Who for"><b>Ann</b></td><td data-label="When"></td>'
    )


def test_links_and_lines_escape_each_of_their_parts():
    assert link('"><script>', NASTY) == f'<a href="&quot;&gt;&lt;script&gt;">{HARMLESS}</a>'
    assert link("/a", "Say why", spoken='"late"') == '<a href="/a" aria-label="&quot;late&quot;">Say why</a>'
    assert link("", NASTY) == HARMLESS
    assert lines("a & b", "", NASTY) == f"a &amp; b<br>{HARMLESS}"
    assert beside(None, "a & b") == "a &amp; b"
    assert all(isinstance(made, SafeString) for made in (lines("a"), beside("a"), link("/a", "a"), cells(a="a")))
