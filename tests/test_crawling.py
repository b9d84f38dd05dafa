"""The walk over the demonstration finds what it is to find: a refusal, a row without a name, a long page."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path

from harbourlight.foundations.agencies.models import Professional
from tests import walking
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


def test_rows_and_heights_are_judged(browser):
    child, other, somebody = uuid4(), uuid4(), uuid4()
    page = f"""<main><h1>Plans</h1><table><tbody><tr><td><a href="/people/{child}/">Plan</a></td></tr>
      <tr><td>Juniper Hart <a href="/people/{child}/">Plan</a></td></tr></tbody></table>
      <ul><li><a href="/people/{other}/">Nobody may see</a></li><li>Nothing</li></ul>
      <p style="height:3000px"></p></main>"""
    about = walking.About({child: {child}, other: {other}}, {}, {child: "Juniper Hart", other: "Ivo Lark"})
    about.sight[somebody] = {child}
    rows = list(walking.rows_of(page))
    assert [row.text for row in rows] == ["Plan", "Juniper Hart Plan", "Nobody may see"]
    assert [about.unnamed(row, Professional(pk=somebody)) for row in rows] == ["Juniper Hart", "", ""]
    tall, wrapped = walking.heights(browser, {"/": page}, width=1280, height=800)
    assert tall["/"] > 3000
    assert not wrapped
