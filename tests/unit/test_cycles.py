"""How seldom Python looks for cycles."""

import subprocess
import sys

COUNTED = """
import gc, sys
gc.set_threshold(700, 10, 10)
from driftwatch.cli.main import main
sys.argv = ["driftwatch", "--version"]
try:
    main()
except SystemExit:
    print(gc.get_threshold(), gc.isenabled())
"""


def test_every_command_looks_for_cycles_seldom_but_does_look():
    told = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[-1] == "(50000, 20, 100) True"
