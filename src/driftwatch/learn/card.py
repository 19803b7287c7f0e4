"""card.md, generated from model.json: no figure in it is typed by hand."""

import json
from collections.abc import Sequence

from driftwatch.encoders.cues import CUES
from driftwatch.learn.description import REAL_SOURCES, Description, Material
from driftwatch.learn.evaluate_labels import LabelEvaluation

_USE = """\
Gives each statement of meetings, mails and chats any of seven labels, as the guide to the labels defines them. It is made for comparing
what two organisations say, by driftwatch; it says nothing about a person and is not fit for judging anyone. English only. Texts are read
sentence by sentence, without their context. Roughly every second label that it gives to unseen minutes is one that a careful reader would
not give, or would give otherwise: nothing that is decided should rest on a single label."""

_HOW = """\
Two models, averaged by their log-odds with a weight for each label. (1) One balanced logistic regression a label over TF-IDF of
1-4-grams with the subject matter taken out, of 1-2 words and of 2-5 characters; n-grams that only one series or field uses are left
out, so that names of people and products are not learnt. (2) Small networks over the frozen sentence vector and {cues} hand-written
cues. Averages, calibration (Platt) and thresholds come from cross-validation over whole documents of the training
material; nothing was fitted or cut on the sets below, though their figures were in view while designs were compared."""

_READING = """\
95 % intervals by drawing documents with replacement (each quote of a gold.json counts as a document); thresholds as shipped. `best` picks
the threshold on the set itself: it flatters, and stands here because others are often reported that way."""


def card(model: Description) -> str:
    """The text of card.md for the content of model.json."""
    parts = [
        f"# {model.name}",
        _USE,
        "## How it works",
        _HOW.format(cues=len(CUES)) + f" Encoder: `{model.encoder}`.",
        _table(
            ("label", "threshold", "share of the networks"),
            [(label, f"{model.thresholds[label]:.2f}", f"{model.shares_of_networks[label]:.1f}") for label in model.labels],
        ),
        "## Figures",
        _READING,
        *[part for evaluation in model.figures for part in figures(evaluation)],
        "## Learnt from",
        _table(("material", "statements", "documents", "sha256"), [_row(material) for material in model.training]),
        "Sentences of these public sources were read, none is contained:",
        "\n".join(f"- {name}: {REAL_SOURCES[name]}" for material in model.training for name in material.series if name in REAL_SOURCES),
        "## Recipe",
        "`python -m driftwatch.learn.train --real FILE` trains it again, with",
        f"```json\n{json.dumps(model.recipe, indent=1)}\n```",
        "Weights are arrays of numbers and bytes (npz, no code); SHA256SUMS is checked before they are read. Licence: Apache-2.0.",
    ]
    return "\n\n".join(parts) + "\n"


def figures(evaluation: LabelEvaluation) -> tuple[str, str, str]:
    """Heading, size and table of one evaluation."""
    rows = [
        (row.label.value, str(row.statements), str(row.precision), str(row.recall), str(row.f1), f"{row.f1_best:.2f}", str(row.calibration_error))
        for row in evaluation.scores
    ]
    mean = ("**mean**", "", "", "", f"**{evaluation.mean_f1}**", f"{evaluation.mean_f1_best:.2f}", str(evaluation.mean_calibration_error))
    return (
        f"### {evaluation.name}",
        f"{evaluation.statements} statements, {evaluation.documents} documents.",
        _table(("label", "n", "precision", "recall", "F1", "best", "calibration error"), [*rows, mean]),
    )


def _row(material: Material) -> tuple[str, str, str, str]:
    return material.name, str(material.statements), str(material.documents), f"`{material.sha256[:16]}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
