"""What tests of every kind may ask for."""

import runpy
from pathlib import Path

import pytest

from driftwatch.ports import ScanRecord


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of real material beside the checkout; what needs it is skipped where it is not."""
    folder = repository.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared, the real material beside the checkout, is not here")
    return folder


@pytest.fixture
def lantern() -> ScanRecord:
    """A scan of an invented programme: see tests/lantern.py."""
    scan = runpy.run_path(str(Path(__file__).with_name("lantern.py")))["lantern_scan"]()
    assert isinstance(scan, ScanRecord)
    return scan
