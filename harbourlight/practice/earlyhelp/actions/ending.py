"""How early help ends: closed with the family, or stepped up to social care with all that early help knew."""

from functools import partial

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends, only_about
from harbourlight.practice.childinneed import actions as need

from ..choices import CLOSED_BY_HAND, Answer, Closing, WayOn
from ..models import Case, HelpPlan, RefusalDecision, StepUp
from ..pathway import CASE
from .begin import allocate, source_of

EARLY_HELP_REFERS = "5D"  # the census's source of a referral: local authority early help


@does(CASE, "decide_refusal")
def decide_refusal(case, *, way_on, reason, by, at, advice="", another=None, team=None):
    """Decide what happens with a family that refused or does not take part: the lead professional or a manager.

    ``advice`` is what a family is told whose case closes, ``another`` who tries again, ``team`` the social work
    team that a family is stepped up to.
    """
    way_on = WayOn(way_on)
    check_way(case, way_on, reason, advice, another, team)
    decided(case, way_on, by, at, reason=reason, advice=advice)
    if way_on == WayOn.TRY_AGAIN:
        case.consent = Answer.NOT_ASKED
    told = {"by": by, "at": at}
    ways = {
        WayOn.TRY_AGAIN: lambda now: allocate(case=now, lead=another, **told),
        WayOn.STEP_UP: lambda now: step_up(case=now, team=team, reason=reason, **told),
        WayOn.CLOSE: lambda now: take(
            pathway=CASE, step="close", record=now, **told,
            change=lambda fresh: ended(fresh, Closing.DECLINED, note=advice.strip(), **told),
        ),
    }  # fmt: skip
    return Entry(note=f"{way_on.label}. {reason.strip()}", next_step=ways[way_on])


def check_way(case, way_on, reason, advice, another, team):
    """Refuse a decision that is not whole."""
    if not reason.strip():
        raise StepNotAllowed("Enter the reasons for the decision.")
    if way_on == WayOn.CLOSE and not advice.strip():
        raise StepNotAllowed("Enter the advice the family was given.")
    if way_on == WayOn.TRY_AGAIN and (another is None or another.pk == case.lead_id):
        raise StepNotAllowed("Select another person who tries again.")
    if way_on == WayOn.STEP_UP and team is None:
        raise StepNotAllowed("Select the team that takes the family on.")


def decided(case, way_on, by, at, *, reason="", advice=""):
    """Keep what became of a refusal, and let the case wait no more."""
    RefusalDecision(
        case=case, child_ids=case.child_ids, refusal=case.refusal, refused_at=case.refused_at, way_on=way_on,
        reason=reason.strip(), advice=advice.strip(), decided_by=by, decided_at=at,
    ).save(force_insert=True)  # fmt: skip
    case.refusal, case.refused_at = "", None


@does(CASE, "close")
def close(case, *, closing, what_changed, family_view, by, at):
    """Close a case with its outcome and the family's own view; whoever it was open to sees it no more."""
    closing = Closing(closing)
    if closing not in dict(CLOSED_BY_HAND):
        raise StepNotAllowed("Select how early help ended.")
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed for the children.")
    if not family_view.strip():
        raise StepNotAllowed("Enter the family's own view, or that the family did not want to give one.")
    case.what_changed, case.family_view = what_changed.strip(), family_view.strip()
    return ended(case, closing, note=closing.label, by=by, at=at)


@does(CASE, "step_up")
def step_up(case, *, team, reason, by, at):
    """Step a family up to social care: each child is referred, and the receiving team reads this case whole."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the family needs social care.")
    if team is None or team.area_id != case.area_id:
        raise StepNotAllowed("Select a team of this area.")
    case.refusal, case.refused_at = "", None
    episodes = need.refer(
        people=case.child_ids, area=case.area, team=team, referred_at=at, source=EARLY_HELP_REFERS, by=by, at=at,
        contact=case.contact_id,
    )  # fmt: skip
    StepUp.objects.bulk_create(
        StepUp(
            case=case, person_id=episode.person_id, child_ids=[episode.person_id], area=case.area, team=team,
            episode_id=episode.pk, happened_at=at, reason=reason.strip(), recorded_by=by,
        )
        for episode in episodes
    )  # fmt: skip
    return ended(case, Closing.STEPPED_UP, note=f"To {team}. {reason.strip()}", by=by, at=at)


def ended(case, closing, *, note, by, at):
    """End what runs in a case, and close it to everybody it was open to once the step stands."""
    case.closing, case.ended_at = closing, at
    HelpPlan.objects.filter(case=case, ended_at=None).update(ended_at=at)
    return Entry(note=note, after=lambda now: end_sight(now, by, at))


def end_sight(case, by, at):
    """Close the children of a case to everybody the case opened them to."""
    with as_system("whoever ends a case holds only one of the grants that end with it"):
        given = Grant.objects.current(at).filter(person_id__in=case.child_ids)
        decision = given.filter(source=f"decision:{case.contact_id}", team_id=case.team_id)
        for one in (given.filter(source=source_of(case)), decision):
            one.update(valid_until=at, ended_by=by)


def after_death(death):
    """Close early help for a child who died; for the brothers and sisters who live it goes on."""
    told = {"by": death.by, "at": death.at}
    cases = Case.objects.filter(child_ids__contains=[death.person.pk], state__in=CASE.running)
    for case in cases if death.ends_work else ():
        if only_about(death, case.child_ids):
            yield Ends("early help", partial(
                take, pathway=CASE, step="close", record=case, checks_permission=False, **told,
                change=lambda fresh: ended(fresh, Closing.DIED, note=THE_CHILD_DIED, **told),
            ))  # fmt: skip
