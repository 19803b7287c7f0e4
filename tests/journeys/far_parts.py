"""What Ray's workers are given in the tests: they import it by its name."""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.contract.tiny_line import Model

from driftwatch.engines.unit import Parts
from driftwatch.ports import Classifier, Vectors
from driftwatch.wiring import worker_parts

TINY = ("encoder@0", "labels@0", "facets@0")


@dataclass(frozen=True)
class Mortal:
    """A classifier whose process is killed when it is first asked, wherever that is; the mark tells that it was."""

    own: Classifier
    mark: Path

    @property
    def model(self) -> str:
        return self.own.model

    def probabilities(self, texts: Sequence[str], before: Sequence[str] | None = None) -> Vectors:
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return self.own.probabilities(texts, before)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def tiny_parts(mark: Path) -> Parts:
    """Quick models, real readers in their sandbox."""
    encoder, classifier, facets = (Model(name) for name in TINY)
    return replace(worker_parts(), encoder=encoder, classifier=Mortal(classifier, mark), facets=facets)


def real_parts(mark: Path) -> Parts:
    """What a scan gives its workers."""
    parts = worker_parts()
    return replace(parts, classifier=Mortal(parts.classifier, mark))
