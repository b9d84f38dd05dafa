"""Child protection: from the strategy discussion to the end of the plan, for each child of a family.

It starts when there is reasonable cause to suspect significant harm (Children Act 1989 section 47) and agencies meet
before anybody visits; or with police protection or an emergency order (sections 44 and 46). An enquiry ends with an
outcome; where a child is at continuing risk, an initial conference decides whether there is a plan and names the
category. A plan has a core group, visits and review conferences, and ends at a conference, or when the child dies,
turns 18, or has moved for good and the new area has taken over.
"""
