from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Term
from driftwatch.domain.sampling import MOST_BACKGROUND
from driftwatch.stages.locate import locate
from driftwatch.stages.sample import sample

TERM = Term(name="result", words=("result",))


def _sampled(*rows):
    said = statements(*rows)
    return [said.row(usage.statement) for usage in sample(locate(said, [TERM]), said, [TERM]).rows()]


def _talk(partner, documents=4, times=2):
    return [(f"result {partner} {d} {n}", partner, f"d{d}") for d in range(documents) for n in range(times)]


def test_usages_of_both_sides_are_kept_in_their_order():
    found = _sampled(*[(text.replace("result", "the result of"), partner, document) for text, partner, document in [*_talk("a"), *_talk("b")]])

    assert [row.partner for row in found] == ["a"] * 8 + ["b"] * 8


def test_a_term_that_one_side_hardly_uses_needs_no_vectors():
    rows = [(f"the result of {n}", "a", f"d{n % 4}") for n in range(9)]

    assert _sampled(*rows, ("the result of b", "b", "d1")) == []


def test_of_one_document_eight_usages_count():
    rows = [(f"the result of {partner} {n}", partner, f"d{n % 3 if n < 6 else 0}") for partner in "ab" for n in range(40)]

    found = _sampled(*rows)

    assert sum(row.partner == "a" and row.document == "d0" for row in found) == 8


def test_jokes_quotations_and_speakers_of_no_partner_are_left_out():
    rows = [(f"the result of {partner} {n}", partner, f"d{n % 4}") for partner in "ab" for n in range(8)]

    found = _sampled(*rows, ("haha, the result of it", "a", "d1"), ("the result of nobody", None, "d1"))

    assert len(found) == 16


def test_every_term_and_word_of_state_is_compared_and_of_the_ordinary_words_some():
    terms = [Term(name=f"thing{n}", words=(f"thing{n}",)) for n in range(20)]
    states = [Term(name=word, words=(word,), tested=False) for word in ("done", "ready", "accepted")]
    ordinary = [*states, *(Term(name=f"word{n}", words=(f"word{n}",), tested=False) for n in range(MOST_BACKGROUND + 20))]
    every = " ".join(term.name for term in (*terms, *ordinary))
    said = statements(*[(f"{every} {n}", partner, f"{partner}{n % 3}") for partner in "ab" for n in range(5)])
    usages = locate(said, [*terms, *ordinary])

    chosen = set(sample(usages, said, [*terms, *ordinary]).term)
    again = set(sample(usages.take(range(len(usages) - 1, -1, -1)), said, [*terms, *ordinary]).term)

    assert {term.name for term in (*terms, *states)} < chosen
    assert len(chosen) == len(terms) + len(states) + MOST_BACKGROUND
    assert again == chosen
