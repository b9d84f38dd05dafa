"""Where children stand in the work of all rooms, as rooms declare it (``Room.stages``)."""

from harbourlight.foundations.rooms.room import rooms

STAGES: list = []


def read_declared():
    """Keep the functions by which rooms say where children stand in their work, the lowest room first."""
    STAGES[:] = [function for room in rooms() for function in room.all_named("stages")]


def asked(request, ids):
    """Return what the rooms ask about some children, to be asked together with other works (``gather``)."""
    return [stage(request, ids) for stage in STAGES]


def joined(answers):
    """Return {child: ``listed.Stage``} from the answers of the rooms; of several the highest room's."""
    return {child: stages[-1] for child, stages in every(answers).items()}


def every(answers):
    """Return {child: a ``listed.Stage`` of each room that works with the child, the highest room's last}."""
    found: dict = {}
    for answer in answers:
        for child, stage in (answer or {}).items():
            found.setdefault(child, []).append(stage)
    return found
