"""A name in plain Latin letters, whatever script it is written in: found, paired and sorted by these.

Han and Hangul are read syllable by syllable, Arabic and Hebrew without the vowels that they do not write.
"""

import re
import unicodedata

from anyascii import anyascii
from django.db.models import CharField, Transform

APOSTROPHES = re.compile(r"['’‘`´ʼ]")
ALIF = str.maketrans(dict.fromkeys("اأإآٱع", "a"))  # written alike in Latin names: Ahmed, Ali, Omar
SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_latin(text):
    """Return a text in plain lower-case Latin letters, without accents and apostrophes; syllables of Han are words."""
    read = APOSTROPHES.sub("", anyascii(unicodedata.normalize("NFKC", text).casefold().translate(ALIF)))
    return SYLLABLE.sub(" ", read).casefold()


def bare(text):
    """Return the plain letters and digits of a name alone, without spaces and punctuation."""
    return "".join(letter for letter in in_latin(text) if letter.isalnum())


def are_latin(text):
    """Say whether all letters of a text are Latin."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())


def may_be_one_name(one, other):
    """Say whether two texts can be one name: the same letters, or the same in Latin where one is in another script.

    Two names in one script that only sound alike in Latin letters are two names.
    """
    both_in_another = not (are_latin(one) or are_latin(other))
    return bare(one) == bare(other) and (not both_in_another or own(one) == own(other))


def own(text):
    """Return a name's letters in its own script, without case, accents, spaces and punctuation."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())


def sorts_as(text):
    """Return what a name is sorted by, "École" beside "Ecole"; the text itself parts those of the same letters."""
    return in_latin(text), text


@CharField.register_lookup
class Letters(Transform):
    """What the database sorts a name by: ``order_by("name__letters")``."""

    lookup_name = "letters"
    function = "letters_of"
