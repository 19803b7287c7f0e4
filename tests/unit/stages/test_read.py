"""Which files are read, by whom, and what is told of them."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from driftwatch.domain.talk import FileStatus, Message
from driftwatch.errors import ConfigurationError
from driftwatch.intake.desk import Desk
from driftwatch.readers import docx, html, mail, markdown, slack, text, vtt
from driftwatch.reading import Notes, Source
from driftwatch.settings import read_settings
from driftwatch.stages.read import Reading, charter_text, counted, left_aside, read_programme
from driftwatch.stages.segment import segment

READERS = {"docx": docx, "html": html, "mail": mail, "markdown": markdown, "slack": slack, "text": text, "vtt": vtt}
HEAD = (
    '[programme]\nname = "Port"\ntimezone = "Europe/Oslo"\n[[partner]]\nid = "norwind"\nname = "Norwind"'
    '\n[[partner]]\nid = "southport"\nname = "Southport"\n'
)
MINUTES = "# Call\n\n- Ada Lind (Norwind): We lift.\n"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def run(files: dict[str, str | bytes], rules: str = "", programme: str = "") -> Reading:
        (tmp_path / "driftwatch.toml").write_text(HEAD.replace('name = "Port"\n', f'name = "Port"\n{programme}') + rules)
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return read_programme(read_settings(tmp_path), Desk(readers=READERS))

    return run


def statuses(reading: Reading) -> dict[str, str]:
    return {report.source: str(report.status) for report in reading.files}


def test_without_rules_everything_that_a_reader_knows_is_read(read) -> None:
    found = read(
        {
            "charter.md": MINUTES, "a/call.md": MINUTES, ".git/x.md": MINUTES, "gold.json": "{}",
            "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            "out/alerts.json": '{"schema_version": 1, "programme": "Port"}', "out/report.html": "<html><p>Ada Lind (N): x</p>",
        },
        programme='charter = "charter.md"\n',
    )  # fmt: skip

    assert statuses(found) == {"a/call.md": "read", "gold.json": "skipped", "picture.png": "skipped"}
    assert found.files[0].kind == "markdown"
    assert found.files[0].messages == 1


def test_a_rule_says_zone_partner_and_reader_and_the_first_that_matches_wins(read) -> None:
    rules = (
        '[[source]]\npath = "own/*.md"\npartner = "norwind"\ntimezone = "America/New_York"\n[[source]]\npath = "**/*.md"\n'
        '[[source]]\npath = "notes/*"\nkind = "text"\n'
    )

    found = read({"own/2026-03-03.md": MINUTES, "b.md": MINUTES, "notes/plain": "Ada Lind (N): x y z\n", "left/alone.txt": "Ada Lind (N): x"}, rules)

    assert statuses(found) == {"b.md": "read", "notes/plain": "read", "own/2026-03-03.md": "read"}
    assert found.owners == {"own/2026-03-03.md": "norwind"}
    assert [str(message.said_at) for message in found.messages.rows() if message.source.startswith("own/")] == ["2026-03-03 00:00:00-05:00"]
    assert [report.kind for report in found.files if report.source == "notes/plain"] == ["text"]


def test_what_a_rule_asks_for_and_nobody_can_read_has_failed(read) -> None:
    found = read({"figures.bin": b"\0\1\2"}, '[[source]]\npath = "*.bin"\n')

    assert found.files[0].status is FileStatus.FAILED
    assert "no reader recognised it; formats known: docx, html" in found.files[0].problems[0].what


def test_a_broken_file_stops_nothing_and_is_named_with_its_line(read) -> None:
    broken = json.dumps([{"type": "message", "ts": "1.1", "user": "U", "text": "x"}], indent=1)[:-5]

    found = read({"slack/general/2026-03-03.json": broken, "call.md": MINUTES})

    assert statuses(found) == {"call.md": "read", "slack/general/2026-03-03.json": "failed"}
    assert found.files[1].problems[0].line == 6
    assert len(found.messages) == 1


def test_members_of_a_zip_are_sources_and_those_that_lead_out_are_refused(read) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("users.json", json.dumps([{"id": "U1", "profile": {"real_name": "Ada Lind"}, "team_id": "T"}]))
        archive.writestr("general/2026-03-03.json", json.dumps([{"type": "message", "ts": "1772528400.1", "user": "U1", "text": "we lift"}]))
        archive.writestr("../escape.json", "[]")
        archive.writestr("__MACOSX/._x", b"\0")

    found = read({"slack.zip": package.getvalue()})

    assert statuses(found) == {"slack.zip!../escape.json": "failed", "slack.zip!general/2026-03-03.json": "read", "slack.zip!users.json": "skipped"}
    assert [(message.source, message.speaker) for message in found.messages.rows()] == [("slack.zip!general/2026-03-03.json", "Ada Lind")]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_that_leads_out_is_refused_and_listed(read, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(MINUTES)
    (tmp_path / "linked.md").symlink_to(outside / "secret.md")
    (tmp_path / "folder").symlink_to(outside)

    found = read({"call.md": MINUTES})

    assert statuses(found) == {"call.md": "read", "folder": "failed", "linked.md": "failed"}


def test_a_library_that_stumbles_costs_one_file(tmp_path: Path) -> None:
    class Stumbling:
        def recognises(self, name: str, head: bytes) -> bool:
            return name == "b.md"

        def read(self, source: Source, notes: Notes) -> Iterator[Message]:
            yield from markdown.read(source, notes)
            raise RecursionError("deep")

    (tmp_path / "driftwatch.toml").write_text(HEAD)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(MINUTES)

    found = read_programme(read_settings(tmp_path), Desk(readers={"broken": Stumbling(), "markdown": markdown}))

    assert statuses(found) == {"a.md": "read", "b.md": "partly"}
    assert found.files[1].problems[0].what == "the reader `broken` could not cope with it: RecursionError: deep"


def test_a_quoted_mail_counts_once(read) -> None:
    first = (
        "From: Cy Penn <cy@southport.example>\nTo: Ada Lind <ada@norwind.example>\nDate: Mon, 2 Mar 2026 10:0"
        "0:00 +0100\nSubject: x\n\nWe wait for the\ntest.\n"
    )
    answer = (
        "From: Ada Lind <ada@norwind.example>\nTo: Cy Penn <cy@southport.example>\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nSubject: x\n\nWe lift.\n\n"
        "Cy Penn <cy@southport.example> wrote:\n> We wait for the\n> test.\n>\n> Only then.\n"
    )

    found = read({"2.eml": answer, "1.eml": first})

    assert [message.text for message in found.messages.rows()] == ["We wait for the\ntest.", "We lift.", "Only then."]
    assert [dict(report.dropped) for report in found.files if report.source == "2.eml"] == [{"quoted reply": 2}]


def test_reports_are_completed_with_what_became_statements(read) -> None:
    found = read({"a.md": MINUTES + "- Cy Penn (Southport): No. Never!\n- Ada Lind (Norwind): https://x.example/ :+1: a\n"})

    statements, dropped = segment(found.messages)

    report = counted(found.files, statements, dropped=dropped, guessed={})[0]
    assert (report.messages, report.statements, report.unattributed, report.dropped["empty"]) == (3, 3, 3, 1)


def test_the_order_of_files_on_disk_changes_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    def made(order: list[str]) -> Reading:
        folder = tmp_path_factory.mktemp("port")
        (folder / "driftwatch.toml").write_text(HEAD)
        for name in order:
            (folder / name).write_text(MINUTES.replace("We lift", f"We lift {name}"))
        return read_programme(read_settings(folder), Desk(readers=READERS))

    one, other = made(["a.md", "b.md", "c.md"]), made(["c.md", "a.md", "b.md"])

    assert list(one.messages.rows()) == list(other.messages.rows())
    assert one.files == other.files


def test_a_meeting_that_was_called_off_has_its_day(read) -> None:
    found = read({"calls/2026-03-03.md": "# Call\n\nThis meeting was canceled.\n"})

    assert [(str(report.status), report.messages, str(report.first)) for report in found.files] == [("read", 0, "2026-03-03 00:00:00+01:00")]


def test_an_empty_file_is_told_as_such(read) -> None:
    found = read({"a.vtt": "", "b.md": MINUTES})

    told = [(str(report.status), [problem.what for problem in report.problems]) for report in found.files]
    assert told == [("skipped", ["is empty"]), ("read", [])]


def test_files_that_no_rule_names_are_left_aside_and_can_be_told(read, tmp_path: Path) -> None:
    files = {"own/a.md": MINUTES, "b.md": MINUTES, "c/d.txt": MINUTES, ".git/x.md": MINUTES}

    read(files, '[[source]]\npath = "own/*"\n')
    some = left_aside(read_settings(tmp_path))
    read(files, '[[source]]\npath = "own/*"\n[[source]]\npath = "**/*"\n')
    none = left_aside(read_settings(tmp_path))
    read(files)

    assert (some, none, left_aside(read_settings(tmp_path))) == (("b.md", "c/d.txt"), (), ())


def test_a_rule_for_whatever_there_is_asks_for_nothing_and_opens_no_direct_messages(read) -> None:
    day = json.dumps([{"type": "message", "user": "U1", "ts": "1763656200.000100", "text": "Between the two of us."}])
    files = {"s/dms.json": '[{"id": "D1", "members": ["U1", "U2"]}]', "s/users.json": "[]", "s/D1/2025-11-20.json": day, "figures.bin": b"\0\1\2"}

    every = read(files, '[[source]]\npath = "**/*"\n')
    named = read(files, '[[source]]\npath = "s/**/*.json"\n')

    assert statuses(every)["figures.bin"] == "skipped"
    assert [len(every.messages), len(named.messages)] == [0, 1]


def test_a_file_that_nobody_reads_is_told_with_what_would_be_read_and_litter_is_not_told(read) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    files = {"tracker/costs.xls": old, "old.doc": old, "Thumbs.db": old, "desktop.ini": "[.ShellClassInfo]\nIconResource=x\n", "b.md": MINUTES}

    found = read(files, '[[source]]\npath = "tracker/*"\n[[source]]\npath = "**/*"\n')

    assert statuses(found) == {"b.md": "read", "old.doc": "skipped", "tracker/costs.xls": "failed"}
    assert {report.source: problem.what for report in found.files for problem in report.problems} == {
        "old.doc": "no reader recognised it; an older or foreign word processor's file: save it as .docx, .odt or .pdf",
        "tracker/costs.xls": "no reader recognised it; a spreadsheet: save the sheet as CSV, and name its columns in a [[source]]",
    }


def test_a_charter_in_word_is_read_with_its_headings(tmp_path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("5 Cadence", level=1)
    document.add_paragraph("5.2 Releases go to the pilot depot every two weeks.")
    document.save(str(tmp_path / "charter.docx"))
    (tmp_path / "driftwatch.toml").write_text(HEAD.replace('name = "Port"\n', 'name = "Port"\ncharter = "charter.docx"\n'))

    found = charter_text(read_settings(tmp_path), Desk(readers=READERS))

    assert "5.2 Releases go to the pilot depot every two weeks." in found
    assert "5 Cadence" in found


def test_plain_charters_stand_one_behind_the_other_as_they_are(tmp_path) -> None:
    for name, said in (("a.md", "# One\n\n1.1 We meet weekly.\n"), ("b.txt", "2.1 We pay.\n")):
        (tmp_path / name).write_text(said)
    (tmp_path / "driftwatch.toml").write_text(HEAD.replace('name = "Port"\n', 'name = "Port"\ncharter = ["a.md", "b.txt"]\n'))

    assert charter_text(read_settings(tmp_path), Desk(readers=READERS)) == "# One\n\n1.1 We meet weekly.\n\n\n2.1 We pay.\n"


def test_a_charter_that_is_not_there_is_named(tmp_path) -> None:
    (tmp_path / "driftwatch.toml").write_text(HEAD.replace('name = "Port"\n', 'name = "Port"\ncharter = "chartre.md"\n'))

    with pytest.raises(ConfigurationError, match=r"charter `chartre\.md`: no such file"):
        charter_text(read_settings(tmp_path), Desk(readers=READERS))


def test_whose_a_source_is_and_what_it_shares_goes_with_its_report_also_from_an_archive(read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("own.md", MINUTES)
    rules = (
        '[[source]]\npath = "n/*"\npartner = "norwind"\n[[source]]\npath = "s/*"\nvisibility = "southport"\nshare = "hidden"\n'
        '[[source]]\npath = "j/*"\npartner = "norwind"\nvisibility = "joint"\n'
    )

    found = read({"n/own.zip": packed.getvalue(), "s/own.md": MINUTES, "j/told.md": MINUTES.replace("lift", "carry")}, rules)

    assert {report.source: (report.visibility, str(report.share)) for report in found.files} == {
        "n/own.zip!own.md": ("norwind", "counts"),
        "s/own.md": ("southport", "hidden"),
        "j/told.md": (None, "counts"),
    }
