import numpy as np
import pytest
from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Term
from driftwatch.stages.contrast import contrast, described_by_others, usage_vectors
from driftwatch.stages.locate import locate
from driftwatch.stages.sample import sample
from driftwatch.tables import Statements

NAMES = ("result", "ward", "sample", "chart", "barcode", "hub")
TERMS = tuple(Term(name=name, words=(name,)) for name in NAMES)


def _programme(*, split="result", documents=8, order=1):
    """Both partners use every term twice a document; their vectors of one term point apart."""
    rng = np.random.default_rng(11)
    rows, centres = [], []
    for document in range(documents):
        for partner in ("a", "b"):
            for name in NAMES:
                for usage in range(2):
                    rows.append((f"the {name} of {document} {usage}", partner, f"d{document}"))
                    centre = np.zeros(16)
                    centre[NAMES.index(name)] = 2.0
                    if name == split:
                        centre[10 if partner == "a" else 11] = 2.0
                    centres.append(centre + rng.normal(scale=0.6, size=16))
    rows, centres = rows[::order], centres[::order]
    said = statements(*rows)
    vectors = np.array(centres)
    return said, (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _contrasts(said, vectors, least=(10, 5)):
    usages = sample(locate(said, TERMS), said, TERMS)
    return {one.term: one for one in contrast(usages, said, vectors[usages.statement], TERMS, least=least)}


def test_a_term_of_two_senses_stands_out_from_its_background():
    found = _contrasts(*_programme(documents=16))

    assert found["result"].z > 3
    assert found["result"].p_value < 0.01
    assert max(one.z for term, one in found.items() if term != "result") < 2


def test_without_a_split_nothing_stands_out():
    found = _contrasts(*_programme(split="nothing"))

    assert max(one.z for one in found.values()) < 2.5


def test_the_most_characteristic_statements_of_each_side_come_first_and_belong_to_it():
    said, vectors = _programme()

    found = _contrasts(said, vectors)["result"]

    for side, partner in enumerate(found.partners):
        assert {said.row(row).partner for row in found.rows[side]} == {partner}
    assert set(found.against) <= {row for rows in found.rows for row in rows}


def test_the_order_of_the_statements_changes_nothing():
    here, there = _contrasts(*_programme()), _contrasts(*_programme(order=-1))

    for term, one in here.items():
        assert (one.p_value, round(one.distance, 9), round(one.z, 9)) == (
            there[term].p_value,
            round(there[term].distance, 9),
            round(there[term].z, 9),
        )


def test_too_few_usages_give_no_verdict_but_count_as_background():
    found = _contrasts(*_programme(documents=3))

    assert not any(one.tested for one in found.values())
    assert len(found) == len(NAMES)


def test_a_single_usage_is_not_compared():
    said = statements(("the result", "a", "d1"), ("the result", "b", "d1"))

    assert _contrasts(said, np.eye(2, 16, dtype=np.float32)) == {}


def test_nothing_said_gives_no_contrast():
    said = statements()

    assert contrast(locate(said, TERMS), said, np.empty((0, 0), dtype=np.float32), TERMS, least=(10, 5)) == ()


def test_usage_vectors_have_unit_length_and_both_parts():
    rng = np.random.default_rng(5)

    raw = rng.normal(size=(9, 8)).astype(np.float32)
    joined = usage_vectors(raw)

    assert joined.shape == (9, 8)
    assert np.allclose(np.linalg.norm(joined, axis=1), 1.0, atol=1e-5)
    assert np.allclose(joined, usage_vectors(raw * np.repeat([3.0, 0.5], 4).astype(np.float32)), atol=1e-5)


def test_usages_described_by_others_show_the_groups_that_they_form():
    rng = np.random.default_rng(6)
    sense = np.repeat([0, 1], 10)
    vectors = rng.normal(size=(20, 40)).astype(np.float32)
    vectors[:, 0] += 3 * (2 * sense - 1)

    described = described_by_others(vectors)

    alike = described @ described.T
    same = sense[:, None] == sense[None]
    apart = ~np.eye(20, dtype=bool)
    plain = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert described.shape == (20, 20)
    assert alike[same & apart].mean() - alike[~same].mean() > (plain @ plain.T)[same & apart].mean() - (plain @ plain.T)[~same].mean()
    assert np.mean((described**2).sum(axis=1)) == pytest.approx(1.0, abs=1e-4)


def test_usages_that_are_all_alike_differ_by_nothing():
    one = np.random.default_rng(1).normal(size=(1, 40)).astype(np.float32)

    for count in (5, 161):
        assert not described_by_others(np.repeat(one / np.linalg.norm(one), count, axis=0)).any()


def test_a_speaker_who_repeats_himself_counts_once():
    rows = [("the result again", partner, f"d{n}") for n in range(8) for partner in ("a", "b")]
    said = statements(*rows)

    found = _contrasts(said, np.eye(len(rows), 16, dtype=np.float32))

    assert found == {}


def test_more_usages_could_have_shown_a_smaller_shift():
    few, many = (_contrasts(*_programme(documents=documents))["ward"].smallest_shift for documents in (6, 24))

    assert many is not None
    assert 0.0 < many < 1.0
    assert few is None or few > many


def test_same_can_be_said_only_where_a_shift_of_sixty_points_would_have_been_seen():
    for contrast_ in _contrasts(*_programme(documents=24)).values():
        assert contrast_.sensitive == (contrast_.smallest_shift is not None and contrast_.smallest_shift <= 0.6)


def _spoken(voices):
    """Each statement by one of the voices of its side, in turn; the programme's words stand apart by side."""
    said, vectors = _programme(documents=12)
    speakers = [f"{partner} {row // 12 % voices[partner]}" for row, partner in enumerate(said.partner)]
    return _contrasts(said.with_column(Statements.speaker, speakers), vectors)["result"]


def test_what_several_people_say_keeps_its_distance_without_any_one_of_them():
    assert _spoken({"a": 3, "b": 3}).kept_without_speaker > 0.8


def test_what_one_person_of_a_side_says_is_not_said_by_several():
    assert not _spoken({"a": 1, "b": 3}).several_voices
    assert _spoken({"a": 1, "b": 3}).others == 0
    assert _spoken({"a": 3, "b": 3}).several_voices


def _second(vectors, said, *, rows):
    """One statement of side a by somebody else, the others of a by one person; its vector taken from the row that is named."""
    speakers = [("second" if row == rows[0] else "first") if partner == "a" else f"b {row // 24 % 2}" for row, partner in enumerate(said.partner)]
    turned = vectors.copy()
    turned[rows[0]] = vectors[rows[1]]
    return _contrasts(said.with_column(Statements.speaker, speakers), turned)["result"]


def test_one_other_voice_is_enough_where_it_goes_with_its_own_side():
    said, vectors = _programme(documents=12)
    own, across = _contrasts(said, vectors)["result"].rows

    assert _second(vectors, said, rows=(own[0], own[1])).several_voices
    assert not _second(vectors, said, rows=(own[0], across[0])).several_voices


def test_a_person_under_two_names_is_one_voice():
    said, vectors = _programme(documents=12)
    names = {"a": ("Maya Okafor", "Maya"), "b": ("Tom Beckett", "TB")}
    speakers = [names[partner][row // 24 % 2] for row, partner in enumerate(said.partner)]

    assert not _contrasts(said.with_column(Statements.speaker, speakers), vectors)["result"].several_voices


def test_usage_vectors_may_take_the_place_of_what_they_are_made_of():
    raw = np.random.default_rng(5).normal(size=(9, 8)).astype(np.float32)
    apart = usage_vectors(raw)

    assert usage_vectors(raw, out=raw) is raw
    assert np.array_equal(raw, apart)
