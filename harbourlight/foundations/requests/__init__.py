"""Asking an agency for something by a date: one life, from asked to answered, nothing held or declined.

Not answering is data too: who was asked, who answered, how late, is one query.
"""
