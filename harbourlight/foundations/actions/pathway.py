"""The life of a challenge."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

CHALLENGE = Pathway(
    name="challenge",
    first="raised",
    states={"raised": "Raised", "upheld": "Decision changed", "not_upheld": "Decision stands"},
    steps=(
        Step("uphold", ("raised",), "upheld", may="actions.answer_challenge", says="changed the decision"),
        Step("stand_by", ("raised",), "not_upheld", may="actions.answer_challenge", says="stood by the decision"),
    ),
)

declare("actions.answer_challenge", {Role.SENIOR_MANAGER})
