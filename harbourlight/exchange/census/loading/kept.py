"""A child's part of a file as it is kept: plain JSON, and back again with its dates."""

import hashlib
import json
from datetime import date

from harbourlight.exchange.cincensus.structure import LISTS, kind_of

DATED = frozenset({"CPPreviewDate"})


def plain(value):
    """Return a record with dates as texts, without what could not be read, and without lines: they may move."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if one is not None and one != [] and name != "line"}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def text_of(told):
    """Return a child's part of a file as the text that is kept."""
    return json.dumps(plain(told), sort_keys=True, separators=(",", ":"))


def digest_of(text):
    """Return what tells a child's part of a file from any other, wherever in the file it stands."""
    return hashlib.sha256(text.encode()).hexdigest()


def revived(value, name=""):
    """Return a kept record with its dates."""
    if isinstance(value, dict):
        return {word: revived(one, word) for word, one in value.items()}
    if isinstance(value, list):
        return [revived(one, name) for one in value]
    is_date = isinstance(value, str) and (name in DATED or kind_of_element(name) == "date")
    return date.fromisoformat(value) if is_date else value


def kind_of_element(name):
    """Return the kind of an element, remembered."""
    if name not in KINDS:
        KINDS[name] = kind_of(name)
    return KINDS[name]


KINDS = dict.fromkeys(LISTS.values(), "text")
