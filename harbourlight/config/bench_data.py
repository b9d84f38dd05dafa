"""Puts many invented people on file for the bench, inside the database and with the product's own search tokens."""

import random

from django.db import connection, transaction

from harbourlight.demo import words
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people import search

HEADS = [
    "Ald",
    "Amber",
    "Ash",
    "Barn",
    "Beck",
    "Birch",
    "Bracken",
    "Brook",
    "Carr",
    "Chalk",
    "Clay",
    "Cold",
    "Cran",
    "Dale",
    "Dove",
    "Elm",
    "Fair",
    "Fen",
    "Fern",
    "Field",
    "Fox",
    "Garth",
    "Gold",
    "Green",
    "Hals",
    "Hart",
    "Hazel",
    "Heath",
    "Holm",
    "Hurst",
    "Ings",
    "Kel",
    "Kirk",
    "Lamb",
    "Lark",
    "Lind",
    "Long",
    "Marsh",
    "Mead",
    "Mill",
    "Moor",
    "Nor",
    "Oak",
    "Ort",
    "Pen",
    "Plum",
    "Quarr",
    "Raven",
    "Red",
    "Rook",
    "Row",
    "Salt",
    "Sedge",
    "Silver",
    "Spar",
    "Stan",
    "Stone",
    "Swan",
    "Thorn",
    "Tilder",
    "Under",
    "Wal",
    "Wether",
    "Whin",
    "Wood",
]
TAILS = [
    "beck",
    "bury",
    "by",
    "combe",
    "cote",
    "croft",
    "dale",
    "den",
    "field",
    "ford",
    "gate",
    "grove",
    "ham",
    "holt",
    "hurst",
    "ley",
    "low",
    "mere",
    "more",
    "ridge",
    "shaw",
    "stead",
    "stone",
    "thwaite",
    "ton",
    "ville",
    "ward",
    "wick",
    "worth",
]
YEARS = range(1945, 2027)
CHILDREN_FROM = 2009
GRANTED = 0.2  # of the people on file, the share that some hub may see


def first_names():
    """Give the first names in use."""
    return sorted({*words.GIRLS, *words.BOYS, *words.WOMEN, *words.MEN})


def last_names(number):
    """Give some hundreds of surnames, the common ones first."""
    made = [head + tail for tail in TAILS for head in HEADS]
    random.Random(7).shuffle(made)  # noqa: S311 - invented names
    return [*words.SURNAMES, *made][:number]


def put_on_file(number, lasts=900):
    """Add so many people with names of a realistic spread, search tokens and some grants; give their number."""
    lasts = last_names(min(lasts, max(100, number // 20)))
    firsts = first_names()
    with as_system("the bench fills the register"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
        _token_tables(cursor, firsts, lasts)
        cursor.execute(PEOPLE, {"number": number, "firsts": len(firsts), "lasts": len(lasts), "from": CHILDREN_FROM})
        indexes = _drop_indexes(cursor)
        cursor.execute(TOKENS)
        for definition in indexes:
            cursor.execute(definition)
        cursor.execute(GRANTS, {"share": GRANTED})
        cursor.execute("ALTER TABLE people_person ENABLE TRIGGER USER")
        cursor.execute("DROP TABLE bench_people, bench_first, bench_last, bench_token")
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE people_person, people_searchtoken, access_grant")
    return number


PEOPLE = """
CREATE TEMPORARY TABLE bench_people AS
SELECT gen_random_uuid() AS id, f.name AS first, l.name AS last, d.born_on, extract(year FROM d.born_on)::int AS year
FROM (SELECT n, 1 + floor(%(firsts)s * power(random(), 1.6))::int AS f,
        1 + floor(%(lasts)s * power(random(), 2.0))::int AS l,
        date '2026-06-30' - (floor(random() * CASE WHEN random() < 0.5 THEN 6200 ELSE 29000 END))::int AS born_on
      FROM generate_series(1, %(number)s) n) d
JOIN bench_first f ON f.place = d.f JOIN bench_last l ON l.place = d.l;
ANALYZE bench_people;
INSERT INTO people_person (id, first_name, last_name, is_child, born_on, birth_year, birth_month, birth_certainty, sex,
    ethnicity, disabilities, language, needs_interpreter, communication_need, area_id, only_told, version, recorded_at)
SELECT p.id, p.first, p.last, p.year >= %(from)s, p.born_on, p.year, extract(month FROM p.born_on),
    'known', 'U', 'NOBT',
    '{}', '', 'unknown', '',
    (SELECT id FROM agencies_area ORDER BY name OFFSET (abs(hashtext(p.id::text)) %% 4) LIMIT 1),
    false, 1, now()
FROM bench_people p;
"""

TOKENS = """
INSERT INTO people_searchtoken (person_id, token)
SELECT p.id, t.token FROM bench_people p JOIN bench_token t ON t.first = p.first AND t.last = p.last AND t.year = 0
UNION ALL SELECT p.id, t.token FROM bench_people p JOIN bench_token t ON t.first = p.first AND t.last = ''
    AND t.year = p.year
UNION ALL SELECT p.id, t.token FROM bench_people p JOIN bench_token t ON t.first = '' AND t.last = p.last
    AND t.year = p.year
UNION ALL SELECT p.id, 'b:' || p.born_on FROM bench_people p
"""

GRANTS = """
INSERT INTO access_grant (id, person_id, team_id, holder_id, basis, scope, reason, source, valid_from,
    review_note, granted_at)
SELECT gen_random_uuid(), p.id, t.id, t.id, 'allocated', 'record', 'bench', 'bench', now() - interval '1 day', '', now()
FROM people_person p JOIN bench_people b ON b.id = p.id
JOIN agencies_team t ON t.kind = 'mash' AND t.area_id = p.area_id WHERE random() < %(share)s
"""


def _token_tables(cursor, firsts, lasts):
    """Let the product's own search make the tokens of each name, each pair of names and each name with a year."""
    for table, names in (("bench_first", firsts), ("bench_last", lasts)):
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} AS SELECT * FROM unnest(%s::text[]) WITH ORDINALITY AS t(name, place)",  # noqa: S608
            [names],
        )
    cursor.execute("CREATE TEMPORARY TABLE bench_token (first text, last text, year int, token text)")
    with cursor.copy("COPY bench_token FROM STDIN") as writer:
        for first in firsts:
            _copy(writer, first, "", 0)
            for last in lasts:
                _copy(writer, first, last, 0)
            alone = set(search.name_tokens(first, "", []))
            for year in YEARS:
                _copy(writer, first, "", year, besides=alone)
        for last in lasts:
            alone = set(search.name_tokens("", last, []))
            for year in YEARS:
                _copy(writer, "", last, year, besides=alone)
    cursor.execute("CREATE INDEX ON bench_token (first, last, year); ANALYZE bench_token")


def _copy(writer, first, last, year, besides=frozenset()):
    tokens = set(search.name_tokens(first, last, [year] if year else [])) - besides
    writer.write("".join(f"{first}\t{last}\t{year}\t{token}\n" for token in tokens))


def _drop_indexes(cursor):
    """Drop the token table's foreign keys and the indexes that keep no rule, and give what makes them again."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = 'people_searchtoken'::regclass AND contype = 'f'"
    )
    keys = cursor.fetchall()
    for name, _ in keys:
        cursor.execute(f'ALTER TABLE people_searchtoken DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname "
        "WHERE i.tablename = 'people_searchtoken' AND c.oid IS NULL"
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    again = [f'ALTER TABLE people_searchtoken ADD CONSTRAINT "{name}" {definition}' for name, definition in keys]
    return [definition for _, definition in indexes] + again
