"""Words that could tell a number which is left out: numbers in digits and in words, and words that stand for one.

What is no count of children is let through: dates, years, ages, times, and shares that are not left out themselves.
"""

import re
from collections.abc import Collection

ONES = (
    "nought zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
NUMBERS = {word: max(place - 1, 0) for place, word in enumerate(ONES)}
TENS = {
    word: 10 * place for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
STANDING = {
    "none": 0, "nil": 0, "nobody": 0, "no one": 0, "no child": 0, "no children": 0, "not one": 0, "single": 1,
    "sole": 1, "only child": 1, "once": 1, "both": 2, "twins": 2, "twin": 2, "pair": 2, "couple": 2, "twice": 2,
    "triplets": 3, "thrice": 3, "trio": 3, "quadruplets": 4, "half a dozen": 6, "dozen": 12, "a handful": 5,
}  # fmt: skip
MONTHS = "january february march april may june july august september october november december"
NO_CHILDREN = (
    rf"(?:\s*(?:{'|'.join(MONTHS.split())})\b|\s*(?:working |calendar |school )?(?:day|week|month|year|hour|minute)s?\b"
    r"|\s*o.clock\b|\s*(?:am|pm)\b|\s*years? old|[:/]\d|-\d\d\b)"
)
SHARE = r"\s*(?:%|per\s?cent\b)"
SPOKEN = "|".join(sorted((*NUMBERS, *STANDING), key=len, reverse=True))
SAID = re.compile(
    rf"(?<![\w.,/:-])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<tens>{'|'.join(TENS)})(?:[ -](?P<ones>{'|'.join(ONES[2:11])}))?|(?P<word>{SPOKEN}))(?![\w])"
    rf"(?P<after>{NO_CHILDREN})?(?P<share>{SHARE})?",
    re.IGNORECASE,
)
FIRST_YEAR, LAST_YEAR = 1990, 2100


def telling(text: str, small: int, left_out: Collection[str] = ()) -> list[str]:
    """Return the words of a text that could tell a number: under ``small``, or one of those left out as printed."""
    found = []
    for each in SAID.finditer(text):
        number = _number(each)
        if each["after"] or (each["digits"] and FIRST_YEAR <= number <= LAST_YEAR and number == int(number)):
            continue
        printed = f"{number:g}%" if each["share"] else f"{number:g}"
        if printed in {_bare(one) for one in left_out} or (number < small and not each["share"]):
            found.append(each[0].strip())
    return found


def _number(found: re.Match[str]) -> float:
    if found["digits"]:
        return float(found["digits"].replace(",", ""))
    if found["tens"]:
        return TENS[found["tens"].lower()] + (NUMBERS[found["ones"].lower()] if found["ones"] else 0)
    word = found["word"].lower()
    return NUMBERS.get(word, STANDING.get(word, 0))


def _bare(printed: str) -> str:
    """Return a printed figure without noughts behind its point: "12.0%" is said as 12%."""
    number, share = printed.removesuffix("%"), "%" if printed.endswith("%") else ""
    return f"{float(number):g}{share}" if number.replace(".", "", 1).isdigit() else printed
