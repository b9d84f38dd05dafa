"""Local settings of challenges."""

ANSWER_WITHIN_WORKING_DAYS = 2  # a local setting: no statute says how soon a challenge is answered
CLOCK = "LOCAL-CHALLENGE"
