"""Makes the bodies of the demonstration partnership, their seats, and the people who sit there."""

from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS

from harbourlight.demo import body_words as words
from harbourlight.demo import hours
from harbourlight.demo.signins import HOST
from harbourlight.foundations.agencies.models import Professional, RoleHolding
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.foundations.rules.reading import Numbers
from harbourlight.partnership.boards.actions.members import invitee_of
from harbourlight.partnership.boards.choices import VOTING
from harbourlight.partnership.boards.models import Group, Membership, Seat
from harbourlight.partnership.boards.pathway import TYPE_OF

TERM = timedelta(days=3 * 365)
STARTED = timedelta(days=2 * 365)
NEW, OVER = timedelta(days=110), timedelta(days=20)


class Bodies:
    """The bodies by key, who sits in each, and everybody by the first part of their address."""

    def __init__(self, world, partnership):
        """Make people, bodies and seats; the areas a body spans are linked once it is written."""
        self.world, self.partnership = world, partnership
        self.manager = partnership.cast["bea.business"]
        self.coordinator = partnership.cast["bessie.coordinator"]
        self.chair = partnership.cast["ines.chair"]
        self.area = partnership.areas[0]
        self.began_on = world.today - STARTED
        self.people = dict(partnership.cast)
        for row in words.PEOPLE:
            self._person(*row)
        self.groups, self.members = {}, {}
        for row in words.BODIES:
            self._body(row)

    def agency(self, part):
        """Find an agency by a part of its name; a number names the council of that area."""
        partnership = self.partnership
        if part.isdigit():
            return partnership.councils[int(part)]
        known = [partnership.police, partnership.board, *partnership.councils]
        for (_, index), agencies in partnership.agencies.items():
            known += agencies if index == 0 else []
        return next(agency for agency in known if part in agency.name)

    def _person(self, word, name, job, agency, role):
        """Make somebody who sits in a body, with the sign-in and the role that goes with it."""
        agency = self.agency(agency)
        index = self.partnership.councils.index(agency) if agency in self.partnership.councils else 0
        person = self.world.make(
            Professional, email=f"{word}@{HOST}", name=name, job_title=job, password=self.partnership.password,
            agency=agency, started_on=self.began_on, is_demonstration=True,
            phone=f"07700 901{self.world.dice.randrange(1000):03}",
        )  # fmt: skip
        area = self.partnership.areas[index]
        self.world.make(RoleHolding, professional=person, role=role, area=area, started_on=self.began_on)
        self.people[word] = person

    def _body(self, row):
        """Make one body with its seats and members."""
        key, name, kind, above, what_it_does, said = row
        index = words.AREA_OF.get(key, 0)
        group = self.groups[key] = self.world.make(
            Group, key=f"{self.partnership.areas[index].code}-{key}", name=name, kind=kind,
            area=self.partnership.areas[index], parent=self.groups.get(above), what_it_does=what_it_does,
            team=self.partnership.teams["business", index], meeting_type=TYPE_OF[kind], started_on=self.began_on,
        )  # fmt: skip
        self._rules(group, said)
        self.members[key] = []
        for number, (title, seat_kind, who, deputy, more) in enumerate(words.SEATS[key], 1):
            member = self.people.get(who)
            seat = self.world.make(
                Seat, group=group, number=number, title=title, kind=seat_kind, agency=member and member.agency,
                sector=member.agency.sector if member else "", votes=seat_kind in VOTING,
                must_attend=seat_kind in VOTING, is_lead_representative=more.get("leads", False),
                started_on=self.began_on,
            )  # fmt: skip
            if member:
                self.members[key].append(self._membership(seat, member, deputy, more))

    def _rules(self, group, said):
        """Write the rules that a body set for itself when it began."""
        rows = [
            self.world.make(
                LocalNumber, area=group.area, body_id=group.pk, rule=rule, unit=rule_of(rule).unit,
                number=value if isinstance(value, int) else None,
                words="" if isinstance(value, int) else "\n".join(value), from_on=self.began_on,
                set_by=self.manager, set_at=hours.at(self.began_on, hours.OPENS), why="Agreed when the body began.",
            )
            for rule, value in said.items()
        ]  # fmt: skip
        group.own_numbers = Numbers(rows)

    def _membership(self, seat, member, deputy, more):
        """Let somebody sit in a seat; who is new has had no induction, and one term has run out."""
        is_new = more.get("is_new", False)
        started = self.world.today - (NEW if is_new else STARTED)
        until = self.world.today - OVER if more.get("is_over") else started + TERM
        first_day = hours.at(hours.next_working_day(started, 5), hours.OPENS)
        return self.world.make(
            Membership, seat=seat, professional=member, deputy=self.people.get(deputy),
            delegate=self.people.get(more.get("delegate")), started_on=started, term_until=until,
            role_accepted_at=None if is_new else first_day,
            induction_on=None if is_new else hours.next_working_day(started, 20),
        )  # fmt: skip

    def invitees(self, key, on):
        """Return whom a meeting of a body on a date invites, as (how the engine invites them, membership)."""
        return [(invitee_of(each), each) for each in self.members[key] if each.started_on <= on]

    def chair_of(self, key):
        """Return who chairs a body."""
        return next((each.who_comes for each in self.members[key] if each.seat.kind == "chair"), None)

    def span(self):
        """Link the bodies that span the four areas with them, once both are written."""
        for row in (*self.groups.values(), *self.partnership.areas):
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        through = Group.areas.through
        spanning = [self.groups[key] for key in ("areas", "procedures", "exploitation", "health", "deaths")]
        through.objects.bulk_create(
            through(group=group, area=area) for group in spanning for area in self.partnership.areas
        )
