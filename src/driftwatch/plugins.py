"""Parts that come in by entry points; our own enter by the guests' door."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from driftwatch.errors import ConfigurationError

READERS = "driftwatch.readers"
CHECKS = "driftwatch.checks"
NOTIFIERS = "driftwatch.notifiers"


def names(group: str) -> tuple[str, ...]:
    """What is installed under this group, sorted, so that no order of installation matters."""
    return tuple(sorted(_installed(group)))


def load(group: str, name: str) -> object:
    """The module or object behind one entry point; it is imported now and not before."""
    found = _installed(group).get(name)
    if found is None:
        known = ", ".join(names(group)) or "none: is driftwatch installed?"
        raise ConfigurationError(f"no plug-in `{name}` in the group {group}; installed: {known}")
    try:
        return found.load()
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"the plug-in `{name}` ({found.value}) cannot be loaded: {error}") from error


@cache
def _installed(group: str) -> Mapping[str, EntryPoint]:
    """By name; the first by value where two packages give the same name. Read once: every installed package is looked through for it."""
    found = sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value), reverse=True)
    return {entry.name: entry for entry in found}
