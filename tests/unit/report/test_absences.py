from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from driftwatch.domain.talk import FileReport, FileStatus
from driftwatch.report.absences import absences

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def said(lantern, partner: str, days: Iterable[int]) -> list:
    return [replace(lantern.statements[0], partner=partner, said_at=START + timedelta(days=day)) for day in days]


def minutes(days: Iterable[int]) -> list[FileReport]:
    return [
        FileReport(
            source=f"minutes/{day}.md", kind="minutes", status=FileStatus.READ, first=START + timedelta(days=day), last=START + timedelta(days=day)
        )
        for day in days
    ]


def test_a_partner_who_was_not_heard_for_weeks_is_named_with_the_days(lantern):
    statements = [*said(lantern, "brightmill", range(0, 70, 7)), *said(lantern, "northquay", [0, 7, 14, 56, 63])]

    assert absences(statements, lantern.partners, ()) == ("Northquay Ferries was not heard from 19 Jan 2026 to 2 Mar 2026, while others were",)


def test_a_partner_who_falls_silent_at_the_end_is_named(lantern):
    statements = [*said(lantern, "brightmill", range(0, 70, 7)), *said(lantern, "northquay", [0, 7, 14])]

    assert absences(statements, lantern.partners, ())[0].endswith("was not heard from 19 Jan 2026 up to the end, 9 Mar 2026, while others were")


def test_weeks_in_which_nobody_was_heard_are_no_silence_of_one(lantern):
    statements = [*said(lantern, "brightmill", [0, 7, 56]), *said(lantern, "northquay", [0, 7, 56])]

    assert not absences(statements, lantern.partners, ())


def test_a_partner_who_is_heard_seldom_anyway_is_not_missed(lantern):
    statements = [*said(lantern, "brightmill", range(0, 140, 7)), *said(lantern, "northquay", [0, 35, 70, 105, 133])]

    assert not absences(statements, lantern.partners, ())


def test_a_gap_in_a_series_of_files_is_told(lantern):
    assert absences((), lantern.partners, minutes([0, 14, 28, 42, 98, 112, 126])) == (
        "minutes (minutes): usually a file every 14 days, none between 16 Feb 2026 and 13 Apr 2026",
    )


def test_files_at_irregular_times_are_no_series(lantern):
    assert not absences((), lantern.partners, minutes([0, 1, 2, 30, 31, 33, 90]))


def test_the_longest_gaps_come_first_and_the_others_are_counted(lantern):
    found = absences(
        [*said(lantern, "brightmill", range(0, 700, 7)), *said(lantern, "northquay", [day for day in range(0, 700, 7) if day % 100 < 60])],
        lantern.partners,
        minutes([0, 14, 28, 42, 98, 112, 126]),
    )

    assert len(found) == 4
    assert found[0].startswith("minutes (minutes)")
    assert found[-1].endswith("more, shorter gaps")


def test_nothing_read_has_no_gaps(lantern):
    assert not absences((), lantern.partners, ())
