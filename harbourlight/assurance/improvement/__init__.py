"""Recommendations: what audits, reviews, inspections, panels and boards ask for, and what became of it.

It starts when a body makes a recommendation, with its finding and evidence, to agencies or to other bodies. Each
one accepts it, rejects it with a reason, or varies it with its own words; gives actions with owners and dates; and
claims that it is done, what was done apart from what changed for children. It ends when the body that made it
accepts that, or when its rejection has been reported; a re-audit may open it again.
Guidance: Working Together to Safeguard Children (independent scrutiny, challenge and learning); the council's
scrutiny panel keeps its own rule of what leaves its list (R-SCY-01), which is data of the body.
No row here concerns a child.
"""
