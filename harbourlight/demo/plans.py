"""Child protection plans in bulk: begun by a conference, visited, met about, reviewed, and ended."""

from datetime import timedelta
from typing import Any

from harbourlight.demo import hours, rates, records
from harbourlight.demo import protection_words as words
from harbourlight.demo.chains import chain, link
from harbourlight.demo.conferences import Conferring
from harbourlight.demo.doings import give
from harbourlight.demo.gatherings import Gathering
from harbourlight.demo.unusual import legal_stage
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.choices import Elsewhere
from harbourlight.practice.childinneed.models import CountedElsewhere
from harbourlight.practice.childprotection.actions.grants import MEMBER_KEEPS
from harbourlight.practice.childprotection.actions.plan_facts import start_of
from harbourlight.practice.childprotection.actions.plans import ONE_DAY
from harbourlight.practice.childprotection.choices import EndReason, RefreshState
from harbourlight.practice.childprotection.models import (
    CategoryChange,
    ChronologyRefresh,
    CoreGroup,
    PlanOutcome,
    ProtectionPlan,
    Visit,
)
from harbourlight.practice.childprotection.pathway import CORE_GROUP, PLAN
from harbourlight.practice.childprotection.pathway.meetings import CORE_GROUP_MEETING
from harbourlight.practice.childprotection.pathway.plan import (
    CORE_GROUP_LOCAL,
    FIRST_CORE_GROUP_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_REVIEW_CLOCK,
    SEEN_CLOCK,
)

CORE_GROUP_WEEKS = 6  # between core groups: these areas' own setting
SOON = 12  # days within which some meetings that lie further ahead are planned on the latest day
AHEAD = 24  # days for which review conferences are planned
PLAN_WHERE = (("Home", 84), ("School", 13), ("Nursery", 3))


class Plans:
    """The plans of the children of one family, from the conference that made them."""

    def __init__(self, course, circle, conferring, episodes, **of_plans):
        """Take up the decided rows of the conference; ``of_plans`` are fields of each plan that are special."""
        self.course, self.circle, self.conferring = course, circle, conferring
        self.world, self.worker, self.began_at = course.world, circle.key_worker, conferring.conference.held_at
        self.episodes, self.of_plans = {row.person_id: row for row in episodes}, of_plans
        self.groups, self.reviews, self.seen, self.sight = [], [], {}, []
        self.ended_at: Any = None
        self.conferrings = [conferring]
        self.circle.sights.lasting |= {self.worker.id, circle.later_team.id}

    def begin(self):
        """Begin a plan for each child."""
        self.plans = [self._begin(row) for row in self.conferring.rows]

    def _begin(self, row):
        """Begin the plan of one child as the conference decided."""
        earlier = self.course.needs.plans.get(row.person_id, [])
        day = self.began_at.astimezone(LONDON).date()
        told = self.of_plans.get("previous_plans", int(self.world.spread("before", rates.PLANS_BEFORE)))
        before = earlier or [day - timedelta(days=self.world.dice.randrange(300, 2400))] * told
        row.plan = self.open(
            row.person, self.episodes[row.person_id], row.category, self.circle.later_team,
            previous_plans=len(earlier) + told, previous_ended_on=before[-1] if before else None,
            from_transfer=self.of_plans.get("from_transfer", False),
        )  # fmt: skip
        return row.plan

    def open(self, child, episode, category, team, **special):
        """Make the plan of one child, and count the child on it."""
        world, at, day = self.world, self.began_at, self.began_at.astimezone(LONDON).date()
        by = self.course.manager if special.get("is_temporary") else self.circle.chair
        plan = world.make(
            ProtectionPlan, child_ids=[child.id], person=child, episode=episode, area_id=episode.area_id, team=team,
            began_at=at, started_on=day, initial_category=category, latest_category=category, key_worker=self.worker,
            was_unborn=child.expected_on is not None and (child.born_on is None or child.born_on > day),
            recorded_at=at, recorded_by=by, **special,
        )  # fmt: skip
        records.take_step(world, PLAN, plan, "begin", by=by, at=at)
        plan.counted = world.make(
            CountedElsewhere, episode=episode, person_id=child.id, child_ids=episode.child_ids,
            area_id=episode.area_id, kind=Elsewhere.PROTECTION, started_on=day,
        )  # fmt: skip
        self.seen[plan.id] = []
        return plan

    def run(self):
        """Let the plans run as far as time has come: reviews first, for they say when the plans end."""
        self._review_all()
        until = min(self.ended_at or self.world.now, self.world.now)
        for plan in self.plans:
            self._write(plan, until)
        self._meet_all(until)
        for at in self._visits(until - self._wilma_is_late()):
            self._visit(at)
        if self.ended_at:
            self._end()
        elif self.world.spread("legal", rates.LEGAL) and (self.world.now - self.began_at).days > 100:
            legal_stage(self.world, self.circle, self.plans[0], self.episodes[self.plans[0].person_id])
        for plan in self.plans:
            self._keep_clocks(plan)

    def _write(self, plan, until):
        """Write the plan in the days after the conference: what must change, outcomes, and who does what."""
        world, say = self.world, self.circle.say
        at = hours.after(self.began_at, 300 + world.dice.expovariate(1 / 900))
        if at > until:
            return
        plan.what_must_change, plan.strengths = say(words.MUST_CHANGE), say(words.STRENGTHS)
        plan.contingency = say(words.CONTINGENCY)
        self._step(plan, "write", at)
        for what, measure, risk in world.dice.sample(words.OUTCOMES, 2):
            known = (until - at).days > 60
            far = world.pick((("some", 45), ("most", 25), ("reached", 15), ("worse", 15)))
            world.make(
                PlanOutcome, child_ids=plan.child_ids, plan=plan, what=say(what), measure=say(measure), risk=risk,
                due_on=(at + timedelta(days=120)).date(), recorded_at=at, recorded_by=self.worker,
                progress=far if known else "not_started",
                progress_on=(until - timedelta(days=14)).date() if known else None,
            )  # fmt: skip
            self._step(plan, "add_outcome", at)
        for invitee in world.dice.sample(self.circle.agencies[:3], 2):
            give(world, self.circle, plan, invitee, at=at, until=until)
        if plan is self.plans[0]:
            give(world, self.circle, plan, Invitee("social_worker", professional=self.worker), at=at, until=until)

    def _step(self, plan, name, at, note="", by=None, says=""):
        """Take a step of a plan."""
        records.take_step(self.world, PLAN, plan, name, by=by or self.worker, at=at, note=note, says=says)

    def _wilma_is_late(self):
        """Return how long Wilma has not got round to one of her families: its children are to be seen now."""
        wilma, needs = self.circle.partnership.cast["wilma.worker"], self.course.needs
        is_old = (self.world.now - self.began_at).days > 80
        if self.worker is not wilma or self.ended_at or needs.has_late_visit or not is_old:
            return timedelta(0)
        needs.has_late_visit = True
        return timedelta(days=20)

    def _visits(self, until):
        """Return when the children are visited: most of the time within 15 working days, sometimes late."""
        world, day = self.world, self.began_at.astimezone(LONDON).date()
        while True:
            number = world.dice.randrange(15, 30) if world.chance(rates.VISITED_LATE) else world.dice.randrange(5, 14)
            day = hours.next_working_day(day, number)
            at = hours.at(day, hours.OPENS) + timedelta(minutes=world.dice.randrange(30, 480))
            if at > until:
                return
            yield at

    def _visit(self, at):
        """Visit the children of the family; who is not born yet cannot be seen."""
        world = self.world
        where, announced, opens = world.pick(PLAN_WHERE), world.chance(0.75), world.chance(0.95)
        for plan in self.plans:
            born_on = plan.person.born_on
            seen = opens and (not plan.was_unborn or (born_on is not None and born_on <= at.date()))
            alone = seen and world.chance(0.7)
            visit = world.make(
                Visit, child_ids=plan.child_ids, person_id=plan.person_id, area_id=plan.area_id, team=plan.team,
                plan=plan, happened_at=at, visited_by=self.worker, was_seen=seen, was_seen_alone=alone, place=where,
                not_seen_reason="" if seen else "Not born yet." if opens else world.one_of(words.NOT_SEEN),
                not_alone_reason=words.NOT_ALONE if seen and not alone else "", was_announced=announced,
                was_bedroom_seen=alone and where == "Home",
                observed=world.one_of(words.OBSERVED) if opens else "",
                child_said=world.one_of(words.CHILD_SAID) if seen else "", recorded_at=at, recorded_by=self.worker,
            )  # fmt: skip
            seen_how = "Seen alone" if alone else "Seen" if seen else "Not seen"
            self._step(plan, "visit", at, note=seen_how, says=visit.in_words)
            if seen:
                self.seen[plan.id].append(at)

    def _meet_all(self, until):
        """Let the core group meet about every six weeks, and plan the one to come."""
        world, start, last = self.world, self.began_at, None
        first = True
        while True:
            clock = FIRST_CORE_GROUP_CLOCK if first else CORE_GROUP_LOCAL
            due = link(clock, start, None, CORE_GROUP_WEEKS)
            number = world.dice.randrange(6, 10) if first else world.dice.randrange(22, 30)
            if world.chance(0.14):
                number += 8
            day = hours.next_working_day(start.astimezone(LONDON).date(), number)
            at = hours.at(day, hours.OPENS) + timedelta(minutes=15 * world.dice.randrange(2, 26))
            if at > world.now and not self.ended_at:
                self._plan_group(self._sooner(at), due, last)
                return
            if at > until:
                return
            last = self._plan_group(at, due, last)
            self._hold_group(*last)
            start, first = at, False

    def _sooner(self, at):
        """Bring some meetings that lie further ahead into the coming days."""
        now = self.world.now
        if (at - now).days <= SOON or not self.world.chance(0.5):
            return at
        day = hours.next_working_day(now.astimezone(LONDON).date(), self.world.dice.randrange(1, 9))
        return hours.at(day, at.astimezone(LONDON).time())

    def _plan_group(self, at, due, last):
        """Plan a core group, invite its members, and open the children to them while the plans run."""
        world = self.world
        planned_at = max(hours.after(last[0].held_at if last else self.began_at, 20), at - timedelta(days=30))
        if planned_at > min(world.now, at):
            planned_at = min(world.now, at)
        group = world.make(
            CoreGroup, child_ids=[plan.person_id for plan in self.plans], plan_ids=[plan.id for plan in self.plans],
            area_id=self.circle.area_id, team=self.circle.later_team, number=1 + len(self.groups),
            due_on=due and due.due_on, planned_for=at, recorded_at=planned_at, recorded_by=self.worker,
        )  # fmt: skip
        gathering = Gathering(
            world, self.circle.partnership, CORE_GROUP_MEETING, group, starts_at=at, chair=self.worker, by=self.worker,
            at=planned_at, place=world.one_of(("Family centre", "School", "By video")), sights=self.circle.sights,
        )  # fmt: skip
        group.meeting = gathering.meeting
        records.take_step(world, CORE_GROUP, group, "plan", by=self.worker, at=planned_at)
        children = [plan.person for plan in self.plans]
        gathering.invite([*self.circle.relatives(children), *self.circle.agencies], by=self.worker, at=planned_at)
        if not last:
            self._open_to_members(gathering, planned_at)
        return group, gathering

    def _open_to_members(self, gathering, at):
        """Open each child to the members of the core group, until the plan ends."""
        members = [row.professional for row in gathering.invitations if row.professional]
        for plan in self.plans:
            for member in members:
                self.sight += records.grant(
                    self.world, [plan.person_id], by=self.worker, at=at, professional=member, basis=Basis.NETWORK,
                    reason="Member of the core group", source=f"plan:{plan.id}",
                )  # fmt: skip
        self.circle.sights.lasting |= {member.id for member in members}

    def _hold_group(self, group, gathering):
        """Hold a core group: how far the plans are, and whether the chronology was brought up to date."""
        world, at = self.world, group.planned_for
        self.circle.attend(gathering, at=at, by=self.worker, said={})
        gathering.hold(by=self.worker, at=at, why_without="The school was ill; we spoke by telephone afterwards.")
        fresh = world.chance(0.8)
        group.held_at, group.progress = at, self.circle.say(world.one_of(words.PROGRESS))
        group.chronology_refreshed_at = at if fresh else None
        records.take_step(world, CORE_GROUP, group, "hold", by=self.worker, at=at)
        following = link(CORE_GROUP_LOCAL, at, None, CORE_GROUP_WEEKS)
        group.next_due_on = following and following.due_on
        self.groups.append(at)
        for plan in self.plans:
            plan.chronology_state = RefreshState.FRESH if fresh else RefreshState.STALE
            self._step(plan, "meet", at)
            if fresh:
                world.make(
                    ChronologyRefresh, child_ids=plan.child_ids, plan=plan, core_group=group, refreshed_at=at,
                    refreshed_by=self.worker, agency_ids=[self.worker.agency_id], analysis=words.ANALYSIS,
                    recorded_at=at, recorded_by=self.worker,
                )  # fmt: skip

    def _review_all(self):
        """Hold the review conferences that fall before the latest day, and plan the next."""
        world, at, first = self.world, self.began_at, True
        while True:
            days = world.dice.randrange(70, 86) if first else world.dice.randrange(105, 160)
            at = hours.next_working_day((at + timedelta(days=days + (12 if world.chance(0.05) else 0))).date())
            at = hours.at(at, hours.OPENS) + timedelta(minutes=30 * world.dice.randrange(2, 13))
            if at > world.now:
                at = self._sooner(at)
                if (at - world.now).days < AHEAD:
                    self._plan_review(at)
                return
            conferring = self._plan_review(at)
            share = rates.ENDS_AT_FIRST if first else rates.ENDS_LATER
            ends = world.spread(("ends", first), share, len(self.plans))
            self._hold_review(conferring, ends=ends)
            first = False
            if ends:
                self.ended_at = at
                return

    def _plan_review(self, at):
        """Plan a review conference and ask for reports."""
        due_on = self._review_due_on()
        rows = [(plan.person, {"plan": plan, "due_on": due_on}) for plan in self.plans]
        planned_at = hours.opening(max(self.began_at + timedelta(days=2), at - timedelta(days=26)))
        conferring = Conferring(
            self.circle, "review", self.circle.later_team, rows, by=self.worker, starts_at=at,
            at=min(planned_at, self.world.now - timedelta(hours=2)),
        )  # fmt: skip
        around = [invitee.agency or invitee.professional.agency for invitee in self.circle.agencies[1:3]]
        conferring.prepare([self.worker.agency, *around], share_at=at - timedelta(days=2, hours=1))
        self.conferrings.append(conferring)
        return conferring

    def _review_due_on(self):
        """Return the last day for the next review."""
        clock = NEXT_REVIEW_CLOCK if self.reviews else FIRST_REVIEW_CLOCK
        due = link(clock, self.reviews[-1] if self.reviews else self._first_of(FIRST_REVIEW_CLOCK), None)
        return due and due.due_on

    def _first_of(self, clock):
        """Return the moment from which a first clock counts, for the first child."""
        return start_of(self.plans[0], clock)

    def _hold_review(self, conferring, *, ends):
        """Hold a review: the plans go on, seldom in another category, or end."""
        conferring.hold()
        at, chair = conferring.conference.held_at, self.circle.chair
        changed = self.world.chance(0.06) and not ends
        for plan, row in zip(self.plans, conferring.rows, strict=True):
            category = "" if ends else "EMO" if changed and plan.latest_category == "NEG" else plan.latest_category
            conferring.decide(row, "ends" if ends else "goes_on", category, words.ENDS if ends else words.GOES_ON)
            if category and category != plan.latest_category:
                self._change_category(plan, row, category, at)
            if not ends:
                self._step(plan, "review", at, by=chair)
        conferring.finish()
        conferring.challenge()
        self.reviews.append(at)

    def _change_category(self, plan, row, category, at):
        """Keep that a review changed the category of a plan."""
        self.world.make(
            CategoryChange, child_ids=plan.child_ids, plan=plan, conference_id=row.conference_id,
            changed_on=at.astimezone(LONDON).date(), before=plan.latest_category, after=category, reason=row.rationale,
            recorded_at=at, recorded_by=self.circle.chair,
        )  # fmt: skip
        plan.latest_category = category
        step = PLAN.step("change_category")
        records.keep_step(self.world, step, plan, plan.state, by=self.circle.chair, at=at, note=row.rationale)

    def _end(self):
        """End the plans at the review that ended them, with what chairs and members saw."""
        at, reason = self.ended_at, EndReason.NO_LONGER_AT_RISK
        day = at.astimezone(LONDON).date()
        for plan in self.plans:
            plan.ended_at, plan.ended_on, plan.end_reason, plan.end_note = at, day, reason, words.ENDS
            self._step(plan, "end", at, note=f"{reason.label}. {words.ENDS}", by=self.circle.chair)
            plan.counted.ended_on = day - ONE_DAY
            self.course.needs.plans.setdefault(plan.person_id, []).append(day)
        for given in self.sight:
            given.valid_until = hours.end_of_working_day(at, MEMBER_KEEPS)
        for conferring in self.conferrings:
            conferring.end_sight(at)
        for plan in self.plans:
            self.course.step_down(self.episodes[plan.person_id], plan.person, at)

    def _keep_clocks(self, plan):
        """Make the deadlines that a plan has had and has, and write on it what is due next."""
        seen = self.seen[plan.id]
        links = [
            *chain(SEEN_CLOCK, SEEN_CLOCK, start_of(plan, SEEN_CLOCK), seen),
            *chain(
                FIRST_CORE_GROUP_CLOCK, CORE_GROUP_LOCAL,
                start_of(plan, FIRST_CORE_GROUP_CLOCK), self.groups, CORE_GROUP_WEEKS,
            ),
            *chain(
                FIRST_REVIEW_CLOCK, NEXT_REVIEW_CLOCK, start_of(plan, FIRST_REVIEW_CLOCK), self.reviews
            ),
        ]  # fmt: skip
        keep_links(self.world, plan, links)
        plan.last_seen_on = max(seen).astimezone(LONDON).date() if seen else None
        plan.last_reviewed_on = max(self.reviews).astimezone(LONDON).date() if self.reviews else None
        first = link(FIRST_CORE_GROUP_CLOCK, plan.began_at, None)
        plan.first_core_group_due_on = first and first.due_on


def keep_links(world, plan, links):
    """Make a deadline of each link of a plan's chains; what ran when the plan ended was cancelled then."""
    for each in links:
        ended = plan.ended_at if each.met is None else None
        world.make(
            Deadline, clock=each.clock, clock_version=each.version[:80], title=each.title[:200], is_alarm=True,
            subject_kind=plan._meta.label_lower, subject_id=plan.id, child_ids=plan.child_ids, area_id=plan.area_id,
            team=plan.team, owner=plan.key_worker, started_at=each.started, due_on=each.due_on,
            due_at=due_moment(each.due_on), met_at=each.met, cancelled_at=ended,
            cancel_reason="The plan ended" if ended else "",
        )  # fmt: skip
    running = {each.clock: each.due_on for each in links if each.met is None and not plan.ended_at}
    plan.visit_due_on = running.get(SEEN_CLOCK)
    plan.review_due_on = running.get(FIRST_REVIEW_CLOCK) or running.get(NEXT_REVIEW_CLOCK)
