"""The life of a recommendation with each of those it is addressed to, and who may do what."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

READ, OURS, ANSWER = "improvement.read", "improvement.ours", "improvement.answer"
KEEP, JUDGE, PUBLISHED = "improvement.keep", "improvement.judge", "improvement.published"

READING = frozenset({Role.BUSINESS_UNIT, Role.BOARD_MEMBER, Role.PARTNERSHIP_CHAIR, Role.SENIOR_MANAGER})
WORKING = READING | {
    Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
    Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.DESIGNATED_OFFICER, Role.AUDITOR,
}  # fmt: skip
ANSWERING = READING | {
    Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER, Role.TEAM_MANAGER, Role.DESIGNATED_OFFICER,
}  # fmt: skip
declare(READ, READING, "Read the tracker")
declare(OURS, WORKING, "See the recommendations to one's own agency")
declare(ANSWER, ANSWERING, "Answer a recommendation to an agency")
declare(KEEP, {Role.BUSINESS_UNIT}, "Keep the tracker")
declare(JUDGE, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "Accept or refuse that a recommendation is done")
declare(PUBLISHED, READING | {Role.COUNCILLOR}, "Read what was published")

RECOMMENDATION = Pathway(
    name="recommendation",
    first="asked",
    ended=("withdrawn",),
    states={
        "asked": "Waits for an answer",
        "agreed": "To be done",
        "rejected": "Rejected, to be reported",
        "done": "Reported done",
        "accepted": "Done and accepted",
        "reported": "Rejected and reported",
        "withdrawn": "Withdrawn",
    },
    steps=(
        Step("accept", ("asked", "rejected"), "agreed", may=ANSWER, says="Recommendation accepted"),
        Step(
            "vary", ("asked", "agreed", "rejected"), "agreed", may=ANSWER, says="Recommendation accepted in other words"
        ),
        Step("reject", ("asked", "agreed"), "rejected", may=ANSWER, says="Recommendation rejected"),
        Step("claim_done", ("agreed",), "done", may=ANSWER, says="Recommendation reported done"),
        Step("accept_done", ("done",), "accepted", may=JUDGE, says="Recommendation accepted as done"),
        Step("refuse_done", ("done",), "agreed", may=JUDGE, says="Recommendation not accepted as done"),
        Step("report_rejected", ("rejected",), "reported", may=JUDGE, says="Rejected recommendation reported"),
        Step("ask_again", ("rejected", "reported"), "asked", may=JUDGE, says="Recommendation made again"),
        Step("withdraw", ("asked", "agreed", "rejected", "done"), "withdrawn", may=JUDGE, says="Withdrawn"),
        Step("reopen", ("accepted",), "agreed", may=JUDGE, says="Recommendation opened again by a re-audit"),
    ),
)
