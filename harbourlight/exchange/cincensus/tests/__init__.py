"""Tests of reading and checking the census; the children in them are invented."""
