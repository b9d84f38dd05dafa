"""Makes the areas, agencies, teams, professionals and threshold documents of the demonstration."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import uuid5

from django.contrib.auth.hashers import make_password

from harbourlight.demo import places, words
from harbourlight.demo.signins import CAST, HOST, SignIn, password
from harbourlight.foundations.agencies.choices import AgencyKind, Role, TeamKind
from harbourlight.foundations.agencies.models import (
    Agency,
    AgencyArea,
    Area,
    Professional,
    RoleHolding,
    Team,
    TeamMembership,
)
from harbourlight.foundations.documents.models import ThresholdDocument

FOUNDED = date(2019, 9, 29)
TIERS = (
    ("1", "Universal", "Needs met by family, school, nursery, GP and health visitor."),
    ("2", "Early help", "Needs that more than one service meets together, with the family's agreement."),
    ("3", "Targeted", "Complex needs: a child in need under section 17 of the Children Act 1989."),
    (
        "4",
        "Statutory",
        "Suffering, or likely to suffer, significant harm: section 47 of the Children Act 1989.",
    ),
)
TEAMS = (
    ("mash", TeamKind.MASH, "MASH"),
    ("out", TeamKind.OUT_OF_HOURS, "Out-of-hours team"),
    ("assessment", TeamKind.ASSESSMENT, "Assessment team"),
    ("social_work", TeamKind.SOCIAL_WORK, "Children's team"),
    ("conferencing", TeamKind.CONFERENCING, "Conference and reviewing team"),
    ("early_help", TeamKind.EARLY_HELP, "Early help team"),
    ("business", TeamKind.BUSINESS_UNIT, "Partnership business unit"),
)
MORE_STAFF = (
    ("worker", "MASH social worker", "council", Role.MASH_WORKER, "mash", 2),
    ("manager", "MASH manager", "council", Role.MASH_MANAGER, "mash", 1),
    ("partner", "MASH health partner", "community health", Role.MASH_PARTNER, "mash", 1),
    ("assessor", "Social worker, assessment", "council", Role.SOCIAL_WORKER, "assessment", 3),
    ("social", "Social worker", "council", Role.SOCIAL_WORKER, "social_work", 3),
    ("teamlead", "Team manager", "council", Role.TEAM_MANAGER, "assessment", 1),
    ("reviewing", "Conference chair", "council", Role.CONFERENCE_CHAIR, "conferencing", 1),
    ("helper", "Early help practitioner", "council", Role.PRACTITIONER, "early_help", 2),
    ("nights", "Out-of-hours social worker", "council", Role.OUT_OF_HOURS, "out", 1),
    ("senior", "Senior manager", "council", Role.SENIOR_MANAGER, "", 1),
)


class Partnership:
    """What the rest of the generator needs to know of the areas, agencies and people who work there."""

    def __init__(self, world):
        """Make it all, four areas, their three kinds of statutory partner and 193 relevant agencies."""
        self.world = world
        self.agencies = defaultdict(list)  # (sector, index of the area) -> agencies
        self.teams = {}  # (word, index of the area) -> team
        self.cast = {}  # word of the sign-in -> professional
        self.staff = defaultdict(list)  # (role, index of the area) -> professionals
        self.workers = defaultdict(list)  # (word of the team, index of the area) -> those who work there
        self.sitting = {}  # id of a professional -> ids of the teams they sit in
        self.thresholds = {}  # index of the area -> two documents, the older first
        self.password = make_password(password(), hasher="default")
        self.areas = [
            world.make(Area, name=name, code=code, authority_code=authority, started_on=FOUNDED)
            for name, code, authority, _ in places.AREAS
        ]
        self._make_agencies()
        self._make_teams()
        self._make_people()
        self._make_thresholds()

    def _agency(self, name, sector, kind, where):
        """Make one agency that works in one area, or (None) in all of them."""
        word = "".join(letter for letter in name.lower() if letter.isalnum())[:24]
        agency = self.world.make(
            Agency,
            name=name,
            sector=sector,
            kind=kind,
            started_on=FOUNDED,
            phone=f"01632 960{self.world.dice.randrange(1000):03}",
            email=f"safeguarding@{word}.example",
        )
        for index in range(4) if where is None else [where]:
            self.agencies[sector, index].append(agency)
            self.world.make(AgencyArea, agency=agency, area=self.areas[index], started_on=FOUNDED)
        return agency

    def _make_agencies(self):
        partner = AgencyKind.STATUTORY_PARTNER
        self.councils = [self._agency(name, "council", partner, i) for i, name in enumerate(places.councils())]
        self.police = self._agency(places.POLICE, "police", partner, None)
        self.board = self._agency(places.HEALTH, "health", partner, None)
        for sector, name, where in places.relevant_agencies():
            self._agency(name, sector, AgencyKind.RELEVANT_AGENCY, where)

    def _team(self, word, kind, name, agency, index):
        area = self.areas[index]
        self.teams[word, index] = self.world.make(
            Team,
            name=name,
            agency=agency,
            area=area,
            kind=kind,
            started_on=FOUNDED,
            phone=f"01632 961{self.world.dice.randrange(1000):03}",
            email=f"{word}@{area.code}.example",
        )

    def _make_teams(self):
        for index, area in enumerate(self.areas):
            for word, kind, name in TEAMS:
                self._team(word, kind, f"{area.name} {name}", self.councils[index], index)
            school = self.place("school", index)
            self._team("school", TeamKind.SAFEGUARDING, f"{school.name} safeguarding", school, index)
            health = self.place("community health", index)
            self._team("health", TeamKind.SAFEGUARDING, f"{area.name} health visiting", health, index)

    def place(self, word, index):
        """Find the agency that a sign-in's place names."""
        if word == "council":
            return self.councils[index]
        if word == "police":
            return self.police
        if word == "health board":
            return self.board
        if word == "school":
            return self.agencies["education", index][0]
        if word == "gp":
            return next(a for a in self.agencies["health", index] if a.name.endswith("Surgery"))
        return next(a for a in self.agencies["health", index] if "Community Health" in a.name)

    def _make_people(self):
        for sign_in in CAST:
            self.cast[sign_in.word] = self._professional(sign_in)
        for index in range(4):
            for word, job, place, role, team, number in MORE_STAFF:
                for i in range(number):
                    first = words.WOMEN[
                        (index * 11 + len(self.staff[role, index]) * 7 + i * 3 + len(word)) % len(words.WOMEN)
                    ]
                    last = words.SURNAMES[(index * 29 + len(self.cast) * 5) % len(words.SURNAMES)]
                    address = f"{word}{i + 1}.{self.areas[index].code}"
                    self.cast[address] = self._professional(
                        SignIn(
                            address,
                            f"{first} {last}",
                            job,
                            place,
                            role,
                            team,
                            role == Role.MASH_MANAGER,
                            False,
                            index,
                        )
                    )

        for index, area in enumerate(self.areas):
            self._also_manages(self.cast[f"teamlead1.{area.code}"], self.teams["social_work", index])

    def _also_manages(self, professional, team):
        """Let somebody manage a second team; the id is told, so that the dice fall as before."""
        self.world.keep(
            TeamMembership, id=uuid5(team.id, "manager"), professional=professional, team=team, is_manager=True,
            started_on=FOUNDED,
        )  # fmt: skip

    def _professional(self, who):
        world, index = self.world, who.area
        professional = world.make(
            Professional,
            email=f"{who.word}@{HOST}",
            name=who.name,
            job_title=who.job,
            password=self.password,
            agency=self.place(who.place, index),
            started_on=FOUNDED,
            is_demonstration=True,
            phone=f"07700 900{world.dice.randrange(1000):03}",
        )
        area = None if who.role == Role.INFORMATION_GUARDIAN else self.areas[index]
        world.make(RoleHolding, professional=professional, role=who.role, area=area, started_on=FOUNDED)
        if who.team:
            world.make(
                TeamMembership,
                professional=professional,
                team=self.teams[who.team, index],
                is_manager=who.manages,
                started_on=FOUNDED,
            )
            self.sitting[professional.id] = (self.teams[who.team, index].id,)
        self.staff[who.role, index].append(professional)
        if who.role in (Role.SOCIAL_WORKER, Role.PRACTITIONER):
            self.workers[who.team, index].append(professional)
        return professional

    def teams_of(self, professional):
        """Return the ids of the teams somebody sits in."""
        return self.sitting.get(professional.id, ())

    def _make_thresholds(self):
        half = (self.world.began_on + (self.world.today - self.world.began_on) / 2).replace(day=1)
        for index, area in enumerate(self.areas):
            title = f"{area.name} threshold document: the right help at the right time"
            editions = ((FOUNDED, half - timedelta(days=1), 1), (half, None, 2))
            self.thresholds[index] = [
                self.world.make(
                    ThresholdDocument,
                    area=area,
                    title=title,
                    edition=f"Edition {number} ({start.year})",
                    started_on=start,
                    ended_on=end,
                    tiers=[{"code": code, "title": name, "meaning": meaning} for code, name, meaning in TIERS],
                )
                for start, end, number in editions
            ]

    def threshold_on(self, index, day):
        """Give the area's threshold document in force on a date."""
        older, newer = self.thresholds[index]
        return newer if day >= newer.started_on else older
