from tests.unit.stages.said import statements

from driftwatch.domain.equating import Relation
from driftwatch.domain.meaning import Term
from driftwatch.stages.links import apart, links
from driftwatch.stages.locate import locate

ALDER = [(f"Alder wrote job card {n} on {place}", "alder", "d1") for n, place in enumerate(("paper", "slate", "cloth"))]
BIRCH = [(f"Birch filed a work order beside {place}", "birch", "d2") for place in ("trees", "lakes", "roads")]
SAID = ("What you call a job card is our work order", "birch", "d3")
PAIR = ("alder", "birch")


def test_each_word_stands_at_the_side_that_says_it():
    said = statements(*ALDER, *BIRCH, SAID)

    (link,) = links(said, PAIR)

    assert link.terms == ("job card", "work order")
    assert [said.text[row] for row in link.said_in] == [SAID[0]]
    assert link.rows[1][0] == link.said_in[0]
    assert link.against == ()


def test_words_that_both_sides_say_are_not_linked():
    both = [(text.replace("Alder", "Birch"), "birch", "d4") for text, _, _ in ALDER]

    assert links(statements(*ALDER, *BIRCH, *both, SAID), PAIR) == ()


def test_a_word_that_hardly_anybody_says_is_not_linked():
    assert links(statements(*ALDER[:1], *BIRCH, SAID), PAIR) == ()


def test_statements_that_hold_both_words_say_what_they_are_to_each_other():
    said = statements(
        ("the widget and the sprocket", "alder", "d1"), ("a widget fell, then came some sprocket", "birch", "d1"), ("a widget", "birch", "d1")
    )
    terms = [Term(name=word, words=(word,)) for word in ("widget", "sprocket")]

    found = apart(locate(said, terms), said, ("widget", "sprocket"))

    assert found.together == (0, 1)
    assert found.told == {0: Relation.LISTED}
