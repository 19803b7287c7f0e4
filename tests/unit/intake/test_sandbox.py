"""The process that reads: what goes wrong in it costs one file, with the reason named, and the next file is read."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileStatus
from driftwatch.errors import Reason
from driftwatch.intake.sandbox import Sandbox
from driftwatch.reading import FileReading, Wanted

MINUTES = b"# Call of 3 March 2026\n\n- Ada Lind (Norwind): We lift on Monday.\n- Cy Penn (Southport): We wait for the test.\n"
LATEST = datetime(2026, 12, 1, tzinfo=UTC)
DEFAULT = Limits()
Read = Callable[..., list[FileReading]]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    """Reads files, one after the other, through one sandbox."""
    sandboxes: list[Sandbox] = []

    def run(files: dict[str, bytes], *, limits: Limits = DEFAULT) -> list[FileReading]:
        sandboxes.append(Sandbox(limits, latest=LATEST, environ=os.environ))
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        return [each for name in files for each in sandboxes[-1].read(Wanted(folder=tmp_path, name=name, timezone=UTC))]

    yield run
    for sandbox in sandboxes:
        sandbox.close()


def reasons(found: list[FileReading]) -> dict[str, list[Reason | None]]:
    return {each.report.source: [problem.reason for problem in each.report.problems] for each in found}


def test_what_the_process_reads_is_what_this_one_would_read(read: Read, tmp_path: Path) -> None:
    from driftwatch.intake.desk import Desk
    from driftwatch.wiring import readers

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("2026-03-03.md", MINUTES)
        made.writestr("broken.docx", b"PK\x03\x04 no")
    apart = read({"call.md": MINUTES, "all.zip": package.getvalue()})

    here = [each for name in ("call.md", "all.zip") for each in Desk(readers=readers()).read(Wanted(folder=tmp_path, name=name, timezone=UTC))]
    assert [each.report for each in apart] == [each.report for each in here]
    assert [each.messages for each in apart] == [each.messages for each in here]
    assert [(each.notes.attendees, each.notes.known_as) for each in apart] == [(each.notes.attendees, each.notes.known_as) for each in here]


def test_what_messages_share_is_held_once(read: Read) -> None:
    first, *others = (message for each in read({"call.md": MINUTES, "again.md": MINUTES}) for message in each.messages)

    assert others
    for name in ("reader", "said_at", "organisation", "speaker"):
        assert len({id(getattr(message, name)) for message in (first, *others)}) == len({getattr(message, name) for message in (first, *others)})


def test_a_file_that_takes_too_much_time_is_named_and_the_next_is_read(read: Read) -> None:
    slow = b"# Call\n\n" + b"- a\n" * 300_000

    found = read({"slow.md": slow, "next.md": MINUTES}, limits=Limits(document_cpu_seconds=1, record_cpu_seconds=1))

    assert reasons(found) == {"slow.md": [Reason.CPU], "next.md": []}
    assert found[0].report.status is FileStatus.FAILED


def test_a_file_that_takes_too_much_memory_is_named_and_the_next_is_read(read: Read) -> None:
    wide = MINUTES * 1_000 + bytes(200_000_000)

    found = read({"wide.md": wide, "next.md": MINUTES}, limits=Limits(memory_bytes=250 * 1024**2))

    assert reasons(found) == {"wide.md": [Reason.MEMORY], "next.md": []}


def test_a_process_that_says_nothing_is_ended(read: Read, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    with closing(Sandbox(Limits(idle_seconds=1), latest=LATEST, environ=os.environ)) as sandbox:
        found = list(sandbox.read(Wanted(folder=tmp_path, name="pipe.md", timezone=UTC)))

    assert reasons(found) == {"pipe.md": [Reason.NO_PROGRESS]}


def test_a_poisonous_member_costs_the_archive_nothing_else(read: Read) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("a.md", MINUTES)
        made.writestr("b.md", MINUTES * 1_000 + bytes(200_000_000))
        made.writestr("c.md", MINUTES.replace(b"Monday", b"Friday"))

    found = read({"all.zip": package.getvalue()}, limits=Limits(memory_bytes=250 * 1024**2, ratio=10_000))

    assert reasons(found) == {"all.zip!a.md": [], "all.zip!b.md": [Reason.MEMORY], "all.zip!c.md": []}
    assert [len(each.messages) for each in found] == [2, 0, 2]


def test_a_time_that_cannot_be_is_no_time(read: Read) -> None:
    found = read({"future.md": MINUTES.replace(b"2026", b"2062")})

    assert reasons(found)["future.md"] == [Reason.BAD_TIME] * 2
    assert [message.said_at for message in found[0].messages] == [None, None]


def test_a_file_name_that_is_no_text_is_read_all_the_same(read: Read, tmp_path: Path) -> None:
    name = os.fsdecode(b"r\xe9sum\xe9.md")

    found = read({name: MINUTES})

    assert [(each.report.source, each.report.status) for each in found] == [("r\ufffdsum\ufffd.md", FileStatus.READ)]
    assert {message.source for message in found[0].messages} == {"r\ufffdsum\ufffd.md"}
