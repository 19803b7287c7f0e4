import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from driftwatch import __version__
from driftwatch.cli.main import app

HELP = """
import sys, time
from driftwatch.cli.main import main
sys.argv = ["driftwatch", "--help"]
try:
    main()
finally:
    print(time.process_time(), file=sys.stderr)
"""
COMMANDS = [
    [str(path)] if not group.registered_commands else [str(path), str(command.name)]
    for path, group in [(info.name, info.typer_instance) for info in app.registered_groups]
    for command in group.registered_commands
] + [[str(command.name)] for command in app.registered_commands]


def test_the_version_is_told():
    ran = CliRunner().invoke(app, ["--version"])

    assert (ran.exit_code, ran.stdout) == (0, f"driftwatch {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_helps_with_an_example_of_itself(command):
    ran = CliRunner().invoke(app, [*command, "--help"])

    assert ran.exit_code == 0
    assert re.search(rf"Example: .*driftwatch {' '.join(command)}\b", " ".join(ran.stdout.split()))


def test_every_command_has_its_place_in_the_documentation(repository):
    text = (repository / "docs" / "cli.md").read_text(encoding="utf-8")

    named = set(re.findall(r"\[`([a-z]+)`\]", text))

    assert named == {command[0] for command in COMMANDS}


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["scan"], ["scan", "a", "--fail-on", "grave"], ["scan", "a", "--since", "yesterday"], ["alerts"]]
)
def test_wrong_usage_ends_with_2(arguments):
    ran = CliRunner().invoke(app, arguments)

    assert ran.exit_code == 2


def test_help_comes_in_half_a_second_of_work():
    """Measured as the processor's time, which other programs on this machine do not lengthen; the best of three."""
    spent = [float(subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True).stderr) for _ in range(3)]

    assert min(spent) < 0.5
