"""Scrutiny by a councillors' panel: its resolutions followed up, what is reported to it, and what everybody may read.

A panel is a body of the kind "panel" that meets like any other. What it resolves at a meeting becomes a
recommendation of the tracker, or is kept with the reason why nothing follows; its minutes are not published while a
resolution waits. The monitoring page goes by the panel's rule: done and accepted leaves the list, done and not
accepted or outstanding stays, rejected leaves once reported. Reports to the panel follow a template and may have
exempt paragraphs, which stand apart from what the public reads. Published pages need no sign-in and show copies made
when they were published, nothing else.

Law: Local Government Act 1972 sections 100A to 100K and Schedule 12A; Local Government Act 2000 section 9F.
No row here concerns a child.
"""
