"""The demonstration partnership's business plan and strategy: agreed, told of each quarter, reviewed after a year."""

from collections import Counter
from datetime import timedelta

from harbourlight.demo import plan_words as words
from harbourlight.demo.sittings import A_DAY, moment
from harbourlight.demo.thread import AGENCIES
from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.measures.months import Month
from harbourlight.partnership.businessplan import actions as plans
from harbourlight.partnership.businessplan.actions.progress import priorities_of
from harbourlight.partnership.businessplan.models import Asked, Entry, Heading

BEGUN = -660  # days before the demonstration's day: the first year ended before the development day
ROUNDS = (12, 9, 6, 3)  # months back
DUE_AFTER = 21 * A_DAY
SILENT = ("V", "H")  # agencies whose latest answer is still to come
DONE = ("It is done and was looked at.", "Children notice: eight of ten who were asked knew of it.")


class Plans:
    """Both plans of the partnership."""

    def __init__(self, year):
        """Take the year's bodies and meetings."""
        self.year, self.world, self.bodies = year, year.world, year.bodies
        self.manager, self.number = self.bodies.manager, 0
        self.starts_on = moment(self.world, BEGUN).date().replace(day=1)

    def tell(self):
        """Write and agree both, and tell of them quarter by quarter."""
        plan, priorities = self.business_plan()
        strategy = self.strategy()
        for months in ROUNDS:
            self.round(plan, months)
        for months in ROUNDS[-2:]:
            self.round(strategy, months)
        self.review(plan, priorities)

    def start(self, kind, title, years):
        """Start a plan for some years, which the executive hears."""
        ends_on = self.starts_on.replace(year=self.starts_on.year + years) - timedelta(days=1)
        return plans.start_plan(
            area=self.bodies.area, kind=kind, title=f"{title} {self.starts_on.year} to {ends_on.year}",
            starts_on=self.starts_on, ends_on=ends_on, purpose=words.PURPOSE, by=self.manager,
            hears=self.bodies.groups["executive"], at=moment(self.world, BEGUN - 25),
        )  # fmt: skip

    def business_plan(self):
        """Write the business plan with its core business and three priorities."""
        plan = self.start("business_plan", "Business plan", 3)
        at = plan.made_at
        headings, priorities = list(Heading.objects.filter(plan=plan)), []
        for title, kind, why, aim, lead, body, themes, entries in words.PRIORITIES:
            priority = plans.add_priority(
                plan=plan, title=title, kind=kind, why=why, aim=aim, lead=self.bodies.people[lead],
                body=self.bodies.groups[body], themes=themes, by=self.manager, at=at,
            )  # fmt: skip
            priorities.append(priority)
            write_entries(priority, headings, entries)
        for number, ref, direction, why in words.FIGURES:
            plans.expect_figure(
                priority=priorities[number - 1], ref=ref, direction=direction, why=why, by=self.manager, at=at,
                from_month=Month.of(self.world.today).back(13).first,
            )  # fmt: skip
        self.agree(plan, priorities, headings, words.COMMITMENTS)
        return plan, priorities

    def strategy(self):
        """Write the strategy for missing, exploited and trafficked children, with who leads each pillar."""
        plan = self.start("strategy", "Missing, exploited and trafficked children: strategy", 3)
        headings, priorities = list(Heading.objects.filter(plan=plan)), []
        for heading, (sign, lead) in zip(headings, words.PILLARS, strict=True):
            plans.change_heading(
                heading=heading, title=heading.title, lead_agency=self.agency(sign), lead=self.bodies.people[lead],
                by=self.manager, at=plan.made_at,
            )  # fmt: skip
        for title, why, aim, lead, entries in words.STRATEGY:
            priority = plans.add_priority(
                plan=plan, title=title, why=why, aim=aim, lead=self.bodies.people[lead], themes=["Missing"],
                body=self.bodies.groups["exploited"], by=self.manager, at=plan.made_at,
            )  # fmt: skip
            priorities.append(priority)
            write_entries(priority, headings, entries)
        self.agree(plan, priorities, headings, words.PLEDGES)
        return plan

    def agency(self, sign):
        """Return the agency of a sign."""
        return self.bodies.agency(AGENCIES[sign][0])

    def agree(self, plan, priorities, headings, commitments):
        """Write what agencies commit to, agree the plan, and report done what is done."""
        made = [
            plans.add_commitment(
                priority=priorities[number - 1], heading=headings[heading - 1], agency=self.agency(sign), what=what,
                measure=measure, due_on=self.world.today + timedelta(days=due), by=self.manager, at=plan.made_at,
                lead=self.bodies.people.get(lead),
            )
            for number, heading, sign, what, measure, due, _, lead in commitments
        ]  # fmt: skip
        plans.agree_plan(plan=plan, by=self.manager, at=moment(self.world, BEGUN + 10))
        for commitment, (*_, done, _) in zip(made, commitments, strict=True):
            if done is not None:
                self.report_done(commitment, moment(self.world, done), done)
        plan.refresh_from_db()

    def report_done(self, commitment, at, number):
        """Let an agency report a commitment done, and the manager accept most of them."""
        commitment.refresh_from_db()
        action = Action.objects.get(pk=commitment.action_id)
        who = commitment.lead or self.manager
        done = tracking.report_done(action=action, what_was_done=DONE[0], what_changed=DONE[1], by=who, at=at)
        if number % 4 and who != self.manager:
            tracking.accept(action=done, by=self.manager, at=at + 6 * A_DAY)

    def round(self, plan, months):
        """Ask how a quarter went, hear the agencies, and report it to the next meeting of the executive."""
        quarter = Month.of(self.world.today).quarter.back(months)
        at = min(quarter.back(-3).span[0] + 3 * A_DAY + timedelta(hours=10), self.world.now - A_DAY)
        due_at = at + DUE_AFTER
        round_ = plans.ask_progress(plan=plan, month=quarter, due_at=due_at, by=self.manager, at=at)
        sat = self.hears(due_at)
        rows = Asked.objects.filter(round=round_).select_related("agency", "round__plan", "request")
        for place, asked in enumerate(rows.order_by("agency__name")):
            self.answer(asked, at, place, is_last=months == ROUNDS[-1])
        if sat is not None:
            plans.report_progress(round_=round_, sitting=sat.sitting, by=self.manager, at=sat.meeting.held_at)

    def hears(self, due_at):
        """Return the first meeting of the executive after a date; none if it is still to come."""
        held = [sat for (key, _), sat in self.year.sat.items() if key == "executive"]
        return next((sat for sat in held if sat.meeting.held_at > due_at + 10 * A_DAY), None)

    def answer(self, asked, at, place, *, is_last):
        """Let one agency say how its priorities go; one is late, and two say nothing of the latest quarter."""
        sign = next(sign for sign in AGENCIES if self.agency(sign) == asked.agency)
        is_late = place == 2
        answered_at = asked.round.due_at + 5 * A_DAY if is_late else at + (8 + place) * A_DAY
        if (is_last and sign in SILENT) or answered_at > self.world.now:
            return
        lines = []
        for priority in priorities_of(asked.round.plan, asked.agency_id):
            self.number += 1
            lines.append((priority, *words.TOLD[self.number % len(words.TOLD)]))
        by = self.bodies.people[AGENCIES[sign][1]]
        plans.tell_progress(asked=asked, lines=lines, by=by, at=answered_at, late_reason=words.LATE if is_late else "")

    def review(self, plan, priorities):
        """Review the first year at the development day."""
        sat = self.year.sat["board", "development"]
        year_ended_on = self.starts_on.replace(year=self.starts_on.year + 1) - timedelta(days=1)
        lines = [(priority, *line) for priority, line in zip(priorities, words.REVIEW, strict=True)]
        plans.review_year(
            plan=plan, year_ended_on=year_ended_on, reviewed_on=sat.meeting.held_at.date(), overall=words.OVERALL,
            lines=lines, by=self.bodies.chair, at=sat.meeting.held_at + 3 * A_DAY, sitting=sat.sitting,
        )  # fmt: skip


def write_entries(priority, headings, entries):
    """Write what is done for a priority under each heading, numbered in turn."""
    numbers = Counter()
    for heading, text in entries:
        numbers[heading] += 1
        Entry(priority=priority, heading=headings[heading - 1], number=numbers[heading], text=text).save()
