"""What tests of every kind may ask for."""

import importlib.util
import os
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from driftwatch.records import ScanRecord


def beside(name: str) -> ModuleType:
    """A module that lies in this folder, which is on no search path."""
    spec = importlib.util.spec_from_file_location(f"driftwatch_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tallying = beside("tallying")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tallying.mark(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tallying.tell(terminalreporter, config.rootpath)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def nightly() -> bool:
    """Whether this is the long run of .ci/nightly."""
    return os.environ.get("DRIFTWATCH_NIGHTLY") == "1"


@pytest.fixture(scope="session")
def seed() -> int:
    """What chance begins with; it is told with the figures and taken back from the environment."""
    return int(os.environ.get("DRIFTWATCH_SEED", "20260405"))


@pytest.fixture
def tally(seed: int, record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Takes the figures of a test that tries something many times: tally(n=200, failures=0); see tests/tallying.py."""

    def note(*, n: int, failures: int, **facts: object) -> None:
        record_property("tally", tallying.counted(n=n, failures=failures, seed=seed, facts=facts))

    return note


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
def large_scan() -> Callable[..., ScanRecord]:
    """Makes a scan of any size with all its pictures, `large_scan(statements=…, alerts=…, seed=…)`: see tests/large_programme.py."""
    make: Callable[..., ScanRecord] = beside("large_programme").large_scan
    return make


@pytest.fixture
def pictured() -> ScanRecord:
    """The same with every picture that can be drawn of it: see tests/pictured.py."""
    scan = runpy.run_path(str(Path(__file__).with_name("pictured.py")))["pictured_scan"]()
    assert isinstance(scan, ScanRecord)
    return scan


@pytest.fixture(scope="session")
def hostile_scan() -> ModuleType:
    """Strings that would do harm, and what puts them into a scan, `hostile_scan.hostile(scan, hostile_scan.MARKUP)`: see tests/hostile_scan.py."""
    return beside("hostile_scan")


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
