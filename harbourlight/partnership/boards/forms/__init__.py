"""The questions of the pages of boards."""

from .deciding import (
    AgreementForm,
    ConsultForm,
    DecisionForm,
    EscalateForm,
    LeadAnswerForm,
    UrgentDecideForm,
    UrgentForm,
)
from .groups import EndForm, FillForm, GroupForm, InductionForm, MembershipForm, SeatForm
from .sittings import (
    AgreeForm,
    ChangesForm,
    InterestForm,
    ItemAnswerForm,
    ItemForm,
    LearningForm,
    MoveForm,
    PermitForm,
    ReasonForm,
    ReportAskForm,
    ReportForm,
    ReturnForm,
    SittingForm,
    YearForm,
    days_form,
)

__all__ = [
    "AgreeForm", "AgreementForm", "ChangesForm", "ConsultForm", "DecisionForm", "EndForm", "EscalateForm", "FillForm",
    "GroupForm", "InductionForm", "InterestForm", "ItemAnswerForm", "ItemForm", "LeadAnswerForm", "LearningForm",
    "MembershipForm", "MoveForm", "PermitForm", "ReasonForm", "ReportAskForm", "ReportForm", "ReturnForm", "SeatForm",
    "SittingForm", "UrgentDecideForm", "UrgentForm", "YearForm", "days_form",
]  # fmt: skip
