"""How names are split into words, and how they sound."""

import re
from functools import lru_cache

from harbourlight.foundations.ui.letters import in_latin

JOINED = {"o", "mc", "mac", "de", "di", "du", "von", "bin", "ibn", "st", "d"}
BREAKS = re.compile(r"[^a-z0-9]+")

# Each rule is (what is written, what is heard); the first that fits is taken, from left to right.
RULES = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^wh", "w"), (r"^x", "s"),
        (r"tch|tsch", "X"), (r"sch(?=[rwlmn])", "X"), (r"sch", "sk"), (r"chr", "kr"), (r"sc(?=[eiy])", "s"),
        (r"ch|sh|ti(?=[ao])|ci(?=[ao])", "X"), (r"ph", "f"), (r"ght", "t"), (r"^gh", "g"), (r"gh", ""),
        (r"dg(?=[eiy])", "j"), (r"mb$|mp(?=[st])", "m"), (r"ck|cq", "k"), (r"c(?=[eiy])", "s"), (r"c", "k"),
        (r"g(?=[eiy])", "j"), (r"q", "k"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
    )
)  # fmt: skip
ASPIRATED = {"th": "t", "dh": "d", "bh": "b", "kh": "k"}
VOWEL_CLASSES = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u"}


def words_of(text):
    """Return the words of a name: "Mary-Jane O Neill" gives mary, jane, oneill."""
    words, before = [], ""
    for word in BREAKS.split(in_latin(text)):
        if word in JOINED:
            before += word
        elif word:
            words.append(before + word)
            before = ""
    return words + ([before] if before else [])


def spelled(word):
    """Return a folded word with doubled letters single, so that oneill and oneil are one spelling."""
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=20_000)
def sound(word):
    """Return how a folded word sounds: equal for names that people confuse when they hear them."""
    heard, place, rest = "", 0, spelled(word)
    while place < len(rest):
        taken, said = hear(rest, place)
        heard += said
        place += taken
    first = "a" if heard[:1] in VOWEL_CLASSES else heard[:1]
    code = spelled(first + re.sub(r"[aeiouyhw]", "", heard[1:]))
    return code if len(code) > 1 else code + main_vowel(word)


def hear(word, place):
    """Return how many letters of a word are taken at a place, and what is heard."""
    pair = word[place : place + 2]
    if pair in ASPIRATED:
        return 2, ASPIRATED[pair]
    for written, heard in RULES:
        starts_word = written.pattern.startswith("^")
        found = None if starts_word and place else written.match(word, place)
        if found:
            return found.end() - found.start(), heard
    return 1, word[place]


def main_vowel(word):
    """Return the class of the first vowel after the first letter."""
    return next((VOWEL_CLASSES[letter] for letter in word[1:] if letter in VOWEL_CLASSES), "")
