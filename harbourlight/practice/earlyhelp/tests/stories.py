"""What the stories of early help begin with."""

from datetime import date

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.models import Person
from harbourlight.practice.earlyhelp import actions


def child(area, moment, name="Isla Breakwater", born_on=date(2017, 5, 9)):
    """Put a child on file whom nobody sees yet, and return the record."""
    first, last = name.split()
    person = Person(first_name=first, last_name=last, born_on=born_on, area=area, recorded_at=moment)
    person.save(force_insert=True)
    return person


def family(cast, moment, *names):
    """Put children on file whom the hub sees, and return their records."""
    people = [child(cast.area, moment, name) for name in names or ("Isla Breakwater",)]
    with as_system("the test lets the hub see the children"):
        access.give(
            person_ids=[person.pk for person in people], team=cast.mash, basis="allocated", reason="Contact",
            by=None, at=moment,
        )  # fmt: skip
    return people


def accepted(cast, moment, as_user, people=None, **more):
    """Take a family on as the front door's decision does, and return the case."""
    people = people or family(cast, moment)
    answers = {"people": people, "area": cast.area, "team": cast.early_help, "reason": "The family asks for help."}
    with as_user(cast.manager):
        return actions.accept(**(answers | {"at": moment, "by": cast.manager} | more))


def agreed(case, by, at, *, answer="given", on=None):
    """Record what the family said, as the asker of the transaction, and return the case."""
    return actions.record_consent(
        case=case, asked_on=on or day_of(at), answer=answer, who="Moira Breakwater, mother", how="in_person",
        by=by, at=at,
    )  # fmt: skip


def assessed(case, by, at, *, completes=True):
    """Ask the family, assess with it, and complete the assessment; return the case."""
    case = actions.start_assessment(case=agreed(case, by, at), by=by, at=at)
    actions.write_assessment(
        assessment=actions.assessment_in_hand(case), by=by, at=at,
        answers={name: f"Words on {name}" for name in
                 ("strengths", "worries", "parents_view", "what_would_help", "analysis")},
        voices=dict.fromkeys(case.child_ids, "I want to sleep."),
    )  # fmt: skip
    return actions.complete_assessment(case=case, agreed_on=day_of(at), by=by, at=at) if completes else case


def planned(case, by, at):
    """Take a case as far as a running plan, and return it."""
    outcomes = [{"what": "Mornings are calm", "measure": "In school by nine, four days of five"}]
    return actions.start_plan(case=assessed(case, by, at), outcomes=outcomes, by=by, at=at)
