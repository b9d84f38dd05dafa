"""Tells how children come to be protected: strategy discussion, section 47 enquiry, initial conference, plan."""

from datetime import time, timedelta

from harbourlight.demo import gatherings, hours, rates, records
from harbourlight.demo import protection_words as words
from harbourlight.demo.circle import Circle
from harbourlight.demo.conferences import Conferring
from harbourlight.demo.plans import Plans
from harbourlight.demo.unusual import police_protection
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.practice.childprotection.actions.enquiries import dates_of
from harbourlight.practice.childprotection.choices import DiscussionDecision, EnquiryOutcome
from harbourlight.practice.childprotection.models import Enquiry, StrategyDiscussion, Visit
from harbourlight.practice.childprotection.pathway import DISCUSSION, ENQUIRY
from harbourlight.practice.childprotection.pathway.enquiry import COMPLETION_CLOCK, CONFERENCE_CLOCK
from harbourlight.practice.childprotection.pathway.meetings import STRATEGY_DISCUSSION

ALWAYS = ("council", "police", "health")  # without them it is no strategy discussion
CATEGORIES = (("NEG", 45), ("EMO", 38), ("PHY", 9), ("SAB", 5), ("MUL", 3))
A_DAY = timedelta(days=1)


def at_work(world, day, number, first=9, last=16):
    """Return a moment in office hours of the number-th working day after a day."""
    on = hours.next_working_day(day, number)
    return hours.at(on, time(world.dice.randrange(first, last), world.dice.choice((0, 15, 30, 45))))


class Protection:
    """What a family's strategy discussion comes to; the dates are known before anything is told."""

    def __init__(self, course, *, is_strategy):
        """Throw the dice: when agencies discuss, when the enquiry ends, when the conference is, and what it decides."""
        world = course.world
        self.world, self.course = world, course
        if is_strategy:
            self.planned_at = hours.after(course.decided_at, 40)
            self.discussed_at = hours.after(self.planned_at, 180 + world.dice.expovariate(1 / 120))
        else:
            self.planned_at = hours.after(course.decided_at + timedelta(days=world.dice.randrange(3, 18)), 60)
            self.discussed_at = hours.after(self.planned_at, 200 + world.dice.expovariate(1 / 200))
        size = len(course.family.children)
        day = self.discussed_at.astimezone(LONDON).date()
        self.enquires = world.spread("enquiry", rates.ENQUIRED)
        self.confers = self.enquires and world.spread("conference", rates.CONFERRED, size)
        in_time = not self.confers or world.spread("in time", rates.CONFERRED_IN_TIME, size)
        number = world.dice.randrange(9, 16) if in_time else world.dice.randrange(16, 25)
        self.confers_at = at_work(world, day, number, 10, 15)
        self.finished_at = at_work(world, day, world.dice.randrange(3, number - 4) if self.confers else number)
        self.makes_plan = self.confers and world.spread("plan", rates.CONFERENCES_TO_PLAN, size)

    @property
    def assessed_at(self):
        """When the assessment of the children is finished: before a conference that makes a plan, else after it all."""
        if self.makes_plan:
            return self.confers_at - timedelta(days=1, hours=1)
        return (self.confers_at if self.confers else self.finished_at) + A_DAY

    def tell(self, episodes, children):
        """Tell it for the children of some episodes, as far as time has come."""
        self.episodes, self.children = episodes, children
        self.circle = Circle(self.course, children)
        if self.planned_at > self.world.now:
            return
        self._plan_discussion()
        if self.discussed_at > self.world.now:
            return
        self._discuss()
        if not self.enquires:
            return
        self._visit(hours.after(self.discussed_at, 120 + self.world.dice.randrange(400)))
        if self.finished_at > self.world.now:
            return
        for enquiry in self.enquiries:
            self._finish(enquiry)
        if self.confers:
            self._confer()

    def _plan_discussion(self):
        """Plan the discussion and invite the agencies."""
        world, course, circle = self.world, self.course, self.circle
        self.discussion = discussion = world.make(
            StrategyDiscussion, child_ids=[child.id for child in self.children], area_id=circle.area_id,
            team=course.first_team, planned_for=self.discussed_at, reason=circle.say(world.one_of(words.CAUSES)),
            recorded_at=self.planned_at, recorded_by=course.worker,
        )  # fmt: skip
        self.gathering = gatherings.Gathering(
            world, circle.partnership, STRATEGY_DISCUSSION, discussion, starts_at=self.discussed_at,
            chair=course.manager, by=course.worker, at=self.planned_at, place="By video", sights=circle.sights,
        )  # fmt: skip
        discussion.meeting = self.gathering.meeting
        records.take_step(world, DISCUSSION, discussion, "plan", by=course.worker, at=self.planned_at)
        around = [Invitee("social_worker", professional=course.worker), *circle.agencies[:3]]
        self.gathering.invite(around, by=course.worker, at=self.planned_at)

    def _discuss(self):
        """Hold the discussion: what each agency knew, the decision, and an enquiry for each child."""
        world, course, discussion, at = self.world, self.course, self.discussion, self.discussed_at
        decision = DiscussionDecision.ASSESSMENT
        if self.enquires:
            is_joint = world.chance(0.6)
            decision = DiscussionDecision.ENQUIRY_JOINT if is_joint else DiscussionDecision.ENQUIRY_SINGLE
        self.circle.attend(self.gathering, at=at, by=course.worker, said=words.KNEW, sure=ALWAYS)
        self.gathering.hold(by=course.worker, at=at)
        discussion.held_at, discussion.how, discussion.decision = at, world.one_of(("video", "telephone")), decision
        discussion.rationale = words.RATIONALE if self.enquires else words.NOT_MET
        discussion.plan, discussion.starts_enquiry = self.circle.say(words.WHO_DOES_WHAT), self.enquires
        if self.enquires:
            discussion.visit_planned_at = at + timedelta(hours=3)
        self.gathering.decide(decision.label, by=course.worker, at=at)
        self.enquiries = [self._start(episode, decision) for episode in self.episodes] if self.enquires else []
        records.take_step(
            world, DISCUSSION, discussion, "hold", by=course.worker, at=at,
            note=f"{decision.label}. {discussion.rationale}",
        )  # fmt: skip
        if self.enquires and world.spread("police", rates.POLICE_PROTECTION):
            police_protection(world, self.circle, self.children[0], team=course.first_team, by=course.worker, at=at)

    def _start(self, episode, decision):
        """Start the enquiry about one child, with the clocks that count from the discussion."""
        world, worker, at = self.world, self.course.worker, self.discussed_at
        enquiry = world.make(
            Enquiry, child_ids=episode.child_ids, person_id=episode.person_id, episode=episode,
            area_id=episode.area_id, team=self.course.first_team, worker=worker, discussion=self.discussion,
            last_discussion=self.discussion, is_joint=decision == DiscussionDecision.ENQUIRY_JOINT, recorded_at=at,
            recorded_by=worker, **dates_of(self.discussion, self.discussion),
        )  # fmt: skip
        records.take_step(world, ENQUIRY, enquiry, "start", by=worker, at=at)
        enquiry.clocks = {
            clock: records.run_clock(world, clock, enquiry, started=at, owner=worker)
            for clock in (CONFERENCE_CLOCK, COMPLETION_CLOCK)
        }
        return enquiry

    def _visit(self, at):
        """See each child once during the enquiry."""
        if at > min(self.finished_at, self.world.now):
            return
        for enquiry, child in zip(self.enquiries, self.children, strict=True):
            is_born = child.born_on is not None and child.born_on <= at.date()
            seen = is_born and self.world.chance(0.95)
            alone = seen and self.world.chance(0.75)
            visit = self.world.make(
                Visit, child_ids=enquiry.child_ids, person_id=enquiry.person_id, area_id=enquiry.area_id,
                team=enquiry.team, enquiry=enquiry, happened_at=at, visited_by=self.course.worker, was_seen=seen,
                was_seen_alone=alone, not_alone_reason=words.NOT_ALONE if seen and not alone else "",
                not_seen_reason="" if seen else words.NOT_SEEN[0] if is_born else "Not born yet.", place="Home",
                child_said=self.world.one_of(words.CHILD_SAID) if seen else "", recorded_at=at,
                recorded_by=self.course.worker,
            )  # fmt: skip
            records.take_step(self.world, ENQUIRY, enquiry, "visit", by=self.course.worker, at=at, says=visit.in_words)

    def _finish(self, enquiry):
        """Finish the enquiry about one child: a conference follows, or nothing under child protection."""
        world, at, manager = self.world, self.finished_at, self.course.manager
        found = EnquiryOutcome.CONTINUING_RISK
        if not self.confers:
            found = world.pick(((EnquiryOutcome.NO_CONTINUING_RISK, 60), (EnquiryOutcome.NOT_SUBSTANTIATED, 40)))
        enquiry.outcome, enquiry.findings = found, self.circle.say(words.FINDINGS[found])
        enquiry.completed_on, enquiry.decided_by = at.astimezone(LONDON).date(), manager
        enquiry.conference_required = "yes" if self.confers else "no"
        records.take_step(
            world, ENQUIRY, enquiry, "substantiate" if self.confers else "close", by=manager, at=at,
            note=f"{found.label}. {enquiry.findings}",
        )  # fmt: skip
        enquiry.clocks[COMPLETION_CLOCK].met_at = at
        if not self.confers:
            clock = enquiry.clocks[CONFERENCE_CLOCK]
            clock.cancelled_at, clock.cancel_reason = at, "No initial conference is needed"

    def _confer(self):
        """Plan the initial conference, hold and decide it, and let its plans run."""
        course, now = self.course, self.world.now
        at = hours.after(self.finished_at, 30)
        if at > now:
            return
        rows = [
            (child, {"enquiry": row, "due_on": row.icpc_due_on, "due_from_last_on": row.icpc_due_from_last_on})
            for row, child in zip(self.enquiries, self.children, strict=True)
        ]
        conferring = Conferring(
            self.circle, "initial", course.first_team, rows, by=course.worker, starts_at=self.confers_at, at=at
        )
        around = [invitee.agency or invitee.professional.agency for invitee in self.circle.agencies]
        conferring.prepare([course.worker.agency, *around], share_at=self.confers_at - timedelta(days=2, hours=1))
        if self.confers_at > now:
            return
        conferring.hold()
        for row, enquiry in zip(conferring.rows, self.enquiries, strict=True):
            enquiry.icpc_held_on = row.held_on
            records.take_step(self.world, ENQUIRY, enquiry, "confer", by=self.circle.chair, at=self.confers_at)
            enquiry.clocks[CONFERENCE_CLOCK].met_at = self.confers_at
        self.decide(conferring)

    def decide(self, conferring, **of_plans):
        """Decide for each child: a plan in one category, or none."""
        category = self.world.pick(CATEGORIES)
        for row in conferring.rows:
            if self.makes_plan:
                conferring.decide(row, "plan", category, self.circle.say(words.TEST_MET))
            else:
                conferring.decide(row, "no_plan", "", self.circle.say(words.TEST_NOT_MET))
        if self.makes_plan:
            plans = Plans(self.course, self.circle, conferring, self.episodes, **of_plans)
            plans.begin()
            conferring.finish()
            plans.run()
        else:
            conferring.finish()
            conferring.end_sight(conferring.conference.held_at)
        conferring.challenge()
