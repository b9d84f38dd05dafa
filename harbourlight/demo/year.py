"""The year of the demonstration partnership: which body met when, who was there, and what it heard and decided."""

from datetime import time, timedelta

from harbourlight.demo import panel_words
from harbourlight.demo import sitting_words as words
from harbourlight.demo.bodies import Bodies
from harbourlight.demo.panel import resolved
from harbourlight.demo.sittings import CAME, SENT, SORRY, Sat, moment
from harbourlight.demo.thread import Thread
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways.models import Deadline

AWAY = "absent"
BOARDS, DEVELOPMENT_DAY, NEXT_BOARDS = (-347, -256, -164, -74), -290, (17, 108, 199, 290)
BOARD_AWAY = (
    {"bridget.probation": CAME, "ivan.housing": SORRY, "verity.community": SENT, "gordon.ambulance": SORRY},
    {"bridget.probation": SORRY, "felicity.hospitals": SENT, "josephine.faiths": AWAY, "leonard.head": SORRY},
    {"bridget.probation": AWAY, "beryl.board": SENT, "malcolm.fleet": SORRY, "colin.councillor": SORRY},
    {"bridget.probation": AWAY, "rufus.police": SENT, "hilary.head": SORRY, "wendell.lay": SORRY},
)
EXECUTIVES, NEXT_EXECUTIVES = (-335, -285, -240, -195, -150, -100, -58, -16), (26, 68, 110)
WITHOUT_POLICE = 3
COMMITTEES = ("learning", "assurance", "training", "exploited", "hub", "leads")
FIRST, QUARTER, BETWEEN = -330, 91, 6
COMMITTEE_AWAY = (
    {"anton.mental": SORRY, "simon.hospitals": AWAY, "malcolm.fleet": SORRY, "oona.youth": SENT},
    {"leonard.head": SORRY, "carol.committee": SENT, "percy.police": SORRY, "petra.alliance": AWAY},
    {"nadine.police": SORRY, "bob.school": SORRY, "bridget.probation": SORRY},
    {"miriam.health": SENT, "selina.senior": SENT, "tara.teamlead": SORRY, "joan.community": SORRY},
)
ALONE = {"hilary.head": CAME, "leonard.head": SORRY, "sunita.college": SORRY, "joan.community": SORRY}
AREAS, NEXT_AREAS = (-310, -220, -130, -40), (51, 142)
PANELS, NEXT_PANELS = (-320, -230, -140, -49), (42, 133)
PANEL_AWAY: tuple[dict, ...] = (
    {"dilys.panel": SORRY},
    {},
    {"mavis.panel": SORRY, "hassan.panel": SORRY},
    {"roger.panel": SORRY},
)
BELOW_AREAS = ("procedures", "exploitation", "health", "deaths")
ELSEWHERE = ("saltmere", "orrinmoor", "wickenvale")
MORNING, AFTERNOON, EVENING = time(10), time(14), time(17, 30)


class Year:
    """The meetings of a year, held and planned; those in ``open`` wait for what the product itself records."""

    def __init__(self, world, partnership):
        """Make bodies and their meetings in memory."""
        self.world, self.bodies = world, Bodies(world, partnership)
        self.sat = {}  # (key of the body, place in the year) -> meeting
        self.next = {}  # key of the body -> the meetings to come
        self.open = []  # held, and not minuted yet
        self._boards()
        self._executives()
        for place, key in enumerate(COMMITTEES):
            self._committee(key, place)
        self._areas()
        self._panels()
        Thread(self)

    def _sit(self, key, offset, clock_time=MORNING, **more):
        """Plan one meeting of a body that is past."""
        place = words.PLACES.get(key, words.ELSEWHERE)
        return Sat(self.bodies, key, moment(self.world, offset, clock_time), place=place, **more)

    def _plan(self, key, offsets, clock_time=MORNING):
        """Plan the meetings of a body that are to come."""
        at = self.world.now - timedelta(days=30)
        self.next[key] = [self._sit(key, offset, clock_time, at=at) for offset in offsets]

    def _boards(self):
        """Make four boards and a development day, held; and the next four."""
        for place, offset in enumerate(BOARDS):
            sat = self.sat["board", place] = self._sit("board", offset)
            for title, discussed in words.BOARD_TOPICS[place]:
                sat.say(title, discussed)
            self._reports(sat, place)
            sat.papers_out(days_before=5 if place == 1 else 8)
            sat.meet(BOARD_AWAY[place])
            for what in words.BOARD_DECISIONS[place]:
                sat.agree_on(what)
            self._finish(sat, is_open=place > 0)
        lead = self.bodies.people["petra.alliance"]
        self.sat["board", 1].declare(lead, "The alliance runs the return interviews.", leaves_the_room=True)
        day = self.sat["board", "development"] = self._sit("board", DEVELOPMENT_DAY, kind="development_day")
        for title, discussed in words.DEVELOPMENT:
            day.say(title, discussed)
        day.papers_out()
        day.meet({"ivan.housing": SORRY})
        self._plan("board", NEXT_BOARDS)

    def _reports(self, sat, place):
        """Bring the reports of one board, some late."""
        for board, title, agency, author, days_late, late_reason, background, found in words.REPORTS:
            if board == place:
                text = words.report(sat.group, background, found)
                sat.report(
                    title, self.bodies.agency(agency), self.bodies.people[author], text, days_late=days_late,
                    late_reason=late_reason,
                )  # fmt: skip

    def _finish(self, sat, *, is_open=False):
        """Send the minutes round and agree them; or leave that until the product has recorded what was decided."""
        if is_open:
            self.open.append(sat)
            return
        sat.send_minutes_round()
        sat.agree_minutes()

    def _executives(self):
        """Make the meetings of the executive: one without the police, the last with its minutes just gone round."""
        for place, offset in enumerate(EXECUTIVES):
            sat = self.sat["executive", place] = self._sit("executive", offset, AFTERNOON)
            sat.say(*words.EXECUTIVE_TOPICS[place])
            sat.papers_out()
            away = {"rufus.police": SORRY} if place == WITHOUT_POLICE else {}
            sat.meet(away, reason=words.NO_POLICE)
            sat.agree_on(words.EXECUTIVE_DECISIONS[place])
            self._finish(sat, is_open=True)
        self._plan("executive", NEXT_EXECUTIVES, AFTERNOON)

    def _committee(self, key, place):
        """Make the four quarterly meetings of a committee and those to come; the network once met alone."""
        last = len(words.COMMITTEE_TOPICS[key]) - 1
        for quarter, (title, discussed, decided, touches) in enumerate(words.COMMITTEE_TOPICS[key]):
            sat = self._sit(key, FIRST + QUARTER * quarter + BETWEEN * place, AFTERNOON)
            self.sat[key, quarter] = sat
            item = sat.say(title, discussed)
            sat.papers_out(days_before=7 - (quarter == 2))
            is_alone = key == "leads" and quarter == last
            sat.meet(ALONE if is_alone else COMMITTEE_AWAY[quarter], reason=words.ONE_AGENCY)
            if not is_alone:
                sat.agree_on(decided, item=item, touches_practice=touches)
                self._finish(sat)
        coming = 5 if key == "hub" else FIRST + QUARTER * (last + 1) + BETWEEN * place
        self._plan(key, (coming, coming + QUARTER), AFTERNOON)

    def _areas(self):
        """Make the meetings of the executive of four areas, its groups, and the boards of the other areas."""
        for place, offset in enumerate(AREAS):
            self._told("areas", place, offset)
        for place, key in enumerate(BELOW_AREAS):
            self._told(key, 0, -70 - 5 * place)
            self._plan(key, (60 + 5 * place,))
        for place, key in enumerate(ELSEWHERE):
            self._told(key, 0, -120 - 7 * place)
            self._plan(key, (40 + 7 * place,))
        self._plan("areas", NEXT_AREAS)

    def _told(self, key, place, offset):
        """Make one meeting with one item and one decision."""
        title, discussed, decided, _ = words.COMMITTEE_TOPICS[key][place]
        sat = self.sat[key, place] = self._sit(key, offset)
        item = sat.say(title, discussed)
        sat.papers_out()
        sat.meet()
        sat.agree_on(decided, item=item)
        self._finish(sat)

    def _panels(self):
        """Make the meetings of the councillors' panel; its minutes come with what it resolved."""
        for place, offset in enumerate(PANELS):
            sat = self.sat["panel", place] = self._sit("panel", offset, EVENING)
            for title, said, resolutions in panel_words.ITEMS[place]:
                sat.say(title, resolved(said, resolutions))
            sat.papers_out()
            sat.meet(PANEL_AWAY[place])
            self._finish(sat)
        self._plan("panel", NEXT_PANELS, EVENING)

    def finish(self):
        """Minute the meetings that were left open, once all that was decided there is recorded."""
        for sat in self.open:
            sat.send_minutes_round(days_after=11 if sat.key == "executive" else 12)
            if sat.meeting.held_at + timedelta(days=40) < self.world.now:
                sat.agree_minutes()
        self.world.basket.write()
        Meeting.objects.bulk_update([sat.meeting for sat in self.open], ["state", "version"])
        Deadline.objects.bulk_update([sat.minutes_clock for sat in self.open if sat.minutes_clock], ["met_at"])
