"""Episodes, assessments and child in need plans of a child of the file."""

from datetime import date
from functools import cache

from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.bulk import new_key
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed.actions import facts
from harbourlight.practice.childinneed.actions.closing import TEAM_KEEPS_SIGHT, end_of_plan
from harbourlight.practice.childinneed.actions.rereferrals import is_within_a_year
from harbourlight.practice.childinneed.choices import AssessmentOutcome, PlanEnd
from harbourlight.practice.childinneed.models import Assessment, Episode, ManagerReview, Plan
from harbourlight.practice.childinneed.pathway import EPISODE

from .identity import give_sight
from .work import noon

KIND = "childinneed.episode"
OTHER_REASON = "RC7"
LAST = date.max


@cache
def rule_of(day):
    """Return the kind, the clock and the last good day of an assessment counted from a day."""
    moment = noon(day)
    return facts.kind_of(moment), facts.clock_of(moment), facts.due_of(moment)


@cache
def took(counted_from, finished):
    """Return the working days between two days, and their band."""
    days = facts.days_between(noon(counted_from), noon(finished))
    return days, facts.band_of(days)


def was_told(case, module, element, day):
    """Return what the file before said in the module that began on a day."""
    for detail in case.before.get("CINdetails", ()):
        for row in [detail] if module == "CINdetails" else detail.get(module, ()):
            if row.get(element) == day:
                return row
    return {}


def episode_of(case, detail):
    """Return the episode that a block of the file is about, on file or new; None where it cannot stand."""
    referred, closed = detail.get("CINreferralDate"), detail.get("CINclosureDate")
    line = detail.get("line")
    if referred is None or (closed and closed < referred) or referred > case.work.day:
        case.lacks("CINdetails", line, "The dates of the referral and the closure cannot be read or stand together.")
        return None
    for row in case.on_file.episodes:
        if row["referred_on"] == referred:
            update_episode(case, row, detail)
            return row
    for row in case.on_file.episodes:
        if referred < (row["closed_on"] or LAST) and row["referred_on"] < (closed or LAST):
            case.contradict(
                "CINdetails", line, span(referred, closed), span(row["referred_on"], row["closed_on"]),
                "Another episode is on record at that time: this one and its parts were not loaded.",
            )  # fmt: skip
            return None
    return add_episode(case, detail)


def span(first, last):
    """Return two days as a list of contradictions shows them."""
    return f"{first} to {last or 'now'}"


def closure_of(case, detail):
    """Return the day and the reason of the end of an episode, or (None, "")."""
    closed, reason = detail.get("CINclosureDate"), detail.get("ReasonForClosure")
    if closed is None:
        return None, ""
    if closed > case.work.day:
        return None, ""
    if not reason:
        case.lacks("ReasonForClosure", detail.get("line"), "The episode has ended without a reason.")
    return closed, reason or OTHER_REASON


def state_of(detail, closed):
    """Return how an episode stands."""
    if closed:
        return "closed"
    if any(plan.get("CINPlanEndDate") is None for plan in detail.get("CINPlanDates", ())):
        return "plan"
    rows = detail.get("Assessments", ())
    if any(row.get("AssessmentAuthorisationDate") is None for row in rows):
        return "assessing"
    return "assessed" if rows else "referred"


def add_episode(case, detail):
    """Open an episode as the room does, and close it where the file does."""
    closed, reason = closure_of(case, detail)
    referred, line, person_id = detail["CINreferralDate"], detail.get("line"), case.person["id"]
    row = case.add(
        Episode, id=new_key(), person_id=person_id, team_id=case.work.team_id, state=state_of(detail, closed),
        family_key=new_key(), imported_line=case.source(line), referred_at=noon(referred),
        source=detail.get("ReferralSource") or "10", primary_need=detail.get("PrimaryNeedCode") or "N0",
        referral_nfa=bool(detail.get("ReferralNFA")), closed_on=closed, close_reason=reason,
        is_again_since_referral=False, is_again_since_assessment=False,
    )  # fmt: skip
    known = row | {"is_new": True, "row": row, "referred_on": referred, "area_id": case.work.area_id}
    case.on_file.episodes.append(known)
    case.step(KIND, row["id"], EPISODE.step("refer"), "", "referred", referred, line)
    if closed:
        step = "take_no_action" if row["referral_nfa"] else "close"
        case.step(KIND, row["id"], EPISODE.step(step), "assessed", "closed", closed, line)
    give_sight(case, row)
    return known


def update_episode(case, row, detail):
    """Take over what the file tells anew of an episode on file."""
    line, was = detail.get("line"), was_told(case, "CINdetails", "CINreferralDate", row["referred_on"])
    for field, element in (("source", "ReferralSource"), ("primary_need", "PrimaryNeedCode")):
        if case.is_newer(element, line, row[field], detail.get(element), was.get(element)):
            case.change(Episode, row, **{field: detail[element]})
    closed, reason = closure_of(case, detail)
    if closed is None:
        if row["closed_on"] and row["closed_on"] <= case.work.until:
            case.contradict("CINclosureDate", line, "still open", row["closed_on"])
    elif row["closed_on"] is None:
        close_episode(case, row, detail, closed, reason)
    else:
        correct_closure(case, row, detail, closed, was)


def close_episode(case, row, detail, closed, reason):
    """Close an episode on file as the file does."""
    is_nfa = bool(detail.get("ReferralNFA"))
    case.change(Episode, row, closed_on=closed, close_reason=reason, state="closed", referral_nfa=is_nfa)
    case.step(KIND, row["id"], EPISODE.step("close"), "assessed", "closed", closed, detail.get("line"))
    running = Deadline.objects.running().filter(subject_id=row["id"])
    case.overwrite(running, cancelled_at=case.work.at, cancel_reason="The episode was closed")
    case.overwrite(Person.objects.filter(pk=case.person["id"]), lead_team=None, lead_professional=None)
    source, until = f"need:{row['id']}", case.work.at + TEAM_KEEPS_SIGHT
    given = Grant.objects.filter(person_id=case.person["id"], source=source, valid_until=None)
    case.overwrite(given, valid_until=until)


def correct_closure(case, row, detail, closed, was):
    """Take over another closure of an episode on file."""
    line = detail.get("line")
    if case.is_newer("CINclosureDate", line, row["closed_on"], closed, was.get("CINclosureDate")):
        case.change(Episode, row, closed_on=closed)
    if case.is_newer("ReasonForClosure", line, row["close_reason"], detail.get("ReasonForClosure"),
                     was.get("ReasonForClosure")):  # fmt: skip
        case.change(Episode, row, close_reason=detail["ReasonForClosure"])


def load_assessments(case, episode, detail):
    """Load the assessments of an episode, the first first."""
    told = [row for row in detail.get("Assessments", ()) if row.get("AssessmentActualStartDate")]
    for row in sorted(told, key=lambda each: each["AssessmentActualStartDate"]):
        started, finished = row["AssessmentActualStartDate"], row.get("AssessmentAuthorisationDate")
        if (finished and finished < started) or max(started, finished or started) > case.work.day:
            case.lacks("Assessments", row.get("line"), "The dates of the assessment do not stand together.")
            continue
        of_episode = [each for each in case.on_file.assessments if each["episode_id"] == episode["id"]]
        had = next((each for each in of_episode if each["started_on"] == started), None)
        if had:
            update_assessment(case, episode, had, row)
        elif finished is None and any(each["completed_on"] is None for each in of_episode):
            case.lacks("Assessments", row.get("line"), "Another assessment of the episode is open.")
        else:
            add_assessment(case, episode, detail, row, is_first=not of_episode)
    start_waiting_clock(case, episode)


def outcome_of(detail, started):
    """Return what an assessment led to, as far as the file shows it."""
    if any((row.get("S47ActualStartDate") or LAST) >= started for row in detail.get("Section47", ())):
        return AssessmentOutcome.STRATEGY
    if detail.get("CINPlanDates"):
        return AssessmentOutcome.PLAN
    ends = {"RC8": AssessmentOutcome.NO_ACTION, "RC9": AssessmentOutcome.EARLY_HELP}
    return ends.get(detail.get("ReasonForClosure"), AssessmentOutcome.OTHER_SERVICE)


def counted(counted_from, finished):
    """Return the fields that say when an assessment was finished and how long it took."""
    if finished is None:
        return {"completed_at": None, "working_days": None, "band": ""}
    days, band = took(counted_from, finished)
    return {"completed_at": noon(finished), "working_days": days, "band": band}


def add_assessment(case, episode, detail, told, *, is_first):
    """Add an assessment: counted from the referral, or a later one from its own start."""
    started, finished = told["AssessmentActualStartDate"], told.get("AssessmentAuthorisationDate")
    counted_from, line = episode["referred_on"] if is_first else started, told.get("line")
    row = case.add(
        Assessment, id=new_key(), person_id=case.person["id"], episode_id=episode["id"],
        kind=rule_of(counted_from)[0], state="authorised" if finished else "writing", is_first=is_first,
        counted_from_on=counted_from, started_on=started, due_on=rule_of(counted_from)[2],
        factors="{" + ",".join(factors_of(told)) + "}", outcome=outcome_of(detail, started) if finished else "",
        **counted(counted_from, finished),
    )  # fmt: skip
    case.on_file.assessments.append(
        row | {"is_new": True, "row": row, "completed_on": finished, "factors": factors_of(told)}
    )
    looked = told.get("AssessmentInternalReviewDate")
    if looked:
        add_look(case, episode, row["id"], looked)
    run_assessment_clock(case, episode, counted_from, finished)
    if finished:
        step = EPISODE.step("complete_assessment")
        case.step(KIND, episode["id"], step, "assessing", "assessed", finished, line)


def factors_of(told):
    """Return the factors that could be read."""
    return [code for code in told.get("AssessmentFactors", ()) if code]


def add_look(case, episode, assessment_id, looked):
    """Keep the day on which a manager looked at an assessment."""
    row = case.add(
        ManagerReview, id=new_key(), person_id=case.person["id"], episode_id=episode["id"],
        assessment_id=assessment_id, reviewed_at=noon(looked), note="The census tells the day alone.",
    )  # fmt: skip
    case.on_file.looks.append(row | {"is_new": True, "row": row, "reviewed_on": looked})


def run_assessment_clock(case, episode, counted_from, finished):
    """Run the limit of an assessment, or keep when it was met."""
    _, clock, _ = rule_of(counted_from)
    if clock:
        over = "The episode was closed" if episode["closed_on"] and not finished else ""
        case.clock(clock, KIND, episode["id"], episode["team_id"], counted_from, met_on=finished, cancelled=over)


def start_waiting_clock(case, episode):
    """Run the limit of the assessment that has not been started, in a new episode that is open."""
    has = any(row["episode_id"] == episode["id"] for row in case.on_file.assessments)
    if episode.get("is_new") and not has and not episode["closed_on"]:
        run_assessment_clock(case, episode, episode["referred_on"], None)


def update_assessment(case, episode, row, told):
    """Take over what the file tells anew of an assessment on file."""
    line, finished = told.get("line"), told.get("AssessmentAuthorisationDate")
    was = was_told(case, "Assessments", "AssessmentActualStartDate", row["started_on"])
    factors = factors_of(told)
    if case.is_newer("AssessmentFactors", line, row["factors"], factors, factors_of(was)):
        case.change(Assessment, row, factors=factors)
    looked = told.get("AssessmentInternalReviewDate")
    if looked and not any(each["assessment_id"] == row["id"] for each in case.on_file.looks):
        add_look(case, episode, row["id"], looked)
    if not case.is_newer("AssessmentAuthorisationDate", line, row["completed_on"], finished,
                         was.get("AssessmentAuthorisationDate")):  # fmt: skip
        return
    case.change(
        Assessment, row, state="authorised", outcome=row["outcome"] or AssessmentOutcome.OTHER_SERVICE,
        **counted(row["counted_from_on"], finished),
    )  # fmt: skip
    row["completed_on"] = finished
    limits = Deadline.objects.filter(
        subject_id=episode["id"], clock__in=facts.LAW, started_at=noon(row["counted_from_on"])
    )
    case.overwrite(limits, met_at=noon(finished), cancelled_at=None, cancel_reason="")
    case.step(KIND, episode["id"], EPISODE.step("complete_assessment"), "assessing", "assessed", finished, line)


def load_plans(case, episode, detail):
    """Load the child in need plans of an episode."""
    told = [row for row in detail.get("CINPlanDates", ()) if row.get("CINPlanStartDate")]
    for row in sorted(told, key=lambda each: each["CINPlanStartDate"]):
        started, ended, line = row["CINPlanStartDate"], row.get("CINPlanEndDate"), row.get("line")
        if (ended and ended < started) or started > case.work.day:
            case.lacks("CINPlanDates", line, "The dates of the plan do not stand together.")
            continue
        of_episode = [each for each in case.on_file.plans if each["episode_id"] == episode["id"]]
        had = next((each for each in of_episode if each["started_on"] == started), None)
        if had:
            update_plan(case, episode, had, row, detail)
        elif any(started < (each["ended_on"] or LAST) and each["started_on"] < (ended or LAST) for each in of_episode):
            case.contradict("CINPlanDates", line, span(started, ended), "", "Another plan runs at that time.")
        else:
            add_plan(case, episode, detail, row)


def end_reason(detail, ended):
    """Return why a child in need plan ended, as far as the file shows it."""
    if ended is None:
        return ""
    if any(row.get("CPPstartDate") == ended for row in detail.get("ChildProtectionPlans", ())):
        return PlanEnd.PROTECTION
    closed = detail.get("CINclosureDate")
    return end_of_plan(detail.get("ReasonForClosure")) if closed == ended else PlanEnd.OTHER


def add_plan(case, episode, detail, told):
    """Add a child in need plan."""
    started, ended, line = told["CINPlanStartDate"], told.get("CINPlanEndDate"), told.get("line")
    row = case.add(
        Plan, id=new_key(), person_id=case.person["id"], episode_id=episode["id"], started_on=started,
        ended_on=ended, end_reason=end_reason(detail, ended),
    )  # fmt: skip
    case.on_file.plans.append(row | {"is_new": True, "row": row})
    case.step(KIND, episode["id"], EPISODE.step("start_plan"), "assessed", "plan", started, line)
    if ended:
        case.step(KIND, episode["id"], EPISODE.step("end_plan"), "plan", "assessed", ended, line)


def update_plan(case, episode, row, told, detail):
    """Take over the end of a child in need plan on file."""
    ended, line = told.get("CINPlanEndDate"), told.get("line")
    was = was_told(case, "CINPlanDates", "CINPlanStartDate", row["started_on"])
    if not case.is_newer("CINPlanEndDate", line, row["ended_on"], ended, was.get("CINPlanEndDate")):
        return
    case.change(Plan, row, ended_on=ended, end_reason=row["end_reason"] or end_reason(detail, ended))
    case.step(KIND, episode["id"], EPISODE.step("end_plan"), "plan", "assessed", ended, line)


def remember_again(case):
    """Write on each episode whether it is a re-referral, by both definitions, as the room does."""
    episodes = [row for row in case.on_file.episodes if row["area_id"] == case.work.area_id]
    ends = [(row["episode_id"], row["completed_on"]) for row in case.on_file.assessments if row["completed_on"]]
    for row in episodes:
        on = row["referred_on"]
        since_referral = any(is_within_a_year(other["referred_on"], on) for other in episodes)
        since_assessment = any(is_within_a_year(day, on) for episode, day in ends if episode != row["id"])
        new = {"is_again_since_referral": since_referral, "is_again_since_assessment": since_assessment}
        if all(row[name] == value for name, value in new.items()):
            continue
        case.change(Episode, row, **new)


def lead(case):
    """Return the team that leads the work with a new child: that of the open episode, or None."""
    is_open = any(row["closed_on"] is None for row in case.on_file.episodes)
    return case.work.team_id if is_open else None
