"""The questions of child protection."""

from .conference import (
    AnswerConcernForm,
    AskReportsForm,
    ConcernForm,
    DecideConferenceForm,
    FollowConcernForm,
    HoldConferenceForm,
    PlanConferenceForm,
    QualityForm,
    ShareReportsForm,
)
from .enquiry import (
    CorrectHeldForm,
    EndMeasureForm,
    EnquiryVisitForm,
    FinishEnquiryForm,
    HoldDiscussionForm,
    MeasureForm,
    MoveForm,
    PlanDiscussionForm,
    ReasonForm,
    WriteEnquiryForm,
)
from .plan import (
    ActionForm,
    BirthForm,
    CorrectPlanForm,
    CorrectVisitForm,
    EarlierForm,
    EndForm,
    KeyWorkerForm,
    LeftForm,
    OutcomeForm,
    ProgressForm,
    VisitForm,
    WriteForm,
)
from .plan_groups import (
    HoldGroupForm,
    PlanGroupForm,
    PlanReviewForm,
    RefreshForm,
)
from .plan_moves import (
    BeginLegalForm,
    CorrectNoticeForm,
    EndLegalForm,
    EndTransferForm,
    ExtendLegalForm,
    TakeOverForm,
    TemporaryForm,
    TransferConferenceForm,
    TransferForm,
    TransferInForm,
)

__all__ = [
    "ActionForm", "AnswerConcernForm", "AskReportsForm", "BeginLegalForm", "BirthForm", "ConcernForm",
    "CorrectHeldForm", "CorrectNoticeForm", "CorrectPlanForm", "CorrectVisitForm", "DecideConferenceForm",
    "EarlierForm", "EndForm", "EndLegalForm", "EndMeasureForm", "EndTransferForm", "EnquiryVisitForm",
    "ExtendLegalForm", "FinishEnquiryForm", "FollowConcernForm", "HoldConferenceForm", "HoldDiscussionForm",
    "HoldGroupForm", "KeyWorkerForm", "LeftForm", "MeasureForm", "MoveForm", "OutcomeForm", "PlanConferenceForm",
    "PlanDiscussionForm", "PlanGroupForm", "PlanReviewForm", "ProgressForm", "QualityForm", "ReasonForm",
    "RefreshForm", "ShareReportsForm", "TakeOverForm", "TemporaryForm", "TransferConferenceForm", "TransferForm",
    "TransferInForm", "VisitForm", "WriteEnquiryForm", "WriteForm",
]  # fmt: skip
