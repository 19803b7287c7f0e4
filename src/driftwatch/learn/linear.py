"""Fitting the linear model over n-grams."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from driftwatch.encoders.ngrams import Block, Kind, LinearModel, vectorizer
from driftwatch.encoders.words import tokens
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement, label_matrix

Floats = NDArray[np.float64]


def fit_linear(statements: Sequence[LabelledStatement], weights: Floats, recipe: Recipe) -> LinearModel:
    """One balanced logistic regression a label; weights has one entry a statement."""
    texts = [statement.text for statement in statements]
    series = _membership([statement.series for statement in statements])
    kept = _kept_words(statements, recipe)
    fitted = [_fit_vocabulary(kind, kept, texts, series, recipe=recipe) for kind in Kind]
    features = hstack([vectors.transform(texts) for vectors in fitted]).tocsr()
    models = [_regression(features, labels, weights, recipe) for labels in label_matrix(statements).T]
    return LinearModel(
        kept=kept,
        blocks=tuple(
            Block(kind=kind, vocabulary=tuple(vectors.get_feature_names_out()), idf=vectors.idf_) for kind, vectors in zip(Kind, fitted, strict=True)
        ),
        weights=np.stack([model.coef_[0] for model in models], axis=1),
        intercepts=np.array([model.intercept_[0] for model in models]),
    )


def _regression(features: csr_matrix, labels: NDArray[np.bool_], weights: Floats, recipe: Recipe) -> LogisticRegression:
    model = LogisticRegression(C=recipe.linear_c, class_weight="balanced", solver="liblinear", tol=0.01, random_state=recipe.seed)
    return model.fit(features, labels, sample_weight=weights)


def _kept_words(statements: Sequence[LabelledStatement], recipe: Recipe) -> tuple[str, ...]:
    """The words of most documents, but for those that only one series uses."""
    documents: dict[str, set[str]] = {}
    series: dict[str, set[str]] = {}
    for statement in statements:
        for word in set(tokens(statement.text)):
            if word[0].isalpha():
                documents.setdefault(word, set()).add(statement.document)
                series.setdefault(word, set()).add(statement.series)
    shared = [word for word in documents if len(series[word]) >= recipe.least_series]
    return tuple(sorted(sorted(shared, key=lambda word: (-len(documents[word]), word))[: recipe.kept_words]))


def _fit_vocabulary(kind: Kind, kept: Sequence[str], texts: Sequence[str], series: csr_matrix, *, recipe: Recipe) -> TfidfVectorizer:
    """Fitted on the n-grams that several series use, the most frequent first where there are too many."""
    found = vectorizer(kind, kept, minimum=recipe.least_statements[tuple(Kind).index(kind)]).fit(texts)
    names = found.get_feature_names_out()
    present = (found.transform(texts) > 0).astype(np.int32)
    statements = np.asarray(present.sum(axis=0)).ravel()
    spread = np.asarray(((series @ present) > 0).sum(axis=0)).ravel()
    shared = np.flatnonzero(spread >= recipe.least_series)
    frequent = sorted(shared, key=lambda i: (-statements[i], names[i]))[: recipe.vocabulary[tuple(Kind).index(kind)]]
    return vectorizer(kind, kept, vocabulary=sorted(names[i] for i in frequent)).fit(texts)


def _membership(series: Sequence[str]) -> csr_matrix:
    """Shape (series, statements): 1 where the statement is of the series."""
    rows = {name: row for row, name in enumerate(sorted(set(series)))}
    return csr_matrix((np.ones(len(series), dtype=np.int32), ([rows[name] for name in series], range(len(series)))), shape=(len(rows), len(series)))
