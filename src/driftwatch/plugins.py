"""Parts that come in by entry points; our own enter by the guests' door."""

from importlib.metadata import entry_points

from driftwatch.errors import ConfigurationError

READERS = "driftwatch.readers"
CHECKS = "driftwatch.checks"
NOTIFIERS = "driftwatch.notifiers"


def names(group: str) -> tuple[str, ...]:
    """What is installed under this group, sorted, so that no order of installation matters."""
    return tuple(sorted({entry.name for entry in entry_points(group=group)}))


def load(group: str, name: str) -> object:
    """The module or object behind one entry point; it is imported now and not before."""
    found = sorted(entry_points(group=group, name=name), key=lambda entry: entry.value)
    if not found:
        known = ", ".join(names(group)) or "none: is driftwatch installed?"
        raise ConfigurationError(f"no plug-in `{name}` in the group {group}; installed: {known}")
    try:
        return found[0].load()
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"the plug-in `{name}` ({found[0].value}) cannot be loaded: {error}") from error
