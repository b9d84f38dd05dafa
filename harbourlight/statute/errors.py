"""What can go wrong when a time limit is asked for; every message is one plain sentence."""


class StatuteError(Exception):
    """A question about the law that has no answer; its text says why."""


class UnknownClock(StatuteError):
    """No time limit has this id or name."""


class NotInForce(StatuteError):
    """The time limit was not in force on the day it would have started."""


class NoNumber(StatuteError):
    """The time limit has no number: an event drives it, or the area must set one."""


class UnusableMoment(StatuteError):
    """The start is not one that this limit can be counted from."""


class BadTerms(StatuteError):
    """The terms of a school are missing, overlap, or do not say when it opens."""


class OutsideCalendar(StatuteError):
    """The count needs working days of years whose bank holidays are not known."""


class UnknownCode(StatuteError):
    """No code set has this name, or no code of the set is this one."""
