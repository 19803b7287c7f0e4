"""Makes the facet model: a network tuned on our own statements, measured on fields of work that it has not seen."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from driftwatch.corpora import corpus
from driftwatch.domain.facets import COLUMNS, NONE, RELATED, VALUES, WIDTH, Facet
from driftwatch.domain.labels import LABELS
from driftwatch.encoders.artefact import CARD, DESCRIPTION, TOKENIZER, write_sums
from driftwatch.encoders.facet_model import NAME, FacetModel
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.weights import MINILM_SHA256, minilm_folder
from driftwatch.learn.description import REAL_SOURCES, Material, material
from driftwatch.learn.exporting import Loss, export, loss
from driftwatch.learn.facet_card import card
from driftwatch.learn.facet_corpus import FacetStatement, facet_file, read_facets
from driftwatch.learn.finetuning import LabelNetwork, fine_tune, new_network
from driftwatch.learn.recipe import FacetRecipe, Recipe
from driftwatch.learn.statements import LabelledStatement, Part, corpus_files, label_matrix, read_labelled, read_part

BASE = f"all-MiniLM-L6-v2@{MINILM_SHA256[:12]}"
STATEMENTS = "statements"
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScore:
    """How well one value is told on fields that were not learnt from."""

    facet: str
    value: str
    expected: int
    said: int
    right: int

    @property
    def f1(self) -> float:
        """0 … 1."""
        return 2 * self.right / (self.expected + self.said) if self.expected + self.said else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetDescription:
    """The content of model.json."""

    name: str
    encoder: str
    recipe: dict[str, object]
    training: tuple[Material, ...]
    """Of our statements on facets `documents` counts the fields of work."""
    held_out: tuple[str, ...]
    loss_by_bytes: Loss
    figures: tuple[ValueScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Statements on one facet each, and labelled statements beside them, ours and of public talk: from those the network learns what talk is like,
    and how seldom it takes a side."""

    facets: tuple[FacetStatement, ...]
    own: tuple[LabelledStatement, ...]
    public: tuple[LabelledStatement, ...]

    @property
    def labelled(self) -> tuple[LabelledStatement, ...]:
        """In a fixed order."""
        return (*self.own, *self.public)

    @property
    def every(self) -> tuple[FacetStatement | LabelledStatement, ...]:
        """In a fixed order."""
        return (*self.facets, *self.labelled)


def train_facets(out: Path, real: Path, recipe: FacetRecipe, *, told: Told = lambda _: None) -> FacetDescription:
    """Tune, export, measure and write the model into a folder; `real` are labelled sentences of public talk."""
    out.mkdir(parents=True, exist_ok=True)
    (out / TOKENIZER).write_bytes((minilm_folder() / TOKENIZER).read_bytes())
    taught = lessons(real, recipe)
    pieces = Pieces(out / TOKENIZER)
    network = tuned(taught, pieces, recipe, told=told)
    told("exporting")
    export(network, out, exit_layer=recipe.cut_after)
    unseen = read_facets(corpus(NAME), Part.HELD_OUT)
    texts = [statement.text for statement in unseen]
    description = FacetDescription(
        name=NAME,
        encoder=BASE,
        recipe=asdict(recipe),
        training=materials(taught, real),
        held_out=tuple(sorted({statement.field for statement in unseen})),
        loss_by_bytes=loss(network, out, pieces.read_after(texts, [""] * len(texts))),
        figures=(),
    )
    _describe(out, description)
    description = replace(description, figures=measured(unseen, FacetModel(out)))
    _describe(out, description)
    return description


def lessons(real: Path, recipe: FacetRecipe) -> Lessons:
    """Our corpora, and some sentences of public talk, drawn by hash."""
    public = sorted(read_labelled(real), key=lambda each: sha256(f"{recipe.seed} {each.text}".encode()).digest())[: recipe.public]
    return Lessons(facets=read_facets(corpus(NAME), Part.TRAINING), own=read_part(corpus(STATEMENTS), Part.TRAINING), public=tuple(public))


def materials(taught: Lessons, real: Path) -> tuple[Material, ...]:
    """What was learnt from, each with its checksum."""
    own = [material(STATEMENTS, taught.own, *corpus_files(corpus(STATEMENTS))), material("statements-real", taught.public, real)]
    return (*(_material(facet, taught.facets) for facet in Facet), *(replace(each, series=_named(each)) for each in own))


def tuned(taught: Lessons, pieces: Pieces, recipe: FacetRecipe, *, told: Told = lambda _: None) -> LabelNetwork:
    """The network with an output for each value; the outputs for labels, which it learnt beside them, are cut off."""
    network = fine_tune(
        new_network(WIDTH + len(LABELS)), taught.every, _loss(taught, recipe), read=pieces.read_after, recipe=_as_recipe(recipe), told=told
    )
    head = nn.Linear(network.head.in_features, WIDTH)
    with torch.no_grad():
        head.weight.copy_(network.head.weight[:WIDTH])
        head.bias.copy_(network.head.bias[:WIDTH])
    network.head = head
    return network.eval()


def measured(statements: Sequence[FacetStatement], model: FacetModel) -> tuple[ValueScore, ...]:
    """Each value's score; the likeliest value counts as said."""
    found = []
    for facet, columns in COLUMNS.items():
        own = [statement for statement in statements if statement.facet is facet]
        said = model.facets([statement.text for statement in own])[:, columns].argmax(axis=1) if own else np.empty(0, dtype=np.int64)
        truth = np.array([VALUES[facet].index(statement.value) for statement in own])
        for place, value in enumerate(VALUES[facet]):
            if value != NONE:
                counts = (truth == place).sum(), (said == place).sum(), ((truth == place) & (said == place)).sum()
                expected, given, right = (int(count) for count in counts)
                found.append(ValueScore(facet=facet.value, value=value, expected=expected, said=given, right=right))
    return tuple(found)


def _loss(taught: Lessons, recipe: FacetRecipe) -> Callable[[Tensor, list[int]], Tensor]:
    """Cross-entropy within the facet that a statement has a value of; binary cross-entropy for its labels.

    A labelled statement without any of the labels that a facet goes with most likely takes no side on it: that counts a little.
    """
    values = torch.tensor(_values(taught))
    weights = torch.tensor([1.0] * len(taught.facets) + [recipe.ordinary_weight if each.labels else recipe.empty_weight for each in taught.labelled])
    labels = torch.tensor(label_matrix(taught.labelled).astype(np.float32))
    first = len(taught.facets)

    def found(scores: Tensor, rows: list[int]) -> Tensor:
        total = scores.new_zeros(())
        for place, columns in enumerate(COLUMNS.values()):
            wanted = values[rows, place]
            known = wanted >= 0
            if known.any():
                each = nn.functional.cross_entropy(scores[known, columns], wanted[known], reduction="none", label_smoothing=recipe.smoothing)
                total = total + (each * weights[rows][known]).sum()
        labelled = [at for at, row in enumerate(rows) if row >= first]
        if labelled:
            wanted = labels[[rows[at] - first for at in labelled]]
            total = total + recipe.label_weight * nn.functional.binary_cross_entropy_with_logits(scores[labelled, WIDTH:], wanted, reduction="sum")
        return total / len(rows)

    return found


def _values(taught: Lessons) -> list[list[int]]:
    """The value of each statement on each facet by its place in VALUES, -1 where nothing is known; shape (statements, facets)."""
    found = [
        [VALUES[facet].index(statement.value) if statement.facet is facet else -1 for facet in VALUES] for statement in taught.facets
    ]
    return found + [[-1 if statement.labels & set(RELATED[facet]) else 0 for facet in VALUES] for statement in taught.labelled]


def _as_recipe(recipe: FacetRecipe) -> Recipe:
    return replace(Recipe(), seed=recipe.seed, epochs=recipe.epochs, rate=recipe.rate, context=0.0, threads=recipe.threads)


def _describe(out: Path, description: FacetDescription) -> None:
    (out / DESCRIPTION).write_text(json.dumps(asdict(description), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / CARD).write_text(card(description), encoding="utf-8")
    write_sums(out)


def _material(facet: Facet, learnt: Sequence[FacetStatement]) -> Material:
    own = [statement for statement in learnt if statement.facet is facet]
    return Material(
        name=f"{NAME}/{facet}",
        sha256=sha256(facet_file(corpus(NAME), facet).read_bytes()).hexdigest(),
        statements=len(own),
        documents=len({statement.field for statement in own}),
        series=(),
    )


def _named(learnt: Material) -> tuple[str, ...]:
    """The public series, which ask to be named."""
    return tuple(series for series in learnt.series if series in REAL_SOURCES)
