"""Pages of free text about children, without the protected places that are withheld from their reader.

What somebody wrote in a plan, a visit or an assessment may tell a place; on a page that is only read it is taken out
for the readers who must not know it. Forms are left alone: those who write in them work with the child.
"""

import re
from html import escape

from django.shortcuts import render

from .locations import redacted, withheld_texts

MAIN = re.compile(r"(?s)(<main\b.*</main>)")
TAG = re.compile(r"(?s)(<[^>]*>)")


def render_told(request, template, context, *, person_ids):
    """Return a page about people, its words without the places that are withheld from whoever asks."""
    answer = render(request, template, context)
    withheld = withheld_texts(person_ids, request.user, request.moment)
    if withheld:
        hidden = sorted({each for text in withheld for each in (text, escape(text))}, key=len, reverse=True)
        answer.content = MAIN.sub(lambda main: words_without(main.group(), hidden), answer.content.decode())
    return answer


def words_without(html, withheld):
    """Return HTML whose words tell none of some texts; its tags, and the addresses in them, stay."""
    return "".join(part if part.startswith("<") else redacted(part, withheld) for part in TAG.split(html))


def told_without(told, withheld):
    """Return what a printed sheet tells (texts in lists and dicts) without some texts."""
    if isinstance(told, str):
        return redacted(told, withheld)
    if isinstance(told, dict):
        return {name: told_without(part, withheld) for name, part in told.items()}
    if isinstance(told, (list, tuple)):
        return [told_without(part, withheld) for part in told]
    return told
