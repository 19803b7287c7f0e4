"""How much a scan asks of its models and its store: work is counted, not timed, so that a busy machine changes nothing. See docs/performance.md."""

import hashlib
import os
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import event

from driftwatch.domain.facets import WIDTH
from driftwatch.domain.labels import LABELS
from driftwatch.domain.sampling import MOST_A_DOCUMENT, MOST_A_SIDE
from driftwatch.stages.contrast import contrast, usage_vectors
from driftwatch.stages.sample import sample
from driftwatch.tables import Usages
from driftwatch.wiring import programme_settings, store_of, watch

AT = datetime(2026, 4, 6, tzinfo=UTC)
SETTINGS = """\
[programme]
name = "Counted"

[[partner]]
id = "harrow"
name = "Harrow"
people = ["Ada Brook"]

[[partner]]
id = "quillon"
name = "Quillon"
people = ["Bram Dahl"]
"""
THINGS = "gate valve pump house mixer tank filter sensor hose lamp".split()
A_MEETING = 20
"""Statements of a meeting; in every second one the sides say the same words as in the first."""
QUESTIONS_A_THOUSAND = 60
"""Questions to the store that a thousand further statements may cost: rows and vectors go in batches."""


@dataclass(frozen=True)
class Counting:
    """Classifier, facet classifier or encoder, with figures that hang on the text alone; remembers every text that it was asked."""

    asked: Counter = field(default_factory=Counter)
    model: str = "counting"
    name: str = "counting"
    sha256: str = "0" * 64

    def probabilities(self, texts, before=None):
        return self._drawn("labelled", texts, len(LABELS))

    def predicted(self, probabilities):
        return [tuple(label for label, value in zip(LABELS, row, strict=True) if value > 0.7) for row in probabilities]

    def unsure(self, probabilities):
        return [() for _ in probabilities]

    def foreign(self, texts):
        return [None for _ in texts]

    def sentences(self, texts):
        found = self._drawn("encoded", texts, 8) - np.float32(0.5)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def usages(self, texts, spans):
        return self._drawn("usages", [f"{text} {span}" for text, span in zip(texts, spans, strict=True)], 16) - np.float32(0.5)

    def facets(self, texts):
        return self._drawn("sided", [text for text in texts if text], WIDTH) if any(texts) else np.zeros((len(texts), WIDTH), dtype=np.float32)

    def _drawn(self, job, texts, width):
        self.asked.update((job, text) for text in texts)
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts]
        return np.array([np.random.default_rng(seed).random(width) for seed in seeds], dtype=np.float32).reshape(len(texts), width)

    def count(self, job):
        """How many texts, and how often the one that was asked most."""
        own = [times for (named, _), times in self.asked.items() if named == job]
        return len(own), max(own, default=0)


def write(folder, meetings, *, first=0):
    """Meetings on days of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "driftwatch.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(first, first + meetings):
        day = date(2024, 1, 1) + timedelta(days=number)
        told = number if number % 2 else 0
        lines = [
            f"- {'Ada Brook' if at % 2 else 'Bram Dahl'}: The {THINGS[at % 10]} of block {told} is ready when test {told * A_MEETING + at} is done.\n"
            for at in range(A_MEETING)
        ]
        (folder / f"{day}.md").write_text(f"# Meeting, {day}\n\n{''.join(lines)}", encoding="utf-8")
    return folder


def scanned(folder):
    """A scan with models that count; the record, what they were asked, and the questions to the store."""
    settings, models, questions = programme_settings(folder), Counting(), []
    with closing(store_of(settings, os.environ)) as store, listening(store, questions):
        parts = {part: replace(models, model=part) for part in ("encoder", "classifier", "facets")}
        record = replace(watch(settings, store), checks=(), **parts).scan(at=AT)  # checks ask no model, and they take longest
    return record, models, len(questions)


@contextmanager
def listening(store, questions):
    engine = store._database._engine

    def asked(*arguments):
        questions.append(arguments[2])

    event.listen(engine, "before_cursor_execute", asked)
    yield
    event.remove(engine, "before_cursor_execute", asked)


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    """Scanned once; tests scan it again."""
    folder = write(tmp_path_factory.mktemp("counted") / "programme", 20)
    return folder, scanned(folder)


@pytest.fixture(autouse=True)
def _state_of_its_own(monkeypatch):
    monkeypatch.delenv("DRIFTWATCH_STORE", raising=False)


def test_every_distinct_text_is_labelled_and_sided_once_however_often_it_is_said(programme):
    _, (record, models, _) = programme

    distinct = len({statement.text for statement in record.statements})

    assert len(record.statements) == 400
    assert distinct == 220
    assert models.count("labelled") == (distinct, 1)
    assert models.count("sided") == (distinct, 1)


def test_no_text_is_encoded_twice(programme):
    _, (record, models, _) = programme

    encoded, most = models.count("encoded")
    usages, most_usages = models.count("usages")

    assert 0 < encoded <= len({statement.text for statement in record.statements})
    assert usages > 0
    assert (most, most_usages) == (1, 1)


def test_a_second_scan_asks_the_models_nothing(programme):
    folder, (first, _, _) = programme

    record, models, _ = scanned(folder)

    assert [statement.id for statement in record.statements] == [statement.id for statement in first.statements]
    assert models.asked == Counter()


def test_what_is_new_is_all_that_the_models_see(programme):
    folder, (first, _, _) = programme
    known = {statement.text for statement in first.statements}

    write(folder, 2, first=20)
    record, models, _ = scanned(folder)
    new = {statement.text for statement in record.statements} - known

    assert len(new) == 20
    assert {text for job, text in models.asked if job == "labelled"} == new
    assert {text for job, text in models.asked if job == "sided"} == new
    assert {text for job, text in models.asked if job == "encoded"} <= new


def test_questions_to_the_store_grow_by_batches_and_not_by_statements(programme, tmp_path):
    _, (large, _, asked) = programme

    small, _, fewer = scanned(write(tmp_path / "small", 5))

    assert len(large.statements) == 4 * len(small.statements)
    assert asked - fewer <= QUESTIONS_A_THOUSAND * (len(large.statements) - len(small.statements)) / 1000


def test_no_more_usages_of_a_term_are_compared_than_the_sample_holds():
    statements, usages, terms = much_used(documents=120, in_each=30)

    compared = sample(usages, statements, terms)
    sides = Counter(zip(compared.term, compared.partner, strict=True))
    documents = Counter(zip(compared.term, compared.partner, compared.document, strict=True))
    vectors = usage_vectors(np.random.default_rng(1).normal(size=(len(compared), 16)).astype(np.float32))
    contrasts = contrast(compared, statements, vectors, terms, least=(10, 5))

    assert len(usages) == 2 * 120 * 30
    assert max(sides.values()) <= MOST_A_SIDE
    assert max(documents.values()) <= MOST_A_DOCUMENT
    assert [one.usages for one in contrasts] == [(MOST_A_SIDE, MOST_A_SIDE)]


def much_used(*, documents, in_each):
    """One term, said in every document by both sides again and again, never in the same words."""
    from driftwatch.domain.meaning import Term
    from driftwatch.tables import Statements

    said, used = [], []
    for document in range(documents):
        for at in range(in_each):
            for partner in ("a", "b"):
                row, name = len(said), f"d{document}"
                said.append((f"s{row}", f"gate {row} {at}", partner, partner, None, name, "line 1", name, "minutes", None, None, row, 0))
                used.append(("gate", row, 0, 4, partner, name, None))
    return Statements.of(said), Usages.of(used), [Term(name="gate", words=("gate",))]
