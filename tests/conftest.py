"""What tests of every kind may ask for."""

import runpy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from driftwatch.records import ScanRecord


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


@pytest.fixture(scope="session")
def receiving() -> Callable[..., AbstractContextManager[int]]:
    """Runs a mail server on loopback around an aiosmtpd handler; gives its port."""
    from aiosmtpd.controller import Controller

    class Loopback(Controller):
        def _trigger_server(self) -> None:
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    @contextmanager
    def run(handler: object, **options: object) -> Iterator[int]:
        controller = Loopback(handler, hostname="127.0.0.1", port=0, **options)
        controller.start()
        try:
            yield controller.port
        finally:
            controller.stop()

    return run
