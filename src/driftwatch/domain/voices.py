"""One voice for each person, under whatever names the exports have them.

"Maya Okafor", "Maya", "MO", "maya.o" and "MO Maya Okafor" are one voice of one partner: whoever is left out to see whether a difference
is that of one person must be left out under all names. A name that can mean two people stays apart from both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from driftwatch.domain.names import Roll, folded, initials, words

_PARTED = re.compile(r"[^\w'’-]|_")


def voices(spoken: Iterable[tuple[str | None, str | None]]) -> tuple[str | None, ...]:
    """The voice of each pair of partner and speaker, in their order: a folded name; None where nobody is named."""
    asked = list(spoken)
    named: defaultdict[str | None, set[str]] = defaultdict(set)
    for partner, speaker in set(asked):
        if speaker:
            named[partner].add(_plain(speaker))
    known = {(partner, name): voice for partner, names in named.items() for name, voice in _meant(names).items()}
    return tuple(known[partner, _plain(speaker)] if speaker else None for partner, speaker in asked)


def _meant(names: Iterable[str]) -> dict[str, str]:
    """Each name with the one full name that it can mean, folded, else with itself."""
    ordered = sorted(names)
    roll = Roll({folded(name): name for name in ordered if _is_full(name)}.values())
    found = {}
    for name in ordered:
        meant = {folded(each) for each in roll.meant(name)} if not _is_full(name) else set()
        found[name] = meant.pop() if len(meant) == 1 else folded(name)
    return found


def _is_full(name: str) -> bool:
    parts = words(name)
    return len(parts) > 1 and len(parts[0]) > 1 and len(parts[-1]) > 1


def _plain(speaker: str) -> str:
    """Signs as blanks, and without the initials that some exports put before the name."""
    parts = _PARTED.sub(" ", speaker).split()
    if len(parts) > 2 and folded(parts[0]) in initials(" ".join(parts[1:])):
        parts = parts[1:]
    return " ".join(parts) or speaker
