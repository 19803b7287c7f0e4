"""JSON as a stream."""

import json

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.readers.layout.objects.json_stream import json_lines, pieces, records
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource


def source(content: str | bytes, **limits: int) -> SampleSource:
    return SampleSource(name="x.json", content=content.encode() if isinstance(content, str) else content, limits=Limits(**limits))


def found(content: str | bytes, opened: tuple[str, ...] = ("",), **limits: int) -> tuple[list[object], list[Reason | None]]:
    notes = Notes()
    values = [piece.value for piece in pieces(source(content, **limits), notes, opened)]
    return values, [problem.reason for problem in notes.problems]


def test_pieces_of_opened_lists_and_objects_come_with_their_path_and_place() -> None:
    content = json.dumps({"name": "x", "chats": {"list": [{"id": 7, "messages": [1, {"a": [2]}]}, {"messages": [3]}]}})

    got = list(pieces(source(content), Notes(), {"", "chats", "chats.list", "chats.list.*", "chats.list.*.messages"}))

    assert [tuple(piece) for piece in got] == [
        ("name", (), "x"),
        ("chats.list.*.id", (1,), 7),
        ("chats.list.*.messages.*", (1, 1), 1),
        ("chats.list.*.messages.*", (1, 2), {"a": [2]}),
        ("chats.list.*.messages.*", (2, 1), 3),
    ]


def test_a_document_of_many_windows_is_the_same_as_read_at_once() -> None:
    made = [{"text": "ü" * (i % 900), "n": i, "f": i / 8, "deep": [i, {"k": None, "t": True}]} for i in range(3000)]
    numbers = [number for i in range(60_000) for number in (i * 1.25, 10**14 + i)]

    assert found(json.dumps(made, indent=2)) == (made, [])
    assert found(json.dumps(numbers)) == (numbers, [])


def test_what_is_not_wanted_is_passed_over_however_large() -> None:
    content = json.dumps({"users": [{"x": "y" * 1000}] * 2000, "messages": [1, 2]})

    got = [piece.value for piece in pieces(source(content, line_bytes=1000), Notes(), {"", "messages"}, wanted={"messages.*"})]

    assert got == [1, 2]


@pytest.mark.parametrize(
    ("content", "values", "reason"),
    [
        ('[{"a": 1}, {"b"', [{"a": 1}], Reason.MALFORMED_JSON),
        ('["a", "b', ["a"], Reason.MALFORMED_JSON),
        ("[1, 2", [1, 2], Reason.MALFORMED_JSON),
        ("[1 2]", [1], Reason.MALFORMED_JSON),
        ("[1] [2]", [1], Reason.MALFORMED_JSON),
        ("", [], Reason.MALFORMED_JSON),
        ("[1, NaN, 3]", [1, None, 3], Reason.BAD_VALUE),
        ("[-Infinity, 1e999]", [None, None], Reason.BAD_VALUE),
        (f"[{'9' * 5000}, 2]", [None, 2], Reason.BAD_VALUE),
        ('[{"a": 1, "a": 2}]', [{"a": 2}], Reason.BAD_VALUE),
        ("[" * 100_000, [], Reason.TOO_DEEP),
        (f"[{'[' * 70}{']' * 70}, 1]", [1], Reason.TOO_DEEP),
    ],
)
def test_what_was_read_before_an_error_stays_read_and_the_error_is_named(content, values, reason) -> None:
    got, reasons = found(content)

    assert got == values
    assert set(reasons) == {reason}


def test_a_cut_off_export_is_told_with_its_line() -> None:
    notes = Notes()

    list(pieces(source('[\n{"a": 1},\n{"a": "cut'), notes, {""}))

    assert notes.problems[0].line == 3
    assert "was the export cut off?" in notes.problems[0].what


def test_a_piece_larger_than_any_message_ends_the_reading() -> None:
    content = json.dumps([1, ["x" * 1_000_000, "y"] * 2, 3])

    assert found(content, line_bytes=1000) == ([1], [Reason.TOO_LARGE])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_that_json_may_have_is_read(encoding) -> None:
    assert found('["Åse", "til sjøs"]'.encode(encoding)) == (["Åse", "til sjøs"], [])


def test_bytes_of_another_encoding_are_read_as_windows_would_and_named() -> None:
    assert found('["Åse"]'.encode("cp1252")) == (["Åse"], [Reason.BAD_ENCODING])


def test_records_are_objects_with_numbers() -> None:
    notes = Notes()

    assert list(records(source('{"messages": [{"a": 1}, 2, {"b": 3}]}'), notes, "messages")) == [(1, {"a": 1}), (3, {"b": 3})]
    assert [problem.what for problem in notes.problems] == ["entry 2 is no object; it is left out"]


def test_a_bad_line_costs_that_line() -> None:
    notes = Notes()
    deep = '{"a": ' + "[" * 5000 + "]" * 5000 + "}"
    long = '{"a": "' + "x" * 3000 + '"}'
    rows = ['{"a": 1}', "", "nope", '{"b": NaN}', "[1]", deep, long, '{"c": 2}\r', '{"cut": "o']
    content = "\n".join(rows)

    got = list(json_lines(source(content, line_bytes=20_000), notes))
    short = list(json_lines(source(content, line_bytes=2_000), Notes()))

    assert [number for number, _ in got] == [1, 4, 7, 8]
    assert [number for number, _ in short] == [1, 4, 8]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [
        (3, Reason.MALFORMED_JSON),
        (4, Reason.BAD_VALUE),
        (5, Reason.BAD_VALUE),
        (6, Reason.TOO_DEEP),
        (9, Reason.MALFORMED_JSON),
    ]


def test_lines_are_found_across_windows() -> None:
    made = [{"n": i, "t": "é" * (i % 700)} for i in range(3000)]

    assert [each for _, each in json_lines(source("\n".join(map(json.dumps, made))), Notes())] == made
