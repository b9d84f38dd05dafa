"""The interface by which an agency's own system makes contacts and asks how far they are.

Each agency has its own keys. The same contact sent twice with one idempotency key counts once. An
answer says the reference and the state, and nothing of a child.
"""
