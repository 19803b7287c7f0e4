"""How a contract suite says what does not hold."""

from collections.abc import Callable


def claim(holds: bool, claim: str) -> None:
    """Raise AssertionError with the claim where it does not hold."""
    if not holds:
        raise AssertionError(claim)


def claim_same(found: object, expected: object, claim: str) -> None:
    """Raise AssertionError with the claim and both values where they differ."""
    if found != expected:
        raise AssertionError(f"{claim}:\n  found    {found!r}\n  expected {expected!r}")


def claim_refused(refusal: type[Exception], act: Callable[[], object], claim: str) -> None:
    """Raise AssertionError with the claim where the act is not refused in this way."""
    try:
        act()
    except refusal:
        return
    raise AssertionError(claim)
