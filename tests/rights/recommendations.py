"""Every step of a recommendation to an agency."""

from datetime import date

from harbourlight.assurance.improvement import actions
from harbourlight.assurance.improvement.models import Addressee, BroughtList
from harbourlight.assurance.improvement.pathway import BROUGHT, RECOMMENDATION
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
        Follows("take_back", "taking the whole list back"),
        Try("recommend", PAGE.format("recommend"), nothing, to_the_police, "keeper"),
    ),
)  # fmt: skip


def brought(told):
    """Let the business unit bring in a list of one line."""
    line = {
        "paragraph": "1", "grade": "", "heading": "", "part": "", "text": "Files are read.", "priority": "normal",
        "timescale": "three_months", "due_on": "2027-03-01", "whom": "", "trouble": "",
        "agencies": [str(told.cast.police.pk)],
    }  # fmt: skip
    with told.as_user(told.cast.business):
        return actions.bring(
            area=told.cast.area, **PANEL, source="inspection", source_title="Inspection", lines=[line], left_out="",
            published_on=date(2026, 11, 1), timescale="three_months", by=told.cast.business, at=told.moment,
        )  # fmt: skip


def taken_in(told):
    """Let it be taken in."""
    with told.as_user(told.cast.business):
        return actions.take_in(broughtlist=brought(told), by=told.cast.business, at=told.moment)


def to_bring(told):
    """Begin with a body that recommended something before, and return no id for the page."""
    return [], brought_after(told)


def brought_after(told):
    """Return a list, of a body that recommended something before."""
    nothing(told)
    return brought(told)


def pasted(told, subject):
    """Say what is pasted, and whom it asks."""
    return {"body": PANEL["body_key"], "pasted": "1. Files are read.", "agencies": [str(told.cast.police.pk)]}


LISTS = Rights(
    pathway=BROUGHT, model=BroughtList, title="List of recommendations", people=people_for(BROUGHT),
    around=nobody_else, kinds=KINDS, table=TABLE,
    tries=(
        Try("take_in", PAGE.format("list_take_in"), brought, form_of="keeper"),
        Try("throw_away", PAGE.format("list_throw_away"), brought, form_of="keeper"),
        Try("take_back", PAGE.format("list_take_back"), taken_in, form_of="keeper"),
        Try("bring", PAGE.format("list_bring"), to_bring, pasted, "keeper"),
    ),
)  # fmt: skip
ALL = (RIGHTS, LISTS)
