"""Closed lists of scrutiny, and the template of a report to a panel."""

from django.db import models


class Outcome(models.TextChoices):
    """What becomes of a resolution."""

    WAITING = "waiting", "Waits to be taken up"
    RECOMMENDATION = "recommendation", "Recommendation, monitored by the panel"
    NOTHING_FOLLOWS = "nothing_follows", "Nothing is to be done"


class Section(models.TextChoices):
    """A part of a report to a panel, in the order of the template."""

    SUMMARY = "summary", "Brief summary"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    REASONS = "reasons", "Reasons for the recommendations"
    REJECTED = "rejected", "Alternative options considered and rejected"
    DETAIL = "detail", "Detail and consultation carried out"
    RESOURCES = "resources", "Resource implications"
    LEGAL = "legal", "Legal implications"
    RISK = "risk", "Risk management implications"
    POLICY = "policy", "Policy framework implications"
    APPENDIX = "appendix", "Appendix"


NEEDED = (Section.RECOMMENDATIONS, Section.REASONS, Section.REJECTED, Section.RESOURCES, Section.LEGAL)


class Exemption(models.TextChoices):
    """Why the public may be kept from something: the paragraphs of Schedule 12A, part 1."""

    INDIVIDUAL = "1", "1: information relating to any individual"
    IDENTITY = "2", "2: information likely to reveal the identity of an individual"
    FINANCIAL = "3", "3: financial or business affairs of a particular person"
    LABOUR = "4", "4: labour relations matters"
    PRIVILEGE = "5", "5: legal professional privilege"
    NOTICE = "6", "6: notices and orders that the council proposes"
    CRIME = "7", "7: preventing, investigating or prosecuting crime"


class Kind(models.TextChoices):
    """What is published."""

    AGENDA = "agenda", "Agenda"
    MINUTES = "minutes", "Minutes"
    MONITORING = "monitoring", "Monitoring of recommendations"
    REPORT = "report", "Report"


CLOCK_OF_AGENDAS = "CLK-SCY-001"
EXEMPT_PART = "[An exempt part is left out.]"
