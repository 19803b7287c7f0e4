"""docs/performance.md holds no figure that was written by hand."""

import json
import subprocess
import sys

PRINT = "import json, sys; sys.path.insert(0, sys.argv[1]); import performance_page as p; sys.stdout.write(p.page(json.load(open(sys.argv[2]))))"


def test_the_page_says_what_the_evidence_holds(repository):
    evidence = repository / "docs" / "evidence" / "performance.json"
    command = [sys.executable, "-X", "utf8", "-c", PRINT, str(repository / "benchmarks"), str(evidence)]

    made = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert (repository / "docs" / "performance.md").read_text(encoding="utf-8") == made
    assert {part["circumstances"]["seed"] for part in json.loads(evidence.read_text(encoding="utf-8")).values()} == {7}
