"""The shipped model: an answer for every line, the same figures in any company, and nothing altered is loaded."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.adaptation import Adaptation
from driftwatch.encoders.artefact import LOWER, TOKENIZER, UPPER, WEIGHTS, read_arrays
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.packing import unpacked
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.statement_model import PORTION, StatementModel, statement_model
from driftwatch.errors import ModelError

CLEAR = {
    "The crane counts as accepted once both yards have signed the record.": Label.DONE,
    "By pilot we mean five paying customers.": Label.DEFINITION,
    "I'll send the revised plan to both of you by Friday.": Label.COMMITMENT,
    "We are worried that the valve will fail in winter.": Label.RISK,
    "What we want to reach is a shorter waiting time for patients.": Label.GOAL,
    "The steering committee decides about the budget by majority vote.": Label.PROCESS,
    "We measure success by the share of calls answered within 20 seconds.": Label.METRIC,
}
NOTHING = ["The pelican is back on the pipeline.", "Good morning everyone.", "Thanks, see you next week!"]
TEXTS = [*CLEAR, *NOTHING]
WITHOUT_WORDS = ["", "  \t ", "👍👍🎉", "\x00\x07\x1b", "12:30 – 90 %", "...", "\ud800"]
OTHER_LANGUAGES = [
    "Wir müssen die Abnahme bis Ende März abschließen, sonst verlieren wir den Hafenplatz.",
    "Готово, когда обе стороны подписали протокол приёмки крана.",
]
PRINTED = """
import sys
from driftwatch.encoders.statement_model import statement_model
model, texts = statement_model(), sys.argv[1:]
sys.stdout.write(model.probabilities(texts).tobytes().hex() + repr([model.reasons(text) for text in texts]))
"""


@pytest.fixture(scope="module")
def model():
    return statement_model()


@pytest.fixture(scope="module")
def probabilities(model):
    return model.probabilities(TEXTS)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(statement_model().folder, tmp_path / "statements")


def test_clear_statements_get_their_labels(model, probabilities):
    predicted = model.predicted(probabilities)

    assert all(label in given for label, given in zip(CLEAR.values(), predicted, strict=False))
    assert predicted[len(CLEAR) :] == [()] * len(NOTHING)


def test_probabilities_are_the_same_in_any_company_and_order(model, probabilities):
    together = model.probabilities(TEXTS * 3)

    alone = np.concatenate([model.probabilities([text]) for text in TEXTS])
    backwards = model.probabilities(TEXTS[::-1])[::-1]

    assert together.dtype == np.float32
    assert together.shape == (len(TEXTS) * 3, len(LABELS))
    assert together.tobytes() == np.tile(alone, (3, 1)).tobytes()
    assert alone.tobytes() == backwards.tobytes() == probabilities.tobytes()
    assert ((together >= 0) & (together <= 1)).all()


def test_answers_stay_in_order_over_several_portions(model, probabilities):
    texts = ["👍"] * PORTION
    texts[3], texts[-1] = TEXTS[:2]

    found = model.probabilities([*texts, TEXTS[2]])

    assert np.flatnonzero(found.any(axis=1)).tolist() == [3, PORTION - 1, PORTION]
    assert np.array_equal(found[[3, -2, -1]], probabilities[:3])


@pytest.mark.parametrize(("seed", "threads"), [("0", "1"), ("4242", "3")])
def test_neither_the_seed_of_hashes_nor_the_number_of_threads_changes_a_bit(model, probabilities, seed, threads):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}

    ran = subprocess.run([sys.executable, "-c", PRINTED, *TEXTS], env=environment, capture_output=True, text=True, check=True)

    assert ran.stdout == probabilities.tobytes().hex() + repr([model.reasons(text) for text in TEXTS])
    assert ran.stderr == ""


def test_white_space_makes_no_difference(model, probabilities):
    spaced = [f"  {text.replace(' ', '  ', 1).replace(' we', chr(10) + 'we')} " for text in TEXTS]

    assert np.array_equal(model.probabilities(spaced), probabilities)


def test_a_line_without_words_has_nothing_and_stands_in_its_place(model, probabilities):
    found = model.probabilities([*WITHOUT_WORDS, TEXTS[0], *WITHOUT_WORDS])

    assert np.flatnonzero(found.any(axis=1)).tolist() == [len(WITHOUT_WORDS)]
    assert np.array_equal(found[len(WITHOUT_WORDS)], probabilities[0])


def test_nothing_is_claimed_of_another_language(model):
    found = model.probabilities([*OTHER_LANGUAGES, TEXTS[0]])

    assert not found[: len(OTHER_LANGUAGES)].any()
    assert found[-1].any()
    assert model.foreign([*OTHER_LANGUAGES, TEXTS[0], ""]) == ["de", "ru", None, None]


@pytest.mark.parametrize("text", ["We are worried. " * 4_096, "x" * 65_536, "é " * 32_768, "a\ud800" * 32_768], ids=lambda text: ascii(text[:3]))
def test_a_line_of_64_kib_is_answered_and_has_its_reasons(model, text):
    found = model.probabilities([text])

    assert found.shape == (1, len(LABELS))
    assert np.isfinite(found).all()
    assert list(model.reasons(text)) == list(model.predicted(found)[0])


def test_what_was_said_before_may_be_told(model, probabilities):
    told = model.probabilities(TEXTS, ["And when is the crane done, in your eyes?"] * len(TEXTS))

    assert told.shape == probabilities.shape
    assert not np.array_equal(told, probabilities)
    assert np.array_equal(model.probabilities(TEXTS, [""] * len(TEXTS)), probabilities)


def test_broken_text_before_a_statement_does_no_harm(model):
    assert model.probabilities([TEXTS[0]], ["\ud800 so " * 9_000]).shape == (1, len(LABELS))


def test_the_upper_layers_see_all_that_the_gates_leave_open_and_change_nothing_else(model, probabilities):
    parts, pieces = unpacked(read_arrays(model.folder, WEIGHTS)), Pieces(model.folder / TOKENIZER)
    forms = parts.forms.scores(pieces.read(TEXTS))
    begun = StatementNetwork(model.folder / LOWER, model.folder / UPPER).begin(pieces.read_after(TEXTS, [""] * len(TEXTS)))
    passes = parts.combination.worth_seeing(forms) & parts.early.worth_finishing(parts.early.scores(begun.vectors, forms))

    whole = replace(model, everything=True).probabilities(TEXTS)

    assert passes.any()
    assert np.array_equal(whole[passes], probabilities[passes])
    assert not any(given for given, seen in zip(model.predicted(probabilities), passes, strict=True) if not seen)


def test_a_label_is_given_or_withheld_and_doubt_is_told_apart(model, probabilities):
    unsure = model.unsure(probabilities)

    assert len(unsure) == len(TEXTS)
    assert all(set(row) <= set(LABELS) for row in unsure)


def test_reasons_are_words_of_the_text_for_the_labels_that_it_gets(model, probabilities):
    for text, predicted in zip(TEXTS, model.predicted(probabilities), strict=True):
        reasons = model.reasons(text)

        assert list(reasons) == list(predicted)
        assert all(word in text for spoken in reasons.values() for word in spoken)
        assert all(len(spoken) <= 3 for spoken in reasons.values())


def test_the_word_that_tells_is_the_first_reason(model):
    assert model.reasons("We are worried that the valve will fail in winter.")[Label.RISK][0] in {"worried", "fail"}
    assert model.reasons("We are worried that the valve will fail in winter.", most=1)[Label.RISK][1:] == ()


@pytest.mark.parametrize("text", [*WITHOUT_WORDS, *OTHER_LANGUAGES, *NOTHING])
def test_what_gets_no_label_has_no_reasons(model, text):
    assert model.reasons(text) == {}


def test_vectors_have_length_one_and_are_the_same_in_any_company(model):
    found = model.vectors(TEXTS)

    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert found.tobytes() == np.concatenate([model.vectors([text]) for text in TEXTS]).tobytes()
    assert len(model.vectors([])) == 0


def test_what_a_programme_has_taught_moves_the_odds_by_as_much_and_no_other_label(model):
    dimensions = model.vectors(TEXTS[:1]).shape[1]
    offsets = np.array([2.5 if label is Label.RISK else 0.0 for label in LABELS])
    taught = Adaptation(model=model.model, weights=np.zeros((dimensions, len(LABELS))), offsets=offsets, lessons=(5,) * len(LABELS))

    adapted = replace(model, adaptation=taught)

    assert np.allclose(adapted.scores(TEXTS) - model.scores(TEXTS), offsets)
    assert adapted.model == f"{model.model}+{taught.sha256[:12]}"


def test_nothing_to_label_gives_nothing_and_reads_nothing():
    absent = StatementModel(Path("nowhere"))

    assert absent.probabilities([]).shape == (0, len(LABELS))
    assert absent.foreign([]) == []


def test_no_rows_have_no_decisions(model):
    nothing = np.empty((0, len(LABELS)), dtype=np.float32)

    assert model.predicted(nothing) == model.unsure(nothing) == []


def test_the_model_is_named_with_its_checksum(model):
    assert model.model == f"statements@{model.sha256[:12]}"
    assert len(model.sha256) == 64


@pytest.mark.parametrize("name", ["lower.onnx", "upper.onnx", "tokenizer.json", "weights.npz", "model.json", "card.md"])
def test_an_altered_file_is_refused_with_the_mend(copy, name):
    file = copy / name
    file.write_bytes(file.read_bytes() + b" ")

    with pytest.raises(ModelError, match=rf"{name}: its sha256 is .* pip install"):
        StatementModel(copy).probabilities(TEXTS)


@pytest.mark.parametrize("name", ["lower.onnx", "upper.onnx", "tokenizer.json", "weights.npz", "SHA256SUMS"])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()

    with pytest.raises(ModelError, match=f"{name}: cannot be read"):
        _ = StatementModel(copy).sha256


def test_a_list_of_checksums_without_the_weights_is_refused(copy):
    (copy / "SHA256SUMS").write_text("")

    needed = "lower.graph.onnx, lower.onnx, model.json, tokenizer.json, upper.graph.onnx, upper.onnx, weights.npz"
    with pytest.raises(ModelError, match=re.escape(f"no checksum of {needed}")):
        _ = StatementModel(copy).sha256
