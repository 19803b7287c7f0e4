from tests.unit.checks.bakery import material, talk

from driftwatch.stages import variants
from driftwatch.stages.variants import match, said_by

PAIR = ("alder", "birch")


def _match(said, **kwargs):
    made = material(said)
    return match(said_by(made.usages, list(made.statements.text)), made.statements, PAIR, **kwargs)


def test_the_words_of_one_side_each_are_matched():
    matching = _match(talk(alder="docket", birch="chit"))

    (found,) = matching.matches
    assert matching.tested
    assert found.terms == ("docket", "chit")
    assert found.rivals == 0
    assert found.p_value < 0.01
    assert found.similarity > found.usual


def test_barred_words_are_background_only():
    assert _match(talk(alder="docket", birch="chit"), barred={"docket"}).matches == ()


def test_a_word_inside_a_longer_term_counts_for_itself():
    longer = tuple((f"Today {n} we print the docket file anew", "birch", f"d{n:02}-birch") for n in range(12))

    matching = _match(talk(alder="docket", birch="chit", further=longer))

    assert matching.matches == ()


def test_the_order_of_the_statements_does_not_matter():
    said = talk(alder="docket", birch="chit")

    turned = _match(said.take(list(range(len(said)))[::-1]))

    (one,), (other,) = _match(said).matches, turned.matches
    assert (one.terms, one.p_value, one.similarity, one.usual) == (other.terms, other.p_value, other.similarity, other.usual)


def test_few_words_cannot_be_told_from_chance():
    said = talk(alder="docket", birch="chit")

    matching = _match(said.where(said.text.str.contains("docket|chit")))

    assert not matching.tested
    assert matching.matches == ()


def test_many_words_are_matched_as_few_are(monkeypatch):
    said = talk(alder="docket", birch="chit")
    (few,) = _match(said).matches

    monkeypatch.setattr(variants, "MANY_WORDS", 10)
    (many,) = _match(said).matches

    assert many.terms == few.terms
    assert abs(many.similarity - few.similarity) < 1e-9
