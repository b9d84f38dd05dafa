"""Closed lists of child protection, with their census codes where there are any, and local settings."""

from django.db import models

from harbourlight.statute.codes import code_set

CATEGORIES = code_set("abuse_category").choices()

# Local settings: no national figure says them.
TAKES_PART_FROM = 5  # years of age, from which a child's own part in the conference is looked for
CHRONOLOGY_STALE_AFTER_CORE_GROUP = True
LAST_DISCUSSION_COUNTS_LOCALLY = True  # shown beside the national limit, never in its place


class HowHeld(models.TextChoices):
    """How agencies discussed: together at one time. An exchange of e-mails is offered only to be refused."""

    IN_PERSON = "in_person", "In one room"
    VIDEO = "video", "By video"
    TELEPHONE = "telephone", "On one telephone call"
    EMAILS = "emails", "By an exchange of e-mails"


class DiscussionDecision(models.TextChoices):
    """What a strategy discussion decided."""

    ENQUIRY_JOINT = "enquiry_joint", "Start a section 47 enquiry, social care and police together"
    ENQUIRY_SINGLE = "enquiry_single", "Start a section 47 enquiry, social care alone"
    ENQUIRY_GOES_ON = "enquiry_goes_on", "Go on with the enquiry that runs"
    ASSESSMENT = "assessment", "Assess as a child in need"
    NO_FURTHER_ACTION = "no_further_action", "Nothing further under child protection"


STARTS_ENQUIRY = (DiscussionDecision.ENQUIRY_JOINT, DiscussionDecision.ENQUIRY_SINGLE)


class EnquiryOutcome(models.TextChoices):
    """What a section 47 enquiry found."""

    NOT_SUBSTANTIATED = "not_substantiated", "Concerns not substantiated"
    NO_CONTINUING_RISK = "no_continuing_risk", "Concerns substantiated, no continuing risk of significant harm"
    CONTINUING_RISK = "continuing_risk", "Concerns substantiated, continuing risk of significant harm"


class MeasureKind(models.TextChoices):
    """Emergency powers and orders."""

    POLICE_PROTECTION = "police_protection", "Police protection"
    PROTECTION_ORDER = "protection_order", "Emergency protection order"
    EXTENSION = "extension", "Extension of an emergency protection order"
    ASSESSMENT_ORDER = "assessment_order", "Child assessment order"


class Applicant(models.TextChoices):
    """Who applied for an emergency protection order: from which day it counts hangs on it."""

    COUNCIL = "council", "The council"
    POLICE = "police", "The police, for the council, while the child was in police protection"
    OTHER = "other", "Somebody else"


class ConferenceKind(models.TextChoices):
    """Conferences about a child."""

    INITIAL = "initial", "Initial child protection conference"
    REVIEW = "review", "Review child protection conference"
    TRANSFER_IN = "transfer_in", "Transfer-in child protection conference"


class ConferenceDecision(models.TextChoices):
    """What a conference decided for one child."""

    PLAN = "plan", "A child protection plan is made"
    NO_PLAN = "no_plan", "No child protection plan"
    GOES_ON = "goes_on", "The child protection plan goes on"
    ENDS = "ends", "The child protection plan ends"


DECISIONS_OF = {
    ConferenceKind.INITIAL: (ConferenceDecision.PLAN, ConferenceDecision.NO_PLAN),
    ConferenceKind.TRANSFER_IN: (ConferenceDecision.PLAN, ConferenceDecision.NO_PLAN),
    ConferenceKind.REVIEW: (ConferenceDecision.GOES_ON, ConferenceDecision.ENDS),
}


class TookPart(models.TextChoices):
    """How a child took part in a conference."""

    ATTENDED = "attended", "Was there"
    VIDEO = "video", "Was there by video"
    ADVOCATE = "advocate", "An advocate spoke for the child"
    WROTE = "wrote", "Wrote, drew or recorded it"
    WORKER = "worker", "A worker brought the child's words"
    DID_NOT = "did_not", "Did not take part"


TAKES_PART = (TookPart.ATTENDED, TookPart.VIDEO, TookPart.ADVOCATE, TookPart.WROTE, TookPart.WORKER)


class ConcernLevel(models.TextChoices):
    """Who must answer a chair's concern: each level after the one before did not settle it."""

    TEAM = "1", "The team manager or lead of the agency"
    SENIOR = "2", "The senior manager of the agency"
    PARTNERSHIP = "3", "The independent chair of the partnership"


class EndReason(models.TextChoices):
    """Why a child protection plan ended; the census asks for the date alone."""

    NO_LONGER_AT_RISK = "no_longer_at_risk", "The conference found no continuing risk of significant harm"
    LOOKED_AFTER = "looked_after", "The child is looked after and the conference ended the plan"
    MOVED = "moved", "The child moved for good and the new area took over"
    ADULT = "adult", "The child turned 18"
    DIED = "died", "The child died"
    TEMPORARY_ENDED = "temporary_ended", "The temporary registration ended"


NEEDS_CONFERENCE_TO_END = (EndReason.NO_LONGER_AT_RISK, EndReason.LOOKED_AFTER)


class OutcomeProgress(models.TextChoices):
    """How far an outcome of the plan is."""

    NOT_STARTED = "not_started", "Not started"
    SOME = "some", "Some progress"
    MOST = "most", "Nearly there"
    REACHED = "reached", "Reached"
    WORSE = "worse", "Worse than before"


class Direction(models.TextChoices):
    """Which way a child on a plan moves between areas."""

    IN = "in", "Into this area"
    OUT = "out", "Out of this area"


class LegalKind(models.TextChoices):
    """The stages before and in court, at stage level only."""

    GATEWAY = "gateway", "Legal gateway"
    PRE_PROCEEDINGS = "pre_proceedings", "Pre-proceedings"
    PROCEEDINGS = "proceedings", "Care or supervision proceedings"


class LegalOutcome(models.TextChoices):
    """How a legal stage ended."""

    CONTINUE = "continue", "Go on without court"
    START_PRE_PROCEEDINGS = "start_pre_proceedings", "Start pre-proceedings"
    ISSUE = "issue", "Issue proceedings"
    STEPPED_DOWN = "stepped_down", "Stepped down"
    ORDER_MADE = "order_made", "An order was made"
    NO_ORDER = "no_order", "No order was made"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DIED = "died", "The child died"


class RefreshState(models.TextChoices):
    """Whether the combined chronology is up to date."""

    FRESH = "fresh", "Up to date"
    STALE = "stale", "Not brought up to date at the last core group"


class Becomes(models.TextChoices):
    """What becomes of an action of a plan that has ended."""

    DONE = "done", "It was done"
    CARRIED = "carried", "It goes on in the child in need plan"
    DROPPED = "dropped", "It is no longer needed"
