"""Django configuration of the agencies engine."""

from harbourlight.foundations.rooms.room import Room


class AgenciesConfig(Room):
    """Agencies, teams and professionals."""

    title = "Agencies and professionals"
