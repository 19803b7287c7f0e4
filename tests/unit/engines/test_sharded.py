"""Whoever does a shard, and however often, the answers are those of one process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.contract.tiny_line import Model

from driftwatch.domain.slices import Passed
from driftwatch.engines.sharded import ShardedEngine
from driftwatch.engines.unit import ANSWERED, ASKED, Parts, Task, all_done, answers, done, questions
from driftwatch.errors import ModelError
from driftwatch.intake.courier import Courier, opened, request
from driftwatch.intake.desk import Desk
from driftwatch.reading import Wanted
from driftwatch.stages.segment import sliced
from driftwatch.wiring import readers

TEXTS = [f"House {n} went live. The growers sign it off: {n % 7} nights." for n in range(60)]
SPANS = [(6, 8 + n % 3) for n in range(60)]


def parts(model: str = "tiny@0") -> Parts:
    one = Model(model)
    return Parts(encoder=one, classifier=one, facets=one, courier=Courier(Desk(readers=readers())))


@dataclass
class Disorderly:
    """Three workers in this process: the last shard comes first, and every second one twice."""

    parts: Parts = field(default_factory=parts)
    rows: list[int] = field(default_factory=list)
    size = 3

    def work(self, task: Task, shards: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        self.rows += [len(shard) for shard in shards]
        for shard in [*reversed(shards), *shards[::2]]:
            yield done(task, shard, self.parts)

    def close(self) -> None:
        """Nobody was hired."""


@pytest.fixture
def crew() -> Disorderly:
    return Disorderly()


@pytest.fixture
def engine(crew: Disorderly) -> ShardedEngine:
    return ShardedEngine(crew=crew, request=request, opened=opened, texts=7)


@pytest.fixture
def own() -> Model:
    return Model("tiny@0")


def test_vectors_are_those_of_one_process_to_the_bit(engine, own):
    far = engine.encoder(own)

    assert np.array_equal(far.usages(TEXTS, SPANS), own.usages(TEXTS, SPANS))
    assert np.array_equal(far.sentences(TEXTS), own.sentences(TEXTS))
    assert np.array_equal(engine.classifier(own).probabilities(TEXTS), own.probabilities(TEXTS))
    assert np.array_equal(engine.facets(own).facets(TEXTS), own.facets(TEXTS))


def test_a_text_goes_out_once_however_often_it_was_said(engine, crew, own):
    found = engine.classifier(own).probabilities([*TEXTS[:10], *TEXTS[:10]])

    assert crew.rows == [7, 3]
    assert np.array_equal(found[:10], found[10:])


def test_nothing_asked_is_nothing_sent(engine, crew, own):
    assert engine.encoder(own).sentences([]).shape[0] == 0
    assert engine.classifier(own).probabilities([]).shape == (0, 7)
    assert len(engine.facets(own).facets([""])) == 1
    assert engine.sliced([]) == []
    assert crew.rows == []


def test_messages_are_cut_where_one_process_cuts_them(engine):
    said = [Passed(text, by_line) for text in ["- One. Two!\n- Three", "# Title", "$ ls -l\nIt runs.", "", *TEXTS] for by_line in (True, False)]

    assert engine.sliced(said) == sliced(said)


def test_files_are_read_in_their_order_with_all_that_is_told_of_them(engine, tmp_path):
    for n in range(9):
        (tmp_path / f"{n}.md").write_text(
            f"# Weekly round\n\n2026-03-0{n + 1}\n\nPresent: Ada (North), Bo (South)\n\nAda: We lift at dawn, round {n}.\n"
        )
    told = pa.table({"text": ["We lift at dusk.", "No."], "speaker": ["Bo", "Ada"], "time": ["2026-03-24T09:00:00Z"] * 2})
    parquet.write_table(told, tmp_path / "chat.parquet")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    wanted = [Wanted(folder=tmp_path, name=path.name, timezone=UTC) for path in sorted(Path(tmp_path).iterdir())]
    desk = Desk(readers=readers())

    far = list(engine.read(wanted, desk))

    here = [list(desk.read(each)) for each in wanted]
    assert [[(one.report, list(one.messages), one.notes.attendees) for one in each] for each in far] == [
        [(one.report, one.messages, one.notes.attendees) for one in each] for each in here
    ]
    assert sum(len(one.messages) for each in far for one in each) >= 9 + 2


def test_as_many_texts_are_at_stake_as_there_are_workers_to_do_them(engine):
    assert engine.portion(2048) == 3 * 2048


def test_a_worker_with_another_model_is_refused(own):
    asked = questions([("k", "We lift at dawn.", 0, 0)], model="tiny@1")

    with pytest.raises(ModelError, match="tiny@1; install the same driftwatch"):
        done(Task.LABEL, asked, parts())


@pytest.mark.parametrize("task", [Task.SLICE, Task.LABEL, Task.SIDES, Task.USAGE, Task.SENTENCE])
def test_batches_go_through_as_spark_hands_them(task):
    """mapInArrow gives an iterator of record batches, of whatever sizes, and takes one; the schema is the one that docs/scale.md names."""
    rows = [(f"k{n}", text, *span) for n, (text, span) in enumerate(zip(TEXTS, SPANS, strict=True))]
    batches = [questions(rows[begin:end]) for begin, end in ((0, 1), (1, 1), (1, 40), (40, 60))]

    came = list(all_done(iter(batches), task=task, make=parts))

    whole = dict(answers(done(task, questions(rows), parts())))
    assert {batch.schema.remove_metadata() for batch in came} == {ANSWERED}
    assert questions(rows).schema.remove_metadata() == ASKED
    assert [key for batch in came for key, _ in answers(batch)] == [row[0] for row in rows]
    assert {key: answer for batch in came for key, answer in answers(batch)} == whole
