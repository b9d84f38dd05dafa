"""Questions of the front door; those of its steps are found here by name."""

from .decision import DecideForm
from .screening import AskForm, RateForm

__all__ = ["AskForm", "DecideForm", "RateForm"]
