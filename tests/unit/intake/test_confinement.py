"""What the process that reads gives up; tried in a process of its own, as there is no way back."""

import subprocess
import sys

import pytest

ATTEMPT = """
import sys
from driftwatch.domain.limits import Limits
from driftwatch.intake.confinement import ForbiddenError, confine
import os, socket, subprocess, tempfile
confine(Limits())
try:
    {attempt}
except ForbiddenError:
    sys.exit(7)
except OSError as error:
    sys.exit(8)
"""


def tried(attempt: str) -> int:
    return subprocess.run([sys.executable, "-c", ATTEMPT.format(attempt=attempt)], check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "open('left-behind', 'w')",
        "os.open('left-behind', os.O_CREAT | os.O_WRONLY)",
        "os.remove('nothing')",
        "os.mkdir('left-behind')",
        "tempfile.mkstemp()",
        "os.kill(os.getppid(), 0)",
    ],
)
def test_nothing_goes_out_and_nothing_is_written(attempt: str) -> None:
    assert tried(attempt) == 7


def test_files_are_read(tmp_path) -> None:
    (tmp_path / "call.md").write_text("x")

    assert tried(f"open({str(tmp_path / 'call.md')!r}).read()") == 0


def test_the_kernel_keeps_memory_and_open_files_in_bounds() -> None:
    assert tried("[open(os.devnull) for _ in range(100)]") == 8
    assert tried("b'x' * (3 * 1024**3)") == 1
