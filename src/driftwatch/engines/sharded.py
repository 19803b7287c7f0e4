"""The engine of many workers: texts go out in shards, listed before the first is begun; small answers come back, by content.

Whichever worker does a shard, and however often, its answers are the same and are known by what was asked: a shard that is done twice, or again
after its worker died, changes nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa

from driftwatch.domain.labels import Label
from driftwatch.domain.slices import Passed, Slices
from driftwatch.engines.unit import Task, answers, questions
from driftwatch.ports import Classifier, Encoder, FacetClassifier, Vectors
from driftwatch.reading import FileReading, Intake, Wanted

TEXTS = 256
"""Of a shard for a model: a second's work, or two."""
MESSAGES = 4096
"""Of a shard that is cut into statements."""
FILES = 16
"""Of a shard that is read, at most."""
_TURNS = 4
"""Shards of files a worker, where there are files enough: a large one holds up less."""
Question = tuple[str, int, int]
"""A text, and two numbers: engines.unit.Task says what they are."""


class Crew(Protocol):
    """The workers."""

    @property
    def size(self) -> int:
        """How many there are."""

    def work(self, task: Task, shards: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to every shard as they come, in any order; a shard may come twice."""

    def close(self) -> None:
        """Let them go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardedEngine:
    """Lets a crew do it."""

    crew: Crew
    request: Callable[[Wanted], str]
    """What a courier is told."""
    opened: Callable[[bytes], list[FileReading]]
    """What a courier brought."""
    texts: int = TEXTS
    """Of a shard for a model."""

    def portion(self, usual: int) -> int:
        """As long as each worker has as much as one process would have: an interruption costs as much time as there."""
        return usual * self.crew.size

    def read(self, files: Sequence[Wanted], intake: Intake) -> Iterator[Sequence[FileReading]]:
        """What came of each file, in the order of the files; our own intake is left alone."""
        a_shard = max(1, min(FILES, len(files) // (_TURNS * self.crew.size)))
        return map(self.opened, asked(self.crew, Task.READ, [(self.request(wanted), 0, 0) for wanted in files], most=a_shard))

    def sliced(self, texts: Sequence[Passed]) -> Sequence[Slices]:
        """Where the statements of each message stand."""
        rows = [(text, int(by_line), 0) for text, by_line in texts]
        return [_slices(answer) for answer in asked(self.crew, Task.SLICE, rows, most=MESSAGES)]

    def encoder(self, own: Encoder) -> Encoder:
        """The crew's in its place."""
        return FarEncoder(own=own, crew=self.crew, texts=self.texts)

    def classifier(self, own: Classifier) -> Classifier:
        """The crew's in its place."""
        return FarClassifier(own=own, crew=self.crew, texts=self.texts)

    def facets(self, own: FacetClassifier) -> FacetClassifier:
        """The crew's in its place."""
        return FarFacets(own=own, crew=self.crew, texts=self.texts)

    def close(self) -> None:
        """Let the crew go."""
        self.crew.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class FarEncoder:
    """An encoder whose work others do."""

    own: Encoder
    crew: Crew
    texts: int = TEXTS

    @property
    def model(self) -> str:
        """Our own's: theirs must be the same."""
        return self.own.model

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of whole texts, shape (len(texts), dimensions)."""
        if not texts:
            return self.own.sentences(texts)
        return vectors(asked(self.crew, Task.SENTENCE, [(text, 0, 0) for text in texts], model=self.model, most=self.texts))

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """What the words at text[start:end] mean and what surrounds them, shape (len(texts), 2 x dimensions)."""
        rows = [(text, start, end) for text, (start, end) in zip(texts, spans, strict=True)]
        return vectors(asked(self.crew, Task.USAGE, rows, model=self.model, most=self.texts)) if texts else self.own.usages(texts, spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class FarClassifier:
    """A classifier whose work others do; what takes no network is done here."""

    own: Classifier
    crew: Crew
    texts: int = TEXTS

    @property
    def model(self) -> str:
        """Our own's: theirs must be the same."""
        return self.own.model

    def probabilities(self, texts: Sequence[str], before: Sequence[str] | None = None) -> Vectors:
        """Calibrated probabilities, shape (len(texts), 7)."""
        if before is not None or not texts:
            return self.own.probabilities(texts, before)
        return vectors(asked(self.crew, Task.LABEL, [(text, 0, 0) for text in texts], model=self.model, most=self.texts))

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels above each label's threshold, a row each."""
        return self.own.predicted(probabilities)

    def unsure(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels for which both ways are likely, a row each."""
        return self.own.unsure(probabilities)

    def foreign(self, texts: Sequence[str]) -> list[str | None]:
        """The language of each text for which no labels are claimed."""
        return self.own.foreign(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FarFacets:
    """A facet model whose work others do."""

    own: FacetClassifier
    crew: Crew
    texts: int = TEXTS

    @property
    def model(self) -> str:
        """Our own's: theirs must be the same."""
        return self.own.model

    def facets(self, texts: Sequence[str]) -> Vectors:
        """Probabilities of the values of all facets, shape (len(texts), domain.facets.WIDTH)."""
        if not any(texts):
            return self.own.facets(texts)
        return vectors(asked(self.crew, Task.SIDES, [(text, 0, 0) for text in texts], model=self.model, most=self.texts))


def asked(crew: Crew, task: Task, rows: Sequence[Question], *, model: str = "", most: int = TEXTS) -> list[bytes]:
    """The crew's answer to each question, in their order; each distinct question goes out once."""
    keys = [_key(row) for row in rows]
    distinct = list(dict(zip(keys, rows, strict=True)).items())
    shards = [questions([(key, *row) for key, row in distinct[begin : begin + most]], model=model) for begin in range(0, len(distinct), most)]
    known = {key: answer for batch in crew.work(task, shards) for key, answer in answers(batch)}
    return [known[key] for key in keys]


def vectors(found: Iterable[bytes]) -> Vectors:
    """Answers as rows of float32."""
    return np.stack([np.frombuffer(answer, dtype="<f4") for answer in found]).astype(np.float32, copy=False)


def _slices(answer: bytes) -> Slices:
    code, headings, *places = np.frombuffer(answer, dtype="<i4").tolist()
    return Slices(tuple(zip(places[::2], places[1::2], strict=True)), code=code, headings=headings)


def _key(question: Question) -> str:
    """By content."""
    text, start, end = question
    return hashlib.sha256(f"{start}\x1f{end}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()
