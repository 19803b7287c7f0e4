from math import inf

import pytest

from driftwatch.domain.paces import DAY
from driftwatch.domain.provision_figures import compared
from driftwatch.domain.provisions import FactKind, Provision, charter_provisions

PARTNERS = {"north": ["north", "the"], "south": ["south", "surveys", "ltd"]}


def _provision(sentence: str) -> Provision:
    (found,) = charter_provisions(f"## 3 Terms\n\n3.1 {sentence}\n", partners=PARTNERS)
    return found


@pytest.mark.parametrize(
    ("sentence", "name", "owner", "kind"),
    [
        ("Releases go to the yard every two weeks.", "release cadence", None, FactKind.CADENCE),
        ("The joint board meets once a quarter.", "joint board cadence", None, FactKind.CADENCE),
        ("North delivers a stock report every week.", "stock report cadence", "north", FactKind.CADENCE),
        ("North sends a monthly statement.", "statement cadence", "north", FactKind.CADENCE),
        ("South gives North two survey boats for the season.", "survey boats", "south", FactKind.AMOUNT),
        ("Changes to a chart are announced four weeks before printing.", "changes to a chart", None, FactKind.PERIOD),
        ("The charts are drawn by South.", "charts", "south", FactKind.DUTY),
        ("North and South share the archive.", "archive", None, FactKind.DUTY),
    ],
)
def test_a_provision_is_named_by_its_thing_and_knows_who_owes_it(sentence: str, name: str, owner: str | None, kind: FactKind) -> None:
    found = _provision(sentence)

    assert (found.name, found.owner, found.kind) == (name, owner, kind)


def test_a_range_of_rhythms_lets_both_ends_pass() -> None:
    (fact,) = _provision("The round meets every two to three weeks.").facts

    assert fact.low < 14 * DAY < 21 * DAY < fact.high < 30 * DAY


def test_a_notice_is_a_least_and_a_limit_a_most() -> None:
    notice, limit = _provision("Charts are shown four weeks before printing."), _provision("Claims are answered within five days.")

    assert notice.facts[0].high == inf
    assert limit.facts[0].low == -inf


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("We release every fortnight.", True),
        ("A release once a quarter is what I can give.", False),
        ("The release is good.", None),
        ("Vans are washed daily, the release is late.", None),
        ("For the release we have her one day a week.", None),
    ],
)
def test_a_statement_names_the_same_rhythm_another_or_none(text: str, same: bool | None) -> None:
    assert compared(_provision("Releases go to the yard every two weeks."), text) is same


def test_fewer_than_promised_depart_and_more_do_not() -> None:
    boats = _provision("South gives North two survey boats for the season.")

    assert compared(boats, "You get one boat.") is False
    assert compared(boats, "Two boats are here.") is True
    assert compared(boats, "Three boats came.") is None


def test_a_thing_that_is_fixed_twice_is_one_provision() -> None:
    found = charter_provisions("## 5 Terms\n\n5.1 There is a call every two weeks.\n5.2 The fortnightly call decides on dates.\n", partners=PARTNERS)

    assert [each.clause.number for each in found if each.facts] == ["5.1"]
