"""What model.json says of the statement model: enough to train it again and to know how good it is."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from driftwatch.domain.labels import LABELS
from driftwatch.encoders.artefact import WEIGHTS
from driftwatch.encoders.packing import unpacked
from driftwatch.encoders.statement_model import NAME
from driftwatch.learn.evaluate_labels import LabelEvaluation
from driftwatch.learn.exporting import Loss
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement

REAL_SOURCES = {
    "chat-fixtures": "fixtures of slack-export-viewer, langchain-community, zulip, cli-microsoft365, chat-miner, webvtt-py; MIT and Apache-2.0",
    "chat-w3c-ccg": "github.com/w3c-ccg/meetings, W3C Software and Document License",
    "minutes-aswf-tac": "github.com/AcademySoftwareFoundation/tac, CC BY 4.0",
    "minutes-ethereum-acd": "github.com/ethereum/pm, CC BY-SA 3.0",
    "minutes-gsa-it-vendors": "github.com/GSA/ITDB-schema, US public domain",
    "minutes-hyperledger-tsc": "github.com/hyperledger/toc, CC BY 4.0",
    "chat-ubuntu-irc": "github.com/jkkummerfeld/irc-disentanglement (Kummerfeld et al. 2019, ACL; Gouravajhala et al. 2023, ALTA), CC BY 4.0",
    "minutes-lfenergy-tac": "github.com/lf-energy/tac, CC BY 4.0",
    "minutes-kubernetes-sigs": "github.com/kubernetes/community, Apache-2.0",
    "minutes-oneapi-tab": "github.com/oneapi-src/oneAPI-tab, MIT",
    "minutes-openhw": "github.com/openhwgroup/programs, Solderpad Hardware Licence 2.0",
    "minutes-spdx": "github.com/spdx/meetings, CC BY 3.0",
    "minutes-w3c-did-wg": "github.com/w3c/did-wg, W3C Software and Document License",
    "minutes-wicg-fledge": "github.com/WICG/turtledove, W3C Software and Document License, Apache-2.0",
    "transcripts-ethereum-zoom": "github.com/ethereum/pm, CC BY-SA 3.0",
    "transcripts-qmsum": "github.com/Yale-LILY/QMSum, MIT",
}
"""Attributions of the public series whose sentences the model learns from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One body of training statements."""

    name: str
    sha256: str
    statements: int
    documents: int
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The content of model.json."""

    name: str
    encoder: str
    labels: tuple[str, ...]
    recipe: dict[str, object]
    training: tuple[Material, ...]
    weights_of_network: dict[str, float]
    """Of a point of the network's log-odds; the form model's stand beside."""
    weights_of_forms: dict[str, float]
    thresholds: dict[str, float]
    gates: dict[str, float]
    """Of the form model's scores ..."""
    early_gates: dict[str, float]
    """... and of those after the lower layers."""
    loss_by_bytes: Loss
    figures: tuple[LabelEvaluation, ...]
    choosing_f1: float | None = None
    """Mean F1 on what chose the thresholds, by cross-validation."""


def read_description(model_json: str) -> Description:
    """What a model.json says."""
    return TypeAdapter(Description).validate_json(model_json)


def written(description: Description) -> str:
    """The text of model.json."""
    return json.dumps(asdict(description), indent=1, ensure_ascii=False) + "\n"


def material(name: str, statements: tuple[LabelledStatement, ...], *files: Path) -> Material:
    """What was learnt from, with one checksum over the files."""
    return Material(
        name=name,
        sha256=sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest(),
        statements=len(statements),
        documents=len({statement.document for statement in statements}),
        series=tuple(sorted({statement.series for statement in statements})),
    )


def described(recipe: Recipe, encoder: str, training: tuple[Material, ...], folder: Path, lost: Loss) -> Description:
    """Everything together for the weights in the folder, but for the figures: those are measured with what this describes."""
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        parts = unpacked(arrays)
        combination = parts.combination

    def by_label(values: NDArray[np.float64]) -> dict[str, float]:
        return {label.value: round(float(value), 4) for label, value in zip(LABELS, values, strict=True)}

    return Description(
        name=NAME,
        encoder=encoder,
        labels=tuple(label.value for label in LABELS),
        recipe=asdict(recipe),
        training=training,
        weights_of_network=by_label(combination.network_weights),
        weights_of_forms=by_label(combination.form_weights),
        thresholds=by_label(combination.thresholds),
        gates=by_label(combination.gates),
        early_gates=by_label(parts.early.gates),
        loss_by_bytes=lost,
        figures=(),
    )
