"""The unit of work: a record batch of questions in, a record batch of answers out, and nothing else happens.

Ray's workers and Spark's mapInArrow call the same function. A row is answered by its own text alone, so neither the size of a batch, nor its
company, nor how often or where it is done changes a bit of an answer (docs/decisions/0005-vectors-in-fixed-blocks.md).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import pyarrow as pa

from driftwatch.domain.slices import Passed
from driftwatch.errors import ModelError
from driftwatch.ports import Classifier, Encoder, FacetClassifier, Vectors
from driftwatch.stages.segment import sliced
from driftwatch.tables import Answered, Asked

MODEL = b"model"
"""Under this name a batch says which model is asked."""
ASKED = pa.schema(list(zip(Asked.columns, (pa.string(), pa.string(), pa.int32(), pa.int32()), strict=True)))
ANSWERED = pa.schema(list(zip(Answered.columns, (pa.string(), pa.binary()), strict=True)))


class Task(StrEnum):
    """What is asked of each row."""

    READ = "read"
    """`text` is a request, of which only the courier knows what it says; the answer likewise."""
    SLICE = "slice"
    """`text` is a message, `start` 1 where each line stands for itself; int32: passages of code, titles, then start and end of each statement."""
    LABEL = "label"
    """float32, a probability a label."""
    SIDES = "sides"
    """float32, a probability a value of every facet."""
    USAGE = "usage"
    """The term stands at `text[start:end]`; float32."""
    SENTENCE = "sentence"
    """float32, of length 1."""


class Courier(Protocol):
    """Reads files for somebody far away: what is wanted, and what came of it, goes as text."""

    def read(self, request: str) -> bytes:
        """What came of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a worker works with; models are loaded when they are first asked, and stay."""

    encoder: Encoder
    classifier: Classifier
    facets: FacetClassifier
    courier: Courier

    def model(self, task: Task) -> str:
        """The model that answers."""
        models: dict[Task, Classifier | FacetClassifier | Encoder] = {
            Task.LABEL: self.classifier,
            Task.SIDES: self.facets,
            Task.USAGE: self.encoder,
            Task.SENTENCE: self.encoder,
        }
        return models[task].model if task in models else ""


def done(task: Task, batch: pa.RecordBatch, parts: Parts) -> pa.RecordBatch:
    """Answers to the questions of a batch, row by row; raises ModelError where the batch asks another model than there is."""
    wanted = (batch.schema.metadata or {}).get(MODEL, b"").decode()
    if wanted and wanted != parts.model(task):
        raise ModelError(f"a worker has the model {parts.model(task)}, this scan asks {wanted}; install the same driftwatch on every machine")
    texts = batch.column(Asked.text.name).to_pylist()
    spans = list(zip(batch.column(Asked.start.name).to_pylist(), batch.column(Asked.end.name).to_pylist(), strict=True))
    answers = _WAYS[task](parts, texts, spans) if texts else []
    columns = [batch.column(Asked.key.name).cast(pa.string()), pa.array(answers, type=pa.binary())]
    return pa.RecordBatch.from_arrays(columns, schema=ANSWERED.with_metadata({MODEL: wanted.encode()}))


def all_done(batches: Iterable[pa.RecordBatch], *, task: Task, make: Callable[[], Parts]) -> Iterator[pa.RecordBatch]:
    """Batch after batch with parts that are made once: what Spark's mapInArrow wants."""
    parts = make()
    for batch in batches:
        yield done(task, batch, parts)


def questions(rows: Sequence[tuple[str, str, int, int]], *, model: str = "") -> pa.RecordBatch:
    """A batch of questions: key, text, start and end of each."""
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    arrays = [pa.array(list(values), type=field.type) for values, field in zip(columns, ASKED, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=ASKED.with_metadata({MODEL: model.encode()}))


def answers(batch: pa.RecordBatch) -> Iterator[tuple[str, bytes]]:
    """Key and answer of each row."""
    return zip(batch.column(Answered.key.name).to_pylist(), batch.column(Answered.answer.name).to_pylist(), strict=True)


_Way = Callable[[Parts, Sequence[str], Sequence[tuple[int, int]]], list[bytes]]


def _read(parts: Parts, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[bytes]:
    return [parts.courier.read(request) for request in texts]


def _slice(parts: Parts, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[bytes]:
    found = sliced([Passed(text, bool(by_line)) for text, (by_line, _) in zip(texts, spans, strict=True)])
    places = [[each.code, each.headings, *(place for piece in each.pieces for place in piece)] for each in found]
    return [np.array(numbers, dtype="<i4").tobytes() for numbers in places]


def _rows(vectors: Vectors) -> list[bytes]:
    return [np.ascontiguousarray(row, dtype="<f4").tobytes() for row in vectors]


_WAYS: Mapping[Task, _Way] = {
    Task.READ: _read,
    Task.SLICE: _slice,
    Task.LABEL: lambda parts, texts, _: _rows(parts.classifier.probabilities(texts)),
    Task.SIDES: lambda parts, texts, _: _rows(parts.facets.facets(texts)),
    Task.USAGE: lambda parts, texts, spans: _rows(parts.encoder.usages(texts, spans)),
    Task.SENTENCE: lambda parts, texts, _: _rows(parts.encoder.sentences(texts)),
}
