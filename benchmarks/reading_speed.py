"""How fast chats are read, and in how much memory: `python benchmarks/reading_speed.py [--megabytes 100] [--slack-gigabytes 2] [--peers]`.

Each export is made up (exports.py), read in a fresh process of one core by our reader alone (no attribution, no sentences), three times;
the figures are megabytes a second of CPU time (median, and the spread of the three) and the peak of resident memory.
With --peers, chat-miner and plain pandas code read the same files of WhatsApp and Telegram in the same run, in an environment of their own.
"""

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import exports

RUNS = 3
CHAT_MINER = "p = P(FILE); p.parse_file(); n = len(p.parsed_messages.get_df())"
PEERS = {
    "chat-miner whatsapp": "from chatminer.chatparsers import WhatsAppParser as P; " + CHAT_MINER,
    "chat-miner telegram": "from chatminer.chatparsers import TelegramJsonParser as P; " + CHAT_MINER,
    "pandas whatsapp": (
        "import pandas as pd; s = pd.Series(open(FILE, encoding='utf-8').read().split('\\n')); "
        "d = s.str.extract(r'^(\\d+/\\d+/\\d+, \\d+:\\d+) - ([^:]+): (.*)$').dropna(); "
        "d[0] = pd.to_datetime(d[0], format='%d/%m/%Y, %H:%M'); n = len(d)"
    ),
    "pandas telegram": (
        "import json, pandas as pd; d = pd.json_normalize(json.load(open(FILE, encoding='utf-8'))['messages']); "
        "d['date'] = pd.to_datetime(d['date']); n = len(d[d['type'] == 'message'])"
    ),
}


def main() -> None:
    """Print one line a reader, then the large export, then the peers."""
    options = _options()
    if options.one:
        _one(*options.one)
        return
    print(f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores, {options.megabytes} MB a file, {RUNS} runs")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {kind: exports.write(kind, folder, options.megabytes * 10**6) for kind in exports.TEXTS}
        ours = {kind: _timed([sys.executable, __file__, "--one", kind, str(file)], file) for kind, file in files.items()}
        for kind, line in ours.items():
            print(f"driftwatch {kind:12} {line}", flush=True)
        if options.peers:
            _peers(folder, files)
        if options.slack_gigabytes:
            _slack(folder, options.slack_gigabytes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--slack-gigabytes", type=float, default=0)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _one(kind: str, name: str) -> None:
    """Read one file by one reader; print messages, CPU seconds, wall seconds and peak KiB."""
    from driftwatch.cycles import look_seldom
    from driftwatch.intake.desk import Desk
    from driftwatch.plugins import READERS, load
    from driftwatch.reading import Wanted

    file = Path(name)
    desk = Desk(readers={kind: load(READERS, kind)})  # type: ignore[dict-item]
    gc.freeze()
    look_seldom()
    cpu, wall = time.process_time(), time.perf_counter()
    events = desk.events(Wanted(folder=file.parent.parent, name=f"{file.parent.name}/{file.name}", timezone=UTC))
    messages = sum(len(event) for event in events if isinstance(event, list))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([messages, time.process_time() - cpu, time.perf_counter() - wall, peak]))


def _timed(command: Sequence[str], file: Path) -> str:
    results = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]) for _ in range(RUNS)]
    megabytes = file.stat().st_size / 1e6
    speeds = sorted(megabytes / cpu for _, cpu, _, _ in results)
    peak = max(result[3] for result in results) / 1024
    return f"{statistics.median(speeds):7.1f} MB/s ({speeds[0]:.1f} to {speeds[-1]:.1f})  {results[0][0]:9,} messages  peak {peak:6.0f} MiB"


def _peers(folder: Path, files: dict[str, Path]) -> None:
    place = folder / "peers"
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "chat-miner"], check=True)
    for name, code in PEERS.items():
        file = files[name.partition(" ")[2]]
        whole = (
            "import json, resource, time; c, w = time.process_time(), time.perf_counter(); "
            f"FILE = {str(file)!r}\n{code}\n"
            "print(json.dumps([n, time.process_time() - c, time.perf_counter() - w, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))"
        )
        try:
            print(f"{name:23} {_timed([python, '-c', whole], file)}", flush=True)
        except subprocess.CalledProcessError as error:
            print(f"{name:23} failed: {(error.stderr or '').strip().splitlines()[-1:]}", flush=True)


def _slack(folder: Path, gigabytes: float) -> None:
    """A whole export through the process that reads; its peak is that of our one child."""
    from driftwatch.domain.limits import Limits
    from driftwatch.intake.sandbox import Sandbox
    from driftwatch.reading import Wanted

    file = folder / "slack.zip"
    size = exports.slack(file, int(gigabytes * 10**9))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    wall, messages, statuses = time.perf_counter(), 0, set()
    with closing(Sandbox(Limits(), latest=datetime.now(UTC), environ=os.environ)) as sandbox:
        for each in sandbox.read(Wanted(folder=folder, name=file.name, timezone=UTC)):
            messages += len(each.messages)
            statuses.add(str(each.report.status))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, peak = time.perf_counter() - wall, used.ru_maxrss / 1024
    speed = size / 1e6 / (used.ru_utime - before)
    print(f"slack, {size / 1e9:.1f} GB as a zip of {file.stat().st_size / 1e6:,.0f} MB: {messages:,} messages, {sorted(statuses)}")
    print(f"    {seconds:.0f} s, {speed:.1f} MB/s of the child's CPU, child's peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
