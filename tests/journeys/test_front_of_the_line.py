"""Files to statements on real material: every quotation is there, verbatim at its place, said by the right side."""

import json
import mailbox
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_binary_file, message_from_bytes, policy
from email.message import EmailMessage
from email.message import Message as Mail
from pathlib import Path

import docx as word
import pytest
import webvtt
from lxml import html as page

from driftwatch.domain.talk import FileReport
from driftwatch.intake.desk import Desk
from driftwatch.readers import docx, html, mail, markdown, mbox, slack, text, vtt
from driftwatch.settings import Settings, read_settings
from driftwatch.stages.attribute import Unattributed, attribute
from driftwatch.stages.read import counted, read_programme
from driftwatch.stages.segment import segment
from driftwatch.tables import MessageRow, Messages, StatementRow, Statements

READERS = {"docx": docx, "html": html, "mail": mail, "markdown": markdown, "mbox": mbox, "slack": slack, "text": text, "vtt": vtt}
PROGRAMMES = ("horizon", "orchard")


@dataclass(frozen=True, kw_only=True)
class Front:
    """What comes out of the front of the line."""

    settings: Settings
    files: tuple[FileReport, ...]
    messages: Messages
    statements: Statements
    unattributed: tuple[Unattributed, ...]


def front(folder: Path) -> Front:
    settings = read_settings(folder)
    reading = read_programme(settings, Desk(readers=READERS))
    messages, lost, _ = attribute(reading.messages, partners=settings.partners, owners=reading.owners, attendance=reading.attendance)
    statements, dropped = segment(messages)
    return Front(
        settings=settings,
        files=counted(reading.files, statements, dropped=dropped, guessed={}),
        messages=messages,
        statements=statements,
        unattributed=lost,
    )


@pytest.fixture(scope="module")
def fronts(shared: Path) -> dict[str, Front]:
    return {name: front(shared / "programmes" / name) for name in PROGRAMMES}


def flat(words: str) -> str:
    return " ".join(words.split())


def planted(folder: Path) -> Iterator[tuple[str | None, str]]:
    """Every quotation of the programme's gold, with the partner to whom it belongs where that is told."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    for divergence in gold["divergences"]:
        for kind in ("quotes", "settled_quotes"):
            yield from ((partner, quote) for partner, quotes in divergence.get(kind, {}).items() for quote in quotes)
    yield from ((None, quote) for trap in gold["traps"] for quote in trap["quotes"])
    yield from ((None, statement["quote"]) for statement in gold["statements"])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_planted_quotation_of_a_known_format_is_a_statement_of_its_side(fronts: dict[str, Front], shared: Path, programme: str) -> None:
    done, folder = fronts[programme], shared / "programmes" / programme
    said: list[tuple[str, MessageRow]] = [(flat(message.text), message) for message in done.messages.rows()]
    whole = [flat(statement.text) for statement in done.statements.rows()]

    missing, wrong, cut = [], [], []
    for partner, quote in planted(folder):
        hits = [message for words, message in said if flat(quote) in words]
        if not hits:
            missing.append(quote)
        elif not any(message.partner == partner if partner else message.partner for message in hits):
            wrong.append((quote, hits[0].partner))
        elif not any(flat(quote) in words for words in whole):
            cut.append(quote)

    elsewhere = [report.source for report in done.files if report.status == "failed"]
    assert wrong == []
    assert cut == []
    assert missing == [] if not elsewhere else all(not stands_in_readable(quote, folder, elsewhere) for quote in missing)


def stands_in_readable(quote: str, folder: Path, unread: list[str]) -> bool:
    """Whether a quotation that was not found stands in a plain file that should have been read."""
    plain = (file for file in folder.rglob("*") if file.suffix in {".md", ".txt", ".vtt", ".srt", ".html", ".eml"})
    skipped = {*unread, "NOTES.md", "charter.md"}
    return any(flat(quote) in flat(file.read_text("utf-8")) for file in plain if file.relative_to(folder).as_posix() not in skipped)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_statement_stands_verbatim_at_its_place(fronts: dict[str, Front], programme: str) -> None:
    done = fronts[programme]
    places = Places(done.settings.folder)

    astray = [(statement.source, statement.locator, statement.text) for statement in done.statements.rows() if not places.holds(statement)]

    assert astray == []
    assert len(done.statements) > 500


def plain(mail: Mail) -> str:
    """The plain part of a mail, decoded by the standard library."""
    part = mail.get_body(preferencelist=("plain",)) if isinstance(mail, EmailMessage) else None
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


class Places:
    """Finds the text at a locator with other means than the readers use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, dict[str, str]] = {}

    def holds(self, statement: StatementRow) -> bool:
        kind, _, number = statement.locator.rpartition("line ")
        if statement.source not in self.known:
            self.known[statement.source] = self.read(self.folder / statement.source)
        places = self.known[statement.source]
        if statement.locator.startswith(("line ", "body line ")) and kind in ("", "body "):
            lines = places["lines"].split("\n")
            rest = "\n".join(lines[int(number) - 1 :])
            return 0 <= rest.find(statement.text) <= len(lines[int(number) - 1])
        if place := re.fullmatch(r"(mail \d+) body line (\d+)", statement.locator):
            return "\n".join(places[place[1]].split("\n")[int(place[2]) - 1 :]).find(statement.text) >= 0
        return statement.text.split("\n")[0] in places[statement.locator]

    def read(self, file: Path) -> dict[str, str]:
        if file.suffix == ".json":
            return {f"message {post['ts']}": post["text"] for post in json.loads(file.read_text("utf-8"))}
        if file.suffix == ".docx":
            return dict(self.word(file))
        if file.suffix in (".vtt", ".srt"):
            captions = webvtt.read(str(file)) if file.suffix == ".vtt" else webvtt.from_srt(str(file))
            return {f"cue {caption.start}": caption.text for caption in captions}
        if file.suffix == ".eml":
            return {"lines": plain(message_from_bytes(file.read_bytes(), policy=policy.default))}
        if file.suffix == ".mbox":
            mails = mailbox.mbox(file, factory=lambda opened: message_from_binary_file(opened, policy=policy.default), create=False)
            return {"lines": file.read_text("utf-8"), **{f"mail {n}": plain(part) for n, part in enumerate(mails, start=1)}}
        if file.suffix == ".html":
            return {"lines": "\n".join(page.fromstring(f"<p>{line}</p>").text_content() for line in file.read_text("utf-8").split("\n"))}
        return {"lines": file.read_text("utf-8-sig")}

    def word(self, file: Path) -> Iterator[tuple[str, str]]:
        document = word.Document(str(file))
        yield from ((f"paragraph {n}", paragraph.text) for n, paragraph in enumerate(document.paragraphs, start=1))
        for t, table in enumerate(document.tables, start=1):
            yield from ((f"table {t} row {r}", "\n".join(cell.text for cell in row.cells)) for r, row in enumerate(table.rows, start=1))


def test_nobody_of_the_invented_programmes_stays_unattributed(fronts: dict[str, Front]) -> None:
    assert [done.unattributed for done in fronts.values()] == [(), ()]


def test_companies_of_a_public_series_are_told_apart(shared: Path, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).with_name("wicg-fledge") / "driftwatch.toml", tmp_path)
    (tmp_path / "meetings").mkdir()
    for file in sorted((shared / "data" / "minutes-wicg-fledge" / "meetings").glob("202[23]*.md"))[::2]:
        shutil.copy(file, tmp_path / "meetings")

    done = front(tmp_path)

    spoken = sum(1 for message in done.messages.rows() if message.speaker)
    undecided = sum(each.messages for each in done.unattributed if each.why != "of an organisation that is no partner")
    counts = done.statements.partner.value_counts()
    assert all(report.status == "read" for report in done.files)
    assert undecided / spoken < 0.12
    assert counts["google"] > 1000
    assert counts["rtb-house"] > 50
