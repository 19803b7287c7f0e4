"""One voice for each person, under whatever names the exports have them.

"Maya Okafor", "Maya", "MO", "maya.o" and "MO Maya Okafor" are one voice of one partner: whoever is left out to see whether a difference
is that of one person must be left out under all names. A name that can mean two people stays apart from both.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

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
    people = [name for name in ordered if not _is_numbered(name)]
    roll = Roll({folded(name): name for name in people if _is_full(name)}.values())
    meant = {name: {folded(each) for each in roll.meant(name)} for name in people if not _is_full(name)}
    found = {name: next(iter(meant[name])) if len(meant.get(name, ())) == 1 else folded(name) for name in ordered}
    unknown = [name for name in meant if not meant[name]]
    return found | _first_names(unknown, taken={found[name] for name in ordered if name not in unknown})


def _first_names(names: Iterable[str], *, taken: Collection[str]) -> dict[str, str]:
    """Of those who have a full name nowhere "Ana" and "ana.b" are one, unless there is an "ana.c" too."""
    lasts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        first, *rest = words(name) or [folded(name)]
        lasts[first][name] = rest[0][:1] if rest else ""
    one = {first: found for first, found in lasts.items() if len({last for last in found.values() if last}) == 1}
    return {name: first for first, found in one.items() if len(first) > 1 and first not in taken for name in found}


def _is_numbered(name: str) -> bool:
    """`Speaker 1` is nobody's short name, and not `Speaker 12`."""
    return any(part.isdecimal() for part in words(name))


def _is_full(name: str) -> bool:
    parts = words(name)
    return len(parts) > 1 and len(parts[0]) > 1 and len(parts[-1]) > 1


def _plain(speaker: str) -> str:
    """Signs as blanks, and without the initials that some exports put before the name."""
    parts = _PARTED.sub(" ", speaker).split()
    if len(parts) > 2 and folded(parts[0]) in initials(" ".join(parts[1:])):
        parts = parts[1:]
    return " ".join(parts) or speaker
