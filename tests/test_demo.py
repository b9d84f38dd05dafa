"""The demonstration: invented, the same for the same seed, at the published rates, and like the product's own rows."""

from datetime import UTC, datetime

import pytest

from harbourlight.demo import CANARIES, load, numbers, places, rates, report, signins
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Barrier, Grant
from harbourlight.foundations.agencies.models import Agency
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.documents.models import ThresholdDocument
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.models import Address, Person
from harbourlight.practice.frontdoor.actions import ReportedChild, receive
from harbourlight.practice.frontdoor.models import Contact, ContactChild

NOW = datetime(2026, 3, 18, 14, 30, tzinfo=UTC)
EVENING = datetime(2026, 3, 18, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_password(tmp_path, settings):
    """Keep the demonstration's password in a folder of the test."""
    settings.DATA = tmp_path


def made(children=400, seed=5, years=2):
    """Make a small demonstration in memory."""
    return load.make(now=NOW, children=children, years=years, seed=seed)


def test_the_same_seed_makes_the_same_people_and_contacts():
    one, other, third = made(60), made(60), made(60, seed=6)

    def told(world):
        return [(c.id, c.reference, c.happened_at, c.outcome) for c in world.basket.rows[Contact]]

    assert told(one) == told(other)
    assert told(one) != told(third)


def test_the_register_has_the_published_shape():
    register = list(places.relevant_agencies())
    assert len(register) == 193
    assert len({name for _, name, _ in register}) == 193
    assert sum(sector == "education" for sector, _, _ in register) == 70
    assert sum(sector == "early_years" for sector, _, _ in register) == 79


def test_nobody_lives_at_an_nhs_number_of_the_demonstration():
    for serial in (1, 77, 4000):
        number = numbers.nhs_number(serial)
        total = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9]))
        assert number.startswith("999")
        assert (total + int(number[9])) % 11 == 0
    assert numbers.upn(12)[4:8] == "0000"  # a school that does not exist


def test_every_deadline_met_late_or_running_belongs_to_its_contact():
    world = made(120)
    contacts = {contact.id: contact for contact in world.basket.rows[Contact]}
    for deadline in world.basket.rows[Deadline]:
        contact = contacts.get(deadline.subject_id)
        if contact and deadline.started_at == contact.happened_at:
            assert deadline.met_at == contact.decided_at
    for contact in contacts.values():
        assert contact.happened_at <= NOW
        assert not contact.decided_at or contact.decided_at >= contact.happened_at


def test_about_forty_contacts_wait_on_the_latest_day():
    waiting = [c for c in made(3000, years=0.2).basket.rows[Contact] if c.state in ("received", "screening")]
    assert 35 <= len(waiting) <= 90
    assert any(contact.urgency == "immediate" for contact in waiting)


def test_canary_addresses_are_protected_from_the_fathers():
    rows = [row for row in made().basket.rows[Address] if row.lines.startswith("Canary")]
    assert {
        row.lines.split(", Harb")[0].split(", Salt")[0].split(", Orr")[0].split(", Wick")[0] for row in rows
    } == set(CANARIES)
    assert all(row.is_hidden and row.never_to and row.person_id not in row.never_to for row in rows)


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_keeps_the_published_rates():
    with as_system("the demonstration"):
        counts = load.load(now=NOW, children=600, years=2, seed=5)
        assert Person.objects.filter(is_child=True).count() == 600
        assert Agency.objects.count() == 193 + 6
        assert ThresholdDocument.objects.count() == 8
        assert Contact.objects.count() == counts["frontdoor.contact"]
        assert Barrier.objects.filter(kind="excluded").exists()
        assert Barrier.objects.filter(kind="restricted", hides_existence=True).exists()
        assert not load.is_empty()
    figures = {what: here for what, _, here in report.figures(NOW)}
    assert figures["from the police, %"] == pytest.approx(50, abs=5)
    assert figures["converting to a referral, %"] == pytest.approx(100 * rates.CONVERTING, abs=4)
    assert figures["decided within the limit, %"] == pytest.approx(100 * rates.DECIDED_IN_TIME, abs=3)


@pytest.mark.django_db
def test_a_contact_of_the_demonstration_has_the_rows_that_the_front_door_writes():
    with as_system("compare the demonstration with the product"):
        load.load(now=EVENING, children=200, years=0.2, seed=5)
        theirs = Contact.objects.filter(state="received").order_by("happened_at").last()
        child = Person.objects.get(pk=theirs.child_ids[0])
        told = [ReportedChild(person_id=person_id, first_name="A") for person_id in theirs.child_ids]
        ours = receive(
            by=theirs.recorded_by,
            at=theirs.recorded_at,
            area=child.area,
            happened_at=theirs.happened_at,
            children=told,
            what_happened="Worry",
            referrer_kind=theirs.referrer_kind,
            referrer_agency=theirs.referrer_agency,
        )
        assert consequences(ours) == consequences(theirs)
        assert ours.reference > theirs.reference


def consequences(contact):
    """Give what a received contact left behind, without ids and words of the telling."""
    return {
        "contact": (contact.state, contact.version, contact.team_id, contact.area_id),
        "children": ContactChild.objects.filter(contact=contact).count(),
        "steps": sorted(
            StepTaken.objects.filter(subject_id=contact.id).values_list(
                "subject_kind", "step", "from_state", "to_state", "taken_by", "happened_at", "recorded_at"
            )
        ),
        "clocks": sorted(
            Deadline.objects.filter(subject_id=contact.id).values_list(
                "clock",
                "clock_version",
                "title",
                "is_alarm",
                "started_at",
                "due_on",
                "due_at",
                "team",
                "subject_kind",
            )
        ),
        "lines": sorted(
            Line.objects.filter(source_id=contact.id).values_list(
                "person",
                "what",
                "happened_at",
                "recorded_at",
                "recorded_by",
                "agency",
                "is_significant",
                "source_kind",
            )
        ),
        "grants": sorted(
            Grant.objects.filter(source=f"contact:{contact.id}").values_list(
                "person_id", "holder_id", "basis", "scope", "valid_from", "granted_by"
            )
        ),
    }


def test_the_password_is_this_installation_s_own_and_private():
    assert signins.password() == signins.password()
    assert signins.password_file().stat().st_mode & 0o077 == 0
    assert len(signins.password()) >= 20
