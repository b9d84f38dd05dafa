"""The return of an area and a year, made from the records of the rooms: the way back of `loading`.

In the return is every child with an episode that was open on a day of the year. What the record knows of later days
is left out, and what was over before the year is not told again. What a census asks and no room keeps (why there is
no pupil number, the target of a conference as the file told it, pre-proceedings in detail) comes from the file that
was loaded last.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from harbourlight.exchange.cincensus import writing
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.bulk import many_rows
from harbourlight.practice.childinneed.models import Episode

from ..models import ImportRun
from .membership import belongs_to, missing_of, why_in
from .records import Records, children_of
from .story import Teller

AT_ONCE = 4000
WHY = "the return of an area holds every child in need, whoever makes it"


def children_in(area, year, authority=""):
    """Yield the record of each child of the return of an authority, in the order of their numbers."""
    with as_system(WHY):
        ids = children_of(area, year)
        for some in parts(ids, AT_ONCE):
            records = Records(some, area, year, authority)
            teller = Teller(records, area, year)
            yield from (teller.child(person_id) for person_id in some)


def summary_of(area, year):
    """Return (ids of the children of the return, numbers of episodes by why they are in and by what is missing)."""
    whys, missing = Counter(), Counter()
    with as_system(WHY):
        rows = Episode.objects.filter(belongs_to(year), area=area).select_related("person")
        for row in rows.iterator(AT_ONCE):
            whys[why_in(row, year)] += 1
            missing.update(missing_of(row))
        return children_of(area, year), {"why": dict(whys), "missing": dict(missing)}


def parts(items: Iterable, size):
    """Yield lists of so many items."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def authority_of(area, asked=""):
    """Return the three figures of the authority: as asked, of the area, or of the file loaded last."""
    if asked:
        return asked
    if len(area.authority_code) == 3:
        return area.authority_code
    last = ImportRun.objects.filter(area=area, taken_back_at=None).exclude(authority="").order_by("-loaded_at").first()
    return last.authority if last else ""


def write_return(*, stream, area, year, at, authority=""):
    """Write the return of an area as a file of a year; return how many children are in it."""
    number, whose = 0, authority_of(area, authority)

    def counted():
        nonlocal number
        for record in children_in(area, year, whose):
            number += 1
            yield record

    header = writing.header_of(year, whose or "000")
    header["Source"][0]["DateTime"] = at.strftime("%Y-%m-%dT%H:%M:%S")
    with many_rows():
        writing.write(stream, header, counted(), year)
    return number
