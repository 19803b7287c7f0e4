"""Beds of planted words: what is edited, what is left alone."""

import random

from driftwatch.domain.words import words
from driftwatch.learn.term_beds import Bed, Donor, dealt_by_document, dealt_by_speaker, dealt_by_topic, donors, planted_bed
from driftwatch.tables import Statements

NOUNS = ("valve", "treaty", "orchard", "ledger")
VERBS = ("came up", "turned up", "was named", "stood there")


def series(documents: int = 40) -> Statements:
    rows = []
    for document in range(documents):
        for at, noun in enumerate(NOUNS):
            topic = ("harbour cranes", "cattle feed", "opera stage", "steel rail")[document % 4]
            verb = VERBS[(document + at) % 4]
            text = f"Item {at}, day {document}, {topic}: the {noun} {verb} again and {'its' if at % 2 else 'the old'} part was seen by all."
            rows.append((f"{document}-{at}", text, None, f"speaker {document % 5}", None, "", "", f"d{document}", "minutes", None, None, at, 0))
    return Statements.of(rows)


def bed(*, usages: int = 12, share: float = 1.0, seed: int = 1) -> tuple[Statements, list[Donor], Bed]:
    rng = random.Random(seed)
    dealt = dealt_by_speaker(series(), rng)
    known = donors(dealt, least=usages)
    made = planted_bed(dealt, known, rng, usages=usages, share=share, pairs=1)
    assert made is not None
    return dealt, known, made


def uses(made: Bed, word: str) -> list[tuple[str, str]]:
    rows = zip(made.statements.text, made.statements.partner, strict=True)
    return [(text, side) for text, side in rows if word in {token.folded for token in words(text)}]


def test_nouns_that_stand_often_enough_can_be_planted():
    assert {one.term.name for one in donors(series(), least=12)} == set(NOUNS)


def test_a_planted_word_stands_so_often_on_each_side_and_its_donors_nowhere():
    _, known, made = bed()

    (word,) = made.planted
    sides = [side for _, side in uses(made, word)]
    assert (sides.count("a"), sides.count("b")) == (12, 12)
    assert len([one for one in known if not uses(made, one.term.name)]) >= 2


def test_a_mix_puts_a_share_of_each_sense_on_the_other_side():
    dealt, _, made = bed(usages=10, share=0.8)

    origin = dict(zip(dealt.id, dealt.text, strict=True))
    row = dict(zip(made.statements.text, made.statements.id, strict=True))
    said = [(next(noun for noun in NOUNS if noun in origin[row[text]]), side) for text, side in uses(made, made.planted[0])]
    nouns = {side: [noun for noun, at in said if at == side] for side in "ab"}
    assert all(sorted(map(found.count, set(found))) == [2, 8] for found in nouns.values())


def test_a_control_has_one_sense_and_both_sides():
    dealt, _, made = bed()

    (word,) = made.controls
    sides = [side for _, side in uses(made, word)]
    origin = dict(zip(dealt.id, dealt.text, strict=True))
    row = dict(zip(made.statements.text, made.statements.id, strict=True))
    assert sides.count("a") == sides.count("b") == 12
    assert len({next(noun for noun in NOUNS if noun in origin[row[text]]) for text, _ in uses(made, word)}) == 1


def test_the_same_seed_plants_the_same_words():
    assert bed(seed=5)[2].statements.frame.equals(bed(seed=5)[2].statements.frame)
    assert bed(seed=5)[2].planted != bed(seed=6)[2].planted


def test_a_speaker_or_a_document_stays_on_one_side():
    for deal, column in ((dealt_by_speaker, "speaker"), (dealt_by_document, "document"), (dealt_by_topic, "document")):
        dealt = deal(series(), random.Random(2))

        pairs = set(zip(getattr(dealt, column), dealt.partner, strict=True))
        assert len(pairs) == len({name for name, _ in pairs})
        assert {side for _, side in pairs} == {"a", "b"}
