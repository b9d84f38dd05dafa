"""The life of a request."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

REQUEST = Pathway(
    name="request",
    first="asked",
    ended=("answered", "nothing_held", "declined", "withdrawn", "not_answered"),
    states={
        "asked": "Asked",
        "opened": "Opened",
        "answered": "Answered",
        "nothing_held": "Nothing held",
        "declined": "Declined",
        "withdrawn": "Withdrawn",
        "not_answered": "Not answered",
    },
    steps=(
        Step("open", ("asked",), "opened", may="requests.answer", says="opened the request"),
        Step("answer", ("asked", "opened"), "answered", may="requests.answer", says="said what it holds"),
        Step("hold_nothing", ("asked", "opened"), "nothing_held", may="requests.answer", says="holds nothing"),
        Step("decline", ("asked", "opened"), "declined", may="requests.answer", says="declined to share"),
        Step("withdraw", ("asked", "opened"), "withdrawn", may="requests.ask", says="was no longer needed"),
        Step("give_up", ("asked", "opened"), "not_answered", may="requests.ask", says="did not answer"),
    ),
)

declare(
    "requests.answer",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_WORKER, Role.MASH_MANAGER,
        Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    },
    "Answer what one's agency is asked",
)  # fmt: skip
declare(
    "requests.read",
    {
        Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_WORKER, Role.MASH_MANAGER,
        Role.OUT_OF_HOURS, Role.SENIOR_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR,
    },
    "Read requests and answers",
)  # fmt: skip
declare(
    "requests.ask",
    {
        Role.MASH_WORKER, Role.MASH_MANAGER, Role.OUT_OF_HOURS, Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
        Role.CONFERENCE_CHAIR,
    },
    "Ask an agency",
)  # fmt: skip
