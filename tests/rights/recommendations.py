"""Every step of a recommendation to an agency."""

from datetime import date

from harbourlight.assurance.improvement import actions
from harbourlight.assurance.improvement.models import Addressee
from harbourlight.assurance.improvement.pathway import RECOMMENDATION
from harbourlight.assurance.improvement.tests.factories import PANEL, addressed, london, met, recommendation

from .partnership import KINDS, TABLE, nobody_else, people_for
from .tries import Follows, Rights, Try

WHEN = date(2026, 1, 5)


def asked(told):
    """Let the panel ask the police."""
    with told.as_user(told.cast.business):
        row = addressed(told.cast, told.moment)
        met(told.cast, london(told.moment))
    return row


def agreed(told):
    """Let the police accept it."""
    with told.as_user(told.cast.sergeant):
        return actions.respond(addressee=asked(told), answer="accepted", by=told.cast.sergeant, at=told.moment)


def rejected(told):
    """Let the police reject it."""
    with told.as_user(told.cast.sergeant):
        return actions.respond(
            addressee=asked(told), answer="rejected", reason="No", by=told.cast.sergeant, at=told.moment
        )  # fmt: skip


def done(told):
    """Let the police report it done."""
    with told.as_user(told.cast.sergeant):
        return actions.claim_done(
            addressee=agreed(told), what_was_done="Sent.", what_changed="Fewer wait.", by=told.cast.sergeant,
            at=told.moment,
        )  # fmt: skip


def accepted(told):
    """Let the panel accept that it is done; return the re-audit that is planned, and the row."""
    with told.as_user(told.cast.business):
        row = done(told)
        meeting, today = met(told.cast, london(told.moment)), london(told.moment)
        row = actions.judge(addressee=row, meeting=meeting, accepts=True, by=told.cast.business, at=told.moment)
        planned = actions.plan_reaudit(
            recommendation=row.recommendation, what="Twelve files", due_on=today, by=told.cast.business, at=told.moment
        )
    return planned, row


def nothing(told):
    """Begin with a body that recommended something before, and return no id for the page."""
    with told.as_user(told.cast.business):
        return [], recommendation(told.cast, told.moment).addressees.get()


def to_the_police(told, subject):
    """Say which body asks, and whom."""
    return {"body": PANEL["body_key"], "agencies": [str(told.cast.police.pk)], "timescale": "three_months"}


JUDGED = {"reason": "So it said."}
LEFT, CLAIMED = {"left_list_on": WHEN}, {"claimed_at": "2026-01-05T12:00Z", "what_was_done": "A", "what_changed": "B"}
PAGE = "improvement:{}"
RIGHTS = Rights(
    pathway=RECOMMENDATION, model=Addressee, title="Recommendation", people=people_for(RECOMMENDATION),
    around=nobody_else, kinds=KINDS, table=TABLE,
    states={
        "rejected": {"reason": "No"}, "reported": {"reason": "No"}, "done": CLAIMED,
        "accepted": CLAIMED | LEFT | {"judged_at": "2026-01-05T12:00Z"},
    },
    tries=(
        Try("accept", PAGE.format("accept"), asked, {"answer": "accepted"}),
        Try("vary", PAGE.format("accept"), asked, {"answer": "varied", "varied_words": "Sent once a year."}),
        Try("reject", PAGE.format("accept"), asked, {"answer": "rejected", "reason": "No"}),
        Try("withdraw_refusal", PAGE.format("withdraw_refusal"), rejected),
        Try("give_action", PAGE.format("give_action"), agreed),
        Try("claim_done", PAGE.format("claim_done"), agreed),
        Try("note_progress", PAGE.format("note_progress"), asked),
        Try("move_date", PAGE.format("move_date"), asked),
        Try("accept_done", PAGE.format("accept_done"), done, {"accepts": "yes"}, "chair"),
        Try("refuse_done", PAGE.format("accept_done"), done, JUDGED | {"accepts": "no"}, "chair"),
        Follows("report_rejected", "writing down that a meeting heard the list"),
        Try("ask_again", PAGE.format("ask_again"), rejected, form_of="chair"),
        Try("withdraw", PAGE.format("withdraw"), asked, form_of="chair"),
        Try("reopen", PAGE.format("reaudit_found"), accepted, {"found": "not_held"}, "keeper"),
        Try("recommend", PAGE.format("recommend"), nothing, to_the_police, "keeper"),
    ),
)  # fmt: skip
ALL = (RIGHTS,)
