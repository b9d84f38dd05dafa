"""Every step of an early help case."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed import actions as need
from harbourlight.practice.earlyhelp import actions
from harbourlight.practice.earlyhelp.models import AroundFamily, Case
from harbourlight.practice.earlyhelp.pathway import CASE
from harbourlight.practice.earlyhelp.tests import stories

from .filling import parts
from .people import around_a_child, roles_asked_for, stand_around
from .tries import Follows, Rights, Try


def people(cast):
    """Put the people around a case on file: its lead professional sits in no team of it."""
    return around_a_child(
        cast, team="early_help", lead={Role.PRACTITIONER}, member={Role.PRACTITIONER}, manager={Role.TEAM_MANAGER},
        every=roles_asked_for(CASE),
    )  # fmt: skip


def now(told, record):
    """Return a record as its lead professional sees it now."""
    with told.as_user(told.who.lead):
        return type(record).objects.get(pk=record.pk)


def waiting(told):
    """Take a family on as the front door decides; the recorder did so, and nobody leads yet."""
    child = stories.child(told.cast.area, told.moment)
    with told.as_user(told.who.recorder):
        return actions.accept(
            people=[child], area=told.cast.area, team=told.cast.early_help, reason="The family asks for help.",
            by=told.who.recorder, at=told.moment,
        )  # fmt: skip


def led(told):
    """Name the lead professional."""
    case = waiting(told)
    with told.as_user(told.who.member):
        return actions.allocate(case=case, lead=told.who.lead, by=told.who.member, at=told.moment)


def agreed(told, **more):
    """Let the family agree, or answer otherwise."""
    case = led(told)
    with told.as_user(told.who.lead):
        return stories.agreed(case, told.who.lead, told.moment, **more)


def refused(told):
    """Let the family refuse."""
    return agreed(told, answer="refused")


def assessing(told):
    """Write the assessment with the family, and do not finish it."""
    case = led(told)
    with told.as_user(told.who.lead):
        stories.assessed(case, told.who.lead, told.moment, completes=False)
    return now(told, case)


def assessed(told):
    """Finish the assessment with the family."""
    case = led(told)
    with told.as_user(told.who.lead):
        return stories.assessed(case, told.who.lead, told.moment)


def planned(told):
    """Start the plan."""
    case = led(told)
    with told.as_user(told.who.lead):
        stories.planned(case, told.who.lead, told.moment)
    return now(told, case)


def joined(told):
    """Let a nurse join the team around the family: the kind who is in the child's network."""
    case = agreed(told)
    with told.as_user(told.who.lead):
        actions.join(
            case=case, professional=told.who.network, part="Nurse", joined_on=day_of(told.moment),
            by=told.who.lead, at=told.moment,
        )  # fmt: skip
        member = AroundFamily.objects.get(case=case)
    return member, now(told, case)


def case_child(case):
    """Return the child of a case."""
    return Person.objects.get(pk=case.child_ids[0])


def known(told):
    """Put a child on file with whom the lead works, and for whom nobody has opened early help."""
    return untouched(told, told.who.lead)


def untouched(told, worker):
    """Put a child on file who is allocated to a worker and in need of nothing else."""
    child = stories.child(told.cast.area, told.moment)
    access.give(
        person_ids=[child.pk], professional=worker, basis="allocated", reason="Pupil", by=None, at=told.moment
    )  # fmt: skip
    return child


def stepping_down(told):
    """Refer a child to social care, where the lead is the social worker and the team the assessment team."""
    child = stories.child(told.cast.area, told.moment)
    with told.as_user(told.who.recorder):
        need.refer(
            people=[child], area=told.cast.area, team=told.cast.early_help, referred_at=told.moment, source="2A",
            worker=told.who.lead, by=told.who.recorder, at=told.moment,
        )  # fmt: skip
    return child


def again(told):
    """Refer the child of a running case to social care."""
    case = led(told)
    with as_system("the story refers a child"):
        child = case_child(case)
    with told.as_user(told.who.recorder):
        need.refer(
            people=[child], area=told.cast.area, team=told.cast.early_help, referred_at=told.moment, source="2A",
            worker=told.who.lead, by=told.who.recorder, at=told.moment,
        )  # fmt: skip
    return child, now(told, case)


def else_by_email(name):
    """Return the answers that name the nurse of the cast by her e-mail address."""
    return lambda told, it: {name: "else", "email": told.cast.nurse.email}


def try_again(told, it):
    """Return the answers by which the nurse tries again after a refusal."""
    return {"way_on": "try_again", "another": "else", "email": told.cast.nurse.email}


def social_work(told, it):
    """Return the answers that name the team which takes the family on."""
    return {"team": str(told.cast.assessment.pk)}


def next_month(told, it):
    """Return the answers that name the day of the next review."""
    return parts("next_review_on", told.moment + MONTH)


def by_the_family(told, it):
    """Return the answers that give an action to somebody in the family."""
    return {"whose": "family", "family_member": "Moira"}


def next_month_at(told, it):
    """Return the answers that name the time of a meeting."""
    return parts("starts_at", told.moment + MONTH)


def the_child(told, it):
    """Return the answers that name the child of the page."""
    return {"children": [str(it.pk)]}


ROWS = {"outcomes-TOTAL_FORMS": 1, "outcomes-INITIAL_FORMS": 0, "outcomes-0-what": "Calm mornings",
        "outcomes-0-measure": "In school by nine"}  # fmt: skip
MONTH = timedelta(days=30)
LASTING = "A guest of a meeting, a colleague who was asked, and somebody of another area may open a case and lead it."
ITSELF = "The member, here in the child's network, says so too."

RIGHTS = Rights(
    pathway=CASE,
    model=Case,
    title="Early help case",
    people=people,
    around=stand_around,
    tries=(
        Try("accept", "earlyhelp:open_case", known, the_child, way="opened by an agency", remark=LASTING),
        Try("accept", "earlyhelp:step_down", stepping_down, the_child, "manager", way="stepped down"),
        Try("allocate", "earlyhelp:allocate", waiting, else_by_email("lead"), "member"),
        Try("hand_over", "earlyhelp:hand_over", led, else_by_email("lead")),
        Try("record_consent", "earlyhelp:record_consent", led, {"answer": "given"}),
        Try("record_refusal", "earlyhelp:record_refusal", led),
        Try("decide_refusal", "earlyhelp:decide_refusal", refused, try_again),
        Try("start_assessment", "earlyhelp:start_assessment", agreed),
        Try("assess_again", "earlyhelp:assess_again", assessed),
        Try("complete_assessment", "earlyhelp:complete_assessment", assessing),
        Try("start_plan", "earlyhelp:start_plan", assessed, ROWS),
        Try("review", "earlyhelp:review", planned, next_month),
        Try("give_action", "earlyhelp:give_action", planned, by_the_family),
        Try("add_outcome", "earlyhelp:add_outcome", planned),
        Try("plan_meeting", "earlyhelp:plan_meeting", agreed, next_month_at),
        Try("join", "earlyhelp:join", agreed, else_by_email("professional")),
        Try("leave", "earlyhelp:leave", joined, form_of="", remark=ITSELF),
        Try("agree", "earlyhelp:agree", joined, form_of="", remark=ITSELF),
        Try("take_step_down", "earlyhelp:step_down", again, the_child, "manager"),
        Follows("add_children", "the front door's decision, or a step down, about another child of the family"),
        Try("step_up", "earlyhelp:step_up", planned, social_work),
        Try("close", "earlyhelp:close", planned),
    ),
)  # fmt: skip
ALL = (RIGHTS,)
