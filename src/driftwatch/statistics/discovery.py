"""Many tests at once: false-discovery control and an empirical null."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def q_values(p_values: Sequence[float | None]) -> list[float | None]:
    """Benjamini & Hochberg (1995, JRSS B) adjusted p values; None where there was no test.

    The same as scipy.stats.false_discovery_control, whose package takes a second and 100 MiB to load.
    """
    tested = np.array([p for p in p_values if p is not None], dtype=np.float64)
    order = np.argsort(tested)[::-1]
    ranks = np.arange(len(tested), 0, -1)
    adjusted = np.empty_like(tested)
    adjusted[order] = np.minimum.accumulate(tested[order] * len(tested) / ranks)
    found = iter(np.clip(adjusted, 0.0, 1.0).tolist())
    return [None if p is None else next(found) for p in p_values]


def robust_z(values: NDArray[np.float64], background: NDArray[np.float64], *, least_scale: float) -> NDArray[np.float64]:
    """How far each value lies above its background's centre, in robust standard deviations, shape (values,).

    The scale is taken from the lower half of the background, which real differences do not reach
    (Efron 2004, JASA), and never below `least_scale`.
    """
    if not len(background):
        return np.asarray(values / least_scale)
    centre = max(0.0, float(np.median(background)))
    lower = background[background <= np.median(background)]
    scale = max(least_scale, 1.4826 * float(np.median(np.abs(lower - np.median(background)))))
    return np.asarray((values - centre) / scale)


def random_effects_z(values: NDArray[np.float64], errors: NDArray[np.float64], *, prior: tuple[float, float], weight: int) -> NDArray[np.float64]:
    """How far each value lies above the centre of all, where each has an error of its own and all differ a little, shape (values,).

    The values' own spread tau is that with which half of the lower half lies within 0.67 of sqrt(tau^2 + error^2):
    a random-effects model (DerSimonian & Laird 1986, Controlled Clinical Trials) made robust against the few that
    really differ. `prior` is the (centre, spread) known from elsewhere, which counts as `weight` values.
    """
    if not len(values):
        return values
    error = float(np.median(errors))
    known = prior[0] + np.linspace(-1.65, 1.65, weight) * float(np.hypot(prior[1], error))
    every, every_error = np.concatenate([values, known]), np.concatenate([errors, np.full(weight, error)])
    centre = max(0.0, float(np.median(every)))
    lower = every <= np.median(every)
    spread = _own_spread(every[lower] - centre, every_error[lower])
    return np.asarray((values - centre) / np.sqrt(spread**2 + errors**2))


def _own_spread(deviations: NDArray[np.float64], errors: NDArray[np.float64]) -> float:
    """The spread beyond the errors, by bisection; 0 where the errors explain all."""
    half = 0.455  # the median of a chi-squared variable of one degree of freedom
    low, high = 0.0, float(np.abs(deviations).max(initial=0.0)) / half
    if np.median(deviations**2 / errors**2) <= half:
        return 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.median(deviations**2 / (middle**2 + errors**2)) > half else (low, middle)
    return high
