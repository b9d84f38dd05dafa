"""A councillors' panel and its meetings for tests."""

from datetime import timedelta
from types import SimpleNamespace

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import MinutesState
from harbourlight.foundations.meetings.models import Minutes
from harbourlight.partnership.boards import actions as boards
from harbourlight.partnership.boards.tests.stories import held, planned, seat

MINUTES = """14. SCHOOL ATTENDANCE
The panel heard the report of the head of education.

RESOLVED
(i) That the panel would receive the destinations of young people who leave care.
(ii) That case studies of what went well
would be sent to the panel.
(iii) That off-rolling would be considered at a later meeting.

15. SPECIAL NEEDS
A young person known to a member was spoken of.
RESOLVED that the updated action plan is sent to the panel.

The meeting closed at 19:30."""


def panel_of(cast, moment, *, is_public=True):
    """Return a panel of three councillors: one of the cast, and two more."""
    begun = moment - timedelta(days=500)
    made = SimpleNamespace(seats={}, members={})
    with as_system("a test begins its story"):
        panel = boards.start_group(
            name="Scrutiny Panel for Children", kind="panel", area=cast.area, by=cast.business, at=begun
        )
        panel.is_public = is_public
        panel.save()
        for title, who in (("First", cast.councillor), ("Second", cast.senior), ("Third", cast.board)):
            seat(made, panel, title, "member", who, cast.business, begun)
    made.panel = panel
    return made


def met(cast, panel, moment, *, days, text=MINUTES):
    """Return a meeting of the panel that was held so many days ago, with its minutes gone round."""
    sitting = held(planned(panel, cast, moment, days=-days), cast, [cast.councillor, cast.senior, cast.board])
    with as_system("a test tells its story"):
        meetings.circulate(meeting=sitting.meeting, text=text, by=cast.business, at=sitting.meeting.starts_at)
    return sitting


def agreed(sitting, moment):
    """Agree the minutes of a meeting."""
    with as_system("a test tells its story"):
        rows = Minutes.objects.filter(meeting=sitting.meeting_id, state=MinutesState.CIRCULATED)
        rows.update(state=MinutesState.AGREED, agreed_at=moment)
