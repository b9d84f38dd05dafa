"""Who may see which child, why and until when; what was read; and the database's own second lock.

A grant opens one child's record to one professional, team or agency, on one basis, for a time. A
barrier closes it: *excluded* names people who may never look, *restricted* names the only ones who
may. Exclusion beats every grant, break-glass included; break-glass passes a restriction. Every
read of an identifying record is written to a log whose rows are hashed and sealed.
``visible_to`` and ``get_or_404`` are the only ways from a view to a child-related row, and
row-level security answers nothing to a view that forgets them.
"""
