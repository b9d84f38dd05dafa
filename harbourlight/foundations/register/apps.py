"""Django configuration of the register."""

from harbourlight.foundations.rooms.room import Line, Room


class RegisterConfig(Room):
    """The register."""

    title = "Register"
    area_of_work = "directory"
    finds = ("looking.find",)
    menu = (Line("Register", "agencies", "register.read", 210),)
