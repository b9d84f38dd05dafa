"""Nobody who died is expected at a meeting, and one that was only about a child who died is called off."""

from functools import partial

from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends, only_about
from harbourlight.foundations.ui.words import day

from .choices import State
from .models import Invitation, Meeting
from .planning import call_off

GOES_ON = ("strategy_discussion",)  # agencies meet about a death; whoever planned it decides


def ends(death):
    """Take the person off the lists, and call off each planned meeting about nobody who lives."""
    if death.correction:
        return
    expected = Invitation.objects.filter(person=death.person, meeting__state=State.PLANNED, left_out_reason="")
    yield Ends("", partial(expected.update, left_out_reason="Died", sees_until=None))
    rows = Meeting.objects.filter(child_ids__contains=[death.person.pk], state=State.PLANNED)
    for meeting in rows if death.person.is_child else ():
        if meeting.type not in GOES_ON and not meeting.kind.elsewhere and only_about(death, meeting.child_ids):
            yield Ends(
                f"{meeting.kind.title.lower()} on {day(meeting.starts_at)}",
                partial(call_off, meeting=meeting, reason=THE_CHILD_DIED, by=meeting.chair, at=death.at),
            )
