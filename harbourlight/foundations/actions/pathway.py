"""The life of a challenge, and that of an action."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import LEAD, OVERSEER, WORKER, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

from .choices import CLOCK

declare_rules(
    Rule(
        CLOCK, title="A challenge to a decision about a child is answered",
        starts_when="A decision about a child was challenged",
        must_happen="A senior manager answers the challenge", unit="working_days", units=("hours", *DAYS),
        default=2, most=250, area_of_work="Challenges", may=PRACTICE, may_be_none=False,
    ),
)  # fmt: skip

ANSWERS = "actions.answer_challenge"
CHALLENGE = Pathway(
    name="challenge",
    kind="actions.challenge",
    first="raised",
    states={"raised": "Raised", "upheld": "Decision changed", "not_upheld": "Decision stands"},
    ended=("upheld", "not_upheld"),
    works=Works(refusal="Only a senior manager to whom the challenge was put answers it."),
    steps=(
        Step("uphold", ("raised",), "upheld", may=ANSWERS, says="changed the decision", works=(OVERSEER,)),
        Step("stand_by", ("raised",), "not_upheld", may=ANSWERS, says="stood by the decision", works=(OVERSEER,)),
    ),
)

declare(ANSWERS, {Role.SENIOR_MANAGER}, "Answer a challenge made to a senior manager")

# Who settles an action: whoever gave it or works with its child; of one about no child, those who keep the partnership.
SETTLES = ("giver", WORKER, OVERSEER, "partnership", "arranger")
DOES = (LEAD, "colleague", WORKER, "partnership")
JUDGES = "actions.judge"
ACTION = Pathway(
    name="action",
    kind="actions.action",
    first="open",
    states={"open": "To do", "done": "Reported done", "accepted": "Accepted as done", "dropped": "Dropped"},
    ended=("accepted", "dropped"),
    works=Works(lead="owner", refusal="Whoever does this action, gave it, or works with the child, does this."),
    steps=(
        Step("report_done", ("open",), "done", may="actions.work", says="Action reported done", works=DOES),
        Step("accept", ("done",), "accepted", may=JUDGES, says="Action accepted as done", works=SETTLES),
        Step("send_back", ("done",), "open", may=JUDGES, says="Action sent back", works=SETTLES),
        Step("drop", ("open", "done"), "dropped", may=JUDGES, says="Action dropped", works=SETTLES),
    ),
)

WORKING = {
    Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
    Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS,
    Role.DESIGNATED_OFFICER, Role.PARTNERSHIP_CHAIR, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.AUDITOR,
}  # fmt: skip
declare("actions.work", WORKING, "Work on an action and tell its progress")
declare(JUDGES, WORKING - {Role.OUT_OF_HOURS, Role.AUDITOR}, "Say whether an action is done")
