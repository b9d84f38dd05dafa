"""What the stories of screening and deciding begin with."""

from datetime import timedelta

from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.documents.models import ThresholdDocument

from ..actions.arrivals import ReportedAdult, ReportedChild
from ..actions.decide import decide
from ..actions.receive import receive
from ..models import Contact


def told(cast, moment, *names, **more):
    """Receive a contact that Bob made about children with these names."""
    answers = {
        "area": cast.area,
        "source": "web",
        "happened_at": moment - timedelta(hours=1),
        "children": [ReportedChild(first_name=name.split()[0], last_name=name.split()[-1]) for name in names],
        "what_happened": "Came to school hungry again.",
        "referrer": cast.bob,
        "referrer_name": "Bob Lanyard",
        "referrer_kind": "2A",
        "referrer_agency": cast.school,
        "safe_to_tell_parents": "yes",
    }
    return receive(**({"by": cast.bob, "at": moment} | answers | more))


def mother(name):
    """Return a mother as she was told of."""
    return ReportedAdult(first_name=name.split()[0], last_name=name.split()[-1], relation="mother")


def threshold(area, started_on, edition, codes=("2", "3", "4")):
    """Make a version of the threshold document."""
    tiers = [{"code": code, "title": f"Level {code}", "meaning": "What it means"} for code in codes]
    return ThresholdDocument.objects.create(
        area=area, title="Right help, right time", edition=edition, tiers=tiers, started_on=started_on
    )


def team_of(cast, name, kind, started_on):
    """Make another team of the council."""
    return Team.objects.create(name=name, agency=cast.council, area=cast.area, kind=kind, started_on=started_on)


def decided(cast, contact, moment, as_user, **more):
    """Decide a contact as the manager of the hub."""
    answers = {"outcome": "early_help", "tier": "2", "rationale": "The family asks for help.", "at": moment}
    with as_user(cast.manager):
        return decide(contact=contact, by=cast.manager, **(answers | more))


def row(as_user, person, contact):
    """Return the contact as somebody sees it now."""
    with as_user(person):
        return Contact.objects.get(pk=contact.pk)
