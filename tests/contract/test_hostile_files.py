"""Files that would do harm end with the reason that fits, in the process that reads, and the good file behind each is read."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.contract.hostile import PAGE, hostile

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileStatus
from driftwatch.errors import Reason
from driftwatch.intake.sandbox import Sandbox
from driftwatch.reading import Wanted

SMALL = Limits(
    members=2_000, unpacked_bytes=100_000_000, member_bytes=50_000_000, memory_bytes=1024**3, document_cpu_seconds=20, record_cpu_seconds=10
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with closing(Sandbox(SMALL, latest=datetime(2026, 12, 1, tzinfo=UTC), environ=os.environ)) as opened:
        yield opened


@pytest.mark.parametrize(("name", "content", "reasons"), [pytest.param(*each, id=each[0]) for each in hostile()])
def test_a_hostile_file_ends_with_its_reason_and_the_next_is_read(
    sandbox: Sandbox, tmp_path: Path, name: str, content: bytes, reasons: frozenset[Reason]
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "next.md").write_bytes(PAGE)

    found = list(sandbox.read(Wanted(folder=tmp_path, name=name, timezone=UTC)))
    behind = list(sandbox.read(Wanted(folder=tmp_path, name="next.md", timezone=UTC)))

    told = {problem.reason for each in found for problem in each.report.problems}
    assert told & reasons or (reasons == frozenset(Reason) and not told), [each.report for each in found]
    assert Reason.INTERNAL not in told
    assert [(each.report.status, len(each.messages)) for each in behind] == [(FileStatus.READ, 2)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({name, "next.md"})
