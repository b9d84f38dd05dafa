"""Resolutions, reports to panels, and what is published."""

from .published import Published
from .reports import Part, Report
from .resolutions import Resolution

__all__ = ["Part", "Published", "Report", "Resolution"]
