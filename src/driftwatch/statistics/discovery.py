"""Many tests at once: false-discovery control and an empirical null."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def q_values(p_values: Sequence[float | None]) -> list[float | None]:
    """Benjamini & Hochberg (1995, JRSS B) adjusted p values; None where there was no test."""
    from scipy.stats import false_discovery_control

    tested = [p for p in p_values if p is not None]
    adjusted = iter(false_discovery_control(tested, method="bh") if tested else ())
    return [None if p is None else float(next(adjusted)) for p in p_values]


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
