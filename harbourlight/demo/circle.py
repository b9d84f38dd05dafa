"""Who works around one family of the demonstration: the agencies that are asked, invited and given actions."""

from harbourlight.demo import words
from harbourlight.demo.gatherings import Sights
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.foundations.people.choices import InvolvementKind
from harbourlight.foundations.people.models import Involvement, Relationship
from harbourlight.practice.childprotection.actions.conferences import invitee_of

LEARNING = (InvolvementKind.SCHOOL, InvolvementKind.NURSERY)
THERE = {"police": 0.64, "health": 0.85, "education": 0.82, "early_years": 0.82, "council": 1}


class Circle:
    """The professionals and agencies around the children of one family."""

    def __init__(self, course, children):
        """Pick them once: the same people come to the discussion, the conference and the core groups."""
        self.world, self.partnership, self.index = course.world, course.partnership, course.index
        self.family, self.children, self.area_id = course.family, children, course.first_team.area_id
        self.worker, self.manager, self.team = course.worker, course.manager, course.first_team
        self.key_worker, self.later_team = course.later_worker, course.later_team
        self.chair = self._chair()
        self.sights = Sights(self.worker, self.team)
        self.parent = course.family.adults[0][0].first_name or "Mum"
        self.child = children[0].first_name or "The baby"
        self.agencies = [self._police(), self._health(), self._school(), self._gp()]

    def _chair(self):
        """Pick who chairs the family's conferences: Cora more often than others in her area."""
        cora = self.partnership.cast["cora.chair"]
        if self.index == 0 and self.world.chance(0.7):
            return cora
        return self.world.one_of(self.partnership.staff[Role.CONFERENCE_CHAIR, self.index])

    def _named(self, seat, agency):
        """Return the invitation of somebody without an account."""
        world = self.world
        first = world.one_of(words.WOMEN if world.chance(0.7) else words.MEN)
        return Invitee(seat, agency=agency, name=f"{first} {world.one_of(words.SURNAMES)}")

    def _police(self):
        if self.index == 0 and self.world.chance(0.25):
            return Invitee("police", professional=self.partnership.cast["percy.police"])
        return self._named("police", self.partnership.police)

    def _health(self):
        is_small = any(
            child.born_on is None or (self.world.today - child.born_on).days < 1826 for child in self.children
        )
        if self.index == 0 and self.world.chance(0.75 if is_small else 0.3):
            return Invitee("health", professional=self.partnership.cast["hazel.visitor"])
        return self._named("health", self.partnership.place("community health", self.index))

    def _school(self):
        """Invite the school or nursery of the children, and Bob where it is his."""
        mine = {child.id for child in self.children}
        rows = [row for row in self.family.rows if isinstance(row, Involvement) and row.kind in LEARNING]
        found = [row.agency for row in rows if row.agency and row.person_id in mine]
        agency = found[0] if found else self.world.one_of(self.partnership.agencies["early_years", self.index])
        bob = self.partnership.cast["bob.school"]
        if agency == bob.agency or (self.index == 0 and agency.sector == "education" and self.world.chance(0.35)):
            return Invitee("school", professional=bob)
        return self._named("school", agency)

    def _gp(self):
        surgeries = [a for a in self.partnership.agencies["health", self.index] if a.name.endswith("Surgery")]
        return self._named("other_agency", self.world.one_of(surgeries))

    def relatives(self, children):
        """Return invitations of the children born and of those with parental responsibility."""
        mine = {child.id for child in children}
        parents = {
            row.other for row in self.family.rows
            if isinstance(row, Relationship) and row.person_id in mine and row.has_parental_responsibility == "yes"
        }  # fmt: skip
        born = [child for child in children if child.born_on or child.birth_year]
        return [
            *(invitee_of(child, "child") for child in born),
            *(invitee_of(parent, "parent") for parent in sorted(parents, key=lambda parent: str(parent.pk))),
        ]

    def say(self, text):
        """Put the names of the family into a text."""
        return text.format(child=self.child, parent=self.parent)

    def attend(self, gathering, *, at, by, said, sure=()):
        """Record who of a meeting's invitees was there, with what their agency said."""
        for invitation in gathering.invitations:
            if invitation.person_id:
                self._attend_family(gathering, invitation, at=at, by=by)
                continue
            sector = invitation.agency.sector
            if sector in sure or self.world.chance(THERE.get(sector, 0.8)):
                gathering.attend(invitation, by=by, at=at, views=self.say(said.get(sector, "")))
            else:
                gathering.attend(invitation, "apologies", by=by, at=at)

    def _attend_family(self, gathering, invitation, *, at, by):
        """Let parents come often, and children from ten years sometimes."""
        person, world = invitation.person, self.world
        if invitation.seat == "parent" and world.chance(0.75):
            gathering.attend(invitation, by=by, at=at, how_took_part="in_person")
        elif invitation.seat == "parent":
            gathering.attend(invitation, "absent", by=by, at=at, how_took_part="not")
        elif person.born_on and (at.date() - person.born_on).days > 3650 and world.chance(0.4):
            gathering.attend(invitation, by=by, at=at, how_took_part="in_person")
