"""Every step of strategy discussions, enquiries, emergency measures, conferences and chairs' concerns."""

from datetime import timedelta
from types import SimpleNamespace

from harbourlight.foundations.requests import actions as requests
from harbourlight.practice.childprotection.actions import concerns, conferences, emergency
from harbourlight.practice.childprotection.models import (
    ChairConcern,
    Conference,
    EmergencyMeasure,
    Enquiry,
    StrategyDiscussion,
)
from harbourlight.practice.childprotection.pathway import CONCERN, CONFERENCE, DISCUSSION, EMERGENCY, ENQUIRY
from harbourlight.practice.childprotection.tests import stories

from .people import stand_around
from .protection import BY_DESIGN, child, now, people_for, were_there
from .tries import Follows, Rights, Try


def the_child(told, it):
    """Return the answers that name the child of the page."""
    return {"children": [str(it.pk)]}


def told_by(told, kind):
    """Return the cast in which somebody else is the worker."""
    return SimpleNamespace(**vars(told.cast) | {"worker": getattr(told.who, kind)})


def planned(told):
    """Let the recorder plan a strategy discussion."""
    boy = child(told)
    return stories.planned(told_by(told, "recorder"), told.as_user, told.moment, [boy])


def met(told):
    """Let those who speak together be recorded, and nothing yet of what they decided."""
    discussion = planned(told)
    were_there(told, discussion.meeting)
    return discussion


def held(told):
    """Hold the discussion: it starts an enquiry."""
    discussion = planned(told)
    stories.held(told.cast, told.as_user, told.moment, discussion)
    return now(told, discussion)


def running(told):
    """Return the enquiry that a discussion started."""
    return stories.enquiries_of(told.cast, told.as_user, held(told))[0]


def begun_by(told):
    """Return the discussion that started an enquiry, and the enquiry."""
    discussion = held(told)
    return discussion, stories.enquiries_of(told.cast, told.as_user, discussion)[0]


def met_again(told):
    """Speak together again while the enquiry runs; what was decided is not recorded yet."""
    enquiry = running(told)
    again = stories.planned(
        told.cast, told.as_user, told.moment, enquiry.child_ids, starts_at=told.moment - timedelta(days=1)
    )  # fmt: skip
    were_there(told, again.meeting)
    return again, enquiry


def finished(told):
    """Finish the enquiry: a conference is needed."""
    enquiry = running(told)
    stories.finished(told.cast, told.as_user, told.moment, enquiry)
    return now(told, enquiry)


def conference(told):
    """Let the recorder plan the conference."""
    enquiry = finished(told)
    return stories.conference_for(told_by(told, "recorder"), told.as_user, told.moment, enquiry.child_ids)


def gathered(told):
    """Record who was at the conference, and nothing yet of what was decided; return it with its enquiry."""
    enquiry = finished(told)
    made = stories.conference_for(told_by(told, "recorder"), told.as_user, told.moment, enquiry.child_ids)
    were_there(told, made.meeting)
    return made, enquiry


def gathered_alone(told):
    """Return a conference at which everybody was recorded."""
    return gathered(told)[0]


def conferred(told):
    """Hold the conference."""
    return stories.conferred(told.cast, told.as_user, told.moment, conference(told))


def reported(told):
    """Let the school give its report to the conference; return (the page's two, the conference)."""
    made, bob = conference(told), told.cast.bob
    with told.as_user(told.who.lead):
        [request] = conferences.ask_for_reports(
            conference=made, agencies=[told.cast.school], by=told.who.lead, at=told.moment
        )  # fmt: skip
    with told.as_user(bob):
        report = requests.reply(
            request=request, step="answer", answer="Hungry.", late_reason="Half-term", by=bob, at=told.moment
        )  # fmt: skip
    made = now(told, made)
    return [made, report], made


def given(told):
    """Return a conference for which a report was given."""
    return reported(told)[1]


def measure(told):
    """Let the recorder record that the police took the child into protection."""
    boy, by = child(told), told.who.recorder
    with told.as_user(by):
        return emergency.begin_measure(
            children=[boy], kind="police_protection", began_at=told.moment - timedelta(hours=1),
            reason="Alone at night.", area=told.cast.area, other_options_considered="None", by=by, at=told.moment,
        )[0]  # fmt: skip


def concern(told):
    """Let the chair put a concern to the council."""
    made = conference(told)
    with told.as_user(told.who.chair):
        return concerns.raise_concern(
            conference=made, agency=told.cast.council, what="No visit", wanted="A visit", by=told.who.chair,
            at=told.moment,
        )  # fmt: skip


def answered(told):
    """Let the council answer the concern."""
    made = concern(told)
    with told.as_user(told.who.manager):
        return concerns.answer_concern(concern=made, answer="Visited.", by=told.who.manager, at=told.moment)


ENQUIRES = {"decision": "enquiry_joint"}
GOES_ON = {"decision": "enquiry_goes_on"}
DECIDES = {"decision_0": "plan", "category_0": "PHY", "dissent_by_0": None}
NO_CONFERENCE = {"outcome": "continuing_risk", "conference_required": "no"}
CONFERENCE_IS_NEEDED = {"outcome": "continuing_risk", "conference_required": "yes"}
ROOM = "Child protection: "

RIGHTS = (
    Rights(
        pathway=DISCUSSION, model=StrategyDiscussion, title=f"{ROOM}strategy discussion", people=people_for(DISCUSSION),
        around=stand_around,
        tries=(
            Try("plan", "childprotection:discussion_plan", child, the_child, remark=BY_DESIGN),
            Try("move", "childprotection:discussion_move", planned),
            Try("hold", "childprotection:discussion_hold", met, ENQUIRES),
            Try("call_off", "childprotection:discussion_call_off", planned),
            Try("correct", "childprotection:discussion_correct", held),
        ),
    ),
    Rights(
        pathway=ENQUIRY, model=Enquiry, title=f"{ROOM}section 47 enquiry", people=people_for(ENQUIRY),
        around=stand_around,
        tries=(
            Try("start", "childprotection:discussion_hold", met, ENQUIRES),
            Try("discuss_again", "childprotection:discussion_hold", met_again, GOES_ON),
            Try("visit", "childprotection:enquiry_visit", running),
            Try("write", "childprotection:enquiry_write", running),
            Try("substantiate", "childprotection:enquiry_substantiate", running, CONFERENCE_IS_NEEDED, "manager"),
            Try("close", "childprotection:enquiry_substantiate", running, NO_CONFERENCE, "manager"),
            Try("confer", "childprotection:conference_hold", gathered, form_of="chair"),
            Try("drop_conference", "childprotection:enquiry_drop_conference", finished, form_of="manager"),
            Try("correct", "childprotection:discussion_correct", begun_by),
        ),
    ),
    Rights(
        pathway=EMERGENCY, model=EmergencyMeasure, title=f"{ROOM}emergency measure", people=people_for(EMERGENCY),
        around=stand_around,
        tries=(
            Try("begin", "childprotection:emergency_begin", child, the_child, remark=BY_DESIGN),
            Try("end", "childprotection:emergency_end", measure),
        ),
    ),
    Rights(
        pathway=CONFERENCE, model=Conference, title=f"{ROOM}conference", people=people_for(CONFERENCE),
        around=stand_around,
        tries=(
            Try("plan", "childprotection:conference_plan", finished, way="after an enquiry"),
            Try("move", "childprotection:conference_move", conference),
            Follows("invite", "an invitation on the page of the meeting"),
            Try("ask_reports", "childprotection:conference_ask_reports", conference),
            Try("share_reports", "childprotection:conference_share_reports", given),
            Try("check_quality", "childprotection:conference_check_quality", conference, form_of="chair"),
            Try("grade", "childprotection:report_grade", reported, form_of="chair"),
            Try("hold", "childprotection:conference_hold", gathered_alone, form_of="chair"),
            Try("decide", "childprotection:conference_decide", conferred, DECIDES, "chair"),
            Try("finish", "childprotection:conference_decide", conferred, DECIDES, "chair"),
            Try("correct", "childprotection:conference_correct", conferred),
            Try("call_off", "childprotection:conference_call_off", conference),
        ),
    ),
    Rights(
        pathway=CONCERN, model=ChairConcern, title=f"{ROOM}chair's concern", people=people_for(CONCERN),
        around=stand_around,
        tries=(
            Try("raise", "childprotection:concern_raise", conference, form_of="chair"),
            Try("answer", "childprotection:concern", concern),
            Try("escalate", "childprotection:concern", answered, {"then": "escalate"}, "chair"),
            Try("settle", "childprotection:concern", answered, {"then": "settle"}, "chair"),
        ),
    ),
)  # fmt: skip
ALL = RIGHTS
