"""Amounts and positions on a measure in words that both sides could have written."""

_TIMES = ((31556952.0, "years"), (86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"), (1e-3, "milliseconds"))
_LENGTHS = ((1000.0, "km"), (1.0, "m"), (0.01, "cm"), (1e-3, "mm"))
_UNITS = {"share": ("%", 0.01), "mass": ("kg", 1.0), "volume": ("l", 1.0), "data": ("MB", 1e6)}
_UNITS |= {"euros": ("euros", 1.0), "dollars": ("dollars", 1.0), "pounds": ("pounds", 1.0), "temperature": ("degrees", 1.0)}


def amount(value: float, dimension: str) -> str:
    """An amount in the unit in which people would write one of its size."""
    if dimension.endswith("time") or dimension == "length":
        sizes = _LENGTHS if dimension == "length" else _TIMES
        factor, unit = next(((factor, unit) for factor, unit in sizes if value >= factor), sizes[-1])
        return f"{value / factor:.3g} {unit}"
    unit, factor = _UNITS.get(dimension, ("", 1.0))
    return f"{value / factor:.4g} {unit}".strip()


def span(low: float, high: float, dimension: str) -> str:
    """From the lowest to the highest; one amount where they read the same."""
    first, last = amount(low, dimension), amount(high, dimension)
    return first if first == last else f"{first} to {last}"


def times(statements: int, documents: int) -> str:
    """How often, and in how many documents."""
    return f"{statements} {'statement' if statements == 1 else 'statements'} in {documents} {'document' if documents == 1 else 'documents'}"
