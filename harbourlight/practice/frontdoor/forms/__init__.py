"""Questions of the front door; those of its steps are found here by name."""

from .decision import DecideForm
from .screening import AskForm, JoinForm, RateForm, ReasonForm, ReceiptForm, WithdrawnForm

__all__ = ["AskForm", "DecideForm", "JoinForm", "RateForm", "ReasonForm", "ReceiptForm", "WithdrawnForm"]
