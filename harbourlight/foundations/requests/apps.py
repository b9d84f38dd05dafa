"""Django configuration of the requests engine."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class RequestsConfig(Room):
    """The requests engine."""

    title = "Requests"
    area_of_work = "children"
    menu = (Line("Requests", "requests", "requests.answer", 50),)
    pathways = ("pathway.REQUEST",)
    records = (Record("request", "Request", "requests.read", address="answer"),)
    home = (Panel("My reports due", "home.reports_due", 20),)

    def ready(self):
        """Gather where other rooms have requests answered."""
        from . import elsewhere

        super().ready()
        elsewhere.read_declared()
