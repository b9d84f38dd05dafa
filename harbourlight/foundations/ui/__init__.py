"""What every page and form of Harbourlight looks like.

The work: pages, forms, drafts and the few components other rooms may use, so that GOV.UK markup
exists once, here. A room's template extends `ui/page.html`, writes plain HTML without classes and
uses the tags of `{% load harbourlight %}`; a room's form is a `ui.forms.Form` of `ui.fields`.
It starts with a request for a page and ends with the page; what a person has typed but not yet
sent is kept as a draft, for its owner only, for 14 days.
Rules it keeps: the Equality Act 2010 and the Public Sector Bodies Accessibility Regulations 2018
(WCAG 2.2 AA); a content security policy of 'self', so no inline script or style; no crown, crest or
GDS Transport, which belong to GOV.UK. Browser files come from npm through `build.py`.
"""
