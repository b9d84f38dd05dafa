"""How the tests are shared out among the processes that run them: by the module, the long ones first.

A module's tests stay together, so that what they make once is made once; the product that `tests/faults` serves is
one for that whole folder. What waits most comes first, so that nothing long is left when all else is done.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/faults/"
FIRST = (TOGETHER, "tests/journeys/", "tests/rights/", "tests/")


def unit_of(nodeid):
    """Return what a test stays together with: its module, or its folder where that shares a product."""
    return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.partition("::")[0]


def turn_of(unit):
    """Return when a unit has its turn: a smaller number is earlier."""
    return next((turn for turn, folder in enumerate(FIRST) if unit.startswith(folder)), len(FIRST))


class ByModule(LoadScopeScheduling):
    """Gives each process one unit after another."""

    def __init__(self, config, log=None):
        """Keep the units in the order of the tests."""
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid):
        """Return the unit of a test."""
        return unit_of(nodeid)
