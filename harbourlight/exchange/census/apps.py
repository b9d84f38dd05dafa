"""Django configuration of the census year."""

from harbourlight.foundations.rooms.room import Line, Room


class CensusConfig(Room):
    """The children in need census: loading, checking in the browser, and the return."""

    title = "Children in need census"
    area_of_work = "figures"
    menu = (Line("Census", "home", "census.read", 110),)
