"""Finding a person by name, sound, date of birth or any identifier, and saying why each result matched.

The tokens of a person are looked up by equality, by one function of the database that may look behind
row-level security and gives no more than name, year of birth, area and lead team.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from harbourlight.foundations.ui.dates import PartialDate
from harbourlight.foundations.ui.letters import in_latin

from .first_names import families_of
from .sounds import sound, spelled, words_of

MOST = 50
MOST_WORDS = 4
LONGEST = 80
EXACT, FAMILY, SOUND = 10, 8, 7
BOTH_NAMES = 14
NAME_PAIR, NAME_AND_YEAR, BIRTH, IDENTIFIER = 20, 14, 15, 100


@dataclass(frozen=True)
class Query:
    """What is asked: a name as typed, a date as far as known (a date or a PartialDate), an identifier as typed."""

    name: str = ""
    birth: date | PartialDate | None = None
    identifier: str = ""


@dataclass(frozen=True)
class Match:
    """One result: what everybody who may search can see, and why it matched."""

    person_id: object
    display_name: str
    birth_year: int | None
    is_child: bool
    area: str
    lead_team: str
    may_open: bool
    reasons: list = field(default_factory=list)
    score: int = 0


@dataclass(frozen=True)
class Asked:
    """One token that is looked up: its group (a word of the name, or 0), its weight and how many rows to draw."""

    token: str
    group: int
    weight: int
    pull: int
    cap: int


def normalised(identifier):
    """Return an identifier in capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", in_latin(identifier).upper())[:40]


def keys_of(first):
    """Return what a first name is paired by: its families, and its sound."""
    return [*families_of(first), "~" + sound(first)]


def word_tokens(word, *, is_first):
    """Return the tokens of one word of a name."""
    yield f"x:{spelled(word)}"
    yield f"s:{sound(word)}"
    if is_first:
        yield from (f"f:{family}" for family in families_of(word))


def pair_tokens(firsts, lasts, years):
    """Return the tokens that join first name, last name and year of birth, each rarer than its parts."""
    for first in firsts:
        for key in keys_of(first):
            yield from (f"p:{key}|{sound(last)}" for last in lasts)
            yield from (f"r:{key}|{year}" for year in years)
    for last in lasts:
        yield from (f"q:{sound(last)}|{year}" for year in years)


def name_tokens(first_name, last_name, years):
    """Return the tokens of one name of a person."""
    firsts, lasts = words_of(first_name)[:MOST_WORDS], words_of(last_name)[:MOST_WORDS]
    for word in firsts:
        yield from word_tokens(word, is_first=True)
    for word in lasts:
        yield from word_tokens(word, is_first=False)
    for several in (firsts, lasts):
        if len(several) > 1:
            yield from word_tokens("".join(several), is_first=False)
    yield from pair_tokens(firsts, lasts, years)


def birth_years(person):
    """Return the years in which a person was or will be born, as far as known."""
    dates = [day.year for day in (person.born_on, person.expected_on) if day]
    return sorted({*dates, *([person.birth_year] if person.birth_year else [])})


def tokens_for(person, names=(), identifiers=()):
    """Return the set of tokens of a person with further names and identifiers."""
    years = birth_years(person)
    found = set(name_tokens(person.first_name, person.last_name, years))
    for name in names:
        found |= set(name_tokens(name.first_name or person.first_name, name.last_name or person.last_name, years))
    found |= {f"b:{day.isoformat()}" for day in (person.born_on, person.expected_on) if day}
    found |= {f"i:{normalised(identifier.value)}" for identifier in identifiers if normalised(identifier.value)}
    return {token[:LONGEST] for token in found}


def asked_words(words, *, with_more):
    """Return what to look up for each word by itself; fewer rows where pairs or dates are asked too."""
    for group, word in enumerate(words, 1):
        yield Asked(f"x:{spelled(word)}", group, EXACT, EXACT, 300 if with_more else 1000)
        yield from (Asked(f"f:{family}", group, FAMILY, FAMILY, 200) for family in families_of(word))
        yield Asked(f"s:{sound(word)}", group, SOUND, SOUND, 200 if with_more else 600)


def asked_pairs(words, years):
    """Return what to look up for words together, whichever of them is the first name."""
    for place, first in enumerate(words):
        others = [word for other, word in enumerate(words) if other != place]
        for token in pair_tokens([first], others, years):
            yield Asked(token, 0, 0, NAME_PAIR if token[0] == "p" else NAME_AND_YEAR, 600)
    for word in words[:1] if len(words) == 1 else ():
        yield from (Asked(f"q:{sound(word)}|{year}", 0, 0, NAME_AND_YEAR, 600) for year in years)


def full_dates(birth):
    """Return a whole date of birth and the same with day and month swapped, where they are dates."""
    if not birth or not birth.month or not birth.day:
        return []
    found = []
    for month, day in ((birth.month, birth.day), (birth.day, birth.month)):
        try:
            found.append(date(birth.year, month, day))
        except ValueError:
            continue
    return found


def words_asked(query):
    """Return the words of the name asked for, without what is an identifier."""
    words = [word for word in words_of(query.name) if not any(c.isdigit() for c in word)]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def identifiers_asked(query):
    """Return the identifiers asked for, also where one was typed as the name."""
    typed = [query.identifier, query.name if any(c.isdigit() for c in query.name) else ""]
    return [value for value in map(normalised, typed) if value]


def asked_of(query):
    """Return all the tokens to look up for a query."""
    words = words_asked(query)
    years = [query.birth.year] if query.birth else []
    found = list(asked_words(words, with_more=len(words) > 1 or bool(years)))
    found += asked_pairs(words, years)
    found += [Asked(f"b:{day.isoformat()}", 0, 0, BIRTH, 300) for day in full_dates(query.birth)]
    found += [Asked(f"i:{value}", -1, IDENTIFIER, IDENTIFIER, 50) for value in identifiers_asked(query)]
    return list({asked.token[:LONGEST]: asked for asked in reversed(found)}.values())


def find(query, by, at):
    """Return the people a query finds, best first and 50 at most, for the one who asks in this transaction.

    People whose existence is hidden from the asker, and people whom the asker is excluded from, are
    left out. ``by`` and ``at`` name the asker and the moment; the database checks its own asker.
    """
    asked = asked_of(query)
    if not asked:
        return []
    birth, words = query.birth, words_asked(query)
    least = BOTH_NAMES if len(words) > 1 else SOUND
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_find(%s::text[], %s::int[], %s::int[], %s::int[], %s::int[],"
            " %s::int, %s::int, %s::int, %s::boolean, %s::int)",
            [
                [each.token[:LONGEST] for each in asked], [each.group for each in asked],
                [each.weight for each in asked], [each.pull for each in asked], [each.cap for each in asked],
                birth.year if birth else None, birth.month if birth else None, birth.day if birth else None,
                bool(words), least,
            ],
        )  # fmt: skip
        return [match_from(row, words) for row in cursor.fetchall()]


def match_from(row, words):
    """Return one result of the database as a Match with its reasons."""
    person_id, first, last, year, is_child, area, team, may_open, matched, birth, score = row
    return Match(
        person_id=person_id,
        display_name=f"{first} {last}".strip() or "Name not known",
        birth_year=year,
        is_child=is_child,
        area=area or "",
        lead_team=team or "",
        may_open=may_open,
        reasons=reasons_for(set(matched or ()), birth, words, f"{first} {last}"),
        score=score,
    )


BIRTH_REASONS = {
    "same": "Same date of birth",
    "expected": "Same expected date of birth",
    "swapped": "Day and month swapped",
    "month": "Born in the same month",
    "year": "Born in the same year",
}


def reasons_for(matched, birth, words, shown):
    """Return in words why a person matched."""
    found = []
    for word in words:
        reason = word_reason(word, matched, shown)
        if reason and reason not in found:
            found.append(reason)
    if any(token.startswith("i:") for token in matched):
        found.insert(0, "Same identifier")
    if birth in BIRTH_REASONS:
        found.append(BIRTH_REASONS[birth])
    return found


def word_reason(word, matched, shown):
    """Return why one word of the name asked for matched, or an empty string."""
    names = {joined: text for text in re.split(r"[\s\-]+", shown) for joined in words_of(text)}
    names |= {"".join(words_of(shown)[-1:]): shown.split()[-1]} if shown.split() else {}
    tests: tuple[tuple[str, str, Callable, str], ...] = (
        ("x", spelled(word), spelled, "Same name"),
        *(("f", family, families_of, "Form of the same name") for family in families_of(word)),
        ("s", sound(word), sound, "Sounds the same"),
    )
    for kind, key, read, says in tests:
        if f"{kind}:{key}" in matched:
            text = next((text for name, text in names.items() if key == read(name) or key in listed(read(name))), "")
            return f"{says}: {text}" if text else f"{says}: an earlier or other name"
    return ""


def listed(answer):
    """Return an answer that may be one text or several as several."""
    return [answer] if isinstance(answer, str) else answer
