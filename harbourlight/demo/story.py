"""Tells one contact of the demonstration, as the front door's own actions would have left it."""

from datetime import timedelta

from harbourlight.demo import hours, rates, records, words
from harbourlight.demo.answers import answer, ask_agencies
from harbourlight.demo.letters import challenge, write_letter
from harbourlight.demo.need import Referral
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.practice.frontdoor.actions.arrivals import ReportedChild
from harbourlight.practice.frontdoor.actions.decide import (
    HUB_KEEPS_SIGHT,
    TEAM_KIND_FOR,
)
from harbourlight.practice.frontdoor.actions.particulars import key_of
from harbourlight.practice.frontdoor.actions.receive import DECISION_RULE
from harbourlight.practice.frontdoor.choices import CONVERTING, Outcome
from harbourlight.practice.frontdoor.models import Contact, ContactAdult, ContactChild
from harbourlight.practice.frontdoor.pathway import CONTACT, REFERRER_TOLD

A_YEAR = timedelta(days=365)
SECTORS = {"2": "education", "3": "health", "6": "police", "8": "voluntary"}
GRADES = ("standard", "standard", "medium", "standard", "high", "standard", "medium")
KNOWS_HOME = ("2A", "6")
WORRIES = (
    ("neglect", 22),
    ("physical", 13),
    ("emotional", 14),
    ("sexual", 6),
    ("exploitation", 6),
    ("missing", 7),
    ("self_harm", 11),
    ("unborn", 3),
    ("other", 18),
)
FACTORS = (
    ("parent_alcohol", 16),
    ("parent_drugs", 12),
    ("parent_mental_health", 22),
    ("child_mental_health", 12),
    ("learning_disability", 6),
    ("physical_disability", 5),
    ("young_carer", 4),
    ("housing", 14),
    ("gangs", 4),
    ("online", 5),
    ("school_absence", 12),
)


def _as_told(child):
    """Give what the referrer called a child, as the product writes it."""
    told = ReportedChild(
        first_name=child.first_name,
        last_name=child.last_name,
        born_on=child.born_on,
        expected_on=child.expected_on,
    )
    return {"reported_name": told.name, "reported_birth": told.birth}


class Story:
    """One contact from the telling to the letter."""

    def __init__(self, world, partnership, needs, family, kind, moment, reference):
        """Take up what is known when the contact comes; ``needs`` takes on the children who are referred."""
        self.needs = needs
        self.world, self.partnership, self.family, self.kind = world, partnership, family, kind
        self.moment, self.reference, self.index = moment, reference, family.area
        self.team = partnership.teams["mash", self.index]
        self.workers = partnership.staff[Role.MASH_WORKER, self.index]
        self.manager = world.one_of(partnership.staff[Role.MASH_MANAGER, self.index])
        self.worker = world.one_of(self.workers)
        self.asked = []  # the requests to agencies, each with the sight that it gives

    def tell(self, waits):
        """Make the contact, screen it, decide it and tell the referrer, as far as time has come.

        A contact that ``waits`` is left undecided, and half of the time not even taken.
        """
        self._receive()
        if waits and self.world.chance(0.5):
            return
        taken_at = self._take()
        if taken_at is None:
            return
        at = max(self._decided_at(taken_at), taken_at + timedelta(minutes=12))
        decided_at = None if waits or at > self.world.now else at
        for request, sight in self.asked:
            answer(self.world, request, sight, decided_at=decided_at, manager=self.manager)
        if decided_at:
            self._decide(decided_at)

    def _receive(self):
        world, family = self.world, self.family
        children = [c for c in family.children if world.chance(0.85)] or family.children[:1]
        worry = "domestic_abuse" if world.chance(rates.DOMESTIC_ABUSE) else world.pick(WORRIES)
        referrer = self._referrer()
        recorder = referrer.get("referrer") or self.worker
        self.urgent = world.pick((("today", 16), ("routine", 80)))
        if world.spread("immediate", 0.04):
            self.urgent = "immediate"
        self.contact = contact = world.make(
            Contact,
            reference=self.reference,
            area_id=self.team.area_id,
            team=self.team,
            child_ids=[c.id for c in children],
            source="police"
            if self.kind == "6"
            else ("web" if referrer.get("referrer") or world.chance(0.6) else "phone"),
            referrer_kind=self.kind,
            happened_at=self.moment,
            recorded_at=self.moment,
            recorded_by=recorder,
            acknowledged_at=self.moment,
            urgency=self.urgent,
            police_grade=self._police_grade(),
            place=key_of(*family.home) if family.home else "",
            what_happened=self._what_happened(worry, children),
            worries=[worry],
            factors=self._factors(worry),
            child_words=world.one_of(words.CHILD_WORDS) if world.chance(0.3) else "",
            consent=world.pick((("given", 30), ("refused", 8), ("not_asked", 42), ("unknown", 20))),
            lawful_basis=world.pick(
                (("public_task", 70), ("legal_obligation", 15), ("vital_interests", 5), ("consent", 10))
            ),
            safe_to_tell_parents=world.pick((("yes", 60), ("no", 15), ("unknown", 25))),
            **referrer,
        )
        contact.submission = self.contact.id
        if contact.consent == "not_asked":
            contact.consent_note = "The parents could not be reached before the contact was made."
        if not family.contacts:
            family.known_since(self.moment, recorder)
        self._people(children)
        records.take_step(
            world,
            CONTACT,
            contact,
            "receive",
            by=recorder,
            at=self.moment,
            submission=contact.submission,
            told_by=contact.referrer_agency,
        )
        started = records.run_clock(world, DECISION_RULE, contact, started=self.moment)
        self.clocks = [started] if started else []
        self.clock = self.clocks[0]

    def _people(self, children):
        """Name the children and adults, and open the household's records to the MASH the first time."""
        world, contact, family = self.world, self.contact, self.family
        self.parts = [
            world.make(ContactChild, contact=contact, person=child, **self._as_told(child)) for child in children
        ]
        for adult, relation in family.adults[:2]:
            if relation != RelationKind.GRANDPARENT:
                world.make(
                    ContactAdult,
                    contact=contact,
                    person=adult,
                    child_ids=contact.child_ids,
                    name=str(adult),
                    relation=relation,
                )
        self.sight = records.grant(
            world,
            contact.child_ids,
            by=contact.recorded_by,
            at=self.moment,
            team=self.team,
            reason=f"Named in contact {contact.reference}",
            source=f"contact:{contact.id}",
        )

    def _referrer(self):
        """Say who told, with the agency where there is one."""
        world, agencies = self.world, self.partnership.agencies
        if self.kind == "9":
            return {}
        sex = world.chance(0.6)
        told = {
            "referrer_name": f"{world.one_of(words.WOMEN if sex else words.MEN)} {world.one_of(words.SURNAMES)}",
            "referrer_phone": f"07700 900{world.dice.randrange(1000):03}",
        }
        sector = SECTORS.get(self.kind[0], "council" if self.kind[0] in "45" else "")
        if not sector:
            return told
        agency = world.one_of(agencies[sector, self.index])
        if self.kind[0] == "6":
            told["external_reference"] = f"TC-{self.moment:%y}-{world.dice.randrange(10**6):06}"
        professional = self._who_signs_in(agency)
        if professional:
            told |= {
                "referrer": professional,
                "referrer_name": professional.name,
                "referrer_job": professional.job_title,
                "referrer_email": professional.email,
            }
            agency = professional.agency
        return told | {"referrer_agency": agency}

    def _who_signs_in(self, agency):
        """Let some contacts come from the demonstration's own professionals of the first area."""
        if self.index or not self.world.chance(0.15):
            return None
        words_of = {"2A": "bob.school", "3B": "hazel.visitor", "3A": "gita.gp", "6": "percy.police"}
        word = words_of.get(self.kind)
        return self.partnership.cast[word] if word and (word != "percy.police" or self.world.chance(0.1)) else None

    def _police_grade(self):
        """Return how the police graded what they were called to: mostly a standard risk; nothing for others."""
        return GRADES[int(self.reference[-4:]) % len(GRADES)] if self.kind == "6" else ""

    def _as_told(self, child):
        """Return what the referrer told of a child: a school and the police know where the family lives."""
        home = (
            dict(zip(("address", "postcode"), self.family.home or (), strict=False)) if self.kind in KNOWS_HOME else {}
        )
        return _as_told(child) | {"as_told": home}

    def _what_happened(self, worry, children):
        text = self.world.one_of(words.HAPPENINGS[worry])
        return text.format(child=children[0].first_name or "The child", parent=self.family.adults[0][0].first_name)

    def _factors(self, worry):
        factors = {self.world.pick(FACTORS) for _ in range(self.world.dice.randrange(3))}
        if worry == "domestic_abuse":
            factors.add("domestic_abuse")
        return sorted(factors)

    def _take(self):
        """Let a MASH worker take the contact; give the moment, or None while it waits."""
        fast = {"immediate": 6, "today": 25, "routine": 70}[self.urgent]
        taken_at = hours.after(self.moment, 2 + self.world.dice.expovariate(1 / fast))
        if taken_at > self.world.now:
            return None
        contact = self.contact
        contact.owner = self.worker
        for clock in self.clocks:
            clock.owner = self.worker
        records.take_step(self.world, CONTACT, contact, "take", by=self.worker, at=taken_at)
        if self.world.chance(0.8):
            contact.rag = self.world.pick(
                (("red", 70), ("amber", 30))
                if self.urgent == "immediate"
                else (("red", 4), ("amber", 38), ("green", 58))
            )
            records.take_step(
                self.world,
                CONTACT,
                contact,
                "rate",
                by=self.worker,
                at=taken_at + timedelta(minutes=3),
                note=f"{contact.rag}, {contact.urgency}",
            )
        if self.world.chance(0.4):
            asked_at = taken_at + timedelta(minutes=9)
            if asked_at < self.world.now:
                self.asked = ask_agencies(self.world, self.partnership, self, asked_at)
                records.take_step(
                    self.world,
                    CONTACT,
                    contact,
                    "ask",
                    by=self.worker,
                    at=asked_at,
                    note=", ".join(request.agency.name for request, _ in self.asked),
                )
        return taken_at

    def _decided_at(self, taken_at):
        """Pick the moment of the decision: within the limit as often as published, late otherwise."""
        world, due_at = self.world, self.clock.due_at
        if world.chance(rates.DECIDED_IN_TIME):
            slow = 60 if self.urgent != "routine" else 320 if self.asked else 160  # the answers are waited for
            soonest = 140 if self.asked else 15
            moment = hours.after(taken_at, soonest + world.dice.expovariate(1 / slow))
            last = hours.at(self.clock.due_on, hours.CLOSES)
            return moment if moment <= due_at else max(taken_at, last) - timedelta(minutes=world.dice.randrange(1, 90))
        return hours.after(due_at, 10 + world.dice.expovariate(1 / 400))

    def _decide(self, at):
        world, contact = self.world, self.contact
        contact.outcome = outcome = self._outcome()
        contact.tier = rates.TIERS[outcome]
        contact.threshold_document = self.partnership.threshold_on(self.index, self.moment.astimezone(LONDON).date())
        contact.rationale = words.RATIONALES[outcome]
        contact.decided_by, contact.decided_at = self.manager, at
        for part in self.parts:
            part.outcome = outcome
        if len(self.parts) > 1 and world.chance(0.02):
            self.parts[-1].outcome = ""
            self.parts[-1].taken_out_reason = "Lives with another family since last month and was not at home."
        records.take_step(
            world,
            CONTACT,
            contact,
            "decide",
            by=self.manager,
            at=at,
            note=f"{Outcome(outcome).label}. {contact.rationale}",
        )
        for clock in self.clocks:
            clock.met_at = at
        self._pass_on(outcome, at)
        if at > self.clock.due_at and world.chance(0.85):
            self.clock.breach_reason = world.one_of(words.LATE_REASONS)
            self.clock.breach_explained_by, self.clock.breach_explained_at = self.manager, at
        self._tell_referrer(at)

    def _outcome(self):
        """Pick what is decided; of a family referred within the year, some are with their worker still."""
        outcome, family = self.world.pick(rates.OUTCOMES), self.family
        if outcome not in CONVERTING:
            return outcome
        if family.referred_at and self.moment - family.referred_at < A_YEAR and self.world.chance(rates.ALREADY_OPEN):
            return "already_open"
        family.referred_at = self.moment
        return outcome

    def _pass_on(self, outcome, at):
        """Refer the children, or open them to the team that takes the family on."""
        kind = TEAM_KIND_FOR.get(Outcome(outcome))
        covered = [part.person_id for part in self.parts if part.outcome]
        if outcome in CONVERTING:
            children = [child for child in self.family.children if child.id in covered]
            contact = self.contact
            referral = Referral(contact.happened_at, contact.referrer_kind, contact.id, outcome == "strategy")
            self.needs.refer(referral, children, index=self.index, family=self.family, by=self.manager, at=at)
        elif outcome == Outcome.EARLY_HELP:
            children = [child for child in self.family.children if child.id in covered]
            self.needs.help.accept(
                children, index=self.index, family=self.family, by=self.manager, at=at, contact_id=self.contact.id,
                reason=self.contact.rationale,
            )  # fmt: skip
        elif kind:
            records.grant(
                self.world,
                covered,
                by=self.manager,
                at=at,
                team=self.partnership.teams[kind, self.index],
                reason=f"Front door decision: {Outcome(outcome).label}",
                source=f"decision:{self.contact.id}",
            )

    def _end_sight_of_hub(self, at):
        for given in self.sight:
            given.valid_until = at + HUB_KEEPS_SIGHT

    def _tell_referrer(self, decided_at):
        world, contact = self.world, self.contact
        if not contact.can_be_told:
            records.take_step(world, CONTACT, contact, "close_untold", by=self.manager, at=decided_at)
            self._end_sight_of_hub(decided_at)
            return
        told = records.run_local_clock(
            world, REFERRER_TOLD, contact, started=decided_at, team=self.team, owner=self.worker
        )
        at = hours.after(decided_at, 5 + world.dice.expovariate(1 / (60 if world.chance(0.93) else 900)))
        if at > world.now:
            return
        contact.referrer_told_at = at
        records.take_step(world, CONTACT, contact, "tell_referrer", by=self.worker, at=at)
        told.met_at = at
        self._end_sight_of_hub(at)
        write_letter(world, contact, by=self.worker, at=at)
        if contact.referrer and contact.outcome not in ("referral", "strategy") and world.chance(0.12):
            challenge(world, self.partnership, contact, at)
