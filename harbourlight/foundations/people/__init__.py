"""Children and adults: who they are, what they are called, where they live and how they are related.

A record starts as soon as anybody names a child, however little is known: without a surname, with
an estimated date of birth, or before birth with an expected date. Two records of one child are
merged, and a merge can be undone. A location may be withheld from named people. Who may see a
person is the business of ``access``.
"""
