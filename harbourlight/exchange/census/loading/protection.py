"""Section 47 enquiries, conferences, child protection plans and legal stages of a child of the file."""

from datetime import timedelta

from harbourlight.foundations.pathways.bulk import new_key
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.choices import Elsewhere
from harbourlight.practice.childinneed.models import CountedElsewhere
from harbourlight.practice.childprotection.actions.deciding import age_on
from harbourlight.practice.childprotection.choices import ConferenceKind, EndReason, LegalKind, LegalOutcome
from harbourlight.practice.childprotection.models import (
    CategoryChange,
    Conference,
    ConferenceChild,
    Enquiry,
    LegalStage,
    ProtectionPlan,
    StrategyDiscussion,
)
from harbourlight.practice.childprotection.pathway import DISCUSSION, ENQUIRY, LEGAL, PLAN
from harbourlight.practice.childprotection.pathway.enquiry import COMPLETION_CLOCK, CONFERENCE_CLOCK
from harbourlight.practice.childprotection.pathway.plan import (
    FIRST_CORE_GROUP_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_REVIEW_CLOCK,
)

from .need import LAST, span, was_told
from .work import due_on, noon

ENQUIRIES, PLANS = "childprotection.enquiry", "childprotection.protectionplan"
NOT_TOLD = "The census does not tell this."
ONE_DAY = timedelta(days=1)
AN_ADULT = 18


def load_enquiries(case, episode, detail):
    """Load the section 47 enquiries of an episode, with the initial conferences they led to."""
    told = [row for row in detail.get("Section47", ()) if row.get("S47ActualStartDate")]
    for row in sorted(told, key=lambda each: each["S47ActualStartDate"]):
        started, held, line = row["S47ActualStartDate"], row.get("DateOfInitialCPC"), row.get("line")
        if (held and held < started) or max(started, held or started) > case.work.day:
            case.lacks("Section47", line, "The dates of the enquiry do not stand together.")
            continue
        had = next((each for each in case.on_file.enquiries if each["started_on"] == started), None)
        if had:
            update_enquiry(case, episode, had, row)
        else:
            add_enquiry(case, episode, row)
    held = detail.get("DateOfInitialCPC")
    if held and not any(row["held_on"] == held and row["kind"] != "review" for row in case.on_file.conferences):
        add_conference(case, episode["team_id"], held, ConferenceKind.TRANSFER_IN, None, detail.get("line"))


def standing_of(case, episode, told):
    """Return the state of an enquiry and whether it needs a conference, as far as the file shows it."""
    if told.get("DateOfInitialCPC"):
        return "closed", "yes"
    if told.get("ICPCnotRequired"):
        return "closed", "no"
    if episode["closed_on"]:
        return "closed", ""
    is_free = all(row["state"] != "open" for row in case.on_file.enquiries)
    return ("open", "") if is_free else ("conference_due", "yes")


def add_enquiry(case, episode, told):
    """Add an enquiry with the discussion that began it."""
    started, held, line = told["S47ActualStartDate"], told.get("DateOfInitialCPC"), told.get("line")
    state, required = standing_of(case, episode, told)
    discussion = case.add(
        StrategyDiscussion, id=new_key(), child=case.person["id"], team_id=episode["team_id"], state="held",
        planned_for=noon(started), held_at=noon(started), how="unknown", decision="enquiry_single",
        rationale=NOT_TOLD, plan=NOT_TOLD, starts_enquiry=True,
    )  # fmt: skip
    due = told.get("InitialCPCtarget") or due_on(CONFERENCE_CLOCK, started)
    row = case.add(
        Enquiry, id=new_key(), person_id=case.person["id"], episode_id=episode["id"], team_id=episode["team_id"],
        discussion_id=discussion["id"], last_discussion_id=discussion["id"], state=state, started_at=noon(started),
        started_on=started, completion_due_on=due_on(COMPLETION_CLOCK, started), conference_required=required,
        icpc_due_on=due_on(CONFERENCE_CLOCK, started), icpc_due_from_last_on=due, icpc_held_on=held,
    )  # fmt: skip
    case.on_file.enquiries.append(row | {"is_new": True, "row": row})
    kind = "childprotection.strategydiscussion"
    case.step(kind, discussion["id"], DISCUSSION.step("hold"), "planned", "held", started, line)
    case.step(ENQUIRIES, row["id"], ENQUIRY.step("start"), "", "open", started, line)
    over = "No initial conference is needed" if state == "closed" and not held else ""
    case.clock(CONFERENCE_CLOCK, ENQUIRIES, row["id"], episode["team_id"], started, met_on=held, cancelled=over)
    ended = "" if state == "open" else "The census does not tell when the enquiry ended"
    case.clock(COMPLETION_CLOCK, ENQUIRIES, row["id"], episode["team_id"], started, cancelled=ended)
    if held:
        add_conference(case, episode["team_id"], held, ConferenceKind.INITIAL, row, line)


def update_enquiry(case, episode, row, told):
    """Take over the conference of an enquiry on file."""
    held, line = told.get("DateOfInitialCPC"), told.get("line")
    was = was_told(case, "Section47", "S47ActualStartDate", row["started_on"])
    if row["icpc_held_on"] is None and held:
        case.change(Enquiry, row, icpc_held_on=held, conference_required="yes", state="closed")
        limits = Deadline.objects.filter(subject_id=row["id"], clock=CONFERENCE_CLOCK)
        case.overwrite(limits, met_at=noon(held), cancelled_at=None, cancel_reason="")
        add_conference(case, row["team_id"], held, ConferenceKind.INITIAL, row, line)
    elif held and held != row["icpc_held_on"]:
        case.contradict("DateOfInitialCPC", line, held, row["icpc_held_on"])
    is_free = row["conference_required"] == ""
    if told.get("ICPCnotRequired") and not held and (is_free or was.get("ICPCnotRequired") is False):
        if row["icpc_held_on"]:
            case.contradict("ICPCnotRequired", line, "no conference needed", row["icpc_held_on"])
            return
        case.change(Enquiry, row, conference_required="no", state="closed")
        running = Deadline.objects.running().filter(subject_id=row["id"])
        case.overwrite(running, cancelled_at=case.work.at, cancel_reason="No initial conference is needed")


def add_conference(case, team_id, held, kind, enquiry, line, plan=None):
    """Add a conference about this one child, with its decision as far as the file shows it."""
    person, moment = case.person, noon(held)
    begun = next((row for row in case.on_file.protection if row["started_on"] == held), None)
    decision, category = decision_of(kind, held, begun, plan)
    due = enquiry["icpc_due_on"] if enquiry else None
    conference = case.add(
        Conference, id=new_key(), child=person["id"], team_id=team_id, kind=kind.value, state="closed",
        planned_for=moment, held_at=moment, due_on=due, is_quorate=None, inquorate_reason=NOT_TOLD,
    )  # fmt: skip
    of_plan = plan or (begun if decision == "plan" else None)
    row = case.add(
        ConferenceChild, conference_id=conference["id"], person_id=person["id"],
        enquiry_id=enquiry["id"] if enquiry else None, kind=kind.value, due_on=due, held_at=moment, held_on=held,
        age=age_on(Born(person["born_on"]), held), decision=decision, category=category, rationale=NOT_TOLD,
        decided_at=moment, plan_id=of_plan["id"] if of_plan else None,
    )  # fmt: skip
    case.on_file.conferences.append(row | {"is_new": True, "row": row, "is_temporary": False})
    if kind == ConferenceKind.INITIAL:
        case.step(ENQUIRIES, enquiry["id"], ENQUIRY.step("confer"), "conference_due", "closed", held, line)


class Born:
    """A child by the date of birth alone."""

    def __init__(self, born_on):
        """Keep the date, or None."""
        self.born_on = born_on


def decision_of(kind, held, begun, plan):
    """Return what a conference decided, and the category."""
    if kind == ConferenceKind.REVIEW:
        if plan["ended_on"] == held:
            return "ends", ""
        return "goes_on", plan["latest_category"]
    return ("plan", begun["initial_category"]) if begun else ("no_plan", "")


def load_protection(case, episode, detail):
    """Load the child protection plans of an episode, with their reviews."""
    told = [row for row in detail.get("ChildProtectionPlans", ()) if row.get("CPPstartDate")]
    for row in sorted(told, key=lambda each: each["CPPstartDate"]):
        started, ended, line = row["CPPstartDate"], row.get("CPPendDate"), row.get("line")
        if (ended and ended <= started) or max(started, ended or started) > case.work.day:
            case.lacks("ChildProtectionPlans", line, "The dates of the plan do not stand together.")
            continue
        if not (row.get("InitialCategoryOfAbuse") and row.get("LatestCategoryOfAbuse")):
            case.lacks("ChildProtectionPlans", line, "The plan has no category.")
            continue
        load_plan(case, episode, detail, row)


def load_plan(case, episode, detail, told):
    """Load one child protection plan, on file or new."""
    started, ended = told["CPPstartDate"], told.get("CPPendDate")
    had = next((each for each in case.on_file.protection if each["started_on"] == started), None)
    if had:
        update_plan(case, had, told)
    elif any(
        started < (each["ended_on"] or LAST) and each["started_on"] < (ended or LAST)
        for each in case.on_file.protection
    ):
        line = told.get("line")
        case.contradict("ChildProtectionPlans", line, span(started, ended), "", "Another plan runs at that time.")
    else:
        had = add_plan(case, episode, detail, told)
    if had:
        add_reviews(case, had, told)


def end_reason(case, detail, ended):
    """Return why a plan ended, as far as the file shows it."""
    if ended is None:
        return ""
    if case.person.get("died_on") and case.person["died_on"] <= ended:
        return EndReason.DIED
    if (age_on(Born(case.person["born_on"]), ended) or 0) >= AN_ADULT:
        return EndReason.ADULT
    is_moved = detail.get("ReasonForClosure") == "RC5" and detail.get("CINclosureDate") == ended
    return EndReason.MOVED if is_moved else EndReason.NO_LONGER_AT_RISK


def add_plan(case, episode, detail, told):
    """Add a child protection plan, and count the child on it."""
    started, ended, line = told["CPPstartDate"], told.get("CPPendDate"), told.get("line")
    born = case.person["born_on"]
    before = [row["ended_on"] for row in case.on_file.protection if row["ended_on"] and row["ended_on"] <= started]
    row = case.add(
        ProtectionPlan, id=new_key(), person_id=case.person["id"], episode_id=episode["id"],
        team_id=episode["team_id"], state="ended" if ended else "open", began_at=noon(started), started_on=started,
        initial_category=told["InitialCategoryOfAbuse"], latest_category=told["LatestCategoryOfAbuse"],
        from_transfer=detail.get("DateOfInitialCPC") == started and not detail.get("Section47"),
        was_unborn=bool(case.person.get("expected_on") and (born is None or born > started)),
        previous_plans=told.get("NumberOfPreviousCPP") or 0, previous_ended_on=max(before, default=None),
        first_core_group_due_on=due_on(FIRST_CORE_GROUP_CLOCK, started), review_due_on=None, last_reviewed_on=None,
        ended_at=noon(ended) if ended else None, ended_on=ended, end_reason=end_reason(case, detail, ended),
        end_note=NOT_TOLD if ended else "",
    )  # fmt: skip
    known = row | {"is_new": True, "row": row, "is_temporary": False}
    case.on_file.protection.append(known)
    case.add(
        CountedElsewhere, person_id=case.person["id"], episode_id=episode["id"], kind=Elsewhere.PROTECTION.value,
        started_on=started, ended_on=ended - ONE_DAY if ended else None,
    )  # fmt: skip
    case.step(PLANS, row["id"], PLAN.step("begin"), "", "open", started, line)
    if ended:
        case.step(PLANS, row["id"], PLAN.step("end"), "open", "ended", ended, line)
    change_category(case, known, told)
    return known


def change_category(case, plan, told):
    """Keep that the category of a plan is another than at its beginning: on the day of the last review."""
    if plan["initial_category"] == plan["latest_category"]:
        return
    days = [day for day in told.get("CPPreviewDate", ()) if day and day > plan["started_on"]]
    case.add(
        CategoryChange, child=case.person["id"], plan_id=plan["id"], changed_on=max(days, default=plan["started_on"]),
        before=plan["initial_category"], after=plan["latest_category"], reason=NOT_TOLD,
    )  # fmt: skip


def add_reviews(case, plan, told):
    """Add the reviews of a plan that are not on record, and run its clock of reviews from them."""
    of_plan = [row for row in case.on_file.conferences if row["plan_id"] == plan["id"]]
    had = {row["held_on"] for row in of_plan if row["kind"] == "review"}
    days = sorted({day for day in told.get("CPPreviewDate", ()) if day} - had)
    for day in days:
        if not plan["started_on"] < day <= min(plan["ended_on"] or LAST, case.work.day):
            case.lacks("CPPreviewDate", told.get("line"), "The review lies outside the plan.")
            continue
        add_conference(case, plan["team_id"], day, ConferenceKind.REVIEW, None, told.get("line"), plan=plan)
        case.step(PLANS, plan["id"], PLAN.step("review"), "open", "open", day, told.get("line"))
        had.add(day)
    keep_review_clock(case, plan, sorted(had - {None}))


def keep_review_clock(case, plan, days):
    """Bring the deadlines of a plan's reviews into line with the days on which it was reviewed.

    The chain is the one the room works out: from the beginning to the first review, then from each to the next.
    """
    starts, ends = [plan["started_on"], *days], [*days, None]
    standing = {}
    if not plan.get("is_new"):
        rows = Deadline.objects.filter(
            subject_id=plan["id"], clock__in=(FIRST_REVIEW_CLOCK, NEXT_REVIEW_CLOCK), cancelled_at=None
        )
        standing = {row.started_at: row for row in rows}
    for number, (begun, met) in enumerate(zip(starts, ends, strict=True)):
        row = standing.get(noon(begun))
        if row is not None:
            settle_deadline(case, row, met, plan["ended_on"])
        elif met or plan["ended_on"] is None:
            clock = NEXT_REVIEW_CLOCK if number else FIRST_REVIEW_CLOCK
            case.clock(clock, PLANS, plan["id"], plan["team_id"], begun, met_on=met)
    last = max(days, default=None)
    due = None
    if plan["ended_on"] is None:
        due = due_on(NEXT_REVIEW_CLOCK, last) if last else due_on(FIRST_REVIEW_CLOCK, plan["started_on"])
    if last != plan["last_reviewed_on"] or plan.get("is_new"):
        case.change(ProtectionPlan, plan, last_reviewed_on=last, review_due_on=due)


def settle_deadline(case, row, met, ended):
    """Meet a deadline on file, or cancel it where the plan ended before."""
    if met and row.met_at is None:
        case.overwrite(Deadline.objects.filter(pk=row.pk), met_at=noon(met))
    elif ended and met is None and row.met_at is None:
        over = {"cancelled_at": case.work.at, "cancel_reason": "The plan ended"}
        case.overwrite(Deadline.objects.filter(pk=row.pk), **over)


def update_plan(case, row, told):
    """Take over what the file tells anew of a child protection plan on file."""
    line, ended = told.get("line"), told.get("CPPendDate")
    was = was_told(case, "ChildProtectionPlans", "CPPstartDate", row["started_on"])
    for field, element in (
        ("initial_category", "InitialCategoryOfAbuse"),
        ("previous_plans", "NumberOfPreviousCPP"),
    ):
        if case.is_newer(element, line, row[field], told.get(element), was.get(element)):
            case.change(ProtectionPlan, row, **{field: told[element]})
    latest = told["LatestCategoryOfAbuse"]
    if case.is_newer("LatestCategoryOfAbuse", line, row["latest_category"], latest, was.get("LatestCategoryOfAbuse")):
        case.change(ProtectionPlan, row, latest_category=latest)
        change_category(case, row, told)
    if not case.is_newer("CPPendDate", line, row["ended_on"], ended, was.get("CPPendDate")):
        return
    case.change(
        ProtectionPlan, row, state="ended", ended_on=ended, ended_at=noon(ended), end_note=NOT_TOLD,
        end_reason=end_reason(case, {}, ended), review_due_on=None,
    )  # fmt: skip
    times = CountedElsewhere.objects.filter(episode_id=row["episode_id"], kind=Elsewhere.PROTECTION)
    case.overwrite(times.filter(started_on=row["started_on"]), ended_on=ended - ONE_DAY)
    case.step(PLANS, row["id"], PLAN.step("end"), "open", "ended", ended, line)


def load_legal(case, episode, detail):
    """Load pre-proceedings and the application to court; what has no place in a record stays with the file's words.

    How pre-proceedings ended is told by whether an application was made: what the outcome's letters mean is not known.
    """
    for told in detail.get("PreProceedingsandFGDM", ()):
        begun, decided = told.get("PPStartDate"), told.get("StepDecisionDate")
        if begun:
            ends = decided if decided and decided >= begun else None
            led_to = LegalOutcome.ISSUE if told.get("CourtAppDate") else LegalOutcome.STEPPED_DOWN
            outcome = led_to.value if ends else ""
            add_stage(case, episode, LegalKind.PRE_PROCEEDINGS, begun, ends, outcome, told.get("line"))
        if told.get("CourtAppDate"):
            add_stage(case, episode, LegalKind.PROCEEDINGS, told["CourtAppDate"], None, "", told.get("line"))


def add_stage(case, episode, kind, begun, ended, outcome, line):
    """Add a legal stage that is not on record, or end the one that is."""
    for row in case.on_file.legal:
        if row["kind"] == kind and row["started_on"] == begun:
            if ended and row["ended_on"] is None:
                case.change(LegalStage, row, ended_on=ended, outcome=outcome, state="ended")
            return
    row = case.add(
        LegalStage, id=new_key(), person_id=case.person["id"], episode_id=episode["id"], kind=kind.value,
        state="ended" if ended else "open", started_on=begun, ended_on=ended, outcome=outcome,
    )  # fmt: skip
    case.on_file.legal.append(row | {"is_new": True, "row": row})
    case.step("childprotection.legalstage", row["id"], LEGAL.step("begin"), "", "open", begun, line)
    if ended:
        case.step("childprotection.legalstage", row["id"], LEGAL.step("end"), "open", "ended", ended, line)
