"""Dated lines about a child from every room: the multi-agency chronology is a query, not a document."""
