"""Migrations of the census year."""
