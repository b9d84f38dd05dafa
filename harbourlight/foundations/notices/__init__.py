"""Notices: something urgent reaches a person, and what was done to reach one is kept.

``actions.notify(subject=..., says=..., is_urgent=True, by=..., at=...)`` tells whoever is on duty in the record's area,
or ``to`` a team, agency, professional or mailbox. The notice stands in the product at once (a count in the head of each
page, urgent ones in a band); an e-mail with a reference and a link, and nothing else, goes to the mailbox.
``duty.on_duty(area, at)`` reads the duty hours: wall time in London, bank holidays by the statute's calendar. An urgent
notice that nobody opens within the area's minutes (``limits``) goes to the next on the ladder, and to whoever has come
on duty since, until somebody does: ``actions.escalate``, each minute. ``actions.open_notice`` keeps who opened it and
when; ``actions.see_to`` is for a room in which somebody took the record in hand without it. Notices, tellings and
openings are rows that the product cannot rewrite; ``Waiting`` alone is worked off. A notice about children is there for
nobody to whom not every one is open; with ``opens_record`` a team that is told may open them until the end of the next
working day. Law: the duty to make enquiries (Children Act 1989 section 47) keeps no office hours.
"""
