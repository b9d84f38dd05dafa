"""A share in the words in which it may be said: whole per cent beside its counts, counts alone when it is of few."""

from dataclasses import dataclass
from decimal import Decimal

from harbourlight.foundations.measures.arithmetic import rounded

FEW = 10


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, half away from zero; None of nothing."""
        return int(rounded(Decimal(self.number) * 100 / self.of)) if self.of else None

    @property
    def counts(self) -> str:
        """Both numbers in words."""
        return f"{self.number} of {self.of}"

    def __str__(self) -> str:
        return self.counts if self.of < FEW else f"{self.percent}% ({self.counts})"
