"""Django configuration of the register."""

from harbourlight.foundations.rooms.room import Line, Room


class RegisterConfig(Room):
    """The register."""

    title = "Register"
    area_of_work = "directory"
    finds = ("looking.find",)
    menu = (Line("Register", "agencies", "register.read", 210),)

    def ready(self):
        """Declare after how many days an unused account is closed."""
        super().ready()
        from . import dormant  # noqa: F401 - declares its rule
