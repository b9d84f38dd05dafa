"""Statements: SQL said once, kept prepared by the server, and asked with other values for each page.

Django turns a queryset into SQL each time it is asked, which can cost more than the database's own work. A page that is
open all day declares its queryset once (``prepared.Prepared``), with a ``Parameter`` in the place of what changes, and
binds values to it. What several panels of a page ask at the same step goes to the server in one journey
(``fetching.gather``). Nothing is lost of the policies: they are the database's.
"""
