"""The front door: contacts come in, are screened together, and are decided on time.

It starts when anybody tells the partnership of a worry about a child (web form, telephone, police
notification, interface) and ends when a qualified manager has decided and the referrer has been told.
Law: Children Act 1989 sections 17 and 47; Working Together to Safeguard Children: a decision within
one working day. A contact is anything received; a referral is a contact where the child may be in
need or suffering significant harm.
"""
