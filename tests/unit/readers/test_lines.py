"""Claims about lines of files that may be larger than memory."""

from dataclasses import replace

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.readers.layout.text.decoding import decoded
from driftwatch.readers.layout.text.lines import lines, settled_for
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource


def read(content: bytes, limit: int = 1024) -> tuple[list[tuple[int, str]], Notes]:
    notes, source = Notes(), SampleSource(name="chat.txt", content=content, limits=replace(Limits(), line_bytes=limit))
    return list(lines(source, notes, encoding=settled_for(source, notes))), notes


@pytest.mark.parametrize(
    "content", [b"a\nb\r\nc\rd", b"a\n\n\nb\n", b"", b"\n", b"\r\n\r\n", "\ufeffå\r\nß".encode(), "å\nb".encode("utf-16"), b"x\r" * 2000]
)
@pytest.mark.parametrize("limit", [1, 2, 3, 64, 4096])
def test_lines_are_numbered_as_in_the_whole_text(content: bytes, limit: int) -> None:
    expected = decoded(content, Notes()).split("\n")

    found, _ = read(content, max(limit, 4))

    assert [expected[number - 1] for number, _ in found] == [line for _, line in found]
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert not any(expected[len(found) :])


def test_a_line_that_is_too_long_costs_that_line_and_is_named() -> None:
    found, notes = read(b"one\n" + b"x" * 5000 + b"\nthree\n", 1000)

    assert found == [(1, "one"), (2, ""), (3, "three")]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [(2, "too_large")]


def test_an_endless_last_line_is_named_too() -> None:
    found, notes = read(b"one\n" + b"x" * 100_000, 1000)

    assert found == [(1, "one")]
    assert [problem.line for problem in notes.problems] == [2]


def test_the_limit_of_a_line_counts_bytes() -> None:
    found, notes = read("åååå\nåååå\n".encode() * 3, 7)

    assert {line for _, line in found} == {""}
    assert len(notes.problems) == 6
