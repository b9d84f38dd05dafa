"""Who may work on the census.

No role is a data analyst's own. The return is made where children are worked with: managers of social work teams
know the children and put records right; the business unit runs the figures of the partnership. Neither sees a child
by the role alone: findings, pairs and contradictions are rows under the second lock, and open by a grant over the
child, or to the team that holds the file or was given the finding: a file not yet loaded, and the return of an area,
are about children whom nobody was asked to open one by one.
"""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

READ, CHECK, ANSWER, DECIDE = "census.read", "census.check", "census.answer", "census.decide"
# A file loaded or fetched is about every child of an area: for those who answer for the whole of it.
LOAD, RETURN = "census.load", "census.return"

_MANAGERS = {Role.TEAM_MANAGER, Role.SENIOR_MANAGER}
declare(READ, _MANAGERS | {Role.BUSINESS_UNIT, Role.SOCIAL_WORKER}, "Read the findings of a census")
declare(CHECK, _MANAGERS | {Role.BUSINESS_UNIT}, "Check a census")
declare(ANSWER, _MANAGERS | {Role.BUSINESS_UNIT, Role.SOCIAL_WORKER}, "Answer the findings and queries of a census")
declare(DECIDE, _MANAGERS, "Decide whether two records are the same child")
declare(LOAD, {Role.SENIOR_MANAGER, Role.BUSINESS_UNIT}, "Load a checked census into an area")
declare(RETURN, {Role.SENIOR_MANAGER, Role.BUSINESS_UNIT}, "Make the return of an area and fetch its file")
