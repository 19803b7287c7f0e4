"""Broken versions of good files, and what a reader must still keep with them: `fuzz_reader(name, reader, seeds, inputs=2000, seed=7)`."""

import io
import random
import signal
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.intake.border import clean_text
from driftwatch.intake.desk import Desk
from driftwatch.intake.wire import event_in, event_out
from driftwatch.reading import FileReading, Reader, Wanted
from driftwatch.testing.claims import claim, claim_same

_SECONDS = 20
"""Of CPU for one small input; a hang is a finding, not a pause."""
_SAMPLED = 100
"""One input in so many is read twice."""
_MIB = 1024 * 1024
_TOKENS = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n\n\n", b"\t", b"\x1b[31m", b"\xed\xa0\x80", "\u200b\u202e\u2028".encode(),
    b"\\ud800", b"\\u0000", b"NaN", b"-Infinity", b"1e999", b"9" * 60, b"-1", b"0", b"null", b"true", b'""', b"[]", b"{}", b"[" * 300,
    b'{"a":' * 300, b'"', b"'", b",", b";", b":", b"::", b"=", b"--", b"-->", b"<!--", b"<!DOCTYPE a [", b"<![CDATA[", b"]]>", b"<", b">",
    b"</", b"<a " * 50, b"&", b"&#x110000;", b"&amp;" * 20, b"(" * 200, b")" * 200, b"[" * 40 + b"]" * 40, b"*" * 100, b"_" * 100,
    b"`" * 40, b"> " * 60, b"From ", b"From: x\n", b"=?utf-8?q?=?=", b"99/99/9999", b"31/02/2026", b"0000-00-00T99:99:99Z", b"2026-13-45",
    b"1970-01-01", b"24:61:61", b"am", b" " * 3000, b"a" * 3000, b"A: " * 200, b"\n- " * 100, b"\n" * 500, b"%s%n", b"../../etc",
    b"WEBVTT\n", b"00:00:00.000 --> 00:00:00.000\n", b"| a | b |\n|---|---|\n", "é".encode("latin-1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """What came of the inputs."""

    inputs: int
    statuses: Counter[str]
    reasons: Counter[str]
    messages: int


def fuzz_reader(name: str, reader: Reader, seeds: Mapping[str, bytes], *, inputs: int, seed: int) -> Fuzzed:
    """Read so many broken versions of the seeds (file name -> content); raises AssertionError with the first input that is not survived.

    Survived means: read, in part, refused or passed over, each refusal with a reason other than `internal`, every message fit for every store,
    the same bytes giving the same messages.
    """
    dice = random.Random(seed)  # noqa: S311  broken files, no secrets
    desk = Desk(readers={name: reader}, limits=Limits(line_bytes=_MIB))
    statuses, reasons, messages = Counter[str](), Counter[str](), 0
    names = sorted(seeds)
    with TemporaryDirectory() as folder:
        for number in range(inputs):
            file = dice.choice(names)
            content = broken(seeds[file], dice, [seeds[other] for other in names])
            (Path(folder) / file).write_bytes(content)
            found = _read(desk, Path(folder), file, f"{name}: input {number} of seed {seed} ({file})")
            _check(found, f"{name}: input {number} of seed {seed} ({file})")
            if number % _SAMPLED == 0:
                again = _read(desk, Path(folder), file, file)
                claim_same([each.messages for each in again], [each.messages for each in found], f"{name}: input {number}: read twice, the same")
            statuses.update(str(each.report.status) for each in found)
            reasons.update(str(problem.reason) for each in found for problem in each.report.problems)
            messages += sum(len(each.messages) for each in found)
    return Fuzzed(inputs=inputs, statuses=statuses, reasons=reasons, messages=messages)


def _read(desk: Desk, folder: Path, file: str, what: str) -> list[FileReading]:
    with _within(_SECONDS, what):
        return list(desk.read(Wanted(folder=folder, name=file, timezone=UTC, kind=next(iter(desk.readers)))))


def _check(found: Sequence[FileReading], what: str) -> None:
    for each in found:
        for problem in each.report.problems:
            claim(problem.reason is not Reason.INTERNAL, f"{what}: {problem.what}")
        for message in each.messages:
            claim(bool(message.text.strip()) and message.offset >= 0, f"{what}: {message.locator}: a text, and where it begins")
            claim(message.said_at is None or message.said_at.tzinfo is not None, f"{what}: {message.locator}: its time is aware")
            shown = [message.text, message.document, message.locator, *(each or "" for each in (message.speaker, message.thread, message.native))]
            claim(all(clean_text(text) == text for text in shown), f"{what}: {message.locator}: fit for every store")
        claim_same(event_in(event_out(list(each.messages))), list(each.messages), f"{what}: its messages cross the border between processes")


def broken(content: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """A version of the content with one to six things wrong; of a package, one of its parts is broken as often as the whole."""
    if content[:4] == b"PK\x03\x04" and dice.random() < 0.7:
        return _repacked(content, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        content = dice.choice(_WAYS)(content, dice, others)
    return content


def _cut(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _without(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + content[start + dice.choice((1, 2, 8, 64, 512)) :]


def _flipped(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(content or b" ")
    for _n in range(dice.choice((1, 1, 4, 32))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _planted(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + dice.choice(_TOKENS) + content[start + dice.choice((0, 0, 1, 10)) :]


def _doubled(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    piece = content[start : start + dice.choice((4, 40, 400))]
    return content[:start] + piece * dice.choice((2, 3, 20)) + content[start:]


def _mixed(content: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others)
    return content[: dice.randrange(len(content) + 1)] + other[dice.randrange(len(other) + 1) :]


def _shuffled(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    lines = content.split(b"\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _recoded(content: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    return content.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7")), "replace")


_WAYS = (_cut, _without, _flipped, _flipped, _planted, _planted, _planted, _doubled, _mixed, _shuffled, _recoded)


def _repacked(content: bytes, dice: random.Random) -> bytes:
    """The package with one of its parts broken."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return _flipped(content, dice, [content])
    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as good, zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as made:
        names = good.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = good.read(name)
            made.writestr(name, broken(part, dice, [part]) if name == chosen else part)
    return package.getvalue()


@contextmanager
def _within(seconds: int, what: str) -> Iterator[None]:
    """Ends what takes too much CPU time, where the system can tell."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"{what}: no end within {seconds} seconds of CPU time")

    former = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
