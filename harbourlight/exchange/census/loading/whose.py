"""Whose numbers a file's are: the authority it names, held against the list of authorities and against the area."""

from harbourlight.statute import authorities

from ..models import ImportRun


class AuthorityAsked(Exception):
    """Somebody has to say whose numbers the file's are; the text says why."""


def authority_for(area, named, year, answered=""):
    """Return the three figures of the authority whose numbers a file's are; raises AuthorityAsked.

    ``named`` is what the header names, ``answered`` what somebody said who was asked: the same again, or an authority
    of the census year.
    """
    if answered:
        why = "" if answered == named else authorities.against(answered, year.end)
        if why:
            raise AuthorityAsked(why)
        return answered
    why = question_about(area, named, year)
    if why:
        raise AuthorityAsked(why)
    return named


def question_about(area, named, year):
    """Return why somebody has to say whose numbers a file's are, in one or two sentences; empty where it is plain."""
    if not named:
        return "The file does not say whose return it is."
    why = authorities.against(named, year.end)
    if why:
        return f"The file says that it is of {named}. {why}"
    known = known_in(area)
    if known and named not in known and not any(authorities.follows(named, code) for code in known):
        here = " and ".join(in_words(code) for code in sorted(known))
        return f"The file is of {in_words(named)}, and the area's own number is that of {here}."
    return ""


def known_in(area):
    """Return the numbers of the authorities of an area: its own, or else those of the files it has loaded."""
    if len(area.authority_code) == 3:
        return {area.authority_code}
    runs = ImportRun.objects.filter(area=area, taken_back_at=None).exclude(authority="")
    return set(runs.values_list("authority", flat=True))


def in_words(code):
    """Return an authority with its name, or the number alone of one that no list knows."""
    return next((str(each) for each in authorities.every() if each.code == code), code)
