"""The program, run as people run it, and a programme to run it on."""

import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.journeys.dashboards import _no_complaints, dashboard_of, look  # noqa: F401  fixtures for all journeys
from typer.testing import CliRunner

from driftwatch.cli.main import app

PATIENCE = 300.0
"""Seconds that a run may take on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """`driftwatch` in a folder of its own, with a state of its own."""

    folder: Path

    def __call__(self, *arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it with these arguments to its end."""
        return subprocess.run(
            [*self.command, *map(str, arguments)], cwd=self.folder, env=self.environment(environment), input=stdin,
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip

    def inside(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """The same within this process, where libraries are loaded already: for what does not hang on a process of its own."""
        kept = {name: None for name in os.environ if name.startswith("DRIFTWATCH_")}
        written = [str(argument) for argument in arguments]
        ran = CliRunner().invoke(app, written, env={**kept, "XDG_STATE_HOME": str(self.folder / "state"), "COLUMNS": "120", **environment})
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return subprocess.CompletedProcess(written, ran.exit_code, ran.stdout, ran.stderr)

    @contextmanager
    def started(self, *arguments: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """Start it and go on; Ctrl-C reaches it as on a terminal, and it does not outlive the test."""
        with subprocess.Popen(
            [*self.command, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(environment),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    @property
    def command(self) -> list[str]:
        """What starts it: the installed script, else the module behind it."""
        script = Path(sys.executable).with_name("driftwatch")
        return [str(script)] if script.is_file() else [sys.executable, "-m", "driftwatch.cli"]

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Nothing of this machine's own settings and state."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DRIFTWATCH_")}
        return {**kept, "XDG_STATE_HOME": str(self.folder / "state"), "COLUMNS": "120", **more}


@pytest.fixture(scope="module")
def driftwatch(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in an empty folder that the tests of one module share."""
    return Program(folder=tmp_path_factory.mktemp("driftwatch"))


@pytest.fixture(scope="session")
def write_meadow() -> Callable[..., Path]:
    """Writes the programme of meadow.py into a folder."""
    write: Callable[..., Path] = runpy.run_path(str(Path(__file__).with_name("meadow.py")))["write_meadow"]
    return write


@pytest.fixture(scope="session")
def stands_there() -> Callable[[Path, str, str, str], bool]:
    """Finds a quote again in its source: see places.py."""
    found: Callable[[Path, str, str, str], bool] = runpy.run_path(str(Path(__file__).with_name("places.py")))["stands_there"]
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A real Chromium; without one installed the test skips, saying so."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
    yield chromium
    chromium.close()
    playwright.stop()
