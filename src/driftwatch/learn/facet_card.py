"""The card of the facet model, generated from what model.json says."""

import json
from typing import TYPE_CHECKING

from driftwatch.learn.description import REAL_SOURCES

if TYPE_CHECKING:
    from driftwatch.learn.facet_training import FacetDescription

_USE = """\
Says of a statement on what it takes sides: whether a risk is avoided or taken, how something is decided or done, which outcome is put first, what
a figure is, what becomes of what was promised, how much time is taken. For telling, over many statements, how two organisations differ; a single
statement it gets wrong too often for anything to rest on it. English only. It says nothing about a person and is not fit for judging anyone."""
_HOW = """\
All layers tuned together with one output for each value of each facet; within a facet the values exclude each other. Beside the facets it learnt
the labels of other statements, whose outputs are cut off; those that carry no label which goes with a facet count as taking no side on it. Weights
of one byte, run by onnxruntime without torch, statements of one length together. SHA256SUMS is checked before
anything is read; nothing in it is code."""
_MEASURED = """\
On our own statements of {fields} fields of work that were kept out of training; the likeliest value counts as said. The same hands wrote what was
learnt from and what was measured, and wrote many hard cases, of which there are fewer in life: the figures say how one value compares with another.
How the alerts fare with it: docs/evidence/programmes.md."""


def card(model: "FacetDescription") -> str:
    """The text of card.md."""
    figures = [f"| {each.facet} | {each.value} | {each.expected} | {each.said} | {each.right} | {each.f1:.2f} |" for each in model.figures]
    training = [f"| {each.name} | {each.statements:,} | {each.documents:,} | `{each.sha256[:16]}` |" for each in model.training]
    named = sorted({series for each in model.training for series in each.series})
    lost = model.loss_by_bytes
    parts = [
        f"# {model.name}",
        _USE,
        "## How it works",
        f"{_HOW} Tuned from: `{model.encoder}`.",
        (
            f"Bytes for weights change the scores of {lost.statements:,} statements kept out of training little: correlation {lost.correlation:.4f}, "
            f"{100 * lost.flipped:.2f} % of them change sign."
        ),
        "## Figures",
        _MEASURED.format(fields=len(model.held_out)),
        "\n".join(["| facet | value | expected | said | right | F1 |", "|---|---|---|---|---|---|", *figures]),
        "## Learnt from",
        "\n".join(["| material | statements | fields, documents | sha256 |", "|---|---|---|---|", *training]),
        "Sentences of these public sources were read, none is contained:",
        "\n".join(f"- {name}: {REAL_SOURCES[name]}" for name in named),
        "## Recipe",
        "`driftwatch learn facets --real FILE` trains it again, with",
        f"```json\n{json.dumps(model.recipe, indent=1)}\n```",
        "Licence: Apache-2.0, as that of all-MiniLM-L6-v2.",
    ]
    return "\n\n".join(parts) + "\n"
