"""The life of a challenge, and that of an action."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

CHALLENGE = Pathway(
    name="challenge",
    first="raised",
    ended=("upheld", "not_upheld"),
    states={"raised": "Raised", "upheld": "Decision changed", "not_upheld": "Decision stands"},
    steps=(
        Step("uphold", ("raised",), "upheld", may="actions.answer_challenge", says="changed the decision"),
        Step("stand_by", ("raised",), "not_upheld", may="actions.answer_challenge", says="stood by the decision"),
    ),
)

declare("actions.answer_challenge", {Role.SENIOR_MANAGER}, "Answer a challenge made to a senior manager")

ACTION = Pathway(
    name="action",
    first="open",
    ended=("accepted", "dropped"),
    states={"open": "To do", "done": "Reported done", "accepted": "Accepted as done", "dropped": "Dropped"},
    steps=(
        Step("report_done", ("open",), "done", may="actions.work", says="Action reported done"),
        Step("accept", ("done",), "accepted", may="actions.judge", says="Action accepted as done"),
        Step("send_back", ("done",), "open", may="actions.judge", says="Action sent back"),
        Step("drop", ("open", "done"), "dropped", may="actions.judge", says="Action dropped"),
    ),
)

WORKING = {
    Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
    Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS,
    Role.DESIGNATED_OFFICER, Role.PARTNERSHIP_CHAIR, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.AUDITOR,
}  # fmt: skip
declare("actions.work", WORKING, "Work on an action and tell its progress")
declare("actions.judge", WORKING - {Role.OUT_OF_HOURS, Role.AUDITOR}, "Say whether an action is done")
