"""The questions of children in need."""

from .assessment import SECTIONS, AuthoriseForm, NoteForm, ReturnForm, StartAssessmentForm, WriteForm
from .episode import (
    AllocateForm,
    CloseForm,
    CorrectForm,
    DirectForm,
    Directions,
    ReasonForm,
    SupervisionForm,
    TransferForm,
    VisitForm,
)
from .plan import ActionForm, ChangePlanForm, EndPlanForm, Outcomes, PlanForm, ReviewPlanForm

__all__ = [
    "SECTIONS", "ActionForm", "AllocateForm", "AuthoriseForm", "ChangePlanForm", "CloseForm", "CorrectForm",
    "DirectForm", "Directions", "EndPlanForm", "NoteForm", "Outcomes", "PlanForm", "ReasonForm", "ReturnForm",
    "ReviewPlanForm", "StartAssessmentForm", "SupervisionForm", "TransferForm", "VisitForm", "WriteForm",
]  # fmt: skip
