"""Nothing typed is lost: drafts are saved, offered, used, discarded, and seen by their owner only."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, RequestFactory

from harbourlight.foundations.ui import drafts, fields, forms
from harbourlight.foundations.ui.models import Draft

KEY, SUBJECT = "frontdoor.contact", "7"


class NoteForm(forms.Form):
    """A form worth a draft."""

    note = fields.LongTextField()


def address(sitting, subject=SUBJECT):
    """Return where the draft of a sitting is saved."""
    return f"/drafts/{KEY}/{subject}/{sitting}"


def asked(user, method="GET", query=""):
    """Return a request of somebody, as a view sees it."""
    request = getattr(RequestFactory(), method.lower())(f"/contacts/7{query}")
    request.user = user
    return request


@pytest.fixture
def keep(as_user, moment):
    """Return a function that keeps a draft of somebody."""

    def kept(owner, text, ago=0, sitting=None, subject=SUBJECT):
        sent = QueryDict(mutable=True)
        sent.update({"note": text, "version": "4", "csrfmiddlewaretoken": "secret"})
        sitting, at = sitting or uuid.uuid4(), moment - timedelta(minutes=ago)
        with as_user(owner):
            return drafts.save(owner=owner, key=KEY, subject=subject, sitting=sitting, sent=sent, at=at)

    return kept


def test_what_is_typed_is_kept_without_keys(client_for, cast, as_user):
    client, sitting = client_for(cast.alice), uuid.uuid4()
    for text in ("half", "half a sentence"):
        sent = {"note": text, "version": "4", "csrfmiddlewaretoken": "secret", "submission": "key"}
        assert "saved" in client.post(address(sitting), sent).json()
    with as_user(cast.alice):
        draft = Draft.objects.get()
    assert (draft.body, draft.version, draft.subject) == ({"note": ["half a sentence"]}, 4, SUBJECT)


def test_a_draft_without_a_subject_is_offered_without_one(client_for, cast, as_user):
    client_for(cast.alice).post(address(uuid.uuid4(), "-"), {"note": "new child"})
    with as_user(cast.alice):
        assert drafts.offered(asked(cast.alice), KEY)
        assert not drafts.offered(asked(cast.alice), KEY, SUBJECT)


def test_a_draft_outlives_the_session(client_for, cast, as_user, keep):
    keep(cast.alice, "before the session ended")
    with as_user(cast.alice):
        offer = drafts.offered(asked(cast.alice), KEY, SUBJECT)
    assert [draft.body["note"] for draft in offer.waiting] == [["before the session ended"]]


def test_nobody_sees_or_discards_another_persons_draft(client_for, cast, as_user, keep):
    draft = keep(cast.alice, "secret")
    with as_user(cast.charlie):
        assert not drafts.offered(asked(cast.charlie), KEY, SUBJECT)
        assert not drafts.offered(asked(cast.charlie, query=f"?draft={draft.sitting}"), KEY, SUBJECT).used
    client_for(cast.charlie).post(f"/drafts/{draft.sitting}/discard")
    with as_user(cast.alice):
        assert Draft.objects.count() == 1


def test_a_new_sitting_does_not_write_over_an_older_one(cast, as_user, keep):
    keep(cast.alice, "first", ago=30)
    keep(cast.alice, "second")
    with as_user(cast.alice):
        offer = drafts.offered(asked(cast.alice), KEY, SUBJECT)
    assert [draft.body["note"][0] for draft in offer.waiting] == ["second", "first"]


def test_a_draft_in_use_fills_the_form_and_goes_on_in_its_sitting(cast, as_user, keep):
    draft = keep(cast.alice, "half a sentence")
    with as_user(cast.alice):
        offer = drafts.offered(asked(cast.alice, query=f"?draft={draft.sitting}"), KEY, SUBJECT)
    form = NoteForm(initial={"version": 9}, draft=offer)
    html = Template("{% load harbourlight %}{% form_tag form %}{{ form }}{% endform_tag %}").render(
        Context({"form": form})
    )
    assert "half a sentence" in html
    assert f'data-draft-url="{address(draft.sitting)}"' in html
    assert 'name="version" value="4"' in html
    assert not offer


def test_the_offer_says_when_and_lets_one_choose(cast, as_user, keep):
    draft = keep(cast.alice, "half a sentence")
    request = asked(cast.alice)
    with as_user(cast.alice):
        offer = drafts.offered(request, KEY, SUBJECT)
    form = NoteForm(draft=offer)
    shown = Template("{% load harbourlight %}{% form_tag form %}{% endform_tag %}").render(
        Context({"request": request, "form": form})
    )
    assert "You have unsaved work from" in shown
    assert f'href="?draft={draft.sitting}"' in shown
    assert f'action="/drafts/{draft.sitting}/discard"' in shown
    assert 'name="next" value="/contacts/7"' in shown


def test_a_form_shown_again_stays_in_its_sitting():
    sitting = str(uuid.uuid4())
    form = NoteForm({"note": "", "sitting": sitting}, draft=drafts.Offer(KEY, ""))
    html = Template("{% load harbourlight %}{% form_tag form %}{% endform_tag %}").render(Context({"form": form}))
    assert f'data-draft-url="/drafts/{KEY}/-/{sitting}"' in html


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_discarding_never_leads_away(client_for, cast, keep, back):
    draft = keep(cast.alice, "x")
    answer = client_for(cast.alice).post(f"/drafts/{draft.sitting}/discard", {"next": back})
    assert answer.url == "/"


def test_what_was_submitted_or_discarded_is_gone(client_for, cast, as_user, keep):
    keep(cast.alice, "x")
    other = keep(cast.alice, "about another", subject="8")
    with as_user(cast.alice):
        drafts.clear(asked(cast.alice, "POST"), KEY, SUBJECT)
        assert [draft.sitting for draft in Draft.objects.all()] == [other.sitting]
    answer = client_for(cast.alice).post(f"/drafts/{other.sitting}/discard", {"next": "/contacts/8"})
    assert answer.url == "/contacts/8"
    with as_user(cast.alice):
        assert not Draft.objects.exists()


def test_old_drafts_are_purged(cast, as_user, keep, moment):
    keep(cast.alice, "old", ago=14 * 24 * 60 + 1)
    keep(cast.alice, "young", ago=14 * 24 * 60 - 1)
    with as_user(cast.alice):
        assert drafts.purge_drafts(moment - timedelta(days=14)) == 1
        assert Draft.objects.get().body["note"] == ["young"]


def test_who_is_signed_out_is_sent_to_sign_in(db):
    assert Client().post(address(uuid.uuid4()), {"note": "x"}).status_code == 302
    assert Client().get(address(uuid.uuid4())).status_code == 302


def test_after_signing_in_again_a_page_gets_a_fresh_token(client_for, cast):
    assert client_for(cast.alice).get(address(uuid.uuid4())).json()["token"]


def test_too_much_is_refused(client_for, cast):
    assert client_for(cast.alice).post(address(uuid.uuid4()), {"note": "x" * 1_000_001}).status_code == 413


def test_a_post_is_offered_nothing():
    user = SimpleNamespace(is_authenticated=True)
    assert not drafts.offered(asked(user, "POST"), KEY, SUBJECT)


def test_odd_answers_keep_the_draft(client_for, cast, as_user):
    client, sitting = client_for(cast.alice), uuid.uuid4()
    assert client.post(address(sitting), {"note": "a\0b", "version": "9" * 20}).status_code == 200
    with as_user(cast.alice):
        kept = Draft.objects.get(sitting=sitting)
    assert (kept.body["note"], kept.version) == (["ab"], None)
    for name, answer in (("k" * 101, 404), ("a%00b", 400)):
        assert client.post(f"/drafts/{name}/-/{uuid.uuid4()}", {"note": "x"}).status_code == answer


def test_an_odd_number_of_rows_is_none(client_for, cast):
    sent = {"children-TOTAL_FORMS": "²", "adults-TOTAL_FORMS": "9" * 5000, "add_another": "children"}
    assert client_for(cast.alice).post("/contacts/new/", sent).status_code == 200
