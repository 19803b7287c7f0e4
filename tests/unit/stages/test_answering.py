import numpy as np
import pytest
from tests.unit.stages.said import statements

from driftwatch.stages.answering import MOST_BY_CHANCE, answering
from driftwatch.stages.locate import locate
from driftwatch.stages.terms import Least, find_terms
from driftwatch.stages.variants import said_by

PAIR = ("alder", "birch")
OTHERS = "oven crate van tray flour invoice label scale mixer rack shift depot".split()


def _talk(*, documents=12, apart=2):
    """Meetings of thirty statements: in each Alder says docket, and Birch says chit so many statements later."""
    rows = []
    for number in range(documents):
        meeting = [(f"In round {number}-{turn} the {OTHERS[(number + turn) % 12]} was late", PAIR[turn % 2]) for turn in range(30)]
        meeting[10] = (f"In round {number} the docket was late again", "alder")
        meeting[10 + apart] = (f"In round {number} we got that chit", "birch")
        rows += [(text, partner, f"d{number:02}") for text, partner in meeting]
    return statements(*rows)


def _found(rows, words):
    return _answering(statements(*map(tuple, rows), days=False), wanted=words)


def _answering(said, wanted=("docket", "chit"), **options):
    terms = find_terms(said, wanted=wanted, least=Least(usages=6))
    return answering(said_by(locate(said, terms), list(said.text)), said, PAIR, **options)


def test_words_of_which_one_answers_the_other_are_found_with_the_statements_that_do_first():
    said = _talk()

    (one,) = _answering(said)

    assert one.terms == ("docket", "chit")
    assert (one.documents, one.share) == (12, 1.0)
    assert one.by_chance <= MOST_BY_CHANCE
    assert "docket" in said.text[one.rows[0][0]] and "chit" in said.text[one.rows[1][0]]
    assert one.against == ()


def test_words_that_are_said_far_from_each_other_do_not_answer():
    assert _answering(_talk(apart=17)) == ()


def test_four_statements_are_near_and_five_are_not():
    assert _answering(_talk(apart=4))
    assert _answering(_talk(apart=5)) == ()


def test_five_documents_are_too_few():
    assert _answering(_talk(documents=5)) == ()


@pytest.mark.parametrize("word", ["docket", "chit"])
def test_barred_words_answer_nothing(word):
    assert _answering(_talk(), barred={word}) == ()


def test_a_word_that_both_sides_say_is_nobodys_own():
    rows = [(f"In round {number} we saw that docket too", "birch", f"d{number:02}") for number in range(12)]
    said = _talk()
    both = statements(*[(text, partner, document) for text, partner, document in zip(said.text, said.partner, said.document, strict=True)], *rows)

    assert _answering(both) == ()


def test_what_is_said_all_the_time_is_near_by_chance():
    rows = [
        (f"In round {number}-{turn} the {('chit', 'docket')[turn % 2]} is there", PAIR[(turn + 1) % 2], f"d{number:02}")
        for number in range(8)
        for turn in range(12)
    ]

    assert _answering(statements(*rows)) == ()


def test_many_short_documents_do_not_make_what_stands_anywhere_in_long_ones_an_answer():
    rng = np.random.default_rng(5)
    rows = []
    for number, length in enumerate([200] * 10 + [4] * 100):
        rows += [[f"In round {number}-{turn} the line was late", PAIR[turn % 2], f"d{number:03}"] for turn in range(length)]
    for word in range(8):
        for side, name in enumerate(("docket", "chit")):
            for at in rng.choice(np.arange(side, 2400, 2), 60, replace=False):
                rows[at][0] += f", and so the {name}{'abcdefgh'[word]} was"

    assert _found(rows, [f"{name}{letter}" for name in ("docket", "chit") for letter in "abcdefgh"]) == ()
