"""What the dataset keeps: figures, what they are compared with, words about them, collections and publications."""

from .collecting import Round, Submission, SubmittedFigure
from .comparing import Benchmark, MethodNote, Population, Scorecard, Target
from .publishing import Proposal, Publication, PublishedValue, Revision
from .values import Finding, SheetImport, Value
from .words import Comment, Question

__all__ = [
    "Benchmark",
    "Comment",
    "Finding",
    "MethodNote",
    "Population",
    "Proposal",
    "Publication",
    "PublishedValue",
    "Question",
    "Revision",
    "Round",
    "Scorecard",
    "SheetImport",
    "Submission",
    "SubmittedFigure",
    "Target",
    "Value",
]
