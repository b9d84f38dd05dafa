"""The demonstration's councillors' panel: resolutions taken up, its list heard, a report given, copies published."""

from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.models import Addressee
from harbourlight.demo import panel_words as words
from harbourlight.demo.sittings import A_DAY
from harbourlight.partnership.scrutiny import actions as scrutiny
from harbourlight.partnership.scrutiny.models import Part

NUMBERS = ("i", "ii", "iii", "iv", "v")


def resolved(said, resolutions):
    """Return what the minutes say of an item with what was resolved under it."""
    listed = [f"({number}) {text}" for number, text in zip(NUMBERS, resolutions, strict=False)]
    return "\n".join([said, "RESOLVED", *listed])


class Panel:
    """What the panel's keeper does between its meetings."""

    def __init__(self, year):
        """Take the meetings of the panel."""
        self.year, self.world, self.bodies = year, year.world, year.bodies
        self.manager, self.people = self.bodies.manager, self.bodies.people
        self.panel, self.officer = self.bodies.groups["panel"], self.people["selina.senior"]
        self.rows = {}  # (meeting, place of the resolution) -> those it is addressed to

    def tell(self):
        """Tell it meeting by meeting."""
        at = self.sitting(0).meeting.starts_at - 30 * A_DAY
        self.panel = scrutiny.open_to_everybody(panel=self.panel, is_public=True, by=self.manager, at=at)
        for place, hear in enumerate((None, self.after_first, self.after_second, self.after_third)):
            sitting = self.sitting(place)
            sitting.group = self.panel
            held_at = sitting.meeting.held_at
            scrutiny.publish_agenda(sitting=sitting, by=self.manager, at=held_at - 9 * A_DAY)
            if hear is not None:
                verdicts = hear()
                scrutiny.hear_list(sitting=sitting, verdicts=verdicts, by=self.manager, at=held_at + A_DAY)
            self.take_up(place)
            if place < 3:
                text = self.year.sat["panel", place].minutes.text
                scrutiny.publish_minutes(sitting=sitting, text=text, by=self.manager, at=held_at + 33 * A_DAY)
            if hear is not None:
                scrutiny.publish_monitoring(sitting=sitting, by=self.manager, at=held_at + 34 * A_DAY)
        self.report()

    def sitting(self, place):
        """Return one meeting of the panel."""
        return self.year.sat["panel", place].sitting

    def take_up(self, place):
        """Take up what a meeting resolved: it goes to the tracker, or nothing follows and why."""
        sitting = self.sitting(place)
        for meeting, number, agencies, theme, nothing in words.TAKEN_UP:
            if meeting != place:
                continue
            title, _, resolutions = words.ITEMS[place][0]
            made = scrutiny.resolve(
                sitting=sitting, text=resolutions[number], item=title, theme=theme, reason=nothing,
                outcome="nothing_follows" if nothing else "recommendation", by=self.manager,
                agencies=[self.bodies.agency(part) for part in agencies], is_for_panel=not agencies and not nothing,
                at=sitting.meeting.held_at + 13 * A_DAY,
            )  # fmt: skip
            if not nothing:
                rows = Addressee.objects.filter(recommendation=made.recommendation).select_related("recommendation")
                self.rows[place, number] = list(rows.select_related("recommendation", "agency"))

    def accept(self, place, number, days):
        """Let the council accept what was resolved."""
        self.respond(place, number, "accepted", days)

    def respond(self, place, number, answer, days, reason="", by=None):
        """Answer what was resolved, so many days after its meeting."""
        at = self.sitting(place).meeting.held_at + days * A_DAY
        self.rows[place, number] = [
            improvement.respond(addressee=row, answer=answer, reason=reason, by=by or self.officer, at=at)
            for row in self.rows[place, number][:1]
        ]

    def claim(self, place, number, told, before):
        """Report done what was resolved, some days before a meeting; return the row."""
        done, changed = words.CLAIMS[told]
        at = self.sitting(before).meeting.held_at - 15 * A_DAY
        (row,) = self.rows[place, number]
        row = improvement.claim_done(
            addressee=row, what_was_done=done, what_changed=changed, by=self.officer, at=at
        )  # fmt: skip
        self.rows[place, number] = [row]
        return row

    def after_first(self):
        """What the second meeting hears: one recommendation is done, and accepted."""
        self.accept(0, 0, 20)
        return [(self.claim(0, 0, 0, 1), "accepts", "")]

    def after_second(self):
        """What the third hears: one done and accepted, one done and refused, one rejected and so reported."""
        self.accept(1, 0, 22)
        self.accept(1, 1, 22)
        self.respond(1, 2, "rejected", 25, reason=words.REJECTED)
        self.respond(1, 3, "accepted", 25, by=self.manager)
        improvement.note_progress(
            addressee=self.rows[1, 3][0], text=words.GOES, by=self.manager,
            at=self.sitting(1).meeting.held_at + 40 * A_DAY,
        )  # fmt: skip
        return [
            (self.claim(1, 0, 1, 2), "accepts", ""),
            (self.claim(1, 1, 2, 2), "refuses", words.NOT_ENOUGH),
        ]

    def after_third(self):
        """What the fourth hears: the refused one is done again and accepted; another waits for its verdict."""
        self.accept(2, 0, 20)
        self.rows[1, 1] = list(Addressee.objects.filter(pk=self.rows[1, 1][0].pk).select_related("recommendation"))
        return [(self.claim(1, 1, 3, 3), "accepts", ""), (self.claim(2, 0, 4, 3), "later", "")]

    def report(self):
        """Give a report to the next meeting, a part of it exempt, and publish the agenda; another is a draft."""
        coming, at = self.year.next["panel"][0].sitting, self.world.now - 12 * A_DAY
        coming.group = self.panel
        told = {"panel": self.panel, "agency": self.bodies.agency("0"), "by": self.manager, "at": at}
        report = scrutiny.start_report(
            title=words.REPORT, decision_maker="Cabinet member for children", sitting=coming,
            report_of="The director of children's services", contact="The partnership manager", **told,
        )  # fmt: skip
        for part in Part.objects.filter(report=report):
            exempt = {}
            if part.section == "detail":
                exempt = {"exempt_text": words.EXEMPT, "exempt_under": "7", "exempt_why": words.EXEMPT_WHY}
            scrutiny.write_part(
                report=report, part=part, text=words.PARTS.get(part.section, ""), by=self.manager, at=at, **exempt
            )
        title, text = words.APPENDIX
        scrutiny.write_part(report=report, title=title, text=text, by=self.manager, at=at)
        scrutiny.give_report(report=report, by=self.manager, at=at + 5 * A_DAY)
        scrutiny.publish_agenda(sitting=coming, by=self.manager, at=at + 6 * A_DAY)
        scrutiny.start_report(
            title=words.DRAFT, decision_maker="Cabinet member for children", report_of="The partnership manager",
            **told,
        )  # fmt: skip
