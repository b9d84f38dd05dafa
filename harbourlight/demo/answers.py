"""Makes the questions put to agencies about a contact, and their answers."""

from harbourlight.demo import hours, rates, records, words
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.requests.pathway import REQUEST

ANSWER_WITHIN = 150  # minutes of office hours: the hub decides within a working day
QUESTION = "What do you hold about these children and their household in the last 12 months?"


def ask_agencies(world, partnership, story, asked_at):
    """Ask two or three agencies what they hold; return each request, and the sight that it gives."""
    agencies = [partnership.police, world.one_of(partnership.agencies["health", story.index])]
    if world.chance(0.6):
        agencies.append(world.one_of(partnership.agencies["education", story.index][:6]))
    return [_ask(world, story, agency, asked_at) for agency in agencies]


def _ask(world, story, agency, asked_at):
    contact = story.contact
    due_at = hours.after(asked_at, ANSWER_WITHIN)
    request = world.make(
        Request,
        subject_kind=contact._meta.label_lower,
        subject_id=contact.id,
        child_ids=contact.child_ids,
        area_id=contact.area_id,
        agency=agency,
        team=contact.team,
        question=QUESTION,
        asked_by=story.worker,
        asked_at=asked_at,
        due_at=due_at,
    )
    sight = records.grant(
        world,
        contact.child_ids,
        by=story.worker,
        at=asked_at,
        agency=agency,
        basis=Basis.ASKED,
        scope=Scope.IDENTITY,
        reason="Asked what it holds",
        source=f"request:{request.id}",
    )
    records.write_lines(world, request, f"{agency.name} asked what it holds", at=asked_at, by=story.worker)
    return request, sight


def answer(world, request, sight, *, decided_at, manager):
    """Let an agency answer, late or not at all, at its usual rate; a decision closes what still waits."""
    agency = request.agency
    late = world.chance(rates.LATE.get(agency.sector, rates.LATE["other"]))
    if late:
        at = hours.after(request.due_at, 5 + world.dice.expovariate(1 / 60))
        request.times_chased, request.last_chased_at = 1, request.due_at
    else:
        at = min(hours.after(request.asked_at, 20 + world.dice.expovariate(1 / 45)), request.due_at)
    will_answer = world.chance(rates.ANSWERED.get(agency.sector, rates.ANSWERED["other"]))
    if not will_answer or at > (decided_at or world.now):
        if decided_at:
            name = "give_up" if decided_at > request.due_at else "withdraw"
            _close(world, request, sight, name, by=manager, at=decided_at)
        return
    name = world.pick((("answer", 62), ("hold_nothing", 34), ("decline", 4)))
    request.opened_at = request.asked_at + (at - request.asked_at) * 0.5
    request.answered_at = at
    if name == "answer":
        request.answer = world.one_of(words.HELD)
    if name == "decline":
        request.declined_reason = "The family has not agreed, and the reason given does not allow us to share without."
    if late:
        request.late_reason = "The person who knows the family was away."
    records.take_step(world, REQUEST, request, "open", by=None, at=request.opened_at)
    _close(world, request, sight, name, by=None, at=at)


def _close(world, request, sight, name, *, by, at):
    """Take the last step of a request, which ends what its agency could see."""
    for given in sight:
        given.valid_until = at
    records.take_step(world, REQUEST, request, name, by=by, at=at)
