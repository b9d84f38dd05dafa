"""Tests of the census year."""
