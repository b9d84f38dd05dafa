"""Private fostering: a child under 16 (18 if disabled) lives 28 days or more with somebody who is no relative.

It starts when anybody tells of such an arrangement, planned or existing; most are found by schools and GPs. The
authority visits within seven working days, decides whether the carer and the home are suitable, then visits every six
weeks in the first year and every twelve weeks after, counted from the day it came to know. It ends at 16 (18), by
return or move, when the carer comes to hold parental responsibility, or when the child is looked after.
Law: Children Act 1989 sections 66 to 70, 105 and Schedule 8; Children (Private Arrangements for Fostering)
Regulations 2005 (SI 2005/1533).
"""
