"""Fitting the form model: one balanced logistic regression a label over hashed n-grams."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from driftwatch.encoders.forms import FormModel, features, normalised, shapes
from driftwatch.learn.recipe import Recipe

Claims = NDArray[np.bool_]


def fit_forms(pieces: Sequence[Sequence[int]], labels: Claims, *, vocabulary: Mapping[str, int], recipe: Recipe) -> FormModel:
    """`pieces` are the word pieces of each statement, `labels` has shape (statements, labels)."""
    spread = Counter(piece for text in pieces for piece in set(text))
    kept = {piece for piece, _ in sorted(spread.items(), key=lambda entry: (-entry[1], entry[0]))[: recipe.kept_pieces]}
    shape_of = shapes(vocabulary, kept)
    counts = features(pieces, shape_of)
    statements = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = (np.log((1 + len(pieces)) / (1 + statements)) + 1).astype(np.float32)
    idf[statements < recipe.least_statements] = 0.0
    columns = np.flatnonzero(idf).astype(np.int32)
    inputs = normalised(counts, idf)[:, columns]
    models = [_regression(inputs, column, recipe) for column in labels.T]
    return FormModel(
        shapes=shape_of,
        columns=columns,
        idf=idf[columns],
        weights=np.stack([model.coef_[0] for model in models], axis=1).astype(np.float32),
        intercepts=np.array([model.intercept_[0] for model in models], dtype=np.float32),
    )


def _regression(inputs: object, labels: Claims, recipe: Recipe) -> LogisticRegression:
    model = LogisticRegression(C=recipe.form_c, class_weight="balanced", solver="liblinear", tol=0.01, random_state=recipe.seed)
    return model.fit(inputs, labels)
