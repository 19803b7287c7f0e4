from tests.unit.checks.material import PARTNERS
from tests.unit.stages.said import statements

from driftwatch.domain.labels import Label
from driftwatch.stages.gate_talk import GateReader

OTHER = [(f"we ordered flour and yeast for week {n}", "birch", f"f{n % 9}") for n in range(40)]
GATE = frozenset({"ready"})


def _reader(*rows, labels=()):
    said = statements(*rows)
    return GateReader(said, labels or [()] * len(said), PARTNERS), list(said.text)


def _talk(*rows, labels=()):
    reader, texts = _reader(*rows, labels=labels)
    sides = [(partner, [n for n, own in enumerate(reader.partners) if own == partner and "ready" in texts[n]]) for partner in ("alder", "birch")]
    return reader, reader.talk(GATE, sides)


def test_words_that_stand_everywhere_are_no_criteria_of_the_gate():
    rows = [(f"the dough is ready when the flour has rested, tin {n}", "alder", f"d{n}") for n in range(4)]

    _, talk = _talk(*rows, *OTHER)

    assert "rest" in talk.recurring
    assert not talk.recurring & {"flour", "yeast"}


def test_what_the_gate_is_said_of_is_no_criterion_of_it():
    rows = [(f"the dough is ready when the dough has rested, tin {n}", "alder", f"d{n}") for n in range(4)]

    _, talk = _talk(*rows, *OTHER)

    assert talk.things[0] == {"dough"}
    assert "dough" not in talk.recurring


def test_questions_and_reports_are_left_out():
    rows = [(f"is the dough ready when it has rested, tin {n}?", "alder", f"d{n}") for n in range(4)]

    assert _talk(*rows, *OTHER)[1].named == ()


def test_a_name_is_known_but_not_quoted():
    rows = [(f"the dough is ready when Ines Maro has tasted it {n}", "alder", f"d{n}") for n in range(4)]

    _, talk = _talk(*rows, *OTHER)

    assert all(not each.quotable for each in talk.named if each.required)


def test_a_labelled_statement_beside_the_gate_hangs_on_it_only_with_words_of_its_own():
    ready = [(f"the dough is ready when the crumb has rested overnight {n}", "alder", f"d{n}") for n in range(4)]
    beside = [("the crumb rested overnight on the cold shelf", "alder", "d1"), ("the van needs new tyres", "alder", "d1")]
    labels = [()] * 2 + [(Label.DONE,)] * 2 + [()] * 42

    _, talk = _talk(*ready[:2], *beside, *ready[2:], *OTHER, labels=labels)

    assert 2 in {each.statement for each in talk.named}
    assert 3 not in {each.statement for each in talk.named}


def test_the_items_of_a_test_share_one_over_their_criteria():
    rows = [(f"the dough is ready when the crumb has rested, tin {n}", partner, f"d{n}") for n in range(4) for partner in ("alder", "birch")]
    reader, talk = _talk(*rows, *OTHER)

    items = reader.items(talk)

    assert items.side.sum() == 4
    assert abs(items.values.sum(axis=1) - 1).max() < 1e-9


def test_gates_of_a_family_are_found_with_their_words():
    reader, _ = _reader(
        ("the oven is finished", "alder", "d1"), ("the oven is closed, as far as we can tell", "alder", "d2"), ("a closed door", "alder", "d3")
    )

    assert reader.rows_of(frozenset({"finished", "closed"}), "alder") == {0: {"finished"}, 1: {"closed"}}


def test_both_sides_saying_the_gate_of_different_things_is_seen():
    rows = [
        (f"{thing} is ready when the lid is shut {n}", partner, f"d{n}")
        for n in range(3)
        for thing, partner in (("the oven", "alder"), ("the van", "birch"))
    ]

    assert not _talk(*rows, *OTHER)[1].of_one_thing
