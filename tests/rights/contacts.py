"""Every step of a contact at the front door, of a challenge to its decision, and of a request to an agency."""

from datetime import date

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.actions.pathway import CHALLENGE
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.practice.frontdoor.actions.arrivals import ReportedChild
from harbourlight.practice.frontdoor.actions.ask import ask
from harbourlight.practice.frontdoor.actions.challenge import challenge
from harbourlight.practice.frontdoor.actions.decide import decide
from harbourlight.practice.frontdoor.actions.joining import join
from harbourlight.practice.frontdoor.actions.screen import take_contact
from harbourlight.practice.frontdoor.models import Contact
from harbourlight.practice.frontdoor.pathway import CONTACT
from harbourlight.practice.frontdoor.tests import stories

from .people import around_a_child, roles_asked_for, stand_around
from .tries import Follows, Rights, Try

PRACTISING = frozenset({Role.MASH_WORKER, Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.SAFEGUARDING_LEAD})


def people_for(every):
    """Return the function that puts the people around a contact on file: the manager elsewhere is a senior one."""

    def people(cast):
        return around_a_child(
            cast, team="mash", lead={Role.MASH_WORKER}, member={Role.MASH_WORKER}, manager={Role.MASH_MANAGER},
            every=every, elsewhere={Role.SENIOR_MANAGER},
        )  # fmt: skip

    return people


def received(told, **more):
    """Let the recorder tell the hub of a child."""
    who = told.who.recorder
    answers = {"by": who, "referrer": who, "referrer_name": who.name, "referrer_agency": told.cast.council}
    with told.as_user(who):
        contact = stories.told(told.cast, told.moment, "Isla Breakwater", **(answers | more))
    with as_system("the story hands the contact over to the lead for the night"):
        access.give(
            person_ids=contact.child_ids, professional=told.who.lead, basis="allocated", reason="Tonight", by=None,
            at=told.moment,
        )  # fmt: skip
    return contact


def taken(told, **more):
    """Let the lead take the contact for screening."""
    contact = received(told, **more)
    with told.as_user(told.who.lead):
        return take_contact(contact=Contact.objects.get(pk=contact.pk), by=told.who.lead, at=told.moment)


def two_of_one_family(told):
    """Return a contact beside which another about the same child waits."""
    child = ReportedChild(first_name="Isla", last_name="Breakwater", born_on=date(2017, 5, 9))
    taken(told, children=[child])
    return received(told, children=[child])


def joined(told):
    """Let the lead join the two."""
    second = two_of_one_family(told)
    with told.as_user(told.who.lead):
        other = Contact.objects.exclude(pk=second.pk).get()
        return join(contact=second, other=other, by=told.who.lead, at=told.moment)


def with_consent(told):
    """Return a contact to which the family had agreed."""
    return taken(told, consent="given")


def nobody_to_tell(told):
    """Take a contact whose referrer gave neither a name nor a way to be reached."""
    return taken(told, referrer=None, referrer_name="", referrer_agency=None, referrer_kind="10")


def decided(told):
    """Let the manager of the hub decide the contact."""
    contact = taken(told)
    with told.as_user(told.who.manager):
        return decide(
            contact=contact, outcome="no_action", rationale="Little to say", by=told.who.manager, at=told.moment
        )  # fmt: skip


def to_the_referrer(told):
    """Return what the page of the referrer's letter is about, and the contact."""
    contact = decided(told)
    return [contact, "referrer"], contact


def challenged(told):
    """Let the recorder challenge the decision; return the challenge with the contact."""
    contact = decided(told)
    with told.as_user(told.who.recorder):
        made = challenge(contact=contact, reason="She is hungry", by=told.who.recorder, at=told.moment)
    return made, contact


def challenge_alone(told):
    """Return a challenge to a decision."""
    return challenged(told)[0]


def asked(told):
    """Let a member of the hub ask the school, where the kind who is in the child's network works."""
    contact = taken(told)
    with told.as_user(told.who.member):
        ask(
            contact=contact, agencies=[told.cast.school], question="What do you know?", within=2, by=told.who.member,
            at=told.moment,
        )  # fmt: skip
        return Request.objects.get(subject_id=contact.pk)


NO_ACTION = {"outcome": "no_action"}
UPHOLDS, STANDS = {"upholds": "yes"}, {"upholds": "no"}
SENT = {"send": "send"}
SETTLED = "the decision on the contact, or the end of the meeting, about which was asked"

RIGHTS = (
    Rights(
        pathway=CONTACT, model=Contact, title="Front door: contact", people=people_for(roles_asked_for(CONTACT)),
        around=stand_around,
        tries=(
            Follows("receive", "telling the front door, which everybody who practises may do, and the public too"),
            Try("take", "frontdoor:take", received),
            Try("rate", "frontdoor:rate", taken),
            Try("ask", "frontdoor:ask", taken),
            Try("join", "frontdoor:join", two_of_one_family),
            Try("part", "frontdoor:part", joined),
            Try("correct_receipt", "frontdoor:correct_receipt", taken),
            Try("withdraw_consent", "frontdoor:withdraw_consent", with_consent),
            Try("decide", "frontdoor:decide", taken, NO_ACTION, "manager"),
            Try("tell_referrer", "frontdoor:letter", to_the_referrer, SENT),
            Try("close_untold", "frontdoor:decide", nobody_to_tell, NO_ACTION, "manager"),
            Try("reopen", "frontdoor:challenge_answer", challenged, UPHOLDS, "elsewhere"),
        ),
    ),
    Rights(
        pathway=CHALLENGE, model=Challenge, title="Challenge to a decision", people=people_for(PRACTISING),
        around=stand_around,
        tries=(
            Try("uphold", "frontdoor:challenge_answer", challenge_alone, UPHOLDS, "elsewhere"),
            Try("stand_by", "frontdoor:challenge_answer", challenge_alone, STANDS, "elsewhere"),
        ),
    ),
    Rights(
        pathway=REQUEST, model=Request, title="Request to an agency", people=people_for(PRACTISING),
        around=stand_around,
        tries=(
            Try("open", "requests:answer", asked, form_of=""),
            Try("answer", "requests:answer", asked, {"step": "answer"}, "network"),
            Try("hold_nothing", "requests:answer", asked, {"step": "hold_nothing"}, "network"),
            Try("decline", "requests:answer", asked, {"step": "decline"}, "network"),
            Follows("withdraw", SETTLED),
            Follows("give_up", SETTLED),
        ),
    ),
)  # fmt: skip
ALL = RIGHTS
