"""Tells early help in bulk: a family taken on, asked, assessed, planned for and reviewed, and how it ends."""

import heapq
import uuid
from datetime import time, timedelta
from itertools import count

from harbourlight.demo import doings, hours, rates, records
from harbourlight.demo import earlyhelp_words as words
from harbourlight.demo.gatherings import Gathering, Sights
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.practice.earlyhelp.choices import Answer, Closing, Origin, Refusal, WayOn
from harbourlight.practice.earlyhelp.models import (
    AroundFamily,
    Case,
    ChildVoice,
    ConsentAsked,
    HelpAssessment,
    HelpOutcome,
    HelpPlan,
    HelpReview,
    Progress,
    RefusalDecision,
    StepUp,
)
from harbourlight.practice.earlyhelp.pathway import (
    ALLOCATION,
    ASSESSMENT,
    CASE,
    REFUSAL,
    REVIEW,
    TEAM_AROUND_CHILD,
)

DAYS = {ALLOCATION: 5, ASSESSMENT: 30, REFUSAL: 5}  # working days: these areas' own figures
REVIEW_WEEKS = 8
FROM_EARLY_HELP = "5D"  # the census's source of a referral that early help makes
HOW = ("in_person", "phone", "online")


class EarlyHelp:
    """Every family's case so far, and what is still to come in its time."""

    def __init__(self, world, partnership, needs):
        """Give each area its own figures; nobody is helped yet."""
        self.world, self.partnership, self.needs = world, partnership, needs
        self.cases = {}  # id of a child -> the last case of the child's family
        self.coming, self.number = [], count()
        for area in partnership.areas:
            records.set_numbers(world, area, DAYS | {REVIEW: REVIEW_WEEKS})

    def later(self, at, what):
        """Keep something to be told when its time comes, so that each child's records follow each other."""
        if at <= self.world.now:
            heapq.heappush(self.coming, (at, next(self.number), what))

    def catch_up(self, moment):
        """Tell what was to come by a moment."""
        while self.coming and self.coming[0][0] <= moment:
            at, _, what = heapq.heappop(self.coming)
            what(at)

    def accept(self, children, *, index, family, by, at, **told):
        """Take a family on, or find that it has a case already."""
        if not children:
            return
        for child in children:
            known = self.cases.get(child.id)
            if known and (known.ended_at is None or known.ended_at > at):
                return
        story = Helping(self, index, family, children)
        story.begin(by=by, at=at, **told)
        self.cases.update((child.id, story.case) for child in children)

    def step_down(self, episode, child, family, index, at):
        """Take a child on from social care when the plan there has ended, some minutes before that is closed."""
        handed_on = {"summary": words.HANDED_ON, "episode_ids": [episode.id], "reason": "Stepped down from social care"}

        def tell(moment):
            handed_on["stepped_down_on"] = moment.astimezone(LONDON).date()
            by = self.partnership.workers["social_work", index][0]
            self.accept([child], index=index, family=family, by=by, at=moment, origin=Origin.STEP_DOWN, **handed_on)

        self.later(at, tell)


class Helping:
    """One family's case from its beginning to its end."""

    def __init__(self, help_, index, family, children):
        """Pick who leads and throw the dice."""
        self.help, self.world, self.partnership = help_, help_.world, help_.partnership
        self.index, self.family, self.children = index, family, children
        self.team = self.partnership.teams["early_help", index]
        self.helpers = self.partnership.workers["early_help", index]
        self.lead, self.clocks, self.sight = self._leading(), {}, []

    def _leading(self):
        """Pick the lead professional: mostly of the early help team, sometimes of a school or of health."""
        world, cast = self.world, self.partnership.cast
        if world.chance(0.25):
            others = [cast["hazel.visitor"], cast["bob.school"]]
            return world.one_of(others if self.index == 0 else self.partnership.staff[Role.MASH_PARTNER, self.index])
        if self.index == 0 and world.chance(0.5):
            return cast["ellen.earlyhelp"]
        return world.one_of(self.helpers)

    def step(self, name, at, by=None, note=""):
        """Take a step of the case."""
        records.take_step(self.world, CASE, self.case, name, by=by or self.lead, at=at, note=note)

    def begin(self, *, by, at, origin=Origin.FRONT_DOOR, contact_id=None, reason="", **told):
        """Begin the case, and go on."""
        world = self.world
        self.case = world.make(
            Case, area_id=self.team.area_id, team=self.team, origin=origin, reason=reason, contact_id=contact_id,
            child_ids=[child.id for child in self.children], happened_at=at, recorded_at=at, recorded_by=by,
            submission=uuid.UUID(int=world.dice.getrandbits(128), version=4), **told,
        )  # fmt: skip
        self.open_to("Early help for the family", by, at, team=self.team)
        self.start(ALLOCATION, at)
        self.step("accept", at, by=by, note=reason)
        self.allocate(hours.after(at, 60 + world.dice.expovariate(1 / 650)))

    def open_to(self, reason, by, at, basis=Basis.ALLOCATED, **holder):
        """Open the children to a holder until the case ends."""
        self.sight += records.grant(
            self.world, self.case.child_ids, by=by, at=at, reason=reason, basis=basis,
            source=f"earlyhelp:{self.case.id}", **holder,
        )  # fmt: skip

    def start(self, clock, at):
        """Start a clock in the area's working days."""
        self.clocks[clock] = records.run_local_clock(
            self.world, clock, self.case, started=at, working_days=DAYS[clock], team=self.team,
            owner=self.case.lead,
        )  # fmt: skip

    def own(self, model, **fields):
        """Make a part of the case about its children."""
        return self.world.make(model, child_ids=self.case.child_ids, **fields)

    def allocate(self, at):
        """Name the lead professional, and ask the family."""
        world, case = self.world, self.case
        if at > world.now:
            return
        case.lead = self.lead
        self.clocks[ALLOCATION].owner, self.clocks[ALLOCATION].met_at = self.lead, at
        self.open_to("Lead professional of early help", self.helpers[0], at, professional=self.lead)
        self.step("allocate", at, by=self.helpers[0], note=f"{self.lead}, {self.lead.agency}")
        at = hours.after(at + timedelta(days=world.dice.randrange(1, 8)), 60)
        if at > world.now:
            return
        answer = Answer.REFUSED if world.chance(rates.HELP_REFUSED) else Answer.GIVEN
        who = world.one_of(words.WHO)
        case.consent = answer
        self.own(
            ConsentAsked, case=case, asked_on=at.astimezone(LONDON).date(), answer=answer, who=who,
            how=world.one_of(HOW), limits=words.LIMITS if answer == Answer.GIVEN else "", recorded_by=self.lead,
            recorded_at=at,
        )  # fmt: skip
        if answer == Answer.REFUSED:
            case.refusal, case.refused_at = Refusal.REFUSED, at
            self.start(REFUSAL, at)
        self.step("record_consent", at, note=f"{answer.label}: {who}")
        self.go_on(answer, at)

    def go_on(self, answer, at):
        """Decide after a refusal; else assess some families, and give the others what is soon enough."""
        world = self.world
        if answer == Answer.REFUSED:
            self.decide(hours.after(at, 200 + world.dice.expovariate(1 / 700)))
        elif world.spread("help", rates.HELP_ASSESSED):
            self.assess(hours.after(at + timedelta(days=world.dice.randrange(1, 9)), 60))
        else:
            closing = world.one_of((Closing.UNIVERSAL, Closing.NEEDS_MET, Closing.ANOTHER_SERVICE))
            self.close(hours.after(at + timedelta(days=world.dice.randrange(5, 40)), 60), closing)

    def decide(self, at):
        """Decide what happens after a refusal: close with advice, seldom step up."""
        case = self.case
        if at > self.world.now:
            return
        way_on = WayOn.STEP_UP if self.world.spread("up after all", rates.REFUSED_STEPPED_UP) else WayOn.CLOSE
        self.own(
            RefusalDecision, case=case, refusal=case.refusal, refused_at=case.refused_at, way_on=way_on,
            reason=words.REFUSED, advice=words.ADVICE if way_on == WayOn.CLOSE else "", decided_by=self.lead,
            decided_at=at,
        )  # fmt: skip
        case.refusal, case.refused_at = "", None
        self.clocks[REFUSAL].met_at = at
        self.step("decide_refusal", at, note=f"{way_on.label}. {words.REFUSED}")
        if way_on == WayOn.STEP_UP:
            self.step_up(at + timedelta(minutes=1))
        else:
            self.finish(at, Closing.DECLINED, note=words.ADVICE)

    def assess(self, at):
        """Assess with the family; more than half of the assessments come to an agreed end."""
        world, case = self.world, self.case
        if at > world.now:
            return
        row = self.own(
            HelpAssessment, case=case, area_id=case.area_id, agency=self.lead.agency, lead=self.lead, started_at=at,
            written_by=self.lead, written_at=at,
        )  # fmt: skip
        voices = [world.make(ChildVoice, assessment=row, person=child) for child in self.children]
        self.start(ASSESSMENT, at)
        self.step("start_assessment", at)
        self.gather(at)
        done_at = hours.after(at + timedelta(days=world.dice.randrange(16, 50)), 120)
        if world.spread("up", rates.HELP_STEPPED_UP):
            self.step_up(done_at)
        elif not world.spread("agreed", rates.HELP_AGREED):
            self.close(done_at, Closing.ANOTHER_SERVICE)
        elif done_at <= world.now:
            for name, text in words.SECTIONS.items():
                setattr(row, name, text)
            for voice in voices:
                voice.words = world.one_of(words.VOICES)
            row.completed_at, row.agreed_on, row.version = done_at, done_at.astimezone(LONDON).date(), 3
            self.clocks[ASSESSMENT].met_at = done_at
            self.step("complete_assessment", done_at)
            self.plan(hours.after(done_at, 100 + world.dice.expovariate(1 / 500)))

    def gather(self, at):
        """Let somebody join the team around the family."""
        world, cast = self.world, self.partnership.cast
        member = world.one_of((cast["hazel.visitor"], cast["bob.school"])) if self.index == 0 else None
        if member is None or member is self.lead:
            return
        row = self.own(
            AroundFamily, case=self.case, professional=member, name=member.name, agency_name=member.agency.name,
            part=world.one_of(words.PARTS), joined_on=at.astimezone(LONDON).date(),
        )  # fmt: skip
        self.open_to("Team around the family", self.lead, at, basis=Basis.NETWORK, professional=member)
        self.step("join", at, note=f"{row.name}, {row.agency_name}")
        self.member = member

    def plan(self, at):
        """Start the plan with outcomes and actions, and review it until it ends."""
        world = self.world
        if at > world.now:
            return
        self.due_on = at.astimezone(LONDON).date() + timedelta(weeks=REVIEW_WEEKS)
        self.running = plan = self.own(
            HelpPlan, case=self.case, area_id=self.case.area_id, started_at=at, next_review_on=self.due_on,
            contingency="We ring each other the same day.",
        )  # fmt: skip
        found = enumerate(world.dice.sample(words.OUTCOMES, 2), 1)
        self.outcomes = [self.own(HelpOutcome, plan=plan, number=n, what=a, measure=b) for n, (a, b) in found]
        self.wait_for_review(at)
        self.step("start_plan", at)
        days = 25 + world.dice.expovariate(1 / rates.HELP_PLAN_DAYS)
        ends_at = hours.after(min(at + timedelta(days=days), world.now + timedelta(days=40)), 60)
        until = min(ends_at, world.now)
        for what, measure in world.dice.sample(words.ACTIONS, 2):
            action = doings.act(
                world, self.case, what, measure, by=self.lead, at=at, days=world.dice.randrange(14, 60),
                owner=self.lead, agency=self.lead.agency,
            )  # fmt: skip
            doings.settle(world, action, by=self.lead, judge=self.helpers[-1], until=until)
        self.review(at, ends_at)
        self.close(ends_at, Closing.NEEDS_MET)
        if not self.case.ended_at and not self.case.closing:
            self.meet()

    def wait_for_review(self, at):
        """Start the clock to the next review, on the day agreed."""
        case = self.case
        self.clocks[REVIEW] = self.world.make(
            Deadline, clock=REVIEW, clock_version="the day agreed with the family", title=rule_of(REVIEW).must_happen,
            subject_kind=case._meta.label_lower, subject_id=case.id, child_ids=case.child_ids, area_id=case.area_id,
            team=self.team, owner=self.lead, started_at=at, due_on=self.due_on, due_at=due_moment(self.due_on),
        )  # fmt: skip

    def review(self, at, ends_at):
        """Review the plan about every eight weeks."""
        world = self.world
        while True:
            at = hours.after(at + timedelta(weeks=REVIEW_WEEKS, days=world.dice.randrange(-8, 5)), 60)
            if at > min(world.now, ends_at - timedelta(days=3)):
                return
            self.clocks[REVIEW].met_at = at
            day = at.astimezone(LONDON).date()
            self.due_on = day + timedelta(weeks=REVIEW_WEEKS)
            row = self.own(
                HelpReview, plan=self.running, held_on=day, who="The parents, the school and the lead professional",
                summary=world.one_of(words.SUMMARIES), family_view=world.one_of(words.FAMILY_SAYS),
                next_review_on=self.due_on, recorded_by=self.lead, recorded_at=at,
            )  # fmt: skip
            for outcome in self.outcomes:
                self.own(Progress, review=row, outcome=outcome, scale=world.dice.randrange(2, 6))
            self.step("review", at)
            self.wait_for_review(at)

    def meet(self):
        """Plan a meeting of the team around the family in the days to come."""
        world, now = self.world, self.world.now
        if self.index or not world.chance(0.6):
            return
        day = hours.next_working_day(now.astimezone(LONDON).date(), world.dice.randrange(1, 10))
        gathering = Gathering(
            world, self.partnership, TEAM_AROUND_CHILD, self.case, starts_at=hours.at(day, time(15, 30)),
            chair=self.lead, by=self.lead, at=now - timedelta(days=6), place="School",
            sights=Sights(self.lead, self.team, *([self.member] if hasattr(self, "member") else [])),
        )  # fmt: skip
        if hasattr(self, "member"):
            gathering.invite([Invitee("member", professional=self.member)], by=self.lead, at=now - timedelta(days=6))

    def close(self, at, closing):
        """Close the case with the family's own view."""
        if at <= self.world.now:
            self.case.what_changed = self.world.one_of(words.CHANGED)
            self.case.family_view = self.world.one_of(words.FAMILY_SAYS)
            self.finish(at, closing, note=closing.label)

    def finish(self, at, closing, note="", step="close"):
        """Take the last step: what runs ends, and everybody's sight with it."""
        self.case.closing, self.case.ended_at = closing, at
        if hasattr(self, "running"):
            self.running.ended_at = at
        for clock in self.clocks.values():
            if not clock.met_at:
                clock.cancelled_at, clock.cancel_reason = at, "Early help ended"
        for given in self.sight:
            given.valid_until = at
        self.step(step, at, note=note)

    def step_up(self, at):
        """Step the family up to social care when the time comes: an episode of need for each child."""
        world, needs = self.world, self.help.needs
        if at > world.now:
            return
        team = self.partnership.teams["assessment", self.index]
        self.finish(at, Closing.STEPPED_UP, note=f"To {team}. {words.STEPPED_UP}", step="step_up")

        def tell(moment):
            made = needs.refer(
                needs.referral(moment, FROM_EARLY_HELP, self.case.contact_id), self.children, index=self.index,
                family=self.family, by=self.lead, at=moment,
            )  # fmt: skip
            for episode in made:
                world.make(
                    StepUp, case=self.case, person_id=episode.person_id, child_ids=episode.child_ids,
                    area_id=self.case.area_id, team=team, episode_id=episode.id, happened_at=moment,
                    reason=words.STEPPED_UP, recorded_by=self.lead,
                )  # fmt: skip

        self.help.later(at, tell)
