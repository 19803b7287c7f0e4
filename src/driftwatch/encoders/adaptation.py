"""What one programme's users have taught the statement model: a small correction of its log-odds, kept apart and taken back at will."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS, Label
from driftwatch.errors import ModelError
from driftwatch.ports import Vectors

Floats = NDArray[np.float64]
FILE = "taught.npz"
_MEND = "take the lessons back with `driftwatch learn adapt PROGRAMME --undo` and teach it again"


@dataclass(frozen=True, kw_only=True)
class Adaptation:
    """Learnt on one version of the model, for which alone it holds."""

    model: str
    """Name and sha256 prefix of the model that it corrects."""
    weights: Floats
    """Shape (dimensions, labels)."""
    offsets: Floats
    lessons: tuple[int, ...]
    """How many statements taught each label."""

    def shift(self, vectors: Vectors) -> Floats:
        """What to add to the log-odds of statements with these vectors of length 1, shape (statements, labels)."""
        return np.asarray(vectors @ self.weights + self.offsets)

    @cached_property
    def sha256(self) -> str:
        """Checksum of the numbers."""
        return hashlib.sha256(self.model.encode() + self.weights.tobytes() + self.offsets.tobytes()).hexdigest()

    @property
    def by_label(self) -> dict[Label, int]:
        """How many statements taught each label."""
        return dict(zip(LABELS, self.lessons, strict=True))


def write_adaptation(folder: Path, adaptation: Adaptation) -> None:
    """Put it into the folder, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / (FILE + ".new")
    with written.open("wb") as stream:
        np.savez(
            stream,
            model=np.frombuffer(adaptation.model.encode(), dtype=np.uint8),
            weights=adaptation.weights,
            offsets=adaptation.offsets,
            lessons=np.array(adaptation.lessons),
        )
    written.replace(folder / FILE)


def read_adaptation(folder: Path, *, model: str) -> Adaptation | None:
    """What the folder holds for this model; None where nothing was taught, or where it was taught to another version."""
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        with np.load(file, allow_pickle=False) as arrays:
            found = Adaptation(
                model=arrays["model"].tobytes().decode(),
                weights=arrays["weights"],
                offsets=arrays["offsets"],
                lessons=tuple(int(number) for number in arrays["lessons"]),
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"{file}: not readable as what the model was taught ({error}); {_MEND}") from error
    return found if found.model == model else None


def forget(folder: Path) -> bool:
    """Take all lessons back; False where there were none."""
    file = folder / FILE
    known = file.is_file()
    file.unlink(missing_ok=True)
    return known


def counted(labels: Sequence[frozenset[Label]]) -> tuple[int, ...]:
    """How many of the statements carry each label."""
    return tuple(sum(label in row for row in labels) for label in LABELS)
