"""Django configuration of the room for challenges."""

from harbourlight.foundations.rooms.room import Line, Panel, Record, Room


class ChallengeConfig(Room):
    """Challenges in the partnership."""

    title = "Challenges"
    area_of_work = "learning"
    menu = (
        Line("Challenges", "register", "challenge.read", 180),
        Line("Challenges", "ours", "challenge.raise", 190),
    )
    pathways = ("pathway.CHALLENGE",)
    records = (Record("partnershipchallenge", "Challenge in the partnership", "challenge.raise", address="challenge"),)
    home = (Panel("Challenges in the partnership to answer", "views.home.panel", 38),)
