"""The verbs of child protection: the only writers of its steps and of more than one row."""

from . import concerns, emergency, enquiries, plan_facts  # the facts that clocks count from

__all__ = ["concerns", "emergency", "enquiries", "plan_facts"]
