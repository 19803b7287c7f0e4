"""Requests at random moments, whether the ones before are answered or not; a process of its own, so that its waiting is not the server's."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

from store_filling import DAYS, SOURCES, START, partners_of, programme_key, some_word

from driftwatch.domain.alerts import AlertStatus, BaselineState
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import AlertKind, Severity, Verdict

_ORDERS = ("rank", "rank", "rank", "rank", "rank", "rank", "-updated_at", "-updated_at", "-last_seen", "kind")
_SHARES = {"alerts": 55, "next page": 15, "one alert": 15, "statements": 10, "terms": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of whom, how often and how long."""

    port: int
    keys: list[str]
    rate: float
    seconds: float
    seed: int
    programmes: int

    def told(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)


@dataclass(slots=True)
class Run:
    """What has been found out so far."""

    asking: Asking
    chance: random.Random
    waits: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    following: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)


def ask(asking: Asking) -> str:
    """Ask as told; a table of how long the answers took."""
    return asyncio.run(_ask(Run(asking, random.Random(asking.seed))))


async def _ask(run: Run) -> str:
    for address in ("/v1/alerts?limit=200&fields=id", "/v1/alerts?status=open"):
        await _request(run, "first", address, time.perf_counter())
    run.waits.clear()
    run.answers.clear()
    begin, due, tasks = time.perf_counter(), 0.0, []
    while (due := due + run.chance.expovariate(run.asking.rate)) < run.asking.seconds:
        await asyncio.sleep(max(0.0, begin + due - time.perf_counter()))
        kind = run.chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        tasks.append(asyncio.create_task(_request(run, kind, _address(run, kind), begin + due)))
    await asyncio.gather(*tasks)
    return _table(run)


async def _request(run: Run, kind: str, address: str, due: float) -> None:
    key = run.asking.keys[run.chance.randrange(len(run.asking.keys))]
    used = run.idle.pop() if run.idle else None
    try:
        status, body = await _answer(run, used or await _connected(run), address, key)
    except (OSError, asyncio.IncompleteReadError) as error:
        status, body = type(error).__name__, b""
        if used is not None:  # the server had closed it meanwhile, as servers do
            status, body = await _answer(run, await _connected(run), address, key)
    run.answers[status] += 1
    run.waits.setdefault(kind, []).append((time.perf_counter() - due, address))
    if status == "200":
        _remember(run, body, address)


async def _connected(run: Run) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", run.asking.port)


async def _answer(run: Run, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], address: str, key: str) -> tuple[str, bytes]:
    reader, writer = connection
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    body = await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
    run.idle.append(connection)
    return head.split(" ", 2)[1], body


def _remember(run: Run, body: bytes, address: str) -> None:
    """Cursors and ids found without reading all of it: the generator has little CPU to spend."""
    tail = body[-600:]
    if b'"next_cursor":"' in tail and len(run.following) < 2000:
        cursor = tail.split(b'"next_cursor":"')[1].split(b'"')[0].decode()
        run.following.append(f"{address.split('&cursor=', maxsplit=1)[0]}&cursor={cursor}")
    place = body.find(b'"id":"DW-')
    if place > 0 and len(run.names) < 2000:
        run.names.append(body[place + 6 : place + 21].decode())


def _address(run: Run, kind: str) -> str:
    chance = run.chance
    if kind == "next page" and run.following:
        return run.following.pop(chance.randrange(len(run.following)))
    if kind == "one alert" and run.names:
        return f"/v1/alerts/{chance.choice(run.names)}"
    place = min(int(chance.paretovariate(1.0)) - 1, run.asking.programmes - 1)
    programme = {"programme": programme_key(place)} if chance.random() < 0.6 else {}
    if kind == "statements":
        return f"/v1/statements?{urlencode(programme | _of_statements(chance, place))}&limit=50"
    if kind == "terms":
        verdict = {"verdict": chance.choice(list(Verdict)).value} if chance.random() < 0.3 else {}
        return f"/v1/terms?{urlencode(programme | verdict)}&limit=50"
    return f"/v1/alerts?{urlencode(list((programme | _of_alerts(chance, place)).items()), doseq=True)}&limit=50"


def _of_alerts(chance: random.Random, place: int) -> dict[str, str | list[str]]:
    """Filters as an inbox, a dashboard and a poll would set them."""
    likely: list[tuple[float, dict[str, str | list[str]]]] = [
        (0.45, {"status": chance.choices(["open", chance.choice(list(AlertStatus)).value], [3, 2])[0]}),
        (0.1, {"status": ["open", "acknowledged", "disputed"]}),
        (0.3, {"kind": chance.choice(list(AlertKind)).value}),
        (0.25, {"severity": chance.choice(list(Severity)).value}),
        (0.15, {"partner": chance.choice(partners_of(place))}),
        (0.2, {"since": (START.date().fromordinal(START.date().toordinal() + DAYS - chance.choice([1, 7, 30, 90]))).isoformat()}),
        (0.1, {"updated_since": START.replace(year=2026, month=3, day=chance.randrange(20, 31)).isoformat()}),
        (0.08, {"baseline_state": chance.choice(list(BaselineState)).value}),
        (0.15, {"fields": "id,kind,status,severity,confidence,last_seen"}),
        (1.0, {"sort": chance.choice(_ORDERS)}),
    ]
    return {name: value for share, part in likely if chance.random() < share for name, value in part.items()}


def _of_statements(chance: random.Random, place: int) -> dict[str, str]:
    likely = [
        (0.3, {"partner": chance.choice(partners_of(place))}),
        (0.3, {"label": chance.choice(LABELS).value}),
        (0.15, {"source": chance.choice(SOURCES)}),
        (0.2, {"since": START.replace(year=2026, month=chance.randrange(1, 4)).isoformat()}),
        (0.25, {"text": some_word(chance)}),
        (0.3, {"sort": "-said_at"}),
    ]
    return {name: value for share, part in likely if chance.random() < share for name, value in part.items()}


def _table(run: Run) -> str:
    lines = [f"{'':12}{'requests':>9}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}  ms from the intended start"]
    every = [wait for waits in run.waits.values() for wait in waits]
    for name, waits in [*sorted(run.waits.items()), ("all", every)]:
        ordered = sorted(1000 * wait for wait, _ in waits)
        figures = "".join(f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))]:8.1f}" for share in (0.5, 0.95, 0.99, 1.0))
        lines.append(f"{name:12}{len(ordered):9}{figures}")
    slowest = "".join(f"\n  {1000 * wait:8.1f} ms {address[:180]}" for wait, address in sorted(every, reverse=True)[:8])
    counted = ", ".join(f"{status}: {count}" for status, count in sorted(run.answers.items()))
    return "\n".join(lines) + f"\nanswers {counted}\nslowest:{slowest}\n"
