"""Where the corpora that ship with driftwatch lie: beside the installed packages, or in the checkout's corpora/."""

from pathlib import Path

from driftwatch.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE.parent / "driftwatch_corpora", _PACKAGE.parents[1] / "corpora")


def corpus(name: str) -> Path:
    """The folder of one corpus; raises ConfigurationError naming those that are there."""
    known = corpora()
    if name not in known:
        raise ConfigurationError(f"no corpus `{name}` ships with driftwatch; there is {', '.join(known) or 'none'} in {_root()}")
    return _root() / name


def corpora() -> tuple[str, ...]:
    """The names of all corpora that are there, sorted."""
    root = _root()
    return tuple(sorted(folder.name for folder in root.iterdir() if folder.is_dir())) if root.is_dir() else ()


def _root() -> Path:
    return next((root for root in _ROOTS if root.is_dir()), _ROOTS[0])
