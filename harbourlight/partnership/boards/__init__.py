"""The bodies of the partnership: who sits in them, when they meet, what they decide, and by which of their own rules.

A group (board, executive, committee, panel, network, executive of several areas) has seats; a seat has a member with
a deputy, or is vacant. A year's calendar plans its meetings on the meetings engine: items are proposed and consented
to, reports asked for, papers go out as one pack to those who agreed to confidentiality, presence is counted by role,
decisions stand or do not by the rules, minutes go round. It ends when the minutes are agreed.

Law and rules: Children Act 2004 sections 16E to 16H; Working Together; the operating rules of the partnership's
published arrangements. Whatever is a rule of one partnership (quorum, days, percentages, report template) is a field
of its group or an area's setting of the kind of meeting.
"""
