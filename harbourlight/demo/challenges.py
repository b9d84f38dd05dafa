"""Challenges of the demonstration's year: raised from every side, answered, taken further, settled."""

from harbourlight.assurance.challenge import actions as challenge
from harbourlight.demo import panel_words as words
from harbourlight.demo.sittings import A_DAY, moment
from harbourlight.demo.thread import AGENCIES


def tell(year):
    """Raise each challenge and live its life as far as it got."""
    for number, row in enumerate(words.CHALLENGES):
        raise_one(year, number, *row)


def raise_one(year, number, days, place, who, sign, theme, about, reason, wanted, life):
    """Raise one challenge; then it waits, is answered, settled, taken further or withdrawn."""
    people, at = year.bodies.people, moment(year.world, days)
    part, answers = AGENCIES[sign]
    by = people[who]
    raised = challenge.raise_challenge(
        area=year.bodies.area, to_agency=year.bodies.agency(part), challenger=place, theme=theme, about=about,
        reason=reason, wanted=wanted, by=by, at=at,
    )  # fmt: skip
    if life == "d":
        challenge.withdraw(challenge=raised, reason=words.WITHDRAWN, by=by, at=at + 9 * A_DAY)
    if life not in "asf":
        return
    answer_by = people[answers] if people[answers] != by else people["rosalind.director"]
    answered = challenge.answer_challenge(
        challenge=raised, answer=words.ANSWER, by=answer_by, at=at + (8 if number % 3 else 17) * A_DAY
    )
    if life == "f":
        challenge.take_further(challenge=answered, reason=words.FURTHER, by=by, at=at + 40 * A_DAY)
    if life == "s":
        changed = words.SETTLED[number % len(words.SETTLED)]
        challenge.settle(challenge=answered, what_changed=changed, by=by, at=at + 45 * A_DAY)
