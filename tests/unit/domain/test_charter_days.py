from datetime import date

import pytest

from driftwatch.domain.charter_days import CharterDay, DayKind, charter_days


@pytest.mark.parametrize(
    ("line", "kind", "part"),
    [
        ("Version 1.0. Signed at Neudorf on 30 September 2025 by both.", DayKind.SIGNED, "1.0"),
        ("Effective from 30 September 2025.", DayKind.IN_FORCE, ""),
        ("1.1 The agreement takes effect on 30 September 2025.", DayKind.IN_FORCE, ""),
        ("This charter enters into force on 2025-09-30.", DayKind.IN_FORCE, ""),
        ("The Institute joined on 30 September 2025 by the accession note in Annex A.", DayKind.AMENDED, "A"),
        ("Amendment No. 1, signed September 30, 2025.", DayKind.AMENDED, ""),
        ("Version 1.1 of 30 September 2025", DayKind.SIGNED, "1.1"),
        ("7.2 Birch gives two engineers from 30 September 2025.", DayKind.DUE, "7.2"),
        ("9.1 The charter runs until 30 September 2025.", DayKind.DUE, "9.1"),
        ("4.1 A release is approved by 30 September 2025.", DayKind.DUE, "4.1"),
        ("| K2 | Nodes deployed | 240 by 30 September 2025 |", DayKind.DUE, "K2"),
    ],
)
def test_a_day_is_told_by_what_the_charter_says_of_it(line, kind, part):
    assert charter_days(f"# Charter\n\n{line}\n") == (CharterDay(on=date(2025, 9, 30), kind=kind, part=part),)


@pytest.mark.parametrize("charter", ["", "# Charter\n\nNo day at all.\n", "Both met on 30 September 2025.\n", "1.1 It starts on 30 September.\n"])
def test_where_nothing_is_clear_nothing_is_told(charter):
    assert charter_days(charter) == ()


def test_what_is_due_is_told_with_its_section():
    (found,) = charter_days("# Charter\n\n## 7 Resources\n\n7.2 Two engineers come from 1 November 2025.\n")

    assert (found.part, found.heading) == ("7.2", "Resources")


def test_days_stand_in_the_order_of_time_each_once_for_what_it_stands_for():
    charter = "Signed on 5 May 2026.\n\n1.1 It ends on 1 June 2026.\n\n1.2 It starts on 5 May 2026.\n\nSigned on 5 May 2026.\n"

    assert [(day.on.day, day.kind) for day in charter_days(charter)] == [(5, DayKind.SIGNED), (5, DayKind.DUE), (1, DayKind.DUE)]
