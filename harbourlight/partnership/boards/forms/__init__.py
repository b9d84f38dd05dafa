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
from .groups import (
    EndForm,
    FillForm,
    GroupChangeForm,
    GroupForm,
    InductionForm,
    MembershipForm,
    SeatChangeForm,
    SeatForm,
)
from .rules import RulesForm
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
    "AgreeForm", "AgreementForm", "ChangesForm", "ConsultForm", "DecisionForm", "EndForm", "EscalateForm",
    "FillForm", "GroupChangeForm", "GroupForm", "InductionForm", "InterestForm", "ItemAnswerForm", "ItemForm",
    "LeadAnswerForm", "LearningForm", "MembershipForm", "MoveForm", "PermitForm", "ReasonForm", "ReportAskForm",
    "ReportForm", "ReturnForm", "RulesForm", "SeatChangeForm", "SeatForm", "SittingForm", "UrgentDecideForm",
    "UrgentForm", "YearForm", "days_form",
]  # fmt: skip
