"""What is done in the dataset: figures are computed and brought in, and people speak about them."""

from .compute import compute, recorded
from .sheets import Sheet, import_sheet, read_sheet
from .words import answer, ask, comment

__all__ = ["Sheet", "answer", "ask", "comment", "compute", "import_sheet", "read_sheet", "recorded"]
