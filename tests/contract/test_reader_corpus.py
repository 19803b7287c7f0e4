"""Every file of tests/corpus: the good ones are taken by their reader and read whole, the bad ones end with the reason that they are named after."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.domain.talk import FileStatus
from driftwatch.intake.desk import Desk
from driftwatch.reading import FileReading, Wanted
from driftwatch.wiring import readers

LATEST = datetime(2030, 1, 1, tzinfo=UTC)
CORPUS = Path(__file__).parents[1] / "corpus"
GOOD = sorted(CORPUS.glob("*/good/*"))
BAD = sorted(CORPUS.glob("*/bad/*"))


def read(file: Path) -> list[FileReading]:
    return list(Desk(readers=readers(), latest=LATEST).read(Wanted(folder=file.parent, name=file.name, timezone=UTC, asked=True)))


@pytest.mark.parametrize("file", GOOD, ids=lambda file: f"{file.parts[-3]}-{file.name}")
def test_a_good_file_is_taken_by_its_reader_and_read_whole(file: Path) -> None:
    found = read(file)

    assert {(each.report.kind, each.report.status, each.report.problems) for each in found if each.messages} == {
        (file.parts[-3], FileStatus.READ, ())
    }


@pytest.mark.parametrize("file", BAD, ids=lambda file: f"{file.parts[-3]}-{file.name}")
def test_a_bad_file_ends_with_the_reason_that_it_is_named_after(file: Path) -> None:
    found = read(file)

    assert file.name.partition("--")[0] in {problem.reason for each in found for problem in each.report.problems}
