"""How fast a large store is read over HTTP: `python benchmarks/serving.py [--database sqlite|postgresql] [--alerts N] [--rate 100] [--processes 1]`.

Fills a store (store_filling.py; with --store FOLDER it is kept and taken again), serves it as `driftwatch serve` does, and asks from a process
of its own at random moments, so many a second: lists of alerts with mixed filters and orders, the pages after them, single alerts, statements,
terms. Latency counts from the moment when a request was to be sent, so that a stall shows in all that it keeps waiting. The load before the
start, the CPU of both sides and the memory of the server are told with it; then the CPU of a page of 50, and what page 1,000 costs against page 1.

`--code FOLDER` serves with another commit's code (`git archive`), named as often as there are some to compare: all on one store, one after the other.
"""

import argparse
import json
import os
import re
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from asking import Asking, ask
from store_filling import Filling, fill

from driftwatch.domain.keys import Scope, new_key
from driftwatch.records import ApiKey
from driftwatch.store import open_store

CLIENTS = 10
"""Keys with which requests come."""
_TICKS = os.sysconf("SC_CLK_TCK")
_HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Fill, serve, ask, print."""
    options = _options()
    load = " ".join(f"{figure:.2f}" for figure in os.getloadavg())
    with ExitStack() as stack:
        folder = options.store or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(_database(options.database, folder))
        _fill_once(url, folder / f"{options.database}.json", options)
        keys = _make_keys(url)
        print(f"load before the start {load} on {os.cpu_count()} cores; {_versions()}")
        print(f"{options.database}, {options.alerts:,} alerts, as many statements, {options.programmes} programmes, seed {options.seed}", flush=True)
        ways = [(code, 1) for code in options.code] or [(_HERE, processes) for processes in options.processes]
        servers = [(code, processes, stack.enter_context(_served(url, code, processes))) for code, processes in ways]
        for _ in range(options.rounds):
            for code, processes, server in servers:
                print(f"\n{code.name}, {processes} processes", flush=True)
                if not options.no_pages:
                    _page_costs(server, keys)
                _under_load(server, keys, options)


def _under_load(server: "Served", keys: list[str], options: argparse.Namespace) -> None:
    before, started = server.cpu_seconds(), time.monotonic()
    asking = Asking(port=server.port, keys=keys, rate=options.rate, seconds=options.seconds, seed=options.seed, programmes=options.programmes)
    load = " ".join(f"{figure:.2f}" for figure in os.getloadavg())
    done = subprocess.run([sys.executable, __file__, "--ask", json.dumps(asking.told())], capture_output=True, text=True, check=True)
    seconds, used = time.monotonic() - started, server.cpu_seconds() - before
    print(done.stdout, end="")
    print(f"load before the asking {load}, after it {os.getloadavg()[0]:.2f}")
    asked = sum(int(count) for count in re.findall(r"\d{3}: (\d+)", done.stdout))
    print(f"server {used / seconds:.0%} of a core, {used / asked * 1000:.1f} ms of CPU a request, {server.memory_mb():.0f} MB resident", flush=True)


def _page_costs(server: "Served", keys: list[str]) -> None:
    """CPU of a page of 50, of one with few fields, and how much dearer the thousandth page is."""
    client = Client(server.port, keys[0])
    for name, address in (
        ("page of 50", "/v1/alerts?limit=50"),
        ("page of 50, five fields", "/v1/alerts?limit=50&fields=id,kind,status,severity,last_seen"),
    ):
        _, milliseconds, size = client.cpu_of(server, address, 200)
        print(f"{name}: {milliseconds:.2f} ms of CPU, {size / 1000:.0f} KB")
    empty = client.cpu_of(server, "/healthz", 200)[1]
    deep = "/v1/alerts?limit=200&fields=id"
    for _ in range(250):
        following = client.get(deep)[1]
        if following is None:
            break
        deep = following
    deep = deep.replace("limit=200", "limit=50")
    first, thousandth = (client.cpu_of(server, address, 100)[:2] for address in ("/v1/alerts?limit=50&fields=id", deep))
    cpu, passed = thousandth[1] / first[1], thousandth[0] / first[0]
    print(f"an empty route: {empty:.2f} ms of CPU; page 1,000 against page 1: {cpu:.2f} of the CPU, {passed:.2f} of the time", flush=True)


class Client:
    """Asks one after the other."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Authorization": f"Bearer {key}"}

    def get(self, address: str) -> tuple[int, str | None]:
        """Size of the answer, and the address of the next page."""
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status} {body[:300]!r}")
        link = answer.getheader("Link")
        return len(body), link[1 : link.index(">")] if link else None

    def cpu_of(self, server: "Served", address: str, turns: int) -> tuple[float, float, int]:
        """Milliseconds that passed and of the server's CPU, each of one request, and the size of the answer."""
        size, _ = self.get(address)
        before, started = server.cpu_seconds(), time.monotonic()
        for _ in range(turns):
            self.get(address)
        return (time.monotonic() - started) / turns * 1000, (server.cpu_seconds() - before) / turns * 1000, size


class Served:
    """A running service."""

    def __init__(self, port: int, process: int) -> None:
        self.port, self._process = port, process

    def cpu_seconds(self) -> float:
        """Of the service's processes, in user and system mode."""
        stats = [Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split() for process in self._processes()]
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICKS

    def memory_mb(self) -> float:
        """Resident memory now, of all its processes."""
        states = [Path(f"/proc/{process}/status").read_text() for process in self._processes()]
        return sum(int(line.split()[1]) for state in states for line in state.splitlines() if line.startswith("VmRSS")) / 1000

    def _processes(self) -> list[int]:
        lists = Path(f"/proc/{self._process}/task").glob("*/children")
        return [self._process, *(int(child) for listed in lists for child in listed.read_text().split())]


@contextmanager
def _served(url: str, code: Path, processes: int) -> Iterator[Served]:
    """`driftwatch serve` on a free port, its log thrown away."""
    command = [sys.executable, "-m", "driftwatch.cli", "serve", "--port", "0", "--no-worker"]
    command += ["--processes", str(processes)] if processes > 1 else []
    environ = {**os.environ, "DRIFTWATCH_STORE": url, "PYTHONPATH": ":".join(str(code / part) for part in ("src", "api", "models"))}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, env=environ, stderr=log, stdout=subprocess.DEVNULL)
        try:
            server = Served(_port(process, log), process.pid)
            time.sleep(10 if processes > 1 else 0)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _port(process: subprocess.Popen[bytes], log) -> int:
    for _ in range(6000):
        log.seek(0)
        line = next((line for line in log if "serving at" in line), None)
        if line is not None:
            port = int(line.split("127.0.0.1:")[1].split("/")[0])
            while True:
                try:
                    waiting = HTTPConnection("127.0.0.1", port, timeout=60)
                    waiting.request("GET", "/healthz")
                    waiting.getresponse()
                    return port
                except OSError:
                    time.sleep(0.1)
        if process.poll() is not None:
            log.seek(0)
            raise SystemExit(log.read())
        time.sleep(0.1)
    raise SystemExit("the service did not start")


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of the store: a file, a server of our own in the tests' way, or what was given."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/store.db"
    elif kind == "postgresql":
        sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "contract"))
        from conftest import running_server, server_binaries

        with running_server(server_binaries()) as server:
            url = server.url
            import psycopg

            with psycopg.connect(url.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE serving TEMPLATE template0")
            yield f"{url}serving"
    else:
        yield kind


def _fill_once(url: str, note: Path, options: argparse.Namespace) -> None:
    filling = Filling(alerts=options.alerts, statements=options.alerts, terms=options.alerts // 10, programmes=options.programmes, seed=options.seed)
    told = repr(filling)
    if note.exists() and note.read_text() == told and options.database != "postgresql":
        return
    started = time.monotonic()
    fill(url, filling)
    print(f"filled in {time.monotonic() - started:.0f} s", flush=True)
    note.write_text(told)


def _make_keys(url: str) -> list[str]:
    made = [new_key(secrets.token_bytes) for _ in range(CLIENTS)]
    store = open_store(url)
    for number, key in enumerate(made):
        known = ApiKey(prefix=key.prefix, name=f"client {number}", scopes=tuple(Scope), programmes=(), created=datetime.now(UTC))
        store.add_key(known, digest=key.digest)
    store.close()
    return [key.key for key in made]


def _versions() -> str:
    from importlib.metadata import version

    names = ("sqlalchemy", "fastapi", "uvicorn", "orjson")
    return f"Python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql (a server of our own), or a URL")
    parser.add_argument("--alerts", type=int, default=1_000_000)
    parser.add_argument("--programmes", type=int, default=40)
    parser.add_argument("--rate", type=float, default=100.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--store", type=Path, help="a folder in which the filled store is kept")
    parser.add_argument("--processes", type=int, nargs="+", default=[1], help="of the service; several numbers are compared")
    parser.add_argument("--code", type=Path, nargs="+", default=[], help="folders with the code of commits to compare")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-pages", action="store_true", help="leave out what single pages cost")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    if "--ask" in sys.argv:
        asked = ask(Asking(**json.loads(sys.argv[-1])))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        print(f"{asked}generator: {usage.ru_utime + usage.ru_stime:.1f} s of CPU")
    else:
        main()
