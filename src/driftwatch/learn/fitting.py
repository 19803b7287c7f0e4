"""Fitting the whole head: two models on all statements, their combination by cross-validation over documents."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from driftwatch.encoders.packing import HeadParts
from driftwatch.learn.combining import UnseenScores, fit_combination
from driftwatch.learn.linear import fit_linear
from driftwatch.learn.networks import fit_networks
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement, label_matrix
from driftwatch.ports import Vectors

Claims = NDArray[np.bool_]


def fit_head(statements: Sequence[LabelledStatement], vectors: Vectors, own: Claims, recipe: Recipe) -> HeadParts:
    """The trained parts; `own` says of each statement whether it is of our own corpora."""
    with threadpool_limits(1):  # sums of floats depend on the number of threads
        scores = unseen_scores(statements, vectors, own, recipe)
        return HeadParts(
            linear=fit_linear(statements, scores.weights, recipe),
            networks=fit_networks(statements, vectors, scores.weights, recipe),
            combination=fit_combination(scores, recipe),
        )


def unseen_scores(statements: Sequence[LabelledStatement], vectors: Vectors, own: Claims, recipe: Recipe) -> UnseenScores:
    """Scores of every statement by models that saw nothing of its document."""
    labels = label_matrix(statements)
    weights = np.where(own, recipe.seed_weight, 1.0)
    linear, networks = np.zeros(labels.shape), np.zeros(labels.shape)
    documents = [statement.document for statement in statements]
    for seen, unseen in GroupKFold(recipe.folds).split(documents, groups=documents):
        known, texts = [statements[i] for i in seen], [statements[i].text for i in unseen]
        linear[unseen] = fit_linear(known, weights[seen], recipe).scores(texts)
        networks[unseen] = fit_networks(known, vectors[seen], weights[seen], recipe).scores(texts, vectors[unseen])
    return UnseenScores(linear=linear, networks=networks, labels=labels, weights=weights, own=own)
