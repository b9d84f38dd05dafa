"""Challenge: who in the partnership challenged whom about what, what was answered, and what changed.

It starts when the chair, a conference chair, an agency or a councillor puts a challenge to an agency, or when the
product finds one to put (a seat that stays empty). It is answered within the area's limit, taken further where the
answer does not settle it, and ends when it is settled with what changed. No row here concerns a child.
The register stands beside two others that keep their own lives: challenges of decisions about a child, and concerns
of conference chairs. Here these show who, to whom, when and how it ended, and never what was said about a child.
Guidance: Working Together to Safeguard Children (challenge between partners, independent scrutiny).
"""
