from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from driftwatch.errors import ConfigurationError
from driftwatch.report.week import latest_week, week_bounds, week_name, week_of


def test_a_week_is_that_of_the_time_zone():
    late_on_sunday = datetime(2026, 4, 5, 22, 30, tzinfo=UTC)

    assert week_of(late_on_sunday, UTC) == "2026-W14"
    assert week_of(late_on_sunday, ZoneInfo("Europe/Berlin")) == "2026-W15"


def test_the_first_days_of_a_year_may_belong_to_the_last_week_of_the_year_before():
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC), UTC) == "2026-W53"


def test_a_week_runs_from_monday_to_sunday():
    assert week_bounds("2026-W14") == (date(2026, 3, 30), date(2026, 4, 5))


def test_a_week_has_one_name_however_it_was_typed():
    assert {week_name(typed) for typed in ("2026-W03", "2026-w3", " 2026W03 ")} == {"2026-W03"}


@pytest.mark.parametrize("typed", ["2026-14", "W14", "2026-W54", "2027-W53", "0000-W01", "", "2026-W00"])
def test_what_is_no_week_is_refused_with_an_example(typed):
    with pytest.raises(ConfigurationError, match="2026-W14"):
        week_bounds(typed)


def test_the_latest_week_is_that_in_which_something_was_said(lantern):
    assert latest_week(lantern.files, lantern.outcome.run.at, UTC) == "2026-W13"
    assert latest_week((), lantern.outcome.run.at, UTC) == "2026-W14"
