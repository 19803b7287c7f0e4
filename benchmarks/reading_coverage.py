"""What becomes of every file under ../shared/data and ../shared/programmes: `python benchmarks/reading_coverage.py [FOLDER …]`.

Status, reader, dates, reasons, and for every statement whether its words stand at its locator (found_again.py looks by other means).
"""

import os
import sys
import time
import zipfile
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from found_again import found_again

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileStatus, Message
from driftwatch.intake.sandbox import Sandbox
from driftwatch.reading import FileReading, Wanted
from driftwatch.stages.segment import segment
from driftwatch.tables import Messages

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def main() -> None:
    """One line a folder, then whatever was not read, then the totals."""
    folders = [Path(name) for name in sys.argv[1:]] or sorted([*(SHARED / "data").iterdir(), *(SHARED / "programmes").iterdir()])
    totals: Counter[str] = Counter()
    told: list[str] = []
    for folder in (each for each in folders if each.is_dir()):
        _folder(folder, totals, told)
    print()
    print("\n".join(told))
    print()
    for name, number in sorted(totals.items()):
        print(f"{name:40} {number:10,}")


def _folder(folder: Path, totals: Counter[str], told: list[str]) -> None:
    begun, found = time.perf_counter(), list[FileReading]()
    with closing(Sandbox(Limits(), latest=datetime.now(UTC), environ=os.environ)) as sandbox:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            found += sandbox.read(Wanted(folder=folder, name=path.relative_to(folder).as_posix(), timezone=UTC))
    taken = time.perf_counter() - begun
    statuses = Counter(str(each.report.status) for each in found)
    dated = sum(each.report.first is not None for each in found)
    kinds = Counter(str(each.report.kind) for each in found if each.report.messages)
    totals.update({f"files {status}": n for status, n in statuses.items()})
    totals["messages"] += sum(len(each.messages) for each in found)
    quotes = _quotes(folder, [message for each in found for message in each.messages])
    totals.update({f"statements {how}": n for how, n in quotes.items()})
    print(f"{folder.name:28} {dict(statuses)}  dated {dated}  {dict(kinds)}  {dict(quotes)}  {taken:.1f} s", flush=True)
    for each in found:
        if each.report.status is not FileStatus.READ:
            first = each.report.problems[0] if each.report.problems else None
            why = f"{first.reason}: {first.what}" if first else "no reason told"
            told.append(f"{folder.name}/{each.report.source}: {each.report.status}: {why}"[:240])


def _quotes(folder: Path, messages: list[Message]) -> Counter[str]:
    """How the statements of all messages were found again."""
    if not messages:
        return Counter()
    by_source: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_source[message.source].append(message)
    how: Counter[str] = Counter()
    for source, said in by_source.items():
        content = _content(folder, source)
        for row in segment(Messages.gathered(said))[0].rows():
            verdict = found_again(content, row.locator, getattr(row, "offset", 0), row.text)
            how[verdict] += 1
            if verdict in ("missing", "file") and how[verdict] <= 3:
                print(f"    {verdict}: {source}: {row.locator}: {row.text[:100]!r}")
    return how


def _content(folder: Path, source: str) -> bytes:
    name, _, member = source.partition("!")
    if not member:
        return (folder / name).read_bytes()
    with zipfile.ZipFile(folder / name) as archive:
        return archive.read(member)


if __name__ == "__main__":
    main()
