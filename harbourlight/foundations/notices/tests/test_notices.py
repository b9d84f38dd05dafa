"""Who is told of what, who opens it, and what goes on when nobody does."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.access.choices import BarrierKind, Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.notices.actions import NotToldError, escalate, notify, open_notice, see_to
from harbourlight.foundations.notices.choices import Way
from harbourlight.foundations.notices.limits import NEXT, USUAL_MINUTES
from harbourlight.foundations.notices.models import Delivery, Duty, Notice, Opening, Waiting
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.rules.actions import set_number

from .conftest import duty, in_london

pytestmark = pytest.mark.django_db
LIMIT = timedelta(minutes=USUAL_MINUTES)
SAYS = "A child may be in danger now"


@pytest.fixture
def tell(record, as_user, moment, cast):
    """Return the function with which Bob gives notice of the record."""

    def give_notice(**more):
        with as_user(cast.bob):
            return notify(**{"subject": record, "says": SAYS, "is_urgent": True, "by": cast.bob, "at": moment} | more)

    return give_notice


def told():
    """Return (who, by which way, rung) of every telling, in their order."""
    with as_system("the test reads who was told"):
        rows = Delivery.objects.order_by("told_at", "rung", "way").select_related("professional", "team", "agency")
        return [(row.told, row.way, row.rung) for row in rows]


def mails():
    """Return (address, subject, body) of the e-mails that wait to be sent."""
    jobs = ProcrastinateJob.objects.filter(task_name="harbourlight.foundations.documents.tasks.send_mail")
    return [(job.args["to"], job.args["subject"], job.args["body"]) for job in jobs.order_by("id")]


def seen_by(as_user, person):
    """Return the notices that somebody may see."""
    with as_user(person):
        return list(Notice.objects.visible_to(person))


HUB = [("Harbourhaven MASH", Way.EMAIL, 1), ("Harbourhaven MASH", Way.PRODUCT, 1)]
MANAGERS = [("Duty managers", Way.EMAIL, 2), ("Duty managers", Way.PRODUCT, 2)]


def test_whoever_is_on_duty_is_told_in_the_product_and_by_mail(ladder, tell, as_user):
    notice = tell()
    assert told() == HUB
    assert seen_by(as_user, ladder.alice) == [notice]


def test_the_mail_holds_a_reference_and_a_link_and_nothing_else(ladder, tell, record):
    notice = tell()
    [(address, subject, body)] = mails()
    assert address == ladder.mash.email
    assert subject == f"Urgent: something waits for you in Harbourlight ({notice.reference})"
    assert notice.get_absolute_url() in body
    text = f"{subject}\n{body}".lower()
    for word in ("juniper", "kelp", "child", "danger", str(record.pk), "bob", "harbourhaven", "request"):
        assert word not in text


@pytest.mark.parametrize(
    ("after", "whom"),
    [
        (LIMIT - timedelta(seconds=1), HUB),
        (LIMIT, HUB + MANAGERS),
        (LIMIT + timedelta(minutes=1), HUB + MANAGERS),
    ],
)
def test_the_next_on_the_ladder_is_told_when_the_minutes_are_over(ladder, tell, moment, after, whom):
    tell()
    assert escalate(at=moment + after) == len(whom) // 4
    assert told() == whom


def test_an_area_sets_its_own_minutes(ladder, tell, moment):
    set_number(rule_id=NEXT, area=ladder.area, number=5, from_on=moment.date() - timedelta(days=1), by=None,
               at=moment)  # fmt: skip
    tell()
    assert escalate(at=moment + timedelta(minutes=5, seconds=-1)) == 0
    assert escalate(at=moment + timedelta(minutes=5)) == 1


def test_nobody_is_told_twice_and_the_ladder_has_an_end(ladder, tell, moment):
    tell()
    for number in range(1, 5):
        escalate(at=moment + number * LIMIT)
    assert told() == HUB + MANAGERS
    with as_system("the test looks at what waits"):
        assert {row.next_at for row in Waiting.objects.all()} == {moment + 5 * LIMIT}


def test_what_somebody_opened_goes_no_further(ladder, tell, moment, as_user):
    notice = tell()
    with as_user(ladder.alice):
        open_notice(notice=notice, by=ladder.alice, at=moment + timedelta(minutes=2))
    assert escalate(at=moment + LIMIT) == 0
    with as_user(ladder.manager):
        opening = Opening.objects.visible_to(ladder.manager).get()
        assert (opening.opened_by, opening.opened_at) == (ladder.alice, moment + timedelta(minutes=2))


def test_each_who_opens_is_kept_once(ladder, tell, moment, as_user):
    notice = tell()
    for person, minutes in ((ladder.alice, 1), (ladder.manager, 2), (ladder.alice, 3)):
        with as_user(person):
            open_notice(notice=notice, by=person, at=moment + timedelta(minutes=minutes))
    with as_system("the test reads who opened"):
        rows = Opening.objects.order_by("opened_at").values_list("opened_by", "opened_at")
        assert list(rows) == [
            (ladder.alice.pk, moment + timedelta(minutes=1)), (ladder.manager.pk, moment + timedelta(minutes=2)),
        ]  # fmt: skip


def test_whoever_was_not_told_takes_the_notice_from_nobody(ladder, tell, moment, as_user, record):
    notice = tell()
    give(person_ids=record.child_ids, professional=ladder.worker, basis=Basis.ALLOCATED, reason="Works with her",
         by=ladder.manager, at=moment)  # fmt: skip
    with as_user(ladder.worker), pytest.raises(NotToldError):
        open_notice(notice=notice, by=ladder.worker, at=moment)
    assert escalate(at=moment + LIMIT) == 1


def test_a_record_taken_in_hand_needs_no_opening(ladder, tell, moment, as_user, record):
    tell()
    with as_user(ladder.manager):
        see_to(subject=record, by=ladder.manager, at=moment)
    assert escalate(at=moment + LIMIT) == 0


def test_with_nobody_on_duty_that_is_kept_and_the_first_to_come_on_duty_is_told(cast, tell, moment):
    tell()
    assert told() == [("Nobody", Way.NOBODY, 0)]
    assert escalate(at=moment + timedelta(minutes=1)) == 0
    duty(cast.mash, ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "bank holiday"],
         "00:00", "00:00")  # fmt: skip
    assert escalate(at=moment + timedelta(minutes=2)) == 1
    assert told() == [("Nobody", Way.NOBODY, 0), ("Harbourhaven MASH", Way.PRODUCT, 1)]
    assert escalate(at=moment + timedelta(minutes=3)) == 0


def test_whoever_comes_on_duty_meanwhile_is_told_with_the_next(rota, tell):
    at = in_london("2026-03-18 16:55")
    tell(at=at)
    escalate(at=at + LIMIT)
    assert [who for who, way, _ in told() if way == Way.PRODUCT] == [
        "Harbourhaven MASH", "Night team", "Duty managers",
    ]  # fmt: skip


def test_a_named_person_is_told_and_then_the_ladder(ladder, tell, moment):
    tell(to=ladder.manager)
    assert told() == [("Morag Tideswell", Way.EMAIL, 0), ("Morag Tideswell", Way.PRODUCT, 0)]
    escalate(at=moment + LIMIT)
    assert told()[2:] == HUB


def test_what_is_not_urgent_waits_at_the_one_named_and_goes_no_further(ladder, tell, moment):
    tell(to=ladder.manager, is_urgent=False)
    assert escalate(at=moment + 10 * LIMIT) == 0
    assert [who for who, _, _ in told()] == ["Morag Tideswell"] * 2
    assert not mails()[0][1].startswith("Urgent")


def test_the_same_record_is_not_told_of_twice_while_nobody_opened_it(ladder, tell, moment, as_user):
    first = tell()
    assert tell(says="Rated red") == first
    with as_user(ladder.alice):
        open_notice(notice=first, by=ladder.alice, at=moment)
    assert tell(says="Rated red") != first


def test_whoever_is_excluded_sees_nothing_and_is_not_told(ladder, tell, record, as_user, moment, client_for):
    bar(person_id=record.child_ids[0], kind=BarrierKind.EXCLUDED, professionals=[ladder.alice], reason="Her niece",
        by=ladder.manager, at=moment)  # fmt: skip
    notice = tell()
    assert seen_by(as_user, ladder.alice) == []
    assert seen_by(as_user, ladder.manager) == [notice]
    with as_user(ladder.alice), pytest.raises(NotToldError):
        open_notice(notice=notice, by=ladder.alice, at=moment)
    page = client_for(ladder.alice).get("/notices/").content.decode()
    assert SAYS not in page
    assert "app-header__count" not in page


def test_a_team_of_excluded_people_is_passed_over(ladder, tell, record, moment):
    people = [ladder.alice, ladder.manager]
    bar(person_id=record.child_ids[0], kind=BarrierKind.EXCLUDED, professionals=people, reason="They know her",
        by=ladder.senior, at=moment)  # fmt: skip
    tell()
    assert told() == MANAGERS
    assert [address for address, _, _ in mails()] == [ladder.seniors.email]


def test_another_area_and_whoever_is_not_on_duty_see_nothing(ladder, tell, as_user):
    tell()
    for person in (ladder.charlie, ladder.sergeant, ladder.colleague, ladder.guardian):
        assert seen_by(as_user, person) == []


def test_a_team_that_is_told_may_open_the_record_and_no_other(ladder, tell, record, moment, as_user):
    child = record.child_ids[0]
    with as_user(ladder.senior):
        assert not Person.objects.filter(pk=child).exists()
    Duty.objects.filter(team=ladder.mash).update(ended_on="2011-01-01")
    tell(opens_record=True)
    with as_user(ladder.senior):
        assert Person.objects.filter(pk=child).exists()
    with as_user(ladder.colleague):
        assert not Person.objects.filter(pk=child).exists()


def test_the_sight_of_those_on_duty_ends_with_the_next_working_day(rota, tell, as_user):
    from harbourlight.foundations.access.models import Grant

    tell(at=in_london("2026-03-27 20:00"), opens_record=True)  # a Friday; the clocks change before Monday
    with as_system("the test reads grants"):
        grant = Grant.objects.get(holder_id=rota.night.pk)
    assert grant.valid_until == in_london("2026-03-31 00:00")


@pytest.mark.parametrize("table", ["notices_notice", "notices_delivery", "notices_opening"])
@pytest.mark.parametrize("words", ["UPDATE {} SET child_ids = '{{}}'", "DELETE FROM {}"])
def test_what_was_told_and_opened_is_never_rewritten(ladder, tell, table, words):
    tell()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(words.format(table))


def test_a_notice_without_words_is_refused_and_leaves_nothing(ladder, tell):
    with pytest.raises(NotToldError):
        tell(says=" ")
    assert told() == []


def test_a_team_member_who_left_sees_nothing_more(ladder, tell, as_user, moment):
    tell()
    TeamMembership.objects.filter(professional=ladder.alice).update(ended_on=moment.date() - timedelta(days=1))
    assert seen_by(as_user, ladder.alice) == []
