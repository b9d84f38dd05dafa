"""Local settings of challenges."""

ANSWER_WITHIN_WORKING_DAYS = 2  # a local setting: no statute says how soon a challenge is answered
CLOCK = "LOCAL-CHALLENGE"
SIGHT_ENDS_AFTER_WORKING_DAYS = 5  # of the answer: for questions, then the challenge is no reason to see the child
