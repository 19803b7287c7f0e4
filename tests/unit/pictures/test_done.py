"""The matrix of criteria: both partners would find in it what they say, and nothing that they do not."""

from dataclasses import replace

import pytest
from tests.unit.checks.material import PARTNERS, STRONG, material
from tests.unit.pictures.scenes import sight
from tests.unit.stages.said import statements

from driftwatch.alerts.identity import alert_id
from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.talk import Partner
from driftwatch.pictures.done import MOST_CRITERIA, done
from driftwatch.testing.samples import sample_alert, sample_statement

DONE = replace(STRONG, term="done")
PAIR = ("alder", "birch")
LAB = [(f"batch {n} is done when the simulator is green", "alder", f"d{n}") for n in range(8)]
FIELD = [(f"batch {n} is not done before three shifts have worked with it for two weeks", "birch", f"d{n}") for n in range(8)]
SIGNED = [(f"batch {n} is done once the sheet is signed", partner, f"e{n}") for n in range(4) for partner in ("alder", "birch")]


def _drawn(*rows, contrast=DONE, **seen):
    return done(sight(material(statements(*rows), contrast), **seen))


def _cells(matrix):
    return {(row.criterion, row.level): {mention.partner: (mention.standing, mention.count) for mention in row.mentions} for row in matrix.rows}


def test_each_criterion_stands_with_what_every_partner_makes_of_it_and_where_it_is_verified():
    (matrix,) = _drawn(*LAB, *FIELD)

    cells = _cells(matrix)
    assert (matrix.gate, matrix.partners) == ("done", ("alder", "birch"))
    assert cells["a pass in simulation or in the lab", "simulated"] == {"alder": (Standing.REQUIRED, 8), "birch": (Standing.ABSENT, 0)}
    assert cells["routine use", "field"] == {"alder": (Standing.ABSENT, 0), "birch": (Standing.REQUIRED, 8)}
    assert any(criterion.endswith(": 2 weeks") for criterion, _ in cells)


def test_what_both_require_is_one_row():
    (matrix,) = _drawn(*LAB, *FIELD, *SIGNED)

    both = [cells for cells in _cells(matrix).values() if all(standing is Standing.REQUIRED for standing, _ in cells.values())]
    assert {"alder": (Standing.REQUIRED, 4), "birch": (Standing.REQUIRED, 4)} in both


def test_a_time_in_the_lab_and_a_time_in_the_field_are_two_criteria():
    lab = [(f"batch {n} is done after two weeks in the lab", "alder", f"d{n}") for n in range(6)]
    shop = [(f"batch {n} is done after two weeks on the shop floor", "birch", f"d{n}") for n in range(6)]

    (matrix,) = _drawn(*lab, *shop)

    lasting = {level: cells for (criterion, level), cells in _cells(matrix).items() if criterion.startswith("a length of time")}
    assert {level: [partner for partner, (standing, _) in cells.items() if standing is Standing.REQUIRED] for level, cells in lasting.items()} == {
        "lab": ["alder"],
        "field": ["birch"],
    }


def test_the_statements_behind_a_cell_are_of_that_partner_and_name_the_criterion():
    (matrix,) = _drawn(*LAB, *FIELD)

    behind = [one for row in matrix.rows for mention in row.mentions if mention.partner == "alder" for one in mention.statements]
    assert behind
    assert all("the simulator is green" in one for one in behind)


def test_no_person_stands_in_a_criterion():
    named = [(f"batch {n} is done when Ines Maro says yes to the crust", "alder", f"d{n}") for n in range(8)]

    found = _drawn(*named, *FIELD)

    assert not any("Ines" in row.criterion or "Maro" in row.criterion for matrix in found for row in matrix.rows)


def test_what_is_only_talked_of_beside_the_gate_is_no_criterion():
    cake = [(f"batch {n} is done, and there was cake for everybody", "alder", f"d{n}") for n in range(2)]

    (matrix,) = _drawn(*LAB, *FIELD, *cake)

    assert not any("cake" in row.criterion for row in matrix.rows)


def test_the_alert_on_a_gate_is_named_where_the_audience_knows_of_it():
    known = replace(
        sample_alert("Fair", "done", (sample_statement(0), sample_statement(1))), kind=AlertKind.DONE_CRITERIA, partners=("alder", "birch")
    )
    known = replace(known, id=alert_id("fair", AlertKind.DONE_CRITERIA, ("alder", "birch"), "done"))

    assert [matrix.alert for matrix in _drawn(*LAB, *FIELD, alerts=(known,))] == [known.id]
    assert [matrix.alert for matrix in _drawn(*LAB, *FIELD)] == [None]


def test_three_partners_stand_in_one_matrix():
    cedar = [(text, "cedar", document) for text, _, document in LAB]
    said = material(statements(*LAB, *FIELD, *cedar))
    rows = {side: tuple(n for n, partner in enumerate(said.statements.partner) if partner == side) for side in ("alder", "birch", "cedar")}
    pairs = (("alder", "birch"), ("alder", "cedar"), ("birch", "cedar"))
    contrasts = [replace(DONE, partners=pair, rows=(rows[pair[0]], rows[pair[1]])) for pair in pairs]
    whole = replace(said, contrasts=contrasts, partners=(*PARTNERS, Partner(id="cedar", name="Cedar Yard")))

    (matrix,) = done(sight(whole))

    assert matrix.partners == ("alder", "birch", "cedar")
    assert _cells(matrix)["a pass in simulation or in the lab", "simulated"] == {
        "alder": (Standing.REQUIRED, 8),
        "birch": (Standing.ABSENT, 0),
        "cedar": (Standing.REQUIRED, 8),
    }


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_little_talk_there_is_no_matrix(count):
    assert _drawn(*LAB[:count], *FIELD[:count]) == ()
    assert done(sight(material(statements(*LAB[:count], *FIELD[:count])))) == ()


def test_many_criteria_are_cut_to_what_can_be_read():
    things = "crust crumb glaze scale oven tray label crate van seal stamp scent sound colour weight shape".split()
    many = [(f"batch {n} is done when the {thing} is right", side, f"d{n % 7}") for n, thing in enumerate([*things, *things]) for side in PAIR]

    (matrix,) = _drawn(*many)

    assert len(matrix.rows) <= MOST_CRITERIA


def test_partners_swapped_swap_their_cells_and_nothing_else():
    other = {"alder": "birch", "birch": "alder"}
    swapped = [(text, other[partner], document) for text, partner, document in [*LAB, *FIELD]]

    (one,), (turned,) = _drawn(*LAB, *FIELD), _drawn(*swapped)

    mirrored = {key: {other[partner]: cell for partner, cell in cells.items()} for key, cells in _cells(turned).items()}
    assert _cells(one) == mirrored
