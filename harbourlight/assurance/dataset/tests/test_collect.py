"""Agencies are asked for figures: each gives its own, explains what is strange, and signs off."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from harbourlight.assurance.dataset.actions import collect
from harbourlight.assurance.dataset.models import Round, Submission, SubmittedFigure, Value
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional, RoleHolding
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.entries import entry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request

from .factories import value
from .test_pages import page, text_of

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2018, 10, 1))
REFS = ["M4", "LAC7-QL"]


def given(ref, number, of=None, **more):
    if of is None:
        return entry(registry.INDICATORS[ref], value=str(number), **more)
    return entry(registry.INDICATORS[ref], numerator=str(number), denominator=str(of), **more)


@pytest.fixture
def asked(area, cast, moment):
    """Return a function that asks police and school for figures of a month."""

    def ask(month=OCTOBER, due_at=None, refs=REFS):
        return collect.open_round(
            area=area, month=month, agencies=[cast.police, cast.school], refs=refs, by=cast.business,
            due_at=due_at or moment + timedelta(days=3), at=moment,
        )  # fmt: skip

    return ask


def of_agency(round_, agency):
    return Submission.objects.get(round=round_, agency=agency)


def sign(round_, agency, by, at, *numbers):
    """Enter and sign off."""
    submission = of_agency(round_, agency)
    collect.enter(submission=submission, entries=numbers, by=by, at=at)
    return collect.sign_off(submission=submission, by=by, at=at)


def test_each_agency_gets_a_request_and_its_own_page(asked, cast, client_for):
    made = asked()
    with as_system("the test reads the requests"):
        assert {row.agency_id for row in Request.objects.filter(subject_id=made.pk)} == {cast.police.pk, cast.school.pk}
    client = client_for(cast.sergeant)
    assert "October 2018" in page(client, "dataset:asked")
    mine, theirs = of_agency(made, cast.police), of_agency(made, cast.school)
    assert client.get(reverse("dataset:submission", args=[mine.pk])).status_code == 200
    for name in ("submission", "upload", "sign_off", "template"):
        assert client.get(reverse(f"dataset:{name}", args=[theirs.pk])).status_code == 404
        assert client.post(reverse(f"dataset:{name}", args=[theirs.pk]), {"value_0": "9"}).status_code == 404
    assert "October 2018" not in page(client_for(cast.charlie), "dataset:asked")


def test_nobody_is_asked_twice_and_others_may_be_asked_later(asked, area, cast, moment):
    made = asked()
    with pytest.raises(StepNotAllowed, match="asked already"):
        asked()
    collect.open_round(
        area=area, month=OCTOBER, agencies=[cast.health], refs=["LAC14"], by=cast.business, due_at=moment, at=moment
    )
    assert Round.objects.get(pk=made.pk).refs == [*REFS, "LAC14"]
    assert of_agency(made, cast.health).refs == ["LAC14"]


def test_figures_are_entered_on_the_page_and_checked(asked, cast, client_for):
    mine = of_agency(asked(), cast.police)
    client = client_for(cast.sergeant)
    place = reverse("dataset:submission", args=[mine.pk])
    wrong = client.post(place, {"value_0": "many", "numerator_1": "9", "denominator_1": "4"}).content.decode()
    assert "the number must be a whole number" in wrong
    assert "more than the denominator 4" in wrong
    assert not SubmittedFigure.objects.exists()
    assert client.post(place, {"value_0": "12", "numerator_1": "30", "denominator_1": "40"}).status_code == 302
    words = text_of(page(client, "dataset:submission", mine.pk))
    assert "30 of 40" in words
    assert client.post(reverse("dataset:sign_off", args=[mine.pk]), {"is_right": "on"}).status_code == 302
    assert client.post(place, {"value_0": "13"}).status_code == 200
    assert SubmittedFigure.objects.get(ref="M4").number == 12


def test_signing_off_answers_the_request_so_that_nobody_is_reminded(asked, cast, moment, as_user):
    made = asked()
    with as_user(cast.sergeant):
        sign(made, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    with as_system("the test reads the requests"):
        states = dict(Request.objects.filter(subject_id=made.pk).values_list("agency_id", "state"))
    assert states == {cast.police.pk: "answered", cast.school.pk: "asked"}


def test_the_request_leads_to_the_figures_and_takes_no_answer_in_words(asked, cast, client_for):
    made = asked()
    mine = of_agency(made, cast.police)
    door = reverse("requests:answer", args=[mine.request_id])
    client = client_for(cast.sergeant)
    words = {"step": "answer", "answer": "We hold some figures."}
    for answer in (client.get(door), client.post(door, words)):
        assert answer.status_code == 302
        assert answer.url == reverse("dataset:submission", args=[mine.pk])
    with as_system("the test reads the requests"):
        assert Request.objects.get(pk=mine.request_id).state == "opened"
    assert client_for(cast.bob).get(door).status_code == 404


def test_a_figure_is_lacking_or_unexplained_and_cannot_be_signed_off(asked, cast, moment, as_user):
    earlier = asked(OCTOBER.back(1))
    with as_user(cast.sergeant):
        sign(earlier, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    made = asked()
    mine = of_agency(made, cast.police)
    with as_user(cast.sergeant):
        collect.enter(submission=mine, entries=[given("M4", 90)], by=cast.sergeant, at=moment)
        with pytest.raises(StepNotAllowed, match="for LAC7-QL"):
            collect.sign_off(submission=mine, by=cast.sergeant, at=moment)
        collect.enter(submission=mine, entries=[given("LAC7-QL", 30, 40)], by=cast.sergeant, at=moment)
        with pytest.raises(StepNotAllowed, match="far from the months before: M4"):
            collect.sign_off(submission=mine, by=cast.sergeant, at=moment)
        collect.enter(
            submission=mine, entries=[given("M4", 90, explanation="A new unit began.")], by=cast.sergeant, at=moment
        )
        assert collect.sign_off(submission=mine, by=cast.sergeant, at=moment).state == "signed_off"


def test_the_page_asks_what_explains_an_outlier(asked, cast, moment, as_user, client_for):
    earlier = asked(OCTOBER.back(1))
    with as_user(cast.sergeant):
        sign(earlier, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    mine = of_agency(asked(), cast.police)
    client = client_for(cast.sergeant)
    place = reverse("dataset:submission", args=[mine.pk])
    client.post(place, {"value_0": "90"})
    assert "90 lies outside 6 to 24" in client.get(place).content.decode()
    client.post(place, {"value_0": "90", "explanation_0": "A new unit began."})
    assert SubmittedFigure.objects.get(submission=mine).explanation == "A new unit began."


def test_only_a_lead_signs_off_and_only_for_the_own_agency(asked, cast, moment, client_for):
    made = asked()
    constable = Professional(
        name="Cam Shroud", email="cam@harbourlight.example", agency=cast.police, started_on=date(2010, 1, 1)
    )
    constable.save()
    RoleHolding.objects.create(professional=constable, role=Role.PRACTITIONER, started_on=date(2010, 1, 1))
    mine = of_agency(made, cast.police)
    assert client_for(constable).get(reverse("dataset:submission", args=[mine.pk])).status_code == 200
    assert client_for(constable).post(reverse("dataset:sign_off", args=[mine.pk])).status_code == 403
    with pytest.raises(StepNotAllowed, match="Only the agency"):
        collect.enter(submission=mine, entries=[given("M4", 1)], by=cast.bob, at=moment)


def test_a_late_agency_says_why(asked, cast, moment, client_for):
    made = asked(due_at=moment - timedelta(days=1))
    mine = of_agency(made, cast.police)
    assert collect.standing(mine, moment) == "Missing"
    client = client_for(cast.sergeant)
    client.post(reverse("dataset:submission", args=[mine.pk]), {"value_0": "12", "missing_1": "not_answered"})
    place = reverse("dataset:sign_off", args=[mine.pk])
    assert "why the figures are late" in client.post(place, {"is_right": "on"}).content.decode()
    assert client.post(place, {"is_right": "on", "late_reason": "Leave."}).status_code == 302
    mine.refresh_from_db()
    assert collect.standing(mine, moment) == "Late"


def uploaded(client, submission, content, name="figures.csv"):
    place = reverse("dataset:upload", args=[submission.pk])
    return client.post(place, {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_taken_whole_or_not_at_all(asked, cast, client_for):
    mine = of_agency(asked(), cast.police)
    client = client_for(cast.sergeant)
    good = b"ref,value,numerator,denominator,missing,explanation\nM4,12,,,,\n"
    wrong = good + b"LAC7-QL,,50,40,,\nCP1,3,,,,\nM4,4,,,,\nM4,=2+2,,,,\n"
    html = uploaded(client, mine, wrong).content.decode()
    for words in (
        "Row 3, column numerator",
        "more than the denominator",
        "was not asked for",
        "stands there twice",
        "Nothing was kept",
    ):
        assert words in html
    assert not SubmittedFigure.objects.exists()
    assert uploaded(client, mine, b"%PDF-1.7").status_code == 200
    assert uploaded(client, mine, good + b"LAC7-QL,,30,40,,\n").status_code == 302
    assert SubmittedFigure.objects.count() == 2


def test_the_template_can_be_filled_in_and_uploaded(asked, cast, client_for):
    mine = of_agency(asked(), cast.police)
    client = client_for(cast.sergeant)
    empty = client.get(reverse("dataset:template", args=[mine.pk])).content.decode()
    filled = empty.replace("M4,,", "M4,12,").replace("LAC7-QL,,,", "LAC7-QL,,3,")
    assert uploaded(client, mine, filled.replace("LAC7-QL,,3,,", "LAC7-QL,,3,4,").encode()).status_code == 302
    assert SubmittedFigure.objects.get(ref="LAC7-QL").number == 75


def test_a_locked_collection_becomes_the_figures_of_the_area(asked, area, cast, moment, as_user, client_for):
    made = asked()
    with as_user(cast.sergeant):
        sign(made, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    with as_user(cast.bob):
        sign(made, cast.school, cast.bob, moment, given("M4", 3), given("LAC7-QL", 0, 10))
    client = client_for(cast.business)
    assert "Southern Shore Police: in time" in page(client, "dataset:round", made.pk)
    assert client.post(reverse("dataset:lock", args=[made.pk])).status_code == 302
    rows = {row.ref: row for row in Value.objects.filter(area=area)}
    assert (rows["M4"].number, rows["M4"].source) == (15, "collected")
    assert (rows["LAC7-QL"].number, rows["LAC7-QL"].denominator) == (60, 50)
    assert set(Submission.objects.values_list("state", flat=True)) == {"locked"}
    with pytest.raises(StepNotAllowed):
        collect.send_back(submission=of_agency(made, cast.police), reason="x", by=cast.business, at=moment)
    with pytest.raises(StepNotAllowed, match="locked"):
        asked()


def test_what_nobody_signed_off_is_missing_and_other_figures_stay(asked, area, cast, moment, as_user, client_for):
    value(area, "LAC7-QL", number="80", at=moment)
    made = asked()
    with as_user(cast.sergeant):
        sign(made, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    collect.lock(round_=made, by=cast.business, at=moment)
    rows = {row.ref: row for row in Value.objects.filter(area=area)}
    assert (rows["M4"].number, rows["M4"].missing) == (None, "not_answered")
    assert (rows["LAC7-QL"].number, rows["LAC7-QL"].source) == (80, "imported")
    words = page(client_for(cast.business), "dataset:round", made.pk)
    assert f"Locked by {cast.business}" in words
    assert f"Signed off by {cast.sergeant}" in words
    assert "80.0% (brought in from a published sheet) stays" in words


def test_a_collected_figure_takes_the_place_of_another_and_says_so(asked, area, cast, moment, as_user):
    value(area, "M4", number="99", at=moment)
    made = asked()
    with as_user(cast.sergeant):
        sign(made, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    with as_user(cast.bob):
        sign(made, cast.school, cast.bob, moment, given("M4", 3), given("LAC7-QL", 0, 10))
    collect.lock(round_=made, by=cast.business, at=moment)
    assert Value.objects.get(area=area, ref="M4").number == 15
    told = {each["ref"]: each for each in Round.objects.get().outcome}
    assert (told["M4"]["taken"], told["M4"]["lost"]) == ("15", "99 (brought in from a published sheet)")
    assert told["LAC7-QL"] == {"ref": "LAC7-QL", "taken": "60.0%", "lost": "", "stays": "", "missing": []}


def test_one_source_is_not_added_to_another(asked, area, cast, moment, as_user):
    """The same children were missing for both agencies: the figure that was signed off first is the area's."""
    made = asked(refs=["EH5-QL"])
    with as_user(cast.sergeant):
        sign(made, cast.police, cast.sergeant, moment, given("EH5-QL", 12))
    with as_user(cast.bob):
        sign(made, cast.school, cast.bob, moment + timedelta(minutes=1), given("EH5-QL", 9))
    collect.lock(round_=made, by=cast.business, at=moment + timedelta(minutes=2))
    assert Value.objects.get(area=area, ref="EH5-QL").number == 12


def test_an_agency_sees_its_last_figures_and_the_unit_all_side_by_side(asked, area, cast, moment, as_user, client_for):
    for number, back in ((10, 2), (12, 1)):
        earlier = asked(month=OCTOBER.back(back))
        with as_user(cast.sergeant):
            sign(earlier, cast.police, cast.sergeant, moment, given("M4", number), given("LAC7-QL", 30, 40))
    made = asked()
    words = page(client_for(cast.sergeant), "dataset:submission", of_agency(made, cast.police).pk)
    assert "Your last 2, the oldest first: 10, 12. Expected: 5 to 24." in words
    with as_user(cast.sergeant):
        collect.enter(submission=of_agency(made, cast.police), entries=[given("M4", 70)], by=cast.sergeant, at=moment)
    words = page(client_for(cast.business), "dataset:round", made.pk)
    assert "Agencies side by side" in words
    assert "Far from those before" in words
    assert "expected 5 to 24" in words


def test_figures_can_be_sent_back_with_a_reason(asked, cast, moment, as_user, client_for):
    made = asked()
    with as_user(cast.sergeant):
        mine = sign(made, cast.police, cast.sergeant, moment, given("M4", 12), given("LAC7-QL", 30, 40))
    place = reverse("dataset:send_back", args=[mine.pk])
    assert client_for(cast.business).post(place, {"reason": "Counted twice?"}).status_code == 302
    words = page(client_for(cast.sergeant), "dataset:submission", mine.pk)
    assert f"Sent back: Counted twice? ({cast.business}, " in words
    mine.refresh_from_db()
    assert mine.sent_back_by == cast.business
    assert mine.events.order_by("pgh_id").last().pgh_context.metadata == {"by": str(cast.business.pk)}
    assert f"sent back by {cast.business}" in page(client_for(cast.business), "dataset:round", made.pk)


def test_only_the_business_unit_asks(asked, area, cast, moment, client_for):
    made = asked()
    for somebody in (cast.board, cast.senior, cast.sergeant, cast.charlie):
        client = client_for(somebody)
        for name, ids in (("rounds", []), ("open_round", []), ("round", [made.pk]), ("lock", [made.pk])):
            assert client.post(reverse(f"dataset:{name}", args=ids)).status_code == 403
    client = client_for(cast.business)
    due = moment.date() + timedelta(days=10)
    sent = {
        "period": "quarter", "month": "2018-10", "agencies": [str(cast.health.pk)], "refs": ["LAC14"],
        "due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year,
    }  # fmt: skip
    assert client.post(reverse("dataset:open_round"), sent | {"month": "2018-11"}).status_code == 200
    assert client.post(reverse("dataset:open_round"), sent).status_code == 302
    assert "2 waiting" in page(client, "dataset:rounds")
    assert Round.objects.get(period="quarter").submissions.get().agency == cast.health
