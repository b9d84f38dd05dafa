"""Finds comments of a sheet that speak of another row than the one they stand on: offers, never moves.

Two signs are read. A comment names its subject in its first sentences, and the row's title names the
row's; when they share none, the comment is on the wrong row. And where nearly the same comment stands on
two rows, one of the two is wrong: a run of such pairs with the same distance is a block that was shifted,
and the side whose titles fit keeps its comments.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

SUBJECTS = {
    "contacts": r"\bcontacts?\b",
    "referrals": r"\b(?:re-)?referrals?\b|\bconversion\b",
    "sexual exploitation": r"sexual exploitation|\bcse\b",
    "early help assessments and plans": r"universal help|\buh[aps]+s?\b",
    "single assessments": r"\bsingle assessments?\b|\bsa'?s?\b",
    "children in need": r"\bchild(?:ren)? in need\b|\bcin\b",
    "missing children": r"\bmissing\b",
    "section 47 enquiries": r"\bsection 47\b|\bs47\b",
    "conferences": r"\bconferences?\b|\bi?r?cpcs?\b",
    "protection plans": r"\bprotection plans?\b|\bcpps?\b",
    "looked after children": r"\blooked after\b|\b(?:lac|cla)\b",
    "adoptions": r"\badopt\w*",
    "special guardianship": r"\bguardian\w*|\bsgos?\b",
    "unaccompanied children": r"\bunaccompanied\b|\buasc\b",
    "care leavers": r"\bcare leavers?\b|\bpathway plans?\b",
    "foster carers": r"\bfoster\w*|\bifas?\b",
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SUBJECTS.items()}
ALIKE = 0.9
SENTENCES = 3
POINTS_ELSEWHERE = re.compile(r"^\W*(?:please )?(?:see|as|refer to)\b.{0,40}\babove\b", re.IGNORECASE)


@dataclass(frozen=True)
class Elsewhere:
    """A comment on the wrong row: the row it stands on, the row offered (or ""), and why."""

    ref: str
    offered: str
    why: str


def subjects(text: str) -> set[str]:
    """Return the subjects that a text names."""
    return {name for name, pattern in PATTERNS.items() if pattern.search(text)}


def spoken_of(comment: str) -> set[str]:
    """Return the subjects of the first sentence that names any, among the first few."""
    if POINTS_ELSEWHERE.search(comment):
        return set()
    for sentence in re.split(r"(?<=[.;!?])\s+", comment)[:SENTENCES]:
        found = subjects(sentence)
        if found:
            return found
    return set()


def elsewhere(comments: Mapping[str, str], titles: Mapping[str, str]) -> list[Elsewhere]:
    """Return the comments that speak of another row; titles stand in the order of the sheet."""
    written = {ref: text for ref, text in comments.items() if text.strip() and ref in titles}
    places = {ref: place for place, ref in enumerate(titles)}
    shifted, keeps = shifted_runs(written, titles, places)
    found = []
    for ref, text in written.items():
        if ref in shifted:
            why = f"Nearly the same comment stands on {shifted[ref]}, in a block of rows that was shifted."
            found.append(Elsewhere(ref, shifted[ref], why))
        elif ref not in keeps and not fits(text, titles[ref]):
            about = spoken_of(text)
            offered = offer(ref, text, titles, places, shifted)
            found.append(Elsewhere(ref, offered, f"The comment speaks of {' and '.join(sorted(about))}."))
    return found


def fits(comment: str, title: str) -> bool:
    """Say whether a comment and a title share a subject; a comment that names none fits anywhere."""
    about = spoken_of(comment)
    return not about or bool(about & subjects(title))


def shifted_runs(written, titles, places):
    """Return where the comments of shifted rows belong, and the rows whose comments are their own."""
    runs = defaultdict(list)
    refs = sorted(written, key=places.__getitem__)
    for index, first in enumerate(refs):
        for second in refs[index + 1 :]:
            if alike(written[first], written[second]):
                runs[places[second] - places[first]].append((first, second))
    shifted, keeps = {}, set()
    for pairs in runs.values():
        left = sum(fits(written[first], titles[first]) for first, _ in pairs)
        right = sum(fits(written[second], titles[second]) for _, second in pairs)
        if left == right:
            continue
        for first, second in pairs:
            wrong, own = (first, second) if right > left else (second, first)
            shifted[wrong] = own
            keeps.add(own)
    return shifted, keeps


def alike(one: str, other: str) -> bool:
    """Say whether two comments are nearly the same."""
    if abs(len(one) - len(other)) > (1 - ALIKE) * 2 * max(len(one), len(other)):
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() > ALIKE and match.ratio() > ALIKE


def offer(ref, text, titles, places, shifted):
    """Return the row a comment seems to belong to: by the distance of its neighbours, then by its subject."""
    about = spoken_of(text)
    order = list(titles)
    for neighbour, own in shifted.items():
        if abs(places[neighbour] - places[ref]) <= 1:
            place = places[ref] + places[own] - places[neighbour]
            if 0 <= place < len(order) and about & subjects(titles[order[place]]):
                return order[place]
    ranked = [(-len(about & subjects(title)), len(subjects(title)), places[one], one) for one, title in titles.items()]
    best = min(ranked)
    return best[3] if best[0] else ""
