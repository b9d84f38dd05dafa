"""No page of the demonstration leads anybody to a refusal, whatever it offers: a link, a form or a button."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path

from harbourlight.config.soak import is_soaking
from harbourlight.demo import load, signins
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Professional
from tests.crawling import Fault, crawl

# In CI one person of some kinds, who between them meet every room, and one page of each kind.
SHARE = ("martha.manager", "tara.teamlead", "hazel.visitor", "bob.school", "ivor.guardian", "colin.councillor")

PAGE = """<a href="/fine/?page=2#top">Fine</a> <a class="x" href="/hidden/">No</a> <a href="mailto:a@b.example">M</a>
<form method="post" action="/closed/"><button formaction="/shut/">Shut</button></form> <form method="get"></form>"""


def refuse(request):
    """Refuse whoever sends something here."""
    if request.method == "POST":
        raise PermissionDenied
    return HttpResponse("Nothing to see", content_type="text/plain")


def hide(request):
    """Answer as if there were nothing."""
    raise Http404


pages = [
    path("", lambda request: HttpResponse(PAGE), name="first"),
    path("fine/", lambda request: HttpResponse("Fine"), name="fine"),
    path("hidden/", hide, name="hidden"),
    path("closed/", refuse, name="closed"),
    path("shut/", refuse, name="shut"),
]
urlpatterns = [*pages, path("", include("harbourlight.config.urls"))]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_what_is_refused_is_found_with_the_page_that_offers_it(cast):
    faults, read = crawl(cast.alice, most=2)
    assert faults == {Fault("first", "hidden", 404), Fault("first", "closed", 403), Fault("first", "shut", 403)}
    assert read == 5


def walkers():
    """Return the people who walk, and how many pages of each kind they ask for."""
    words = [each.word for each in signins.CAST] if is_soaking() else SHARE
    people = Professional.objects.filter(email__in=[f"{word}@{signins.HOST}" for word in words])
    return people, 12 if is_soaking() else 1


@pytest.mark.django_db
def test_nobody_is_led_to_a_refusal(tmp_path, settings):
    settings.DATA = tmp_path
    with as_system("a test loads the demonstration"):
        load.load(now=read_clock(), children=900 if is_soaking() else 150, years=0.5, seed=5)
    people, most = walkers()
    found, read = set(), 0
    for person in people:
        faults, pages = crawl(person, most=most)
        found, read = found | {(*fault, person.email) for fault in faults}, read + pages
    assert not found
    assert read > 20 * len(people)
