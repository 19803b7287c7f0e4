"""The harmful files of `driftwatch doctor` end as they must, and a machine on which they do not is told of."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from driftwatch.domain.talk import FileReport, FileStatus
from driftwatch.errors import ConfigurationError
from driftwatch.intake.desk import Desk
from driftwatch.intake.probes import hostile_files, probe
from driftwatch.reading import FileReading, Notes, Wanted
from driftwatch.wiring import readers


def test_every_harmful_file_is_refused(tmp_path: Path) -> None:
    told = probe(Desk(readers=readers()), Wanted(folder=tmp_path, name="", timezone=UTC))

    assert told.startswith(f"{len(hostile_files())} refused as they must be")


def test_a_machine_that_lets_one_through_is_told_of(tmp_path: Path) -> None:
    class Credulous:
        def read(self, wanted: Wanted) -> Iterator[FileReading]:
            yield FileReading(report=FileReport(source=wanted.name, kind="text", status=FileStatus.READ), notes=Notes())

        def close(self) -> None:
            pass

    with pytest.raises(ConfigurationError, match=r"overlapping.zip: expected overlap, saw no problem; do not read files that you do not trust"):
        probe(Credulous(), Wanted(folder=tmp_path, name="", timezone=UTC))
