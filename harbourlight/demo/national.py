"""Invents the contacts of a whole country as Parquet files: keys, moments and outcomes, no child's name.

DuckDB makes the rows itself. The same numbers make the same rows: every chance is a hash of the row's number.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import duckdb

NOTE = "country.json"
AREAS = 153  # authorities in England
MEMORY = "4GB"

TOOLS = """
SET TimeZone = 'UTC';
CREATE MACRO chance(number, about) AS (hash(number, about) % 1000003) / 1000003.0;
CREATE MACRO key(about, number) AS md5(about || number)::UUID;
CREATE TABLE areas AS
    SELECT n AS place, key('area', n) AS id, 0.3 + 1.4 * chance(n, 'size') AS size FROM range(1, {areas} + 1) t(n);
ALTER TABLE areas ADD COLUMN number BIGINT;
UPDATE areas SET number = greatest(1, round({number} * size / (SELECT sum(size) FROM areas)))::BIGINT;
"""

CONTACTS = """
SELECT key('contact', n) AS id, area_id, happened_at, child_ids, source,
    CASE WHEN chance(n, 'same event') < 0.02 THEN key('contact', n - 1) END AS same_event_as_id,
    CASE WHEN happened_at + waiting > '{at}'::TIMESTAMPTZ OR chance(n, 'open') < 0.002 THEN ''
         WHEN chance(n, 'outcome') < 0.15 THEN 'referral' WHEN chance(n, 'outcome') < 0.17 THEN 'strategy'
         WHEN chance(n, 'outcome') < 0.45 THEN 'early_help' ELSE 'no_action' END AS outcome,
    CASE WHEN outcome <> '' THEN happened_at + waiting END AS decided_at
FROM (
    SELECT place * 1000000000 + row AS n, id AS area_id,
        '{at}'::TIMESTAMPTZ - to_microseconds((chance(n, 'when') * {seconds} * 1000000)::BIGINT) AS happened_at,
        to_microseconds((-ln(1 - chance(n, 'wait')) * 11 * 3600 * 1000000)::BIGINT) AS waiting,
        floor(pow(chance(n, 'child'), 1.6) * number * 0.7)::BIGINT AS child,
        CASE WHEN chance(n, 'siblings') < 0.25 THEN [key('child' || place, child), key('child' || place, child + 1)]
             ELSE [key('child' || place, child)] END AS child_ids,
        CASE WHEN chance(n, 'source') < 0.4 THEN 'police' ELSE 'web' END AS source
    FROM areas, unnest(range(number)) t(row)
)
"""

CLOCKS = """
SELECT key('clock', id::VARCHAR) AS id, area_id, 'CLK-REF-001' AS clock, chance(id, 'alarm') >= 0.05 AS is_alarm,
    id AS subject_id, happened_at AS started_at, happened_at + INTERVAL 24 HOUR AS due_at, decided_at AS met_at,
    CASE WHEN chance(id, 'cancelled') < 0.01 THEN happened_at + INTERVAL 1 HOUR END AS cancelled_at
FROM '{contacts}'
"""

REQUESTS = """
SELECT key('request', id::VARCHAR) AS id, area_id, happened_at + INTERVAL 1 HOUR AS asked_at,
    happened_at + INTERVAL 25 HOUR AS due_at,
    happened_at + to_microseconds((chance(id, 'answer') * 40 * 3600 * 1000000)::BIGINT) AS maybe_at,
    CASE WHEN chance(id, 'answered') < 0.85 AND maybe_at <= '{at}'::TIMESTAMPTZ THEN maybe_at END AS answered_at,
    CASE WHEN answered_at IS NOT NULL THEN 'held' WHEN chance(id, 'gone') < 0.05 THEN 'withdrawn' ELSE 'asked' END
        AS state
FROM '{contacts}' WHERE chance(id, 'asked') < 0.3
"""


@dataclass(frozen=True)
class Country:
    """How large a country is, and the moment its copy was made."""

    contacts_a_year: int
    years: int
    at: datetime
    areas: int = AREAS


def invent(country: Country, folder: Path) -> None:
    """Write the contacts, decision clocks and requests of a country into a folder."""
    engine = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "scratch")})
    engine.execute("SET preserve_insertion_order = false")
    engine.execute(TOOLS.format(areas=country.areas, number=country.contacts_a_year * country.years))
    contacts = folder / "frontdoor.contact.parquet"
    words = {"at": country.at.isoformat(), "contacts": contacts, "seconds": country.years * 365.25 * 86400}
    areas = "SELECT id, place, 'Area ' || lpad(place::VARCHAR, 3, '0') AS name FROM areas"
    tables = {
        "frontdoor.contact": CONTACTS, "pathways.deadline": CLOCKS, "requests.request": REQUESTS, "areas": areas,
    }  # fmt: skip
    for name, rows in tables.items():
        file = folder / f"{name}.parquet"
        engine.execute(f"COPY ({rows.format(**words)}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    engine.close()
    (folder / NOTE).write_text(json.dumps(asdict(country) | {"at": country.at.isoformat()}))


def country_in(folder: Path) -> Country | None:
    """Return the country whose copy is in a folder whole; None where there is none."""
    if not (folder / NOTE).exists():
        return None
    held = json.loads((folder / NOTE).read_text())
    return Country(**held | {"at": datetime.fromisoformat(held["at"])})


def areas_of(folder: Path) -> dict[UUID, str]:
    """Return the areas of a copy in their order: key to name."""
    return dict(duckdb.sql(f"SELECT id, name FROM '{folder / 'areas'}.parquet' ORDER BY place").fetchall())  # noqa: S608
