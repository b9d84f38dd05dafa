"""Django configuration of the questionnaires engine."""

from harbourlight.foundations.rooms.room import Room


class QuestionnairesConfig(Room):
    """The questionnaires engine."""

    title = "Question sets"
    area_of_work = "learning"
