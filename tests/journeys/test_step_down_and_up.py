"""A family steps down from social care to early help, and months later up again: each reads what the other knew."""

import pytest

from harbourlight.practice.childinneed.tests.stories import assessed, child, referred
from harbourlight.practice.earlyhelp import actions
from harbourlight.practice.earlyhelp.models import Case
from harbourlight.practice.earlyhelp.tests.stories import agreed

from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUMMARY = "Mum sleeps again; mornings are still hard, and Isla must be at school by nine."
WHY_UP = "An injury that nobody explains."
DOWN, UP = "Step down to early help", "Step up to social care"


@pytest.fixture
def isla(cast, as_user, moment):
    """Return a child whom Wanda has assessed."""
    isla = child(cast.area, moment, "Isla", "Breakwater")
    (episode,) = referred(cast, as_user, moment, isla)
    assessed(cast, as_user, moment, episode)
    return isla


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, wanda=cast.worker, tamsin=cast.team_manager, hettie=cast.helper, nell=cast.nurse,
        senga=cast.senior, charlie=cast.charlie, on_a_phone=("hettie", "nell"),
    )  # fmt: skip


def when_wanda_steps_the_family_down(wanda, isla, today):
    """Wanda hands the family on; without words for early help nobody takes it."""
    wanda.open(isla).follow(DOWN).is_good().tries({"Day of the step down": today}, "Step down")
    wanda.is_refused("Enter what early help must know")
    wanda.says({"What early help must know": SUMMARY}, "Step down")
    wanda.sees_all("Early help takes the family on. Now close the episode of need.")


def and_tamsin_closes_the_episode(tamsin, isla):
    """The manager closes the episode of need."""
    tamsin.open(isla).follow("Child in need").follow("Close")
    tamsin.says({"Why the episode ends": "Closed after assessment, referred to early help"}, "Close")


def then_hettie_reads_what_social_care_hands_on(hettie, today):
    """Early help finds the family in its team's list, with the words of social care at the head."""
    hettie.go_to("Early help", "My team's", "Isla Breakwater")
    hettie.sees_all("What social care hands on", SUMMARY, "Stepped down from social care", in_words(today)).is_good()
    return hettie.path


def given_nell_stands_around_the_family(cast, moment, as_user):
    """The family agreed, and the nurse belongs to the team around it."""
    with as_user(cast.helper):
        case = agreed(Case.objects.get(), cast.helper, moment)
        actions.join(
            case=case, professional=cast.nurse, part="Health visitor", joined_on=day_of(moment),
            by=cast.helper, at=moment,
        )  # fmt: skip


def then_nell_reads_and_takes_no_step(nell, case):
    """A member of the team around the family reads the case; the steps are the lead's and the team's."""
    assert nell.opens(case)
    assert not nell.sees_all(SUMMARY).is_offered(UP)


def when_hettie_steps_the_family_up(hettie, case):
    """Early help hands the family to social care; without a team and reasons it does not."""
    hettie.go(case).follow(UP).is_good().tries({}, "Step up")
    hettie.is_refused("Select the team that takes the family on", "Enter why early help is not enough")
    hettie.says(
        {"Team that takes the family on": "Assessment team one", "Why early help is not enough": WHY_UP}, "Step up"
    )
    hettie.sees_all("Social care takes the family on, and reads all that early help knew.")
    assert not hettie.opens(case)


def then_social_care_reads_all_that_early_help_knew(tamsin, isla):
    """The receiving team finds the child among those who wait, and reads the case whole."""
    tamsin.go_to("Children in need").sees_all("Allocate Isla Breakwater", "Waiting for an assessment")
    tamsin.open(isla).follow("Stepped up to social care").sees_all(WHY_UP, SUMMARY).is_good()


def and_senga_counts_it_as_one_that_came_back(senga):
    """Who was referred again within a year of the step down is counted against it."""
    senga.go_to("Early help", "Step downs that came back").is_good()
    senga.sees_all("1 family has stepped down from social care to early help. Of 1 a child was referred")


def test_a_family_steps_down_to_early_help_and_up_again(cast, as_user, moment, isla, at_work):
    w, today = at_work, day_of(moment)
    assert not w.hettie.opens(isla.get_absolute_url())
    when_wanda_steps_the_family_down(w.wanda, isla, today)
    and_tamsin_closes_the_episode(w.tamsin, isla)
    case = then_hettie_reads_what_social_care_hands_on(w.hettie, today)
    given_nell_stands_around_the_family(cast, moment, as_user)
    then_nell_reads_and_takes_no_step(w.nell, case)
    assert not w.charlie.opens(case)
    when_hettie_steps_the_family_up(w.hettie, case)
    then_social_care_reads_all_that_early_help_knew(w.tamsin, isla)
    and_senga_counts_it_as_one_that_came_back(w.senga)
