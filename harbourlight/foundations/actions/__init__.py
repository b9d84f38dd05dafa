"""Challenges: one agency or person questions a decision, is answered, and what changed is kept.

A challenge is recorded where it arises and has its own life and clock.
"""
