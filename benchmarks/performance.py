"""What driftwatch takes, stage by stage and beside what a user would pick instead: `python benchmarks/performance.py DATA --work FOLDER`.

DATA is a folder of real public minutes, transcripts and chats (real_talk.py makes programmes of it); --labelled a folder with train.jsonl and
dev.jsonl, --programmes one with programmes whose gold.json says which terms differ. What is long-lived (the text, the peers' environments) lies in
--work. Parts, all of them by default, `--only` for some:

  stages   first scans of --statements, each stage timed apart (timed_scan.py), --rounds times
  growth   the same once for each of --sizes
  rescan   a programme of --statements again as it is, and again with 1 % of new text
  peers    the peers of beside.py on --peer-statements, in turns with a first scan and with `classify`, --rounds times
  unattended  --messages of chat by a scan that is interrupted --times times, and by one that is let be (unattended.py)
  terms    500 terms x 6 partners x 2,000 usages x 1,000 permutations (term_cost.py)

Every part is written to docs/evidence/performance.json as soon as it is measured, with commit, machine, load, versions and seed; what was measured
earlier stays there until it is measured anew. docs/performance.md is made from it; `--only` with no part makes it anew without measuring anything.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import beside
import real_talk
from judged import as_judged, labels_of, ours_on, placed_terms, term_question
from measured import load, run
from performance_page import page
from unattended import WHOLE, unattended

ROOT = Path(__file__).resolve().parents[1]
EVIDENCE = ROOT / "docs" / "evidence" / "performance.json"
PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn", "onnxruntime", "tokenizers", "spacy", "sqlalchemy")
ASIDE = ("learn", "measure", "known differences")
"""Laps of a peer that a user of it, or of driftwatch, does not wait for at every scan."""
Found = dict[str, object]


def main() -> None:
    """Measure the parts one after the other, and write down each at once."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    for part in options.only:
        before, begun = load(), datetime.now(UTC)
        found = PARTS[part](options)
        told = {"circumstances": {**_circumstances(options), "at": f"{begun:%Y-%m-%d %H:%M} UTC", "load": [before, load()]}, **found}
        _keep(part, told)
        print(f"{part}: written to {EVIDENCE.relative_to(ROOT)}", flush=True)
    PAGE.write_text(page(_kept()), encoding="utf-8")


def stages(options: argparse.Namespace) -> Found:
    """First scans of one size."""
    return {"scans": [_first_scan(options, options.statements, f"stages-{turn}")[0] for turn in range(options.rounds)]}


def growth(options: argparse.Namespace) -> Found:
    """One first scan a size, the sizes measured before kept, each with the commit that it was measured at."""
    about = _circumstances(options)
    known = {scan["asked"]: scan for scan in _kept().get("growth", {}).get("scans", [])}
    for size in options.sizes:
        scan, folder = _first_scan(options, size, f"growth-{size}")
        known[size] = {**scan, "commit": about["commit"]}
        shutil.rmtree(folder)
        _keep("growth", {**_kept().get("growth", {"circumstances": about}), "scans": [known[each] for each in sorted(known)]})
    return {"scans": [known[size] for size in sorted(known)]}


def rescan(options: argparse.Namespace) -> Found:
    """A first scan, the same again, and again with 1 % of new text: all real, said a day after the last."""
    rows = []
    for turn in range(options.rounds):
        first, folder = _first_scan(options, options.statements, f"rescan-{turn}")
        again = _scan(options, folder, "same")
        known = real_talk.pool(options.data, options.work / "pool.jsonl")
        later = list(real_talk.documents(known[::-1], statements=options.statements // 100, seed=options.seed + 1))
        real_talk.add(folder / "programme", later, day=real_talk.BEGAN + timedelta(days=real_talk.DAYS + 1))
        rows.append({"first": first, "same": again, "more": _scan(options, folder, "more")})
        shutil.rmtree(folder)
    return {"turns": rows}


def night(options: argparse.Namespace) -> Found:
    """One interrupted run and one that was let be."""
    folder = options.work / "scans" / "unattended"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known = real_talk.pool(options.data, options.work / "pool.jsonl")
    found = unattended(folder, known, messages=options.messages, times=options.times, seconds=tuple(options.seconds), seed=options.seed)
    shutil.rmtree(folder)
    return dict(found)


def terms(options: argparse.Namespace) -> Found:
    """Seconds of CPU and of the clock, one core, in a process of its own."""
    rows = []
    for turn in range(options.rounds):
        file = options.work / "terms.json"
        run([sys.executable, Path(__file__).with_name("term_cost.py"), "--goal", "--seed", options.seed + turn, "--json", file])
        rows.append(json.loads(file.read_text(encoding="utf-8")))
    return {"turns": rows}


def peers(options: argparse.Namespace) -> Found:
    """All on the same text, one after the other, in every round."""
    known = real_talk.pool(options.data, options.work / "pool.jsonl")
    chosen = list(real_talk.documents(known, statements=options.peer_statements, seed=options.seed))
    train, dev = (labels_of(options.labelled / name) for name in ("train.jsonl", "dev.jsonl"))
    judged = term_question(options.programmes, options.work) if options.programmes else {}
    folder = options.work / "peers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    said = [(text, real_talk.partner_of(speaker, each.name), each.name) for each in chosen for speaker, many in each.messages for text in many]
    more = {"train": train, "dev": dev, "terms": {name: part.asked for name, part in judged.items()}}
    questions = [beside.write_question(folder / "first.json", said, **more), beside.write_question(folder / "later.json", said)]
    ready, missing = _installed(options)
    rows: dict[str, list[object]] = {"driftwatch scan": [], "driftwatch classify": [], **{peer.name: [] for peer in ready}}
    found: Found = {
        "statements": len(said),
        "distinct": len({text for text, _, _ in said}),
        "rows": rows,
        "missing": missing,
        "versions": {peer.name: beside.versions(python, peer) for peer, python in ready.items()},
        "does": {peer.name: peer.does for peer in beside.PEERS},
        "labels": {"statements": len(dev), "driftwatch": ours_on(dev)},
        "terms": placed_terms(judged),
    }

    def note(name: str, measure: Callable[[], Found]) -> None:
        rows[name].append(measure())
        print(f"  {datetime.now(UTC):%H:%M:%S} {name}: {rows[name][-1]['run']}", flush=True)
        _keep("peers", {"circumstances": {**_circumstances(options), "at": f"{begun:%Y-%m-%d %H:%M} UTC", "load": [before, load()]}, **found})

    before, begun = load(), datetime.now(UTC)
    for turn in range(options.rounds):
        note("driftwatch scan", lambda turn=turn: _first_scan(options, options.peer_statements, f"peers-{turn}")[0])
        note("driftwatch classify", lambda: _classified(folder, said))
        for peer in (each for each in ready if (not turn or not each.learns) and each.name not in missing):
            asked = questions[min(turn, 1)]
            try:
                note(peer.name, lambda peer=peer, asked=asked: as_judged(_asked(peer, ready[peer], asked, folder), dev, judged))
            except SystemExit as error:
                missing[peer.name] = str(error).splitlines()[-1][:300]
        shutil.rmtree(options.work / "scans", ignore_errors=True)
    return found


def _installed(options: argparse.Namespace) -> tuple[dict[beside.Peer, Path], dict[str, str]]:
    """The peers whose environment could be made, and why others could not."""
    ready, missing = {}, {}
    for peer in (each for each in beside.PEERS if not options.peers or each.script.removesuffix(".py") in options.peers):
        try:
            ready[peer] = beside.install(peer, options.work)
        except OSError as error:
            missing[peer.name] = str(error)
    return ready, missing


def _asked(peer: beside.Peer, python: Path, question: Path, folder: Path) -> Found:
    """Its run without what it learns and what is only for judging it."""
    took, answer = beside.ask(python, peer, question, folder / f"{peer.script}.json")
    aside = [answer["laps"].get(lap, (0.0, 0.0)) for lap in ASIDE]
    run = {"wall": round(took.wall - sum(wall for wall, _ in aside), 2), "cpu": round(took.cpu - sum(cpu for _, cpu in aside), 2)}
    return {"run": {**took.told(), **run}, **answer}


def _classified(folder: Path, said: list[tuple[str, str, str]]) -> Found:
    """`driftwatch classify` on the same statements: the labels alone, as two of the peers do it."""
    lines = folder / "lines.txt"
    lines.write_text("".join(f"{text}\n" for text, _, _ in said), encoding="utf-8")
    answers = folder / "answers.jsonl"
    command = f'exec "{Path(sys.executable).with_name("driftwatch")}" classify "{lines}" > "{answers}"'
    took = run(["sh", "-c", command])
    return {"run": took.told()}


def _first_scan(options: argparse.Namespace, size: int, name: str) -> tuple[Found, Path]:
    """Of a programme of so many statements that nobody has scanned before."""
    folder = options.work / "scans" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known = real_talk.pool(options.data, options.work / "pool.jsonl")
    chosen = list(real_talk.documents(known, statements=size, seed=options.seed))
    real_talk.write(folder / "programme", chosen, partners=options.partners)
    return {**_scan(options, folder, "first"), "asked": size}, folder


def _scan(options: argparse.Namespace, folder: Path, name: str) -> Found:
    before = load()
    took, told = beside.ours(folder / "programme", folder / name, folder / "store.db")
    store = sum(path.stat().st_size for path in folder.glob("store.db*")) / 2**20
    print(f"  {datetime.now(UTC):%H:%M:%S} {told['statements']:,} statements, {name}: {took.told()}", flush=True)
    return {**told, "run": took.told(), "store_mib": round(store, 1), "load": [before, load()]}


def _kept() -> dict[str, object]:
    return json.loads(EVIDENCE.read_text(encoding="utf-8")) if EVIDENCE.is_file() else {}


def _keep(part: str, found: Mapping[str, object]) -> None:
    content = {**_kept(), part: found}
    EVIDENCE.write_text(_written({name: content[name] for name in PARTS if name in content}), encoding="utf-8")


def _written(content: Found) -> str:
    """JSON with a line a figure, but a list of plain values on one line."""
    wide = json.dumps(content, indent=1)
    narrow = re.sub(r"\[[^\[\]{}\"]*\]", lambda plain: " ".join(plain[0].split()), wide)
    return narrow + "\n"


def _circumstances(options: argparse.Namespace) -> Found:
    def said(*command: str) -> str:
        return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = said("status", "--porcelain", "--", "src", "models")
    cpu = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {
        "commit": said("rev-parse", "--short=12", "HEAD") + ("+changes" if changed else ""),
        "machine": f"{cpu or platform.machine()}, {os.cpu_count()} cores, {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "seed": options.seed,
        "partners": options.partners,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, help="default: ../bench/statements-real beside DATA")
    parser.add_argument("--programmes", type=Path, help="default: ../programmes beside DATA, where it is")
    parser.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS), metavar="PART")
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--peer-statements", type=int, default=10_000)
    parser.add_argument("--peers", nargs="*", help="only these, by the names of their scripts in benchmarks/peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=WHOLE, help="of the run that nobody attends")
    parser.add_argument("--times", type=int, default=6, help="how often that run is interrupted")
    parser.add_argument("--seconds", type=float, nargs=2, default=(600.0, 5400.0), help="between which times it is interrupted")
    parser.add_argument("--partners", type=int, default=2, choices=(2, 3, 4))
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    beside_data = options.data.resolve().parent
    options.labelled = options.labelled or beside_data / "bench" / "statements-real"
    options.programmes = options.programmes or (beside_data / "programmes" if (beside_data / "programmes").is_dir() else None)
    return options


PARTS: dict[str, Callable[[argparse.Namespace], Found]] = {
    "stages": stages, "growth": growth, "rescan": rescan, "peers": peers, "unattended": night, "terms": terms,
}  # fmt: skip

if __name__ == "__main__":
    main()
