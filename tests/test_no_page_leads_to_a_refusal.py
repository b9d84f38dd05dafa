"""The crawl finds a page that leads somebody to a refusal, whatever it offers: a link, a form or a button."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path

from tests.crawling import Fault, crawl

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
