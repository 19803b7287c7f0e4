"""The encoder gives the same bits whatever stands beside a text, and loads nothing but what was pinned."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from driftwatch.encoders.transformer import TransformerEncoder, minilm
from driftwatch.errors import ModelError

TEXTS = [
    "It is done when the crane has passed the load test.",
    "Done.",
    "We will lend you two welders until May, and a third one if the weather holds and the yard agrees to pay the night rate.",
    "What do you mean by handover?",
    "  \n ",
    "naïve café – ½ price 👍",
    "lone surrogate \ud800 inside",
    "word " * 900,
]


@pytest.fixture(scope="module")
def encoder() -> TransformerEncoder:
    return minilm()


def test_a_text_has_the_same_bits_alone_and_in_any_company(encoder: TransformerEncoder, nightly: bool) -> None:
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1)")
    together = encoder.sentences(TEXTS * 3)

    alone = np.concatenate([encoder.sentences([text]) for text in TEXTS])
    backwards = encoder.sentences(TEXTS[::-1])[::-1]

    assert together[: len(TEXTS)].tobytes() == together[len(TEXTS) : 2 * len(TEXTS)].tobytes() == alone.tobytes() == backwards.tobytes()


def test_the_environment_s_number_of_threads_changes_no_bit(encoder: TransformerEncoder, nightly: bool) -> None:
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1); by day whole scans are held to it, with the models that scans use")
    program = (
        "import sys; from driftwatch.encoders.transformer import minilm; "
        "sys.stdout.write(minilm().sentences(['We go live in May.', 'Ready?']).tobytes().hex())"
    )

    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "OMP_NUM_THREADS": "3", "MKL_NUM_THREADS": "3"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == encoder.sentences(["We go live in May.", "Ready?"]).tobytes().hex()
    assert result.stderr == ""


def test_sentence_vectors_have_unit_length_and_agree_with_the_library(encoder: TransformerEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    plain = [text for text in TEXTS if "\ud800" not in text]

    ours, theirs = encoder.sentences(plain), SentenceTransformer(str(encoder.folder), device="cpu").encode(plain, show_progress_bar=False)

    assert ours.dtype == np.float32
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-6)
    assert np.allclose(ours, theirs, atol=1e-5)


def test_a_usage_vector_follows_the_sense_of_the_word(encoder: TransformerEncoder) -> None:
    texts = ["The crane lifted the steel beam.", "A crane hoisted the concrete panel.", "The crane spread its wings and flew off."]
    spans = [(text.index("crane"), text.index("crane") + 5) for text in texts]

    vectors = encoder.usages(texts, spans)

    machine, other_machine, bird = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert machine @ other_machine > machine @ bird


def test_a_usage_far_into_a_long_text_is_still_found(encoder: TransformerEncoder) -> None:
    filler = "and so on " * 400
    short = "the pilot starts in May"
    at = short.index("pilot")

    far = encoder.usages([filler + short], [(len(filler) + at, len(filler) + at + 5)])
    near = encoder.usages([filler[-70:] + short], [(70 + at, 70 + at + 5)])

    assert np.allclose(far, near, atol=0.2)


def test_nothing_to_encode_loads_nothing() -> None:
    absent = TransformerEncoder(Path("nowhere"), sha256="0" * 64)

    assert absent.sentences([]).shape[0] == absent.usages([], []).shape[0] == 0


def test_altered_weights_are_refused_with_the_mend(tmp_path: Path) -> None:
    folder = model_folder(tmp_path, kinds=["Transformer"], weights=b"not what was pinned")

    with pytest.raises(ModelError, match=r"model.safetensors: its sha256 is .* pip install"):
        TransformerEncoder(folder, sha256="0" * 64).sentences(["text"])


@pytest.mark.parametrize("kind", ["Dense", "CustomCode"])
def test_other_kinds_of_modules_are_refused(tmp_path: Path, kind: str) -> None:
    folder = model_folder(tmp_path, kinds=["Transformer", kind], weights=b"")

    with pytest.raises(ModelError, match=f"{kind} are not loaded"):
        TransformerEncoder(folder, sha256="0" * 64).sentences(["text"])


def test_a_module_from_the_model_s_own_folder_is_refused(tmp_path: Path) -> None:
    folder = model_folder(tmp_path, kinds=[], weights=b"")
    (folder / "modules.json").write_text(json.dumps([{"type": "custom_code.Transformer"}]))

    with pytest.raises(ModelError, match=r"custom_code\.Transformer are not loaded"):
        TransformerEncoder(folder, sha256="0" * 64).sentences(["text"])


@pytest.mark.parametrize("content", [None, "{", "[3]"])
def test_a_folder_that_is_no_model_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "modules.json").write_text(content)

    with pytest.raises(ModelError, match=str(tmp_path)):
        TransformerEncoder(tmp_path, sha256="0" * 64).sentences(["text"])


def test_the_absence_of_the_weights_package_names_the_mend() -> None:
    program = (
        "import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p] + [sys.argv[1]]\n"
        "from driftwatch.encoders.weights import minilm_folder\n"
        "minilm_folder()"
    )
    source = str(Path(__file__).parents[3] / "src")

    result = subprocess.run([sys.executable, "-S", "-c", program, source], capture_output=True, text=True, check=False)

    assert "ModelError" in result.stderr
    assert "pip install 'driftwatch-alignment[st]'" in result.stderr


def model_folder(folder: Path, *, kinds: list[str], weights: bytes) -> Path:
    (folder / "modules.json").write_text(json.dumps([{"idx": i, "type": f"sentence_transformers.models.{kind}"} for i, kind in enumerate(kinds)]))
    (folder / "model.safetensors").write_bytes(weights)
    return folder
