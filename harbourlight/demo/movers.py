"""Children who come on another area's child protection plan: for good, with a conference here, or for a time."""

from datetime import timedelta

from harbourlight.demo import hours, rates, records
from harbourlight.demo import protection_words as words
from harbourlight.demo.chains import chain
from harbourlight.demo.circle import Circle
from harbourlight.demo.conferences import Conferring
from harbourlight.demo.plans import Plans, keep_links
from harbourlight.demo.protection import CATEGORIES, Protection, at_work
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.practice.childinneed.choices import FROM_ANOTHER_AUTHORITY
from harbourlight.practice.childprotection.actions.moments import due_of
from harbourlight.practice.childprotection.choices import Direction, EndReason
from harbourlight.practice.childprotection.models import AreaTransfer
from harbourlight.practice.childprotection.pathway import AREA_TRANSFER, PLAN
from harbourlight.practice.childprotection.pathway.plan import SEEN_CLOCK, TRANSFER_CLOCK


def come(world, partnership, families, needs):
    """Let some families come from elsewhere on days of the two years: at least two for good and one for a time."""
    months = 12 * world.years * world.children / rates.CHILDREN_ON_FILE
    for number, how in (
        (max(2, round(rates.MOVED_IN * months)), MovedIn),
        (max(1, round(rates.STAYING * months)), Stay),
    ):
        for place in range(number):
            share = world.dice.random() * 0.95 if place else 0.9  # one of each has come lately
            day = world.began_on + (world.today - world.began_on) * share
            family, at = world.one_of(families), at_work(world, day, 1)
            needs.help.later(at, _telling(world, partnership, family, needs, how))


def _telling(world, partnership, family, needs, how):
    """Return what is told when a family comes, unless social care works with it already."""

    def tell(moment):
        if any((last := needs.last(child.id)) and not last.closed_on for child in family.children):
            return
        manager = partnership.staff[Role.TEAM_MANAGER, family.area][0]
        if not family.contacts:
            family.known_since(moment, manager)
        family.contacts += 1
        born = [child for child in family.children if child.born_on and child.born_on < moment.date()][:2]
        referral = needs.referral(moment, FROM_ANOTHER_AUTHORITY, None, False, how)
        needs.refer(referral, born, index=family.area, family=family, by=manager, at=moment)

    return tell


class Mover(Protection):
    """Children on the plan of another area, which told this one in writing."""

    def __init__(self, course, *, is_strategy=False):
        """Throw the dice: when the conference here is, and whether it makes a plan."""
        world = course.world
        self.world, self.course, self.told_at = world, course, course.decided_at
        day = self.told_at.astimezone(LONDON).date()
        self.confers, self.confers_at = True, at_work(world, day, world.dice.randrange(8, 18), 10, 15)
        self.makes_plan = world.chance(rates.MOVERS_TO_PLAN)
        self.category, self.authority = world.pick(CATEGORIES), world.one_of(words.ELSEWHERE)

    def _transfer(self, child, **fields):
        """Keep the word of the other area about one child."""
        world, at, course = self.world, self.told_at, self.course
        day = at.astimezone(LONDON).date()
        return world.make(
            AreaTransfer, child_ids=[child.id], person=child, area_id=course.first_team.area_id,
            team=course.first_team, direction=Direction.IN, notified_on=day, other_authority=self.authority,
            other_category=self.category, other_plan_started_on=day - timedelta(days=world.dice.randrange(40, 300)),
            moved_on=day - timedelta(days=world.dice.randrange(3, 20)), recorded_at=at, recorded_by=course.manager,
            **fields,
        )  # fmt: skip


class MovedIn(Mover):
    """Children who moved here for good: this area holds a transfer-in conference and answers from then on."""

    def tell(self, episodes, children):
        """Tell of the word in writing, the conference, and what it decided."""
        self.episodes, self.children = episodes, children
        self.circle = Circle(self.course, children)
        world, at, manager = self.world, self.told_at, self.course.manager
        due_on = due_of(TRANSFER_CLOCK, at)
        self.transfers = [self._transfer(child, previous_plans=0, conference_due_on=due_on) for child in children]
        for row in self.transfers:
            records.take_step(world, AREA_TRANSFER, row, "notify", by=manager, at=at)
            row.clock = records.run_clock(world, TRANSFER_CLOCK, row, started=at)
        planned_at = hours.after(at, 400)
        if planned_at > world.now:
            return
        rows = [(child, {"due_on": due_on}) for child in children]
        team, worker = self.course.first_team, self.course.worker
        conferring = Conferring(
            self.circle, "transfer_in", team, rows, by=worker, starts_at=self.confers_at, at=planned_at
        )
        for row in self.transfers:
            row.conference = conferring.conference
            records.take_step(world, AREA_TRANSFER, row, "plan_conference", by=worker, at=planned_at)
        around = [invitee.agency or invitee.professional.agency for invitee in self.circle.agencies]
        conferring.prepare([worker.agency, *around], share_at=self.confers_at - timedelta(days=2, hours=1))
        if self.confers_at <= world.now:
            conferring.hold()
            self.decide(conferring, from_transfer=True, previous_plans=0)
            self._take_over(conferring)

    def _take_over(self, conferring):
        """Keep that this area answers for the children who got a plan, and that the others' transfer ended."""
        at, day = self.confers_at, self.confers_at.astimezone(LONDON).date()
        for transfer, row in zip(self.transfers, conferring.rows, strict=True):
            transfer.clock.met_at = at
            if row.plan:
                transfer.plan, transfer.responsibility_moved_on = row.plan, day
                records.take_step(self.world, AREA_TRANSFER, transfer, "take_over", by=self.circle.chair, at=at)
            else:
                transfer.ended_on, transfer.note = day, "The conference made no plan."
                records.take_step(self.world, AREA_TRANSFER, transfer, "end", by=self.course.worker, at=at)


class Stay(Mover):
    """Children who stay for a time: the other area answers for the plan, this one visits."""

    def __init__(self, course, *, is_strategy=False):
        """The plan is there from the first day."""
        super().__init__(course)
        self.makes_plan = True

    def tell(self, episodes, children):
        """Register each child for the time being, with visits, until the family goes home."""
        for episode, child in zip(episodes, children, strict=True):
            self._register(episode, child)

    def _register(self, episode, child):
        """Register one child."""
        world, at, course = self.world, self.told_at, self.course
        plans = Staying(course, child, episode, self.category, at)
        plan = plans.plan
        transfer = self._transfer(child, plan=plan, state="temporary", is_permanent=False)
        records.take_step(world, AREA_TRANSFER, transfer, "register", by=course.manager, at=at)
        ended_at = hours.after(at + timedelta(days=world.dice.randrange(60, 160)), 60)
        plans.visit(min(ended_at, world.now))
        if ended_at <= world.now:
            transfer.ended_on = ended_at.astimezone(LONDON).date()
            records.take_step(world, AREA_TRANSFER, transfer, "end", by=course.manager, at=ended_at)
            plans.end(ended_at)
        plans.keep_clocks()


class Staying(Plans):
    """The plan of another area, as it is kept here while the child stays."""

    def __init__(self, course, child, episode, category, at):
        """Begin it."""
        self.course, self.world, self.circle = course, course.world, Circle(course, [child])
        self.worker, self.began_at, self.ended_at, self.seen = course.worker, at, None, {}
        self.plans = [self.open(child, episode, category, course.first_team, is_temporary=True)]
        self.plan, self.episode = self.plans[0], episode

    def visit(self, until):
        """Visit the child as one on a plan of this area."""
        for at in self._visits(until):
            self._visit(at)

    def end(self, at):
        """End the registration: the family went home, and the episode is closed."""
        plan, reason = self.plan, EndReason.TEMPORARY_ENDED
        self.ended_at = plan.ended_at = at
        plan.ended_on, plan.end_reason = at.astimezone(LONDON).date(), reason
        by = self.course.manager
        records.take_step(self.world, PLAN, plan, "end_without_conference", by=by, at=at, note=f"{reason.label}.")
        plan.counted.ended_on = plan.ended_on - timedelta(days=1)
        self.course.close(self.episode, plan.person, at + timedelta(minutes=30), "RC7")

    def keep_clocks(self):
        """Only the visits are due here."""
        seen = self.seen[self.plan.id]
        keep_links(self.world, self.plan, chain(SEEN_CLOCK, SEEN_CLOCK, self.began_at, seen))
        self.plan.last_seen_on = max(seen).astimezone(LONDON).date() if seen else None
