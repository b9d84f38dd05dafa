"""The figures of private fostering: which measures, who sees the numbers, and what a list behind one shows."""

from harbourlight.foundations.figures.pages import Figures
from harbourlight.foundations.ui.words import day

from .. import indicators
from ..pathway import FIGURES as SEES_FIGURES
from ..pathway import READ


def cells_of(arrangement):
    """Return what a list behind a number shows of an arrangement."""
    return (
        str(arrangement.person), arrangement.get_state_display(), day(arrangement.known_on),
        arrangement.get_notified_by_display(),
    )  # fmt: skip


FIGURES = Figures(
    room="privatefostering", title="Private fostering figures", measures=indicators.MEASURES, needs=SEES_FIGURES,
    read=READ, columns=("Child", "How far", "Known since", "Told by"), cells=cells_of,
    tables=(
        ("Who told of it", indicators.BY_NOTIFIER),
        ("How long it had lasted when it became known", indicators.BY_LENGTH),
    ),
)  # fmt: skip
