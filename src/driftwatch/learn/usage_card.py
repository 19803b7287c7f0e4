"""The card of the usage model, generated from what model.json says."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from driftwatch.learn.description import REAL_SOURCES

if TYPE_CHECKING:
    from driftwatch.learn.usage_training import UsageDescription

_USE = """\
Gives each usage of a word, seen with up to 20 words on both sides, a vector: usages of one word lie near each other where it means the same.
It is made for comparing how two organisations use their words, by driftwatch, over a few dozen usages a side. A single pair of usages it gets
wrong too often for anything to rest on it (below). English only. It says nothing about a person and is not fit for judging anyone."""

_HOW = """\
all-MiniLM-L6-v2, its upper layers tuned on groups of usages of one word whose senses are known: words of our own corpus, written for this, and
pseudo-words, two nouns of public talk under one surface, of which some usages come from one and the same series so that the topic tells nothing.
The last layer is read at the word's own pieces. Weights of one byte, run by onnxruntime without torch, windows of one length together."""


def card(model: "UsageDescription") -> str:
    """The text of card.md."""
    figures = [
        (each.name, f"{each.pairs:,}", f"{each.words:,}", str(each.area), str(each.accuracy), f"{each.best_accuracy:.3f}") for each in model.figures
    ]
    training = [(each.name, f"{each.words:,}", f"{each.usages:,}", f"`{each.sha256[:16]}`" if each.sha256 else "") for each in model.training]
    named = [f"- {name}: {REAL_SOURCES[name]}" for name in model.series if name in REAL_SOURCES]
    parts = [
        f"# {model.name}",
        _USE,
        "## How it works",
        f"{_HOW} Tuned from: `{model.encoder}`.",
        f"Bytes for weights turn a vector by little: mean cosine with the vector before {model.loss_by_bytes:.3f}.",
        "## Figures",
        (
            "Does a word mean the same in two sentences? Cosines with the mean of all usages removed. 95 % intervals by drawing words. `best` picks "
            "the threshold on the set itself: it flatters. Nothing was fitted on these sets. How it serves the comparison of partners: "
            "docs/evidence/terms.md."
        ),
        _table(("set", "pairs", "words", "area under the curve", "accuracy", "best"), figures),
        "## Learnt from",
        _table(("material", "words", "usages", "sha256"), training),
        "Words in sentences of these public sources were merged, none is contained:",
        "\n".join(named),
        "## Recipe",
        "`driftwatch learn usages --talk FOLDER --measure FILE` trains it again, with",
        f"```json\n{json.dumps(model.recipe, indent=1)}\n```",
        "Weights are an ONNX network, no code; SHA256SUMS is checked before they are read. Licence: Apache-2.0, as that of all-MiniLM-L6-v2.",
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
