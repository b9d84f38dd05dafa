"""The read log shows whoever changes it."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from harbourlight.foundations.access import seals
from harbourlight.foundations.access.models import Reading

from .factories import as_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.database]
UNGUARDED = "ALTER TABLE access_reading DISABLE TRIGGER access_hash_reading"


def read(moment, count=5):
    """Write some lines of the read log."""
    Reading.objects.bulk_create(
        Reading(at=moment, professional_id=uuid4(), person_id=uuid4(), verb="read", place="people:person")
        for _ in range(count)
    )


@pytest.fixture
def sealed(moment):
    """Return the heads of three sealed runs of the log, a minute apart."""
    for minute in (2, 1, 0):
        at = moment - timedelta(minutes=minute)
        read(at)
        seals.seal_now(at)
    return {number: head for number, head, _ in seals.heads()}


def faults():
    """Return what a verification finds, as one text."""
    return "; ".join(f"{fault.seal}: {fault.what}" for fault in seals.verify().faults)


def test_an_untouched_log_is_whole(sealed, moment):
    read(moment, 2)
    verdict = seals.verify(kept=sealed)
    assert (verdict.seals, verdict.rows, verdict.unsealed, verdict.faults) == (3, 17, 2, [])


def test_nothing_new_makes_no_seal(sealed, moment):
    assert seals.seal_now(moment) is None


def test_sealing_never_reads_the_whole_log(sealed, moment):
    scans = "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables WHERE relname LIKE 'access_reading_%'"
    with connection.cursor() as cursor:
        before = cursor.execute(scans).fetchone()
        read(moment)
        assert seals.seal_now(moment).rows == 5
        assert seals.seal_now(moment) is None
        assert cursor.execute(scans).fetchone() == before


def test_a_changed_row_shows(sealed):
    as_superuser(
        "UPDATE access_reading SET professional_id = gen_random_uuid() WHERE id = "
        "(SELECT id FROM access_reading WHERE seal_number = 2 LIMIT 1)"
    )
    assert "was changed" in faults()


def test_a_changed_row_with_a_new_leaf_shows(sealed):
    as_superuser("UPDATE access_reading r SET verb = 'listed', leaf = leaf WHERE seal_number = 2")
    as_superuser("UPDATE access_reading r SET leaf = access_leaf(r) WHERE seal_number = 2")
    assert faults() == "2: its root does not fit its rows"


def test_a_deleted_row_shows(sealed):
    as_superuser("DELETE FROM access_reading WHERE id = (SELECT id FROM access_reading WHERE seal_number = 1 LIMIT 1)")
    assert "1: rows were deleted: it sealed 5 and there are 4" in faults()


def test_all_rows_of_a_seal_deleted_show(sealed):
    as_superuser("DELETE FROM access_reading WHERE seal_number = 2")
    assert "2: all its rows are gone" in faults()


def test_a_row_put_into_a_sealed_run_shows(sealed, moment):
    as_superuser(UNGUARDED)
    as_superuser(
        "INSERT INTO access_reading (id, at, verb, place, leaf, seal_number) "
        "VALUES (gen_random_uuid(), %s, 'read', 'people:person', '', 2)",
        [moment],
    )
    as_superuser("UPDATE access_reading r SET leaf = access_leaf(r) WHERE leaf = ''")
    assert "2: rows were added: it sealed 5 and there are 6" in faults()


def test_a_row_dated_back_shows_before_and_after_it_is_sealed(sealed, moment):
    read(moment - timedelta(days=2), 1)
    assert "was added late" in faults()
    seals.seal_now(moment)
    assert "4: row" in faults()


def test_a_missing_seal_shows(sealed):
    as_superuser("DELETE FROM access_seal WHERE number = 2")
    assert "3: the seal before it is missing" in faults()
    assert "2: the seal is gone, and its 5 rows are left" in faults()


def test_the_last_seal_deleted_shows(sealed):
    as_superuser("DELETE FROM access_seal WHERE number = 3")
    assert "3: the seal is gone, and its 5 rows are left" in faults()


def test_a_cut_at_the_end_shows_against_heads_kept_elsewhere(sealed):
    as_superuser("DELETE FROM access_seal WHERE number = 3")
    as_superuser("DELETE FROM access_reading WHERE seal_number = 3")
    assert seals.verify().faults == []
    assert [fault.seal for fault in seals.verify(kept=sealed).faults] == [3]


def test_a_chain_made_anew_shows_against_heads_kept_elsewhere(sealed, moment):
    as_superuser("DELETE FROM access_seal")
    as_superuser("UPDATE access_reading SET seal_number = NULL")
    seals.seal_now(moment)
    assert any("differs from the one kept elsewhere" in fault.what for fault in seals.verify(kept=sealed).faults)


def test_a_changed_head_shows(sealed):
    as_superuser("UPDATE access_seal SET head = sha256('x') WHERE number = 1")
    assert "2: its head does not follow" in faults()


def test_the_command_says_plainly_whether_the_log_is_whole(sealed, tmp_path):
    kept = tmp_path / "heads"
    printed = io.StringIO()
    call_command("audit", "heads", stdout=printed)
    kept.write_text(printed.getvalue(), "utf-8")
    said = io.StringIO()
    call_command("audit", "verify", heads=str(kept), stdout=said)
    assert "The read log is whole" in said.getvalue()
    as_superuser("DELETE FROM access_reading WHERE seal_number = 2")
    with pytest.raises(CommandError) as refusal:
        call_command("audit", "verify", stdout=io.StringIO())
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("change", ["sealed_at = sealed_at - interval '3 days'", "number = 9"])
def test_what_a_check_relies_on_is_under_the_hash(sealed, change):
    """With an earlier moment of its seal a row that was dated back would pass."""
    as_superuser(f"UPDATE access_seal SET {change} WHERE number = 3")
    assert "its head does not follow" in faults() or "the seal before it is missing" in faults()


def test_the_order_of_rows_cannot_be_changed(sealed):
    as_superuser("UPDATE access_reading SET sequence = sequence + 100 WHERE seal_number = 2")
    assert "was changed" in faults()


def test_whoever_writes_a_row_does_not_choose_its_place(sealed, moment):
    read(moment, 1)
    Reading.objects.bulk_create([Reading(at=moment, verb="read", place="x", sequence=1)])
    rows = as_superuser("SELECT sequence FROM access_reading WHERE seal_number IS NULL ORDER BY sequence")
    assert len({row for (row,) in rows}) == 2
    assert min(row for (row,) in rows) > 15


def test_a_clock_that_was_set_back_is_noted_and_is_no_tampering(sealed, moment, caplog):
    back = moment - timedelta(hours=5)
    read(back)
    assert seals.verify(at=back).faults == []
    seals.seal_now(back)
    read(back + timedelta(minutes=1))
    seals.seal_now(back + timedelta(minutes=1))
    verdict = seals.verify()
    assert verdict.faults == []
    assert [note.seal for note in verdict.notes] == [4]
    assert "The clock was set back by 5:00:00" in caplog.text
    read(back - timedelta(days=2), 1)
    seals.seal_now(back + timedelta(minutes=2))
    assert "6: row" in faults()


def test_the_command_seals(moment):
    read(moment)
    said = io.StringIO()
    call_command("audit", "seal", stdout=said)
    assert "Seal 1 over 5 rows." in said.getvalue()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9])
def test_a_root_depends_on_every_leaf_and_on_their_order(count):
    leaves = [bytes([number]) * 32 for number in range(count)]
    root = seals.merkle_root(leaves)
    assert len(root) == 32
    for place in range(count):
        assert seals.merkle_root([*leaves[:place], b"x" * 32, *leaves[place + 1 :]]) != root
    assert count == 1 or seals.merkle_root(leaves[::-1]) != root
    assert seals.merkle_root([*leaves, leaves[-1]]) != root


def test_months_are_made_ahead_and_twice_does_no_harm(moment):
    seals.make_months(moment.date())
    seals.make_months((moment + timedelta(days=400)).date())
    seals.make_months((moment + timedelta(days=400)).date())
    read(moment, 1)
