"""Tells what follows a referral: an episode of need for each child, its assessment, a plan, and its end."""

import uuid
from collections import Counter
from datetime import time, timedelta
from typing import NamedTuple

from harbourlight.demo import hours, rates, records
from harbourlight.demo import need_words as words
from harbourlight.demo.earlyhelp import EarlyHelp
from harbourlight.demo.plans import CORE_GROUP_WEEKS
from harbourlight.demo.protection import Protection
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.practice.childinneed.actions.closing import NFA_REASON, TEAM_KEEPS_SIGHT
from harbourlight.practice.childinneed.actions.facts import band_of
from harbourlight.practice.childinneed.actions.rereferrals import is_within_a_year
from harbourlight.practice.childinneed.choices import AssessmentOutcome
from harbourlight.practice.childinneed.models import Assessment, Episode, Plan, PlanOutcome, PlanReview, Transfer, Visit
from harbourlight.practice.childinneed.pathway import EPISODE, PLAN_REVIEW, REVIEW_POINT, USUAL_REVIEW_POINTS
from harbourlight.practice.childprotection.pathway.plan import CORE_GROUP_LOCAL

CLOCK = "CLK-ASM-001"
REVIEW_EVERY = 60  # working days between the reviews of a plan: these areas' own setting
NEEDS = (("N1", 50), ("N2", 8), ("N3", 4), ("N4", 12), ("N5", 16), ("N6", 4), ("N8", 2))
WILMAS, WILMAS_IN_NEED = 16, 7  # children whom Wilma works with; the rest of them come on a plan
PLACES = ("Home", "School", "Nursery")
PREGNANCY = timedelta(weeks=40)
FACTORS = ("3B", "4B", "1C", "2B", "18B", "17A", "10A", "19B", "20")


class Referral(NamedTuple):
    """What came to social care: when, from which source, by which contact, and how it protects."""

    happened_at: object
    source: str
    contact_id: object = None
    is_strategy: bool = False
    how: object = Protection


class Needs:
    """Every child's episodes so far, and the making of further ones."""

    def __init__(self, world, partnership):
        """Give each area its own figures; nobody is in need yet."""
        self.world, self.partnership = world, partnership
        self.episodes = {}  # id of a child -> the child's episodes, the oldest first
        self.assessed_on = {}  # id of a child -> days on which assessments were finished
        self.plans = {}  # id of a child -> days on which child protection plans ended
        self.has_late_visit = False
        self.help = EarlyHelp(world, partnership, self)
        self.referral = Referral
        self.caseload = Counter()  # id of a social worker -> children with an open episode, as of now
        for area in partnership.areas:
            records.set_numbers(world, area, {PLAN_REVIEW: REVIEW_EVERY})
            records.set_numbers(world, area, {CORE_GROUP_LOCAL: CORE_GROUP_WEEKS})

    def last(self, child_id):
        """Return the child's last episode, or None."""
        return (self.episodes.get(child_id) or [None])[-1]

    def refer(self, referral, children, *, index, family, by, at):
        """Refer children as the decision of a contact does; return the new episodes."""
        day = referral.happened_at.astimezone(LONDON).date()
        key = uuid.UUID(int=self.world.dice.getrandbits(128), version=4)
        course, made = Course(self, index, family, referral, at), {}
        for child in children:
            last = self.last(child.id)
            born = child.expected_on or child.born_on
            if born and day < born - PREGNANCY:
                continue
            if last and (last.closed_on is None or last.closed_on >= day):
                if last.closed_on is None or last.closed_on > at.astimezone(LONDON).date():
                    records.write_lines(self.world, last, EPISODE.step("refer_again").says, at=at, by=by)
                continue
            made[child] = course.tell(child, key, day, by)
        if made and course.protection:
            course.protection.tell(list(made.values()), list(made))
        self.caseload.update(row.worker_id for row in made.values() if row.worker and not row.closed_on)
        return list(made.values())

    def remember(self, episode, day):
        """Keep a new episode, and note on it whether it is a re-referral by either definition."""
        earlier = self.episodes.setdefault(episode.person_id, [])
        before = [each.referred_at.astimezone(LONDON).date() for each in earlier]
        finished = self.assessed_on.get(episode.person_id, ())
        episode.is_again_since_referral = any(is_within_a_year(each, day) for each in before)
        episode.is_again_since_assessment = any(is_within_a_year(each, day) for each in finished)
        earlier.append(episode)


def days_of_an_assessment(world):
    """Pick after how many working days an assessment is finished, in the published bands."""
    first, last = world.pick(rates.ASSESSMENT_BANDS)
    return world.dice.uniform(first, last)


def noon_of(at):
    """Return the noon of a moment's day: of a plan and its reviews the day alone is kept."""
    return as_moment(at.astimezone(LONDON).date())


class Course:
    """What a family's referral comes to: the same for brothers and sisters, each with a record of their own."""

    def __init__(self, needs, index, family, referral, decided_at):
        """Throw the dice for the family."""
        world = needs.world
        self.needs, self.world, self.index, self.family = needs, world, index, family
        self.partnership, self.decided_at, self.referral = needs.partnership, decided_at, referral
        staff = self.partnership.staff
        self.first_team = self.partnership.teams["assessment", index]
        self.later_team = self.partnership.teams["social_work", index]
        self.worker = world.one_of(self.partnership.workers["assessment", index])
        self.manager = self.pick_manager(staff[Role.TEAM_MANAGER, index])
        self.day = referral.happened_at.astimezone(LONDON).date()
        protects = referral.is_strategy or referral.how is not Protection or world.spread("discussion", rates.DISCUSSED)
        self.protection = referral.how(self, is_strategy=referral.is_strategy) if protects else None
        self.later_worker = self.pick_worker(index, WILMAS if protects else WILMAS_IN_NEED)
        self.is_assessed = protects or world.spread("assessment", rates.ASSESSED)
        self.has_plan = world.chance(rates.PLANNED)
        self.need = world.pick(NEEDS)
        self.completed_at = self.working_moment(self.day, days_of_an_assessment(world))
        if self.protection:
            later = self.protection.assessed_at
            self.completed_at = later if self.protection.makes_plan else max(later, self.completed_at)
        elif index == 0:
            self.wait_for_tara()
        self.stops_after = world.dice.uniform(6, 20)  # days, where no action is taken

    def wait_for_tara(self):
        """Let assessments of the first area wait for Tara now, some of them beyond their last day."""
        now, tara = self.world.now, self.partnership.cast["tara.teamlead"]
        if now - timedelta(days=12) < self.completed_at < now and self.world.spread("waits", 0.6):
            self.completed_at = now + timedelta(days=6)
        if self.completed_at > now:
            self.manager = tara

    def pick_manager(self, managers):
        """Pick the manager: Tara more often than others in her area."""
        tara = self.partnership.cast["tara.teamlead"]
        return tara if tara in managers and self.world.chance(0.6) else self.world.one_of(managers)

    def pick_worker(self, index, most):
        """Pick the social worker of later: Wilma more often than others, until she has enough."""
        wilma, workers = self.partnership.cast["wilma.worker"], self.partnership.workers["social_work", index]
        if index == 0 and self.needs.caseload[wilma.id] < most and self.world.chance(most / 20):
            return wilma
        return self.world.one_of([worker for worker in workers if worker is not wilma])

    def working_moment(self, day, number):
        """Return a moment in office hours of the number-th working day after a day, never before the decision."""
        on = hours.next_working_day(day, max(1, round(number)))
        moment = hours.at(on, time(self.world.dice.randrange(9, 17), self.world.dice.randrange(60)))
        return max(moment, hours.after(self.decided_at, 60))

    def step(self, episode, name, at, by, note="", says=""):
        """Take a step of the episode."""
        records.take_step(self.world, EPISODE, episode, name, by=by, at=at, note=note, says=says)

    def own(self, model, episode, **fields):
        """Make a row of the episode."""
        return self.world.make(
            model, episode=episode, person_id=episode.person_id, child_ids=episode.child_ids, area_id=episode.area_id,
            **fields,
        )  # fmt: skip

    def grant(self, episode, at, **holder):
        """Open the child to a holder because of the episode."""
        return records.grant(
            self.world, [episode.person_id], by=self.manager, at=at, reason="Child in need",
            source=f"need:{episode.id}", **holder,
        )  # fmt: skip

    def tell(self, child, key, day, by):
        """Tell one child's episode, as far as time has come; return it."""
        world, at, told = self.world, self.decided_at, self.referral
        episode = world.make(
            Episode, person_id=child.id, child_ids=[child.id], area_id=self.first_team.area_id, team=self.first_team,
            family_key=key, contact_id=told.contact_id, referred_at=told.happened_at, source=told.source,
            primary_need=self.need if self.is_assessed else "N0", recorded_at=at, recorded_by=by,
        )  # fmt: skip
        self.needs.remember(episode, day)
        self.sight = []
        records.take_step(world, EPISODE, episode, "refer", by=by, at=at)
        self.clock = records.run_clock(world, CLOCK, episode, started=told.happened_at, owner=self.worker)
        self.points = [
            records.run_local_clock(
                world, f"{REVIEW_POINT}{number}", episode, started=told.happened_at, working_days=days,
                title=f"A manager looks at the assessment (working day {days})", team=self.first_team,
                owner=self.worker,
            )
            for number, days in USUAL_REVIEW_POINTS.items()
        ]  # fmt: skip
        self.sight += self.grant(episode, at, team=self.first_team)
        wait = world.dice.expovariate(1 / 240)
        self.allocate(episode, child, hours.after(at, 30 + (wait if not self.protection else min(wait, 90))))
        return episode

    def lead(self, episode, child, team, worker):
        """Write on the child's record who leads the work."""
        child.lead_team, child.lead_professional = team, worker

    def allocate(self, episode, child, at):
        """Give the child a social worker, and go on."""
        self.lead(episode, child, self.first_team, None)
        if at > self.world.now:
            return
        episode.worker = self.worker
        self.lead(episode, child, self.first_team, self.worker)
        self.step(episode, "allocate", at, self.manager)
        self.sight += self.grant(episode, at, professional=self.worker)
        if self.is_assessed:
            self.assess(episode, child, hours.after(at, 20 + self.world.dice.expovariate(1 / 500)))
        else:
            ends_at = hours.after(at + timedelta(days=self.stops_after), 30)
            self.close(episode, child, ends_at, NFA_REASON, step="take_no_action")

    def assess(self, episode, child, at):
        """Assess the child and, once finished, end or plan."""
        world = self.world
        if at > world.now:
            return
        self.step(episode, "start_assessment", at, self.worker)
        parent, name = self.family.adults[0][0].first_name or "Mum", child.first_name or "The child"
        finished_at = max(self.completed_at, at + timedelta(days=1))
        sent_at = max(self.sent_at(finished_at), at + timedelta(hours=2))
        row = self.own(
            Assessment, episode, counted_from_on=self.day, started_on=at.astimezone(LONDON).date(),
            due_on=self.clock.due_on, worker=self.worker, writer_ids=[self.worker.id],
            reason="Referred by the front door.", version=2,
        )  # fmt: skip
        self.visits(episode, row, at, min(finished_at, world.now))
        if sent_at > world.now:
            return
        row.factors = sorted(set(world.dice.choices(FACTORS, k=2)))
        row.wishes, row.what_changed = world.one_of(words.WISHES), world.one_of(words.CHANGES)
        row.strengths, row.worries = words.STRENGTHS, words.WORRIES
        row.analysis = world.one_of(words.ANALYSES).format(child=name, parent=parent)
        row.outcome = AssessmentOutcome.PLAN if self.has_plan else AssessmentOutcome.NO_ACTION
        if self.protection and self.protection.makes_plan:
            row.outcome = AssessmentOutcome.STRATEGY
        row.state, row.sent_by, row.sent_at, row.version = "sent", self.worker, sent_at, 3
        self.step(episode, "send_assessment", sent_at, self.worker)
        if finished_at > world.now:
            return
        self.finish(episode, child, row, finished_at)

    def sent_at(self, finished_at):
        """Say when the worker sends the assessment to the manager; in the first area some wait now."""
        now, left = self.world.now, self.world.dice.uniform(0.1, 6)
        if self.index == 0 and now < finished_at < now + timedelta(days=40):
            return hours.after(now - timedelta(days=left), 30)
        return hours.after(finished_at - timedelta(days=left), 30)

    def finish(self, episode, child, row, at):
        """Authorise the assessment, stop its clocks, and go on to the plan or to the end."""
        row.state, row.authorised_by, row.completed_at, row.version = "authorised", self.manager, at, 4
        row.working_days = hours.days_between(self.day, at.astimezone(LONDON).date())
        row.band = band_of(row.working_days)
        self.step(episode, "complete_assessment", at, self.manager)
        self.clock.met_at = at
        if at > self.clock.due_at and self.world.chance(0.8):
            self.clock.breach_reason = "The family could not be seen in the holidays; the manager knew."
            self.clock.breach_explained_by, self.clock.breach_explained_at = self.worker, at
        for point in self.points:
            point.cancelled_at, point.cancel_reason = at, "The assessment is finished"
        self.needs.assessed_on.setdefault(episode.person_id, []).append(at.astimezone(LONDON).date())
        if self.protection and self.protection.makes_plan:
            self.move(episode, at + timedelta(minutes=20), child)
        elif self.has_plan:
            self.plan(episode, child, hours.after(at, 200 + self.world.dice.expovariate(1 / 900)))
        else:
            ended_at = hours.after(at, 60 + self.world.dice.expovariate(1 / 900))
            self.close(episode, child, ended_at, "RC7" if self.protection else "RC8")

    def visits(self, episode, assessment, since, until):
        """Visit the child once or twice during the assessment."""
        world = self.world
        for number in range(1 + world.chance(0.5)):
            at = hours.after(since + timedelta(days=2 + 6 * number), world.dice.randrange(300))
            if at > until:
                return
            seen = world.chance(0.95)
            visit = self.own(
                Visit, episode, assessment=assessment, happened_at=at, place=world.one_of(PLACES),
                visitor=self.worker, was_seen=seen, seen_alone=world.pick((("yes", 70), ("no", 12), ("baby", 18)))
                if seen else "", not_seen_reason="" if seen else "Nobody was at home.",
                note=world.one_of(words.NOTES) if seen else "", recorded_at=at, recorded_by=self.worker,
            )  # fmt: skip
            self.step(episode, "visit", at, self.worker, says=visit.in_words)

    def plan(self, episode, child, at):
        """Move the child to the team that works with plans, start one, review it, and end it."""
        if at <= self.world.now:
            self.move(episode, at, child)
            self.start_plan(episode, child, at, self.world.dice.expovariate(1 / rates.PLAN_DAYS) + 30)

    def step_down(self, episode, child, at):
        """Go on after a child protection plan: with a plan as a child in need, or not at all."""
        if self.world.chance(rates.STEPPED_DOWN):
            days = self.world.dice.expovariate(1 / rates.STEP_DOWN_DAYS) + 30
            self.start_plan(episode, child, at + timedelta(minutes=30), days)
        else:
            self.close(episode, child, hours.after(at, 600), "RC7")

    def move(self, episode, at, child):
        """Move a child to the team that works with plans."""
        on = at.astimezone(LONDON).date()
        self.own(
            Transfer, episode, from_team=self.first_team, to_team=self.later_team, moved_on=on,
            reason="The assessment led to a plan.", moved_by=self.manager, recorded_at=at,
        )  # fmt: skip
        self.step(episode, "transfer", at, self.manager)
        for given in self.sight:
            given.valid_until = at + TEAM_KEEPS_SIGHT
        episode.team, episode.worker = self.later_team, self.later_worker
        self.lead(episode, child, self.later_team, self.later_worker)
        self.sight = [
            *self.grant(episode, at, team=self.later_team),
            *self.grant(episode, at, professional=self.later_worker),
        ]

    def start_plan(self, episode, child, at, days):
        """Start a plan that runs for so many days."""
        world = self.world
        if at > world.now:
            return
        on = at.astimezone(LONDON).date()
        row = self.own(
            Plan, episode, started_on=on, summary="What the assessment found is to change, with the family.",
            family_view="We want this. Not too many people at once.", recorded_at=at, recorded_by=self.later_worker,
        )  # fmt: skip
        name, parent = child.first_name or "The child", self.family.adults[0][0].first_name or "Mum"
        for number, (what, measure) in enumerate(world.dice.sample(words.OUTCOMES, 2), 1):
            self.own(
                PlanOutcome, episode, plan=row, number=number, what=what.format(child=name, parent=parent),
                measure=measure.format(child=name, parent=parent),
            )  # fmt: skip
        self.step(episode, "start_plan", at, self.later_worker)
        self.review(episode, child, row, at, at + timedelta(days=days))

    def review(self, episode, child, plan, at, ends_at):
        """Review the plan again and again until it ends or the demonstration's day has come."""
        world = self.world
        while True:
            clock = records.run_local_clock(
                world, PLAN_REVIEW, episode, started=noon_of(at), working_days=REVIEW_EVERY, team=self.later_team,
                owner=self.later_worker,
            )  # fmt: skip
            late = 8 if world.chance(0.15) else -6
            at = hours.after(at + timedelta(days=84 + late), world.dice.randrange(400))
            if min(at, ends_at) > world.now:
                return
            if ends_at <= at:
                ends_at = hours.after(ends_at, 20)
                if ends_at > world.now:
                    return
                clock.cancelled_at, clock.cancel_reason = ends_at, "The plan ended"
                plan.ended_on, plan.end_reason, plan.version = (
                    ends_at.astimezone(LONDON).date(),
                    "met",
                    plan.version + 1,
                )
                self.step(episode, "end_plan", ends_at, self.later_worker)
                if world.chance(rates.STEPPED_DOWN_TO_HELP):
                    self.needs.help.step_down(episode, child, self.family, self.index, ends_at)
                self.close(episode, child, ends_at + timedelta(minutes=20), "RC7")
                return
            clock.met_at = min(noon_of(at), at)
            plan.version += 1
            self.own(
                PlanReview, episode, plan=plan, reviewed_on=at.astimezone(LONDON).date(),
                took_part="The parents, the school, the health visitor and the social worker.",
                progress=world.one_of(words.PROGRESS), child_view=world.one_of(words.CHILD_SAYS), decision="goes_on",
                recorded_at=at, recorded_by=self.later_worker,
            )  # fmt: skip
            self.step(episode, "review_plan", at, self.later_worker)

    def close(self, episode, child, at, reason, step="close"):
        """Close the episode, with its clocks and, after 30 days, the sight it gave."""
        if at > self.world.now:
            return
        if step == "take_no_action":
            episode.referral_nfa = True
        episode.closed_on, episode.close_reason = at.astimezone(LONDON).date(), reason
        self.step(episode, step, at, self.manager)
        for clock in (self.clock, *self.points):
            if not clock.met_at and not clock.cancelled_at:
                clock.cancelled_at, clock.cancel_reason = at, "The episode was closed"
        for given in self.sight:
            given.valid_until = given.valid_until or at + TEAM_KEEPS_SIGHT
        self.lead(episode, child, None, None)
