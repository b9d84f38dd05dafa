"""What the forms of steps need to know before they ask."""

from functools import partial

from django.urls import reverse

from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways import pages, works

from .. import actions
from ..models import Arrangement
from ..pathway import ARRANGEMENT

TEAMS = (TeamKind.SOCIAL_WORK, TeamKind.ASSESSMENT)


@pages.offers(ARRANGEMENT, "notify")
def teams_that_visit(request, person):
    """Offer the teams of the child's area."""
    area = person.area or area_of(request)
    return {
        "teams": area.teams.current(request.today).filter(kind__in=TEAMS),
        "initial": {"known_on": request.today},
        "intro": "Tell it as you heard it. It is no crime to look after somebody else’s child: "
        "we want people to come forward.",
    }


@pages.offers(ARRANGEMENT, "allocate")
def workers_of(request, record):
    """Offer the people of the team."""
    return {"workers": actions.members_of(record.team, request.today), "initial": {"worker": record.worker_id}}


@pages.offers(ARRANGEMENT, "check")
def known_so_far(request, record):
    """Begin with what was told."""
    names = (
        "carer_is", "started_on", "is_meant_to_last", "lasts_until", "is_disabled", "is_in_carers_home", "exemption",
        "relation_checked",
    )  # fmt: skip
    return {
        "initial": {name: getattr(record, name) for name in names},
        "done": lambda checked: f"{checked.get_counts_display()}. The reasons stand on the record.",
    }


@pages.offers(ARRANGEMENT, "describe")
def circumstances(request, record):
    """Begin with what is written."""
    return {"initial": {name: getattr(record, name) for name in actions.TEXTS}}


@pages.offers(ARRANGEMENT, "visit")
def children_there(request, record):
    """Offer the child and other children who live with the same carer, as far as the asker works with them."""
    others = Arrangement.objects.visible_to(request.user).running().filter(
        carer_name=record.carer_name, team=record.team
    )  # fmt: skip
    step = ARRANGEMENT.step("visit")
    there = [record, *(row for row in others.exclude(pk=record.pk).select_related("person")
                       if works.may_take(ARRANGEMENT, step, row, request.user, request.moment))]  # fmt: skip
    return {
        "children": {row.person_id: str(row.person) for row in there},
        "workers": actions.members_of(record.team, request.today),
        "initial": {"visited_by": request.user.pk},
    }


@pages.offers(ARRANGEMENT, "add_adult")
def assessors_of(request, record):
    """Offer the people of the team, and whoever asks first."""
    return {"workers": actions.members_of(record.team, request.today), "initial": {"assessor": request.user.pk}}


@pages.offers(ARRANGEMENT, "report_visit")
def visits_without_report(request, record):
    """Offer the visits that have no report yet."""
    days = actions.days_without_report(record)
    return {"days": days, "initial": {"visited_on": days[0].isoformat() if days else None}}


@pages.offers(ARRANGEMENT, "ask_visit")
def asked_today(request, record):
    """Begin with today."""
    return {"initial": {"asked_on": request.today}}


@pages.offers(ARRANGEMENT, "take_notice")
def told_today(request, record):
    """Begin with today."""
    return {
        "initial": {"told_on": request.today},
        "intro": "The law asks the carer and the parents to tell the council. Many do not know that: thank them.",
    }  # fmt: skip


def first_letter(step, request, record):
    """Begin with the words of a letter, and lead on to the sheet that is printed."""
    words = actions.first_words(record, step, request.user)
    way = {"channel": "hand" if step == "tell_child" else "post", "told_on": request.today}
    return {
        "initial": words | way,
        "then": lambda done: reverse("privatefostering:letter", args=[actions.sent_letter(done, step).pk]),
    }  # fmt: skip


for name in actions.LETTERS:
    pages.offers(ARRANGEMENT, name)(partial(first_letter, name))
