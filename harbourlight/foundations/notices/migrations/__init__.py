"""Migrations of the notices engine."""
