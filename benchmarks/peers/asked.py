"""What a peer is asked and answers, as JSON files: it runs in an environment of its own, where nothing of driftwatch is."""

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

LABELS = ("goal", "done", "risk", "metric", "commitment", "process", "definition")
_BEGAN = time.perf_counter()


@dataclass(frozen=True)
class Asked:
    """The texts, who said them and where, what is learnt from and measured on."""

    texts: list
    partners: list
    documents: list
    train: list
    """Text and labels."""
    dev: list
    terms: dict = field(default_factory=dict)

    def labels(self, statements) -> list:
        """Of each label whether the statement carries it, a row each."""
        return [[label in labels for label in LABELS] for _, labels in statements]

    def matrix(self, statements):
        """The same as an array."""
        import numpy as np

        return np.array(self.labels(statements), dtype=int)


@dataclass
class Answer:
    """What it found, and how long each part took."""

    laps: dict = field(default_factory=dict)
    found: dict = field(default_factory=dict)
    _last: float = _BEGAN
    _used: float = 0.0

    def lap(self, name: str) -> None:
        """What went by since the last lap, seconds that passed and of CPU."""
        now, used = time.perf_counter(), time.process_time()
        self.laps[name] = [round(now - self._last, 3), round(used - self._used, 3)]
        self._last, self._used = now, used

    def thresholds(self, scores, truth) -> None:
        """For each label the threshold that is best on what is learnt from."""
        self.found["thresholds"] = [_best(column, wanted) for column, wanted in zip(scores.T, truth.T, strict=True)]

    def scores(self, scores) -> None:
        """What it says of the statements that are measured on."""
        self.found["dev"] = [[round(float(value), 5) for value in row] for row in scores]

    def labelled(self, scores) -> None:
        """How many of the texts get each label."""
        limits = self.found["thresholds"]
        self.found["labelled"] = [int((column >= limit).sum()) for column, limit in zip(scores.T, limits, strict=True)]


def _best(scores, truth) -> float:
    """The threshold with the largest F1."""
    import numpy as np

    order = np.argsort(-scores)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    return float(scores[order[int(f1.argmax())]])


def told(main) -> None:
    """Read what is asked, do it, write the answer."""
    question, file = map(Path, sys.argv[1:3])
    asked = Asked(**json.loads(question.read_text(encoding="utf-8")))
    answer = Answer()
    main(asked, answer)
    file.write_text(json.dumps({"laps": answer.laps, **answer.found}), encoding="utf-8")
