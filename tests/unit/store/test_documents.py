from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus, RunRecord
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Effect, Severity
from driftwatch.domain.talk import FileReport, FileStatus, Problem
from driftwatch.records import StatementRecord, TermRecord
from driftwatch.store.columns import clean
from driftwatch.store.documents import read, read_all, written
from driftwatch.testing.samples import sample_scan

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones)
numbers = st.floats(allow_nan=False, allow_infinity=False)
statements = st.builds(
    StatementRecord,
    **dict.fromkeys(("id", "text", "source", "locator", "document", "register"), texts),
    **dict.fromkeys(("partner", "speaker"), st.none() | texts),
    said_at=st.none() | moments,
    labels=st.dictionaries(st.sampled_from(Label), numbers),
    predicted=st.lists(st.sampled_from(Label)).map(tuple),
)
files = st.builds(
    FileReport,
    source=texts,
    kind=st.none() | texts,
    status=st.sampled_from(FileStatus),
    first=st.none() | moments,
    guessed=st.lists(texts).map(tuple),
    problems=st.lists(st.builds(Problem, line=st.none() | st.integers(), what=texts)).map(tuple),
    dropped=st.dictionaries(texts, st.integers()),
)
pairs = st.tuples(texts, texts)
measures = dict.fromkeys(("divergence", "p_value", "q_value"), st.none() | numbers)
terms = st.builds(TermRecord, term=texts, partners=pairs, n=st.tuples(st.integers(), st.integers()), verdict=texts, **measures)
told = dict.fromkeys(("alert_id", "action", "actor", "reason"), texts)
events = st.builds(AlertEvent, **told, at=moments, status=st.sampled_from(AlertStatus), until=st.none() | st.dates())
runs = st.builds(RunRecord, at=moments, driftwatch=texts, models=st.lists(pairs).map(tuple), config=texts)
effects = st.builds(Effect, measure=texts, value=numbers, interval=st.none() | st.tuples(numbers, numbers))


@settings(deadline=None)
@given(statements | files | terms | events | runs | effects)
def test_a_value_comes_back_exactly(value):
    assert read(type(value), written(value)) == value


@settings(deadline=None)
@given(moments)
def test_a_time_keeps_its_own_offset(at):
    run = RunRecord(at=at, driftwatch="", models=(), config="")

    assert read(RunRecord, written(run)).at.utcoffset() == at.utcoffset()


def test_an_alert_with_everything_in_it_comes_back_exactly():
    alerts = sample_scan("Horizon").outcome.alerts

    again = read_all(Alert, written(alerts))

    assert again == alerts
    assert {type(alert.kind) for alert in again} == {AlertKind}
    assert {type(alert.severity) for alert in again} == {Severity}
    assert type(again[0].last_seen) is date
    assert type(again[0].evidence[0].label[0]) is Label


@settings(deadline=None)
@given(st.text(st.characters()))
def test_clean_text_can_be_written_as_utf8_and_is_changed_no_further(text):
    cleaned = clean(text)

    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned
    assert len(cleaned) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, cleaned, strict=True))
    assert clean(cleaned) == cleaned


def test_unstorable_text_is_cleaned_wherever_it_stands():
    report = FileReport(source="\ud800", kind=None, status=FileStatus.FAILED, problems=(Problem(line=1, what="\x00"),), dropped={"\udfff": 1})

    again = read(FileReport, written(report))

    assert (again.source, again.problems[0].what, again.dropped) == ("\ufffd", "\ufffd", {"\ufffd": 1})


def test_numbers_of_arrays_are_numbers():
    term = TermRecord(
        term="ready", partners=("a", "b"), n=(np.int64(3), 4), divergence=np.float32(0.5), p_value=np.float64(0.1), q_value=None, verdict=""
    )

    assert read(TermRecord, written(term)) == term


def test_the_order_of_a_mapping_is_kept():
    labels: Mapping[Label, float] = {Label.RISK: 0.9, Label.DONE: 0.1}
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    statement = StatementRecord(
        id="s", text="", partner=None, speaker=None, said_at=moment, source="", locator="", document="", register="", labels=labels, predicted=()
    )

    assert list(read(StatementRecord, written(statement)).labels) == [Label.RISK, Label.DONE]


def test_what_is_no_domain_value_is_refused():
    with pytest.raises(TypeError, match="object is no domain value"):
        written(object())
