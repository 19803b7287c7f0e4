"""Figures as they are kept: finer than any drawing, coarser than what processors differ in."""

DIGITS = 6
_SMALLEST = 1e-9


def rounded(value: float) -> float:
    """To six significant digits; what rounding errors leave of nothing is nothing."""
    return 0.0 if abs(value) < _SMALLEST else float(f"{float(value):.{DIGITS}g}")
