"""Walks the first pages and the lists of the demonstration: every row names its child or body, and leads on."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from harbourlight.config.bench_inside import cookies_of, someone
from harbourlight.demo import load, signins
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.pathways.subjects import SUBJECTS
from harbourlight.foundations.people.models import Person

pytestmark = pytest.mark.django_db
LISTS = ("/requests/", "/meetings/", "/actions/", "/actions/?whose=agency", "/team/", "/front-door/challenges/",
         "/contacts/mine/")  # fmt: skip
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


def clients():
    """Yield everybody who signs in to the demonstration, with a browser of theirs."""
    for each in signins.CAST:
        client = Client(headers={"host": "localhost"})
        client.cookies.load(cookies_of(someone(each.word)))
        yield each.word, client


def names_no_child_or_body(words, names):
    """Say whether words name neither a person nor anything but a kind of record or a date."""
    said = TAGS.sub("", words).strip()
    nouns = {subject.words.lower() for subject in SUBJECTS.values()}
    return not said or (not any(name in said for name in names) and said.lower() in nouns)


def first_page(client, names, seen):
    """Yield what is wrong with the lines of somebody's first page: no child or body, or a way to a refusal."""
    for part in client.get("/").context["parts"]:
        for group in part["groups"]:
            head = group["head"]["spoken"]
            for line in group["lines"]:
                fault = f"{line['what']} is about “{head}”" if names_no_child_or_body(head, names) else ""
                yield fault or refusal(client, line, seen)


def refusal(client, line, seen):
    """Return what a line leads to where that is a refusal; each kind of page is tried once."""
    for href in (line["href"], *(address for _, address in line["more"])):
        view = resolve(href).view_name if href else ""
        if view and view not in seen:
            seen.add(view)
            status = client.get(href).status_code
            if status not in (200, 302):
                return f"{href} of “{line['what']}” answers {status}"
    return ""


def lists(client, names):
    """Yield what is wrong with the rows of somebody's lists."""
    for path in LISTS:
        answer = client.get(path)
        body = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
        for row in body.split("<tr>")[1:] if answer.status_code == 200 else ():
            nameless = all(names_no_child_or_body(cell, names) for cell in CELL.findall(row)[:2])
            yield f"{path}: {TAGS.sub(' ', row)[:80]}" if nameless else ""


def test_every_row_names_its_child_or_body_and_leads_where_its_reader_may_go(tmp_path, settings):
    settings.DATA = tmp_path
    with as_system("a test loads the demonstration"):
        load.load(now=read_clock(), children=150, years=0.3, seed=5)
        people = Person.objects.values_list("first_name", "last_name")
        names = {f"{one} {two}".strip() for one, two in people} - {""}
    told = [
        f"{word}: {fault}" if fault else ""
        for word, client in clients()
        for fault in (*first_page(client, names, set()), *lists(client, names))
    ]
    assert [fault for fault in told if fault] == []
    assert len(told) > 100
