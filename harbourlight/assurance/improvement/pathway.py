"""The life of a recommendation with each of those it is addressed to, and who may do what."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step, Works

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

LIVE = ("asked", "agreed", "done", "rejected")  # states that stand on the list of the body
ADDRESSED, BODY = ("addressee", "keeper"), ("body",)
RECOMMENDATION = Pathway(
    name="recommendation",
    kind="improvement.addressee",
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
    works=Works(
        ways=ADDRESSED, offices={"keeper": KEEP, "body": JUDGE}, agencies={"addressee": ("agency", ANSWER)},
        refusal="Only those to whom it is addressed, or those who write for the body that made it, can do this.",
    ),
    shown_with=("recommendation", "agency"),
    steps=(
        Step("recommend", (), "asked", may=KEEP, says="Recommendation made", asks="RecommendForm", creates=True,
             title="Make a recommendation", sends="Make it", done="It was made."),
        Step("accept", ("asked", "agreed"), "agreed", may=ANSWER, says="Recommendation accepted", asks="AnswerForm",
             button="Answer it", sends="Answer", done="Your answer was kept."),
        Step("vary", ("asked", "agreed"), "agreed", may=ANSWER, says="Recommendation accepted in other words"),
        Step("reject", ("asked", "agreed"), "rejected", may=ANSWER, says="Recommendation rejected"),
        Step("withdraw_refusal", ("rejected",), "agreed", may=ANSWER, says="Rejection withdrawn", asks="ReasonForm",
             button="Withdraw the rejection", done="The rejection was withdrawn: it is to be done."),
        Step("give_action", ("agreed",), None, may=ANSWER, says="Action given", asks="GiveForm",
             button="Give an action", sends="Give it", done="The action was given."),
        Step("claim_done", ("agreed",), "done", may=ANSWER, says="Recommendation reported done", asks="ClaimForm",
             button="Report it done", sends="Report"),
        Step("note_progress", LIVE, None, may=ANSWER, says="Progress noted", asks="ProgressForm",
             button="Say how it goes", sends="Keep the note", done="Your note was kept."),
        Step("move_date", ("asked", "agreed"), None, may=ANSWER, says="Date moved", asks="MoveForm",
             button="Move the date", sends="Move it", done="The date was moved."),
        Step("accept_done", ("done",), "accepted", may=JUDGE, says="Recommendation accepted as done", works=BODY,
             asks="JudgeForm", button="Write down what the body decided", sends="Keep it", done="It was kept."),
        Step("refuse_done", ("done",), "agreed", may=JUDGE, says="Recommendation not accepted as done", works=BODY),
        Step("report_rejected", ("rejected",), "reported", may=JUDGE, says="Rejected recommendation reported",
             works=BODY),
        Step("ask_again", ("rejected", "reported"), "asked", may=JUDGE, says="Recommendation made again", works=BODY,
             asks="DecidedForm", button="Make it again", done="It waits for an answer again."),
        Step("withdraw", LIVE, "withdrawn", may=JUDGE, says="Withdrawn", works=BODY, asks="DecidedForm",
             button="Withdraw it", sends="Withdraw", done="It was withdrawn.", is_warning=True),
        Step("take_back", ("asked",), "withdrawn", may=KEEP, says="Taken back with its list", works=("keeper",)),
        Step("reopen", ("accepted",), "agreed", may=KEEP, says="Recommendation opened again by a re-audit",
             works=("keeper",)),
    ),
)  # fmt: skip

BROUGHT = Pathway(
    name="list of recommendations brought in",
    kind="improvement.broughtlist",
    first="looked_at",
    prefix="list_",
    ended=("thrown_away", "taken_back"),
    states={
        "looked_at": "To be looked at", "taken_in": "Taken in", "thrown_away": "Thrown away",
        "taken_back": "Taken back",
    },
    works=Works(ways=("keeper",), offices={"keeper": KEEP}, refusal="Only the business unit of the area does this."),
    steps=(
        Step("bring", (), "looked_at", may=KEEP, says="List brought in", asks="BringForm", creates=True,
             works=("keeper",), title="Bring in a list", sends="Read it",
             done="It was read: look at it before it counts.",
             intro="Areas for improvement of an inspection, or what an audit recommended: a table, or text."),
        Step("take_in", ("looked_at",), "taken_in", may=KEEP, says="List taken in", asks="confirm", button="Take it in",
             done="Each line is a recommendation now, and those addressed are asked for their answer.",
             unless="faults_in_words"),
        Step("throw_away", ("looked_at",), "thrown_away", may=KEEP, says="List thrown away", asks="confirm",
             button="Throw it away", done="It was thrown away: nothing of it counts."),
        Step("take_back", ("taken_in",), "taken_back", may=KEEP, says="List taken back", asks="ReasonForm",
             button="Take the whole list back", done="The whole list was taken back.", is_warning=True,
             unless="answered_in_words"),
    ),
)  # fmt: skip
