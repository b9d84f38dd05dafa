"""Rooms that declare: what a room's ``apps.py`` says of itself, and where the engines find it.

This engine stands below all others. Each of them gathers what is its own from the rooms when the product starts
(panels by ``people``, records by ``pathways``, kinds of meeting by ``meetings``), so that no room calls an engine to be
known, and no engine knows a room.
"""
