"""Fitting the small networks over sentence vectors and cues."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from driftwatch.encoders.network import Network, Networks, network_inputs
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement, label_matrix
from driftwatch.ports import Vectors

Floats = NDArray[np.float64]


def fit_networks(statements: Sequence[LabelledStatement], vectors: Vectors, weights: Floats, recipe: Recipe) -> Networks:
    """Networks that differ in their seed only; weights has one entry a statement."""
    inputs = network_inputs([statement.text for statement in statements], vectors)
    labels = label_matrix(statements).astype(int)
    return Networks(members=tuple(_network(inputs, labels, weights, recipe, seed=recipe.seed + number) for number in range(recipe.networks)))


def _network(inputs: Floats, labels: NDArray[np.int_], weights: Floats, recipe: Recipe, *, seed: int) -> Network:
    model = MLPClassifier(
        hidden_layer_sizes=(recipe.hidden,),
        alpha=recipe.network_alpha,
        learning_rate_init=recipe.network_rate,
        max_iter=recipe.network_rounds,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
        model.fit(inputs, labels, sample_weight=weights)
    (hidden, output), (hidden_bias, output_bias) = model.coefs_, model.intercepts_
    return Network(hidden=hidden, hidden_bias=hidden_bias, output=output, output_bias=output_bias)
