"""Trains the statement model and writes its folder: what `driftwatch learn statements` does."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from driftwatch.corpora import corpus
from driftwatch.encoders.artefact import CARD, DESCRIPTION, LOWER, TOKENIZER, UPPER, WEIGHTS, write_sums
from driftwatch.encoders.combination import logistic
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.packing import ModelParts, as_packed, packed
from driftwatch.encoders.pieces import Pieces, Read
from driftwatch.encoders.statement_model import StatementModel
from driftwatch.encoders.weights import MINILM_SHA256, minilm_folder
from driftwatch.errors import ConfigurationError
from driftwatch.learn.card import card
from driftwatch.learn.combining import Role, UnseenScores, cross_validated, fit_combination
from driftwatch.learn.description import Description, Material, described, material, written
from driftwatch.learn.evaluate_labels import LabelEvaluation, evaluate_labels
from driftwatch.learn.exporting import Loss, export, loss, scores_before_export
from driftwatch.learn.finetuning import LabelNetwork, Targets, fine_tune, label_loss, new_network
from driftwatch.learn.form_fitting import fit_forms
from driftwatch.learn.gating import LowerVectors, fit_gates
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.references import read_references, resolved
from driftwatch.learn.statements import LabelledStatement, Part, corpus_files, label_matrix, read_gold, read_labelled, read_part

OWN = "statements"
REFERENCES = "public-talk"
BASE = f"all-MiniLM-L6-v2@{MINILM_SHA256[:12]}"
_FOLDS = 10
_PORTION = 512
_LEAST_FOUND = 0.9
"""Share of the references below which the folder is taken for another."""
Told = Callable[[str], None]
Statements = tuple[LabelledStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is known of a model when it has been trained."""

    loss: Loss
    choosing_f1: float | None
    """Mean F1 on what chose the thresholds, each document cut by thresholds that were chosen without it; None where nothing chose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What is learnt from; one document of some is kept back, to calibrate with."""

    firm: Statements
    """Labelled with care."""
    further: Statements
    """Public talk labelled by one hasty reader, or two."""
    choosing: Statements
    """Thresholds are chosen with it in view, and nothing else."""
    materials: tuple[Material, ...]
    recipe: Recipe

    @property
    def own(self) -> frozenset[str]:
        """The fields of our own corpora."""
        return frozenset(self.materials[0].series)

    def kept_back(self, statement: LabelledStatement) -> bool:
        """By a hash of its document, so that further documents move none."""
        return int(hashlib.sha256(statement.document.encode("utf-8", "surrogatepass")).hexdigest(), 16) % self.recipe.held_out == 0


def lessons(real: Path, talk: Path | None, recipe: Recipe, *, choose: Path | None = None, told: Told = lambda _: None) -> Lessons:
    """Our corpora, labelled sentences of public talk, our labels of further public talk where its folder is given, a set to choose thresholds by."""
    own, public = read_part(corpus(OWN), Part.TRAINING), read_labelled(real)
    choosing = read_labelled(choose) if choose is not None else ()
    materials = [material(OWN, own, *corpus_files(corpus(OWN))), material("statements-real", public, real)]
    further: Statements = ()
    if talk is not None:
        file = corpus(REFERENCES) / "labels.jsonl"
        known = {statement.text for statement in (*public, *choosing)}
        references = read_references(file)
        found = resolved(references, talk, told=told)
        if len(found) < _LEAST_FOUND * len(references):
            raise ConfigurationError(f"{talk}: holds {len(found):,} of {len(references):,} labelled statements; name the folder of public talk")
        further = tuple(statement for statement in found if statement.text not in known)
        materials.append(material(REFERENCES, further, file))
    return Lessons(firm=(*own, *public), further=further, choosing=choosing, materials=tuple(materials), recipe=recipe)


def train(taught: Lessons, folder: Path, *, told: Told = lambda _: None) -> Made:
    """Fine-tune, export, fit the form model and the combination, and write all of it into the folder but the description."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_bytes((minilm_folder() / TOKENIZER).read_bytes())
    pieces = Pieces(folder / TOKENIZER)
    statements, targets = _targets(taught, pieces, told)
    network = _tuned(statements, targets, pieces, taught.recipe, told)
    told("exporting")
    export(network, folder, exit_layer=taught.recipe.exit_layer)
    chosen = combine(taught, folder, told=told)
    unseen = [each for each in taught.firm if taught.kept_back(each)]
    return Made(loss=loss(network, folder, _alone(pieces, unseen)), choosing_f1=chosen)


def combine(taught: Lessons, folder: Path, *, told: Told = lambda _: None) -> float | None:
    """Fit the form model, weights, thresholds and gates for the network in the folder; gives Made.choosing_f1."""
    told("fitting the form model, weights and thresholds")
    pieces = Pieces(folder / TOKENIZER)
    hard = tuple(each for each in (*taught.firm, *taught.further) if not taught.kept_back(each))
    forms = fit_forms(pieces.read(_texts(hard)), label_matrix(hard), vocabulary=pieces.vocabulary(), recipe=taught.recipe)
    forms = as_packed(forms)
    back = tuple(each for each in (*taught.firm, *taught.further) if each.checked and taught.kept_back(each))
    unseen = (*back, *taught.choosing)
    network = StatementNetwork(folder / LOWER, folder / UPPER)
    begun = network.begin(_alone(pieces, unseen))
    scores = UnseenScores(
        forms=forms.scores(pieces.read(_texts(unseen))).astype(np.float64),
        network=network.finish(begun).scores.astype(np.float64),
        labels=label_matrix(unseen),
        roles=np.array([Role.OWN if each.series in taught.own else Role.PUBLIC for each in back] + [Role.CHOOSING] * len(taught.choosing)),
        documents=[each.document for each in unseen],
    )
    told("fitting the early exit and the gates")
    lower = LowerVectors(trained=_lower_vectors(network, _alone(pieces, hard)), labels=label_matrix(hard), unseen=begun.vectors)
    with threadpool_limits(1):  # sums of floats depend on the number of threads
        combination, early = fit_gates(fit_combination(scores, taught.recipe), lower, scores, taught.recipe)
    parts = ModelParts(forms=forms, early=early, combination=combination)
    np.savez_compressed(folder / WEIGHTS, **packed(parts))  # type: ignore[arg-type]  # a name would have to be allow_pickle
    return round(cross_validated(combination, scores, folds=_FOLDS), 4) if taught.choosing else None


def measure(folder: Path, taught: Lessons, made: Made, files: Sequence[Path], *, told: Told = lambda _: None) -> tuple[LabelEvaluation, ...]:
    """Score the model of the folder on what it has not seen, and write its description with the figures."""
    bare = replace(described(taught.recipe, BASE, taught.materials, folder, made.loss), choosing_f1=made.choosing_f1)
    describe(folder, bare)
    figures = []
    for name, statements in _sets(files):
        told(f"measuring: {name}")
        figures.append(evaluate_labels(statements, StatementModel(folder), name=name))
    describe(folder, replace(bare, figures=tuple(figures)))
    return tuple(figures)


def describe(folder: Path, description: Description) -> None:
    """Write model.json, the card that it gives, and the checksums of all."""
    (folder / DESCRIPTION).write_text(written(description), encoding="utf-8")
    (folder / CARD).write_text(card(description), encoding="utf-8")
    write_sums(folder)


def _targets(taught: Lessons, pieces: Pieces, told: Told) -> tuple[Statements, Targets]:
    """The statements to learn from and what to learn of each: labels, tempered by a first network's doubt where they were given in haste."""
    recipe = taught.recipe
    firm, further = (tuple(each for each in part if not taught.kept_back(each)) for part in (taught.firm, taught.further))
    certain = label_matrix(firm).astype(np.float32)
    if not further:
        return firm, certain
    teacher = _tuned(firm, certain, pieces, replace(recipe, epochs=recipe.teacher_epochs), lambda what: told(f"first network, {what}"))
    believed = logistic(scores_before_export(teacher, _alone(pieces, further)).astype(np.float64))
    doubt = np.array([[recipe.doubt_of_checked if each.checked else recipe.doubt] for each in further])
    tempered = (doubt * believed + (1 - doubt) * label_matrix(further)).astype(np.float32)
    chance = np.random.default_rng(recipe.seed).random(len(further))
    kept = (tempered.max(axis=1) >= recipe.empty) | (chance < recipe.kept_empty)
    return (*firm, *(each for each, stays in zip(further, kept, strict=True) if stays)), np.concatenate([certain, tempered[kept]])


def _tuned(statements: Statements, targets: Targets, pieces: Pieces, recipe: Recipe, told: Told) -> LabelNetwork:
    return fine_tune(new_network(targets.shape[1]), statements, label_loss(targets), read=pieces.read_after, recipe=recipe, told=told)


def _lower_vectors(network: StatementNetwork, statements: Sequence[Read]) -> Targets:
    """In portions, since what the layers hold of each piece is large."""
    return np.concatenate([network.begin(statements[start : start + _PORTION]).vectors for start in range(0, len(statements), _PORTION)])


def _alone(pieces: Pieces, statements: Sequence[LabelledStatement]) -> list[Read]:
    return pieces.read_after(_texts(statements), [""] * len(statements))


def _texts(statements: Sequence[LabelledStatement]) -> list[str]:
    return [statement.text for statement in statements]


def _sets(files: Sequence[Path]) -> list[tuple[str, Statements]]:
    held_out = (f"{OWN}, held-out fields", read_part(corpus(OWN), Part.HELD_OUT))
    return [held_out, *((f"{file.parent.name}/{file.stem}", read_gold(file) if file.suffix == ".json" else read_labelled(file)) for file in files)]
