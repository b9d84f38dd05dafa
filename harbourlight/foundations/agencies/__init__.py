"""Areas, agencies, teams and the professionals who work in them, each with start and end dates.

An installation may serve several neighbouring areas; an agency may cover several of them. A
professional signs in with an e-mail address, belongs to one agency, may sit in several teams and
holds roles from one date to another. A role says what kind of work somebody may do; it never by
itself opens a child's record (that is a grant, see ``access``).
Law: Children Act 2004 sections 11 and 16E to 16K; Working Together to Safeguard Children.
"""
