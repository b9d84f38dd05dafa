"""A child in need: from the referral to the end of the episode.

A referral opens an episode of need, at most one open for each child. The single assessment is finished within
45 working days of the referral (CLK-ASM-001; before 15 April 2013 the initial assessment within 10, the core
assessment within 35: CLK-ASM-006, CLK-ASM-007), authorised by a manager who did not write it, and leads to a
plan, to another kind of help, or to closure with the reason of the children in need census. How often a plan is
reviewed (CLK-ASM-009) and when a manager looks at an assessment are settings of the area.

Law: Children Act 1989, section 17; Working Together to Safeguard Children.
"""
