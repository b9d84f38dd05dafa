"""Challenges and actions.

A challenge: one agency or person questions a decision, is answered, and what changed is kept. An action: somebody
does something by a date; what was done is kept apart from what changed for the child; whoever agreed it accepts
or sends back. Each is recorded where it arises and has its own life and clock.
"""
