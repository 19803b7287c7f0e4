"""Places at which the tests let the program die, to see that nothing is lost, doubled or half-written; otherwise they do nothing.

Whatever writes (rows, files, mails, webhooks, a new schema) passes one just before it takes effect and one just after:
docs/decisions/0019-durability.md.
"""

from collections.abc import Callable
from typing import ClassVar

Act = Callable[[str], None]
"""Is told the name of a place when the program comes by; it need not return."""


class _Armed:
    act: ClassVar[Act | None] = None


def crashpoint(name: str) -> None:
    """Come by a place; names are stable, `store: commit` for instance."""
    if _Armed.act is not None:
        _Armed.act(name)


def armed() -> bool:
    """Whether anybody wants to be told: what costs time to name is named only then."""
    return _Armed.act is not None


def arm(act: Act | None) -> None:
    """Have somebody told from now on, in this process; None ends it. For tests: nothing in the program calls it."""
    _Armed.act = act
