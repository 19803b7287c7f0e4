"""What all checks raise where nothing differs: `python benchmarks/null_series.py FOLDER … [--runs 2] [--statements 3000] [--seed 1]`.

Each FOLDER is a series of real minutes or chats. Its speakers (and, where nobody is named, its items) are dealt at random to two made-up partners;
then the line runs as in a scan: labels, terms, vectors, every check, false-discovery control. Whatever is raised is false, but for what two random
groups of people really do differently. Prints a line a run: tests by kind, alerts, processor time of the checks and of all; then totals.
"""

import argparse
import random
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.domain.meaning import Verdict
from driftwatch.learn.term_beds import PARTNERS, dealt_by_speaker, read_series
from driftwatch.stages.judge import judge
from driftwatch.wiring import programme_settings, store_of, watch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("series", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--statements", type=int, default=3000, help="of a series at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tests, raised, runs = Counter[str](), Counter[str](), 0
    with TemporaryDirectory() as folder:
        entries = "".join(f'[[partner]]\nid = "{partner.id}"\nname = "{partner.name}"\n' for partner in PARTNERS)
        (Path(folder) / "driftwatch.toml").write_text(f'[programme]\nname = "Dealt"\n{entries}', encoding="utf-8")
        settings = programme_settings(Path(folder))
        store = store_of(settings, {"DRIFTWATCH_STORE": f"sqlite:///{folder}/store.db"})
        line = watch(settings, store)
        for series in options.series:
            statements = read_series(series, most=options.statements)
            for run in range(options.runs):
                dealt = dealt_by_speaker(statements, random.Random(f"{options.seed} {series.name} {run}"))
                begun = time.process_time()
                material = line.material(dealt)
                made = time.process_time()
                findings = [finding for check in line.checks for finding in check.test(material)[0]]
                checked = time.process_time()
                judged = judge(findings, fdr=settings.detection.fdr)
                alerts = [entry.finding for entry in judged if entry.verdict is Verdict.DIVERGENT and entry.finding.settlement is None]
                asked = Counter(str(entry.finding.kind) for entry in judged if entry.finding.p_value is not None)
                tests += asked
                raised += Counter(str(finding.kind) for finding in alerts)
                runs += bool(alerts)
                told = "; ".join(f"{finding.kind} “{finding.subject}” ({', '.join(finding.partners)})" for finding in alerts) or "nothing raised"
                shown = ", ".join(f"{kind} {count}" for kind, count in sorted(asked.items()))
                seconds = f"checks {checked - made:.1f} s of {checked - begun:.1f} s"
                print(f"{series.name}, run {run + 1}: {len(dealt):,} statements; {shown}; {told}; {seconds}", flush=True)
        store.close()
    print(f"{runs} of {options.runs * len(options.series)} runs raised anything; tests {dict(tests)}; raised {dict(raised)}")


if __name__ == "__main__":
    main()
