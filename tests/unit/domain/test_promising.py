from datetime import date

import pytest

from driftwatch.domain.promising import planned, promised, recalled, share

NAMES = {"alder": ("Alder Works", "AW"), "birch": ("Birch Line", "Birch")}


@pytest.mark.parametrize(
    ("clause", "name", "amount"),
    [
        ("7.2 Birch provides two calibration engineers, full time, from 1 March 2026.", "calibration engineers", 2.0),
        ("7.2 Birch Line shall make four test drivers available for the season.", "test drivers", 4.0),
        ("7.2 Birch Line gives the project ten rehearsal days a month.", "rehearsal days", 10.0),
        ("7.2 Birch contributes 40 hours of beam time per month.", "beam time", 40.0),
        ("7.2 Birch installs nothing but contributes twelve weather stations and their upkeep.", "weather stations", 12.0),
        ("7.2 Birch keeps three rain gauges on the roofs from 1 May.", "rain gauges", 3.0),
        ("7.2 Birch keeps a resident night crew of three persons on the island.", "resident night crew", 3.0),
        ("7.1 Birch keeps two rangers resident at the lake from 1 May 2026.", "rangers", 2.0),
        ("Birch seconds 1.5 FTE of glaciologists.", "glaciologists", 1.5),
    ],
)
def test_a_clause_names_what_is_given_and_how_much(clause: str, name: str, amount: float) -> None:
    found = planned(clause, NAMES)[0]

    assert (found.partner, found.name, found.amount, found.planned) == ("birch", name, amount, True)


def test_the_day_and_the_number_of_a_clause_are_kept() -> None:
    (found,) = planned("7.2 Birch provides two divers from 1 March 2026.", NAMES)

    assert (found.clause, found.due) == ("7.2", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("from 1 March until 30 June 2026", date(2026, 3, 1)),
        ("from 1 November to 31 March 2026", date(2025, 11, 1)),
        ("between 4 May and 30 June 2026", date(2026, 5, 4)),
        ("from 1 March 2026 until 30 June 2026", date(2026, 3, 1)),
        ("until 30 June 2026", None),
        ("until the end of June 2026", None),
        ("from 1 to 30 June 2026", date(2026, 6, 1)),
        ("1–30 June 2026", date(2026, 6, 1)),
        ("of crew 2 until 30 June 2026", None),
        ("1 March – 30 June 2026", date(2026, 3, 1)),
        ("June 1 to June 30, 2026", date(2026, 6, 1)),
        ("between March and June 2026", date(2026, 3, 1)),
        ("– 4 May 2026", date(2026, 5, 4)),
        ("to Lindal and 2 May 2026", date(2026, 5, 2)),
        ("signed on 12 January, with a crew of two until 30 June 2026", None),
        ("on 4 May 2026", date(2026, 5, 4)),
        ("by 4 May 2026", date(2026, 5, 4)),
    ],
)
def test_of_a_period_it_is_the_first_day_on_which_something_is_due(period: str, day: date | None) -> None:
    (found,) = planned(f"7.2 Birch provides two divers {period}.", NAMES)

    assert found.due == day


def test_a_list_under_a_heading_of_resources_needs_no_verb() -> None:
    found = planned("## Resources\n\n- Birch: two detectors, a technician\n- AW: 30 telescope nights\n", NAMES)

    assert [(promise.partner, promise.name) for promise in found] == [("birch", "detectors"), ("birch", "technician"), ("alder", "telescope nights")]


@pytest.mark.parametrize(
    "clause",
    [
        "8.1 Birch runs the hosting and carries the on-call duty.",
        "8.2 Only Birch opens the valves.",
        "8.3 Birch keeps the log of the crossings.",
        "5.1 The joint meeting takes place every two weeks.",
        "7.4 Each party pays for what it buys.",
    ],
)
def test_a_duty_is_no_resource(clause: str) -> None:
    assert planned(clause, NAMES) == ()


def test_what_somebody_says_he_will_give_is_a_promise() -> None:
    assert [thing.name for thing in promised("We'll send you the soil samples by Friday.")] == ["soil samples"]


def test_what_somebody_was_promised_is_recalled() -> None:
    assert [thing.name for thing in recalled("You promised us two loading bays.")] == ["loading bays"]


def test_a_word_of_courtesy_is_no_promise() -> None:
    assert promised("I'll give you a call.") == ()


def test_what_is_to_be_there_all_the_time_is_known() -> None:
    found = planned("## 3 Resources\n\n3.1 Oak provides two divers, full time.\n3.2 Oak provides a boat.\n", {"oak": ["Oak"]})

    assert [(promise.name, promise.steady) for promise in found] == [("divers", True), ("boat", False)]


def test_a_share_of_somebodys_time_is_kept() -> None:
    (nets, smith) = planned("3.1 Oak provides ten nets by May, and a smith at the quay on two days a week.\n", {"oak": ["Oak"]})

    assert nets.share is None
    assert smith.share == share("The smith is with you two days each week.") == (2.0, "day", "week")
    assert share("Two days are left.") is None
