"""Django configuration of the requests engine."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class RequestsConfig(Room):
    """The requests engine."""

    title = "Requests"
    after_death = ("deaths.ends",)
    area_of_work = "today"
    menu = (Line("Requests", "requests", "requests.answer", 50),)
    pathways = ("pathway.REQUEST",)
    records = (Record("request", "Request", "requests.read", address="answer", is_process=True),)
    home = (
        Panel("Requests to answer", "home.reports_due", 20),
        Panel("Requests that wait", "home.waited_for", 21),
        Panel("Requests that were answered", "home.answered", 22),
        Panel("What was decided after your agency was asked", "home.decided", 23),
    )

    def ready(self):
        """Gather where other rooms have requests answered."""
        from harbourlight.foundations.pathways import subjects

        from . import elsewhere, views

        super().ready()
        elsewhere.read_declared()
        subjects.opens("requests.request", views.of_mine)
