"""Today: everybody's first page, the worklist of a team, and the reasons for what was late.

It stands above the other engines and knows no room: what it shows are the clocks of ``pathways`` and what rooms declare
for the first page (``Room.home``).
"""
