"""Early help: a family is helped before worries grow, by a lead professional of whatever agency.

It starts when the front door decides for early help, when social care steps a family down, or when a
practitioner of any agency opens a case for a family they work with. It ends when the family and the
practitioners close it together, or when social care takes the family on. The family's consent comes
first: without it nothing is assessed, and a refusal leads to a decision. Guidance: Working Together to
Safeguard Children, chapter on help for children and families; Children Act 2004 sections 10 and 11.
"""
