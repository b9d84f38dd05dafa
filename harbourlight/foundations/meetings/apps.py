"""Django configuration of the meetings engine."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class MeetingsConfig(Room):
    """The meetings engine."""

    title = "Meetings"
    after_death = ("deaths.ends",)
    area_of_work = "today"
    finds = ("views.mine.find",)
    menu = (Line("Meetings", "mine", "signed in", 60),)
    pathways = ("pathway.MEETING",)
    records = (Record("meeting", "Meeting", about="reading.names_of_meetings"),)
    panels = (Panel("Meetings", "views.mine.of_child", 40, watches=("models.Meeting",), section="documents"),)
    home = (Panel("My meetings", "views.mine.panel", 20),)

    def ready(self):
        """Gather the kinds of meeting."""
        from . import timing, types

        super().ready()
        types.read_declared()
        timing.tell_trials()
