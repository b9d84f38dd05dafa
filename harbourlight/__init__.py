"""Free software for a multi-agency safeguarding children partnership."""
