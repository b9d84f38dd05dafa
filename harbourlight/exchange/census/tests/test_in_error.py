"""An episode that was opened in error is in no return."""

from datetime import date
from types import SimpleNamespace

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childinneed.tests.stories import child, referred

from ..sending.membership import belongs_to

pytestmark = pytest.mark.django_db


def test_what_was_opened_in_error_is_in_no_return(cast, as_user, moment):
    referred(cast, as_user, moment, child(cast.area, moment), on="2026-03-02")
    year = SimpleNamespace(start=date(2025, 4, 1), end=date(2026, 3, 31))
    with as_system("the test looks at the return of a whole area"):
        assert Episode.objects.filter(belongs_to(year)).count() == 1
        Episode.objects.update(state="in_error", closed_on=date(2026, 3, 9), close_reason="RC7")
        assert not Episode.objects.filter(belongs_to(year)).exists()
