"""How old a reader must be to read a text with ease: the Flesch-Kincaid grade, plus five years."""

import re
from decimal import Decimal

ENDINGS = re.compile(r"[.!?:]+(?=\s|$)|\n+")
WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
VOWELS = re.compile(r"[aeiouy]+")
PLAIN_ENOUGH = 12  # years, the age the plain English guides of councils aim at
YOUNGEST, OLDEST = Decimal(5), Decimal(25)


def syllables(word):
    """Count the syllables of an English word, roughly: groups of vowels without a silent e."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(letters))
    is_silent = letters.endswith("e") and not letters.endswith(("le", "ee", "ye"))
    if (is_silent or re.search(r"[^aeioutd]ed$", letters)) and count > 1:
        count -= 1
    return max(count, 1)


def reading_age(text):
    """Return the reading age of a text in years to one decimal, or None for a text without words."""
    sentences = [part for part in ENDINGS.split(text) if WORDS.search(part)]
    words = WORDS.findall(text)
    if not words:
        return None
    per_sentence = len(words) / len(sentences)
    per_word = sum(syllables(word) for word in words) / len(words)
    years = Decimal(str(round(0.39 * per_sentence + 11.8 * per_word - 15.59 + 5, 1)))
    return min(max(years, YOUNGEST), OLDEST)
