"""The model's card, generated from model.json: no figure in it is typed by hand."""

import json
from collections.abc import Sequence

from driftwatch.learn.description import REAL_SOURCES, Description, Material
from driftwatch.learn.evaluate_labels import LabelEvaluation

_USE = """\
Gives each statement of meetings, mails and chats any of seven labels, as the guide to the labels defines them. It is made for comparing
what two organisations say, by driftwatch; it says nothing about a person and is not fit for judging anyone. English only: of a text that is
clearly in another language nothing is claimed. Many a label that it gives to unseen minutes is one that a careful reader would not give,
or would give otherwise (precision and recall below): nothing that is decided should rest on a single label."""

_HOW = """\
A cascade. (1) The form model: a balanced logistic regression a label over hashed n-grams of word pieces, with and without their subject
matter; a statement whose every form score lies below its gate has no label, and goes no further. (2) The network: all-MiniLM-L6-v2, all
layers tuned together with one output a label, weights of one byte, run by onnxruntime without torch. After {layer} of its layers a linear look
lets more statements go. A logistic regression a label weighs the scores of both and calibrates them; weights and gates come from documents
that were kept out of training, thresholds too, where a set was named to choose them with that set in view. Nothing else was fitted on the
sets below, though the recipe was chosen with the first public one in view."""

_READING = """\
95 % intervals by drawing documents with replacement (each quote of a gold.json counts as a document); thresholds and
gates as shipped. `best` picks the threshold on the set itself: it flatters, and stands here because others are often reported that way."""


def card(model: Description) -> str:
    """The text of card.md for the content of model.json."""
    lost = model.loss_by_bytes
    parts = [
        f"# {model.name}",
        _USE,
        "## How it works",
        f"{_HOW.format(layer=model.recipe['exit_layer'])} Tuned from: `{model.encoder}`.",
        _numbers(model),
        (
            f"Bytes for weights change the scores of {lost.statements:,} statements kept out of training little: correlation {lost.correlation:.4f}, "
            f"{100 * lost.flipped:.2f} % of the decisions at even odds."
        ),
        "## Figures",
        _READING + _chosen(model),
        *[part for evaluation in model.figures for part in figures(evaluation)],
        "## Learnt from",
        _table(("material", "statements", "documents", "sha256"), [_row(material) for material in model.training]),
        "Sentences of these public sources were read, none is contained:",
        "\n".join(f"- {name}: {REAL_SOURCES[name]}" for name in _public(model)),
        "## Recipe",
        "`driftwatch learn statements --real FILE --talk FOLDER --choose FILE` trains it again, with",
        f"```json\n{json.dumps(model.recipe, indent=1)}\n```",
        (
            "Weights are an ONNX network and arrays of numbers (npz, no code); SHA256SUMS is checked before they are read. Licence: Apache-2.0, as "
            "that of all-MiniLM-L6-v2."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def figures(evaluation: LabelEvaluation) -> tuple[str, str, str]:
    """Heading, size and table of one evaluation."""
    rows = [
        (
            row.label.value,
            str(row.statements),
            str(row.precision),
            str(row.recall),
            str(row.f1),
            f"{row.f1_best:.2f}",
            str(row.average_precision),
            str(row.calibration_error),
        )
        for row in evaluation.scores
    ]
    mean = (
        *("**mean**", "", "", ""),
        f"**{evaluation.mean_f1}**",
        f"{evaluation.mean_f1_best:.2f}",
        f"{evaluation.mean_average_precision:.2f}",
        str(evaluation.mean_calibration_error),
    )
    return (
        f"### {evaluation.name}",
        f"{evaluation.statements} statements, {evaluation.documents} documents.",
        _table(("label", "n", "precision", "recall", "F1", "best", "average precision", "calibration error"), [*rows, mean]),
    )


def _numbers(model: Description) -> str:
    """What decides, a row a label."""
    rows = [
        (
            label,
            f"{model.thresholds[label]:.2f}",
            f"{model.weights_of_network[label]:.2f}",
            f"{model.weights_of_forms[label]:.2f}",
            f"{model.gates[label]:.2f}",
            f"{model.early_gates[label]:.2f}",
        )
        for label in model.labels
    ]
    return _table(("label", "threshold", "network", "forms", "form gate", "early gate"), rows)


def _public(model: Description) -> list[str]:
    named = {series for material in model.training for series in material.series}
    return sorted(named.intersection(REAL_SOURCES))


def _chosen(model: Description) -> str:
    if model.choosing_f1 is None:
        return ""
    return f" Cut by thresholds that were chosen without its document, the set that chose them has a mean F1 of {model.choosing_f1:.2f}, gates open."


def _row(material: Material) -> tuple[str, str, str, str]:
    return material.name, str(material.statements), str(material.documents), f"`{material.sha256[:16]}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
