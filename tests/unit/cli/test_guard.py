import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from driftwatch.cli.guard import Guarded
from driftwatch.errors import ConfigurationError, ModelError, NothingToReadError, Reason, StoreError, UnreadableSourceError

BROKEN = """
import sys
from driftwatch.cli.main import app, main

@app.command()
def broken():
    return {}["key"]

sys.argv = ["driftwatch", "broken"]
main()
"""


def program(error: BaseException) -> typer.Typer:
    """A program whose one command ends so."""
    app = typer.Typer(cls=Guarded)

    @app.callback()
    def options(debug: bool = False) -> None:
        """Take the option that the guard looks at."""

    @app.command("fail")
    def fail() -> None:
        raise error

    return app


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigurationError("a: wrong"), 2),
        (StoreError("a: locked"), 2),
        (ModelError("a: altered"), 2),
        (NothingToReadError("a: empty"), 3),
        (UnreadableSourceError("a: broken", reason=Reason.CORRUPT), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_an_error_is_one_line_and_the_exit_code_of_the_contract(error, code):
    ran = CliRunner().invoke(program(error), ["fail"])

    assert ran.exit_code == code
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith("driftwatch: ")


def test_an_error_that_holds_line_breaks_and_escapes_is_still_one_plain_line():
    ran = CliRunner().invoke(program(ConfigurationError("mail/\x1b[31mred\nfile.eml: wrong")), ["fail"])

    assert ran.stderr == "driftwatch: mail/ [31mred file.eml: wrong\n"


def test_debug_shows_where_the_error_arose():
    ran = CliRunner().invoke(program(ConfigurationError("a: wrong")), ["--debug", "fail"])

    assert ran.exit_code == 2
    assert "Traceback (most recent call last)" in ran.stderr


def test_a_mistake_of_ours_does_not_look_like_alerts_that_were_found():
    ran = subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, check=False)

    assert ran.returncode == 70
    assert ran.stderr.startswith("driftwatch: this is a mistake of ours, please report it: KeyError: 'key'")
    assert len(ran.stderr.splitlines()) == 1


def test_nobody_reading_on_is_no_error_that_is_told():
    script = "from driftwatch.cli.main import main; main()"

    writer = subprocess.Popen([sys.executable, "-c", script, "alerts", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    writer.stdout.close()

    assert writer.stderr.read() == b""
    writer.wait(timeout=60)
    writer.stderr.close()
