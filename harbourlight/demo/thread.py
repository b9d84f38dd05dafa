"""The golden thread of the demonstration: recommendations, answers, actions, evidence and what bodies made of it."""

from harbourlight.assurance.improvement.actions.recommend import MADE, due_of
from harbourlight.assurance.improvement.choices import Timescale
from harbourlight.assurance.improvement.models import Addressee, Recommendation
from harbourlight.demo import audit_words, case_words, hours, records
from harbourlight.demo.sittings import A_DAY, moment
from harbourlight.demo.standings import Standings

ANSWER_WITHIN = 20  # working days
SOON = {"i": Timescale.IMMEDIATELY, "t": Timescale.THREE_MONTHS, "s": Timescale.SIX_MONTHS}
AGENCIES = {
    # sign: part of the agency's name, who answers for it
    "C": ("0", "selina.senior"),
    "P": ("Constabulary", "nadine.police"),
    "H": ("Integrated Care", "miriam.health"),
    "M": ("Community Health", "carol.committee"),
    "T": ("Hospitals", "simon.hospitals"),
    "V": ("Alliance for Young", "petra.alliance"),
    "N": ("Mental Health", "anton.mental"),
}


class Thread:
    """Every recommendation of the year, with each of those it is addressed to."""

    def __init__(self, year):
        """Make them all in memory, from audits, returns, case reviews and others."""
        self.year, self.world, self.bodies = year, year.world, year.bodies
        self.standings, self.number = Standings(self), 0
        for audit in audit_words.AUDITS:
            self.audit(*audit)
        self.section_11(*case_words.SECTION_11)
        for theme, rows, offset in case_words.CASES:
            for text, whom, soon, signs, done, changed in rows:
                self.recommend(
                    "learning", "case_review", "Reviews of the year", theme, offset, text, whom, soon, signs,
                    told=(done, changed),
                )  # fmt: skip
        for source, title, theme, offset, text, whom, soon, signs in case_words.OTHERS:
            self.recommend("board", source, title, theme, offset, text, whom, soon, signs)

    def audit(self, title, source, theme, offset, _, evidence, findings, rows):
        """Make what one audit recommended; each recommendation stands on one of its findings or more."""
        for place, (text, whom, soon, signs) in enumerate(rows):
            own = findings[place :: len(rows)] or (findings[place * len(findings) // len(rows)],)
            self.recommend(
                "assurance", source, title, theme, offset, text, whom, soon, signs, finding="\n".join(own),
                evidence=evidence,
            )  # fmt: skip

    def section_11(self, head, rows):
        """Make what the section 11 returns of the year led to."""
        title, source, theme, offset, _, evidence = head
        for text, whom, soon, signs in rows:
            self.recommend("board", source, title, theme, offset, text, whom, soon, signs, evidence=evidence)

    def recommend(self, body, source, title, theme, offset, text, whom, soon, signs, **more):
        """Make one recommendation of a body and address it; the signs say how it stands with each."""
        group, at = self.bodies.groups[body], moment(self.world, offset)
        told = more.pop("told", None)
        published_on = at.date()
        self.number += 1
        due_on = due_of(SOON[soon], published_on)
        made = self.world.make(
            Recommendation, area=self.bodies.area, body_key=group.key, body_name=group.name, source=source,
            source_title=title, source_on=published_on, theme=theme, text=text, timescale=SOON[soon],
            priority="immediate" if soon == "i" else ("high" if self.number % 5 == 0 else "normal"),
            published_on=published_on, due_on=due_on, made_by=self.bodies.manager, made_at=at, **more,
        )  # fmt: skip
        for place, (agency, for_group, answers) in enumerate(self.addressed(whom)):
            row = self.world.make(
                Addressee, recommendation=made, area=self.bodies.area, agency=agency,
                for_key=for_group.key if for_group else "", for_name=for_group.name if for_group else "",
                answer_due_on=hours.next_working_day(published_on, ANSWER_WITHIN), due_on=due_on, first_due_on=due_on,
            )  # fmt: skip
            records.keep_step(self.world, MADE, row, "", by=self.bodies.manager, at=at)
            sittings = [sat for (key, _), sat in self.year.sat.items() if key == body]
            self.standings.bring(row, signs[place % len(signs)], at, answers, sittings, told)
        if "a" in signs and self.number % 3 == 0:
            made.is_public, made.made_public_by, made.made_public_at = True, self.bodies.manager, at + 30 * A_DAY
        return made

    def addressed(self, whom):
        """Return (agency or None, body or None, who answers) of everybody to whom something is addressed."""
        if whom[0].islower():
            return [(None, self.bodies.groups[key], self.bodies.coordinator) for key in whom.split(",")]
        found = [AGENCIES[sign] for sign in whom]
        return [(self.bodies.agency(part), None, self.bodies.people[who]) for part, who in found]
