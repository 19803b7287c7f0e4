"""However exports come (again, cut off, overlapping, zipped, in any order, between kills), the store ends up with what a first scan would find."""

import random
import runpy
import shutil
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from driftwatch.domain.meaning import Severity
from driftwatch.intake.desk import Desk
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import fingerprints
from driftwatch.testing.deaths import die
from driftwatch.wiring import readers

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
SUBJECTS = {"live": Severity.LOW, "frost": Severity.MEDIUM}
SAME = ("statements", "terms", "files")
"""What hangs on the exports alone; what became of alerts also hangs on what was there meanwhile."""
KEPT = ("driftwatch.toml", "charter.md")
DEATHS = ("store: commit", "store: INSERT statements", "store: INSERT vectors", "store: committed")
CHAT = "whatsapp/chat.txt"


@pytest.fixture(scope="module")
def made(repository, tmp_path_factory):
    """The programme with a chat of its own, and the line over it that reads in this process."""
    folder = runpy.run_path(str(repository / "tests" / "journeys" / "meadow.py"))["write_meadow"](tmp_path_factory.mktemp("made") / "meadow")
    for minutes in sorted((folder / "minutes").iterdir())[3:]:
        minutes.unlink()
    (folder / CHAT).parent.mkdir()
    (folder / CHAT).write_text("".join(lines(40)), "utf-8")
    line = runpy.run_path(str(Path(__file__).with_name("tiny_line.py")))["Line"](folder)
    line.intake.close()
    line.intake = Desk(readers=readers(), limits=line.settings.limits)
    return line


@pytest.fixture(scope="module")
def whole(made, tmp_path_factory):
    """All the exports, where nothing happens to them."""
    return shutil.copytree(made.settings.folder, tmp_path_factory.mktemp("whole") / "meadow")


def lines(count):
    """So many messages of a chat, a day between every two."""
    for place in range(count):
        day = datetime(2026, 3, 1, 9, 30) + timedelta(days=place)  # noqa: DTZ001 - an export tells no zone
        yield f"{day:%d/%m/%Y, %H:%M} - {('Nadia Brandt', 'Wessel Tak')[place % 2]}: House {place} is live once it was seen {place} times.\n"


class Exports:
    """What happens to the exports in a programme's folder."""

    def __init__(self, whole, folder, dice):
        self.whole, self.folder, self.dice = whole, folder, dice
        self.names = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file() and path.name not in KEPT)

    def back(self):
        """All of it, and nothing else, written in any order."""
        for path in list(self.folder.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name in self.dice.sample([*KEPT, *self.names], len(KEPT) + len(self.names)):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.whole / name, self.folder / name)

    def away(self):
        (self.folder / self.dice.choice(self.names)).unlink(missing_ok=True)

    def again(self):
        name = self.dice.choice(self.names)
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.whole / name, self.folder / name)

    def cut(self):
        said = list(lines(40))
        (self.folder / CHAT).parent.mkdir(exist_ok=True)
        (self.folder / CHAT).write_text("".join(said[: self.dice.randrange(1, 40)]), "utf-8")

    def overlap(self):
        said, first = list(lines(40)), self.dice.randrange(30)
        (self.folder / "whatsapp").mkdir(exist_ok=True)
        (self.folder / "whatsapp" / f"again-{first}.txt").write_text("".join(said[first : first + self.dice.randrange(1, 11)]), "utf-8")

    def zipped(self):
        with zipfile.ZipFile(self.folder / "export.zip", "w") as archive:
            archive.writestr("chat.txt", "".join(list(lines(40))[self.dice.randrange(30) :]))

    def step(self):
        self.dice.choice([self.away, self.again, self.cut, self.overlap, self.zipped])()


def tables(url):
    database = connect(url)
    with closing(database), database.reading() as connection:
        found = fingerprints(connection)
    return {name: found[name] for name in SAME}


def test_after_any_history_of_exports_the_store_holds_what_a_first_scan_would(made, whole, tmp_path, nightly, seed, tally):
    dice, wrong, steps = random.Random(seed), [], 0
    histories, length = (100, 50) if nightly else (2, 30)
    made.scan(f"sqlite:///{tmp_path}/first.db", tmp_path / "first", at=BEGAN, subjects=SUBJECTS)
    expected = tables(f"sqlite:///{tmp_path}/first.db")

    for history in range(histories):
        url, exports = f"sqlite:///{tmp_path}/history-{history}.db", Exports(whole, made.settings.folder, dice)
        for step in range(length):
            exports.step()
            steps += 1
            if step % 15 == 14:
                scan_or_die(made, url, tmp_path / "out", at=BEGAN + timedelta(days=step), dice=dice)
        exports.back()
        made.scan(url, tmp_path / "out", at=BEGAN + timedelta(days=length), subjects=SUBJECTS)
        wrong += [] if tables(url) == expected else [(history, [name for name in SAME if tables(url)[name] != expected[name]])]

    tally(n=histories, failures=len(wrong), steps=steps)
    assert wrong == []


def scan_or_die(line, url, out, *, at, dice):
    """A scan, every other time one that is killed."""
    if dice.random() < 0.5:
        die(lambda: line.scan(url, out, at=at, subjects=SUBJECTS), at=dice.choice(DEATHS))
    else:
        line.scan(url, out, at=at, subjects=SUBJECTS)


def test_an_overlapping_export_adds_nothing_that_is_there(made, whole, tmp_path, nightly, seed, tally):
    exports, wrong, tries = Exports(whole, made.settings.folder, random.Random(seed)), [], 40 if nightly else 2
    exports.back()
    url, out = f"sqlite:///{tmp_path}/store.db", tmp_path / "out"
    before = sorted(row.text for row in made.scan(url, out, at=BEGAN, subjects=SUBJECTS).statements)

    for attempt in range(tries):
        (exports.zipped if attempt % 2 else exports.overlap)()
        if sorted(row.text for row in made.scan(url, out, at=BEGAN, subjects=SUBJECTS).statements) != before:
            wrong.append(attempt)

    tally(n=tries, failures=len(wrong))
    assert wrong == []
