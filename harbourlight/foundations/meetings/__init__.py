"""Meetings: any group of people who come together about children or about the partnership's work, and what follows.

A conference, a strategy discussion, a core group, a board and a panel are kinds of one thing (``types.MeetingType``):
who belongs there, when it is quorate, how it decides, what is due before and after. Presence is by agency and
by the minute; a decision says whether it stands and by which rule; minutes are drafted from what was recorded, go
round, may be disputed within a time of receipt, and are settled.

What is not obvious: a meeting called with less than its kind's ``notice`` decides nothing. A kind that does not go on
without a quorum may still meet, with a reason, and then decides nothing. Decisions are recorded once a meeting is held.
Rooms say once what follows when a meeting is held, moved, called off or corrected (``following.when``), and what stands
beside an invitee while it runs (``live.beside``).
``Timed`` is a clock of the statute or a local number of working days. Steps that a room takes on pages of its own are
named in ``elsewhere``. What belongs to a meeting is guarded through the meeting; an invitee goes on seeing the meeting
and its minutes (``Invitation.sees_until``) after the grant to the children's records has ended.
"""
