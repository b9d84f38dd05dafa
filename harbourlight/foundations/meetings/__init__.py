"""Meetings: any group of people who come together about children or about the partnership's work, and what follows.

A conference, a strategy discussion, a core group, a board and a panel are kinds of one thing (``types.MeetingType``):
who belongs there, when it is quorate, how it decides, what is due before and after. Presence is by agency and
by the minute; a decision says whether it stands and by which rule; minutes are drafted from what was recorded, go
round, may be disputed within a time of receipt, and are settled.

Where this goes beyond the agreed interface: ``MeetingType.notice`` (a meeting called too late decides nothing),
``types.decide`` takes ``partners`` and ``had_notice``, ``Timed`` may be a local number of working days, invitees keep
sight of the meeting and its minutes alone (``Invitation.sees_until``) after their grant to the record has ended,
and what belongs to a meeting is guarded through the meeting instead of repeating its ``child_ids``.
"""
