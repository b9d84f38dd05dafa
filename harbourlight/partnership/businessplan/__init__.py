"""The partnership's plans: its business plan, and strategies such as that for missing and exploited children.

A plan has priorities; under each of its headings (five for a business plan, the pillars of a strategy with their
leads) stands what will be done, each agency commits to something by a date, and figures of the dataset are named that
should move. It starts as a draft, is agreed, and gives each commitment as an action. Every quarter each agency is
asked how its part goes, and the executive hears it; at the end of a year each priority is reviewed.

Rules: the monitoring rules of the partnership's published business plan (quarterly to the executive, a full review
at the end of each year at the development day); Working Together to Safeguard Children. How often the executive hears
is a field of the plan. No row here concerns a child.
"""
