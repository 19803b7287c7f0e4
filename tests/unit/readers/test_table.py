"""Any table."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import table
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource

CORPUS = Path(__file__).parents[2] / "corpus" / "table" / "good"


def rows(content: str | bytes, name: str = "a.csv", *, limits: Limits | None = None, **columns: str):
    source = SampleSource(name=name, content=content.encode() if isinstance(content, str) else content, columns=columns, timezone=UTC)
    notes = Notes()
    return list(table.read(replace(source, limits=limits or Limits()), notes)), notes


@pytest.mark.parametrize("name", ["comma.csv", "american.tsv", "call-with-offsets-2026-03-05.csv", "survey-without-names.csv"])
def test_a_text_stands_in_the_row_that_its_locator_names(name) -> None:
    file = CORPUS / name
    with file.open(newline="") as stream:
        sheet = list(csv.reader(stream, delimiter="\t" if file.suffix == ".tsv" else ","))

    found, _ = rows(file.read_bytes(), name)

    assert found
    for message in found:
        row = sheet[int(message.locator.removeprefix("row ")) - 1]
        assert any(cell[message.offset :].startswith(message.text) for cell in row)


def test_an_entry_of_json_lines_is_its_line() -> None:
    file = CORPUS / "objects.jsonl"

    found, _ = rows(file.read_bytes(), file.name)

    lines = file.read_text().splitlines()
    assert [json.loads(lines[int(each.locator.removeprefix("entry ")) - 1])["message"] for each in found] == [each.text for each in found]
    assert [(each.speaker, each.document, each.edited is not None) for each in found] == [
        ("Maya Okafor", "steering/2026-03-06", False),
        ("Tom Beckett", "steering/2026-03-06", True),
    ]


def test_usual_names_are_told_in_many_languages_and_said() -> None:
    for header in ("Date,From,Message", "Datum,Absender,Nachricht", "fecha,remitente,mensaje", "日時,送信者,本文", "sentAt,displayName,messageText"):
        found, notes = rows(f"{header}\n2026-03-03 10:00,Ada,We lift.\n2026-03-03 10:01,Cy,Not yet.\n")

        assert [(each.speaker, each.text) for each in found] == [("Ada", "We lift."), ("Cy", "Not yet.")]
        assert found[0].said_at == datetime(2026, 3, 3, 10, tzinfo=UTC)
        assert any(guess.startswith("columns: ") for guess in notes.guessed)


def test_the_columns_that_a_source_names_count_before_all_guesses() -> None:
    content = "who,message,a note,when\nAda,ignored,We lift.,2026-03-03\nCy,ignored,Not yet.,2026-03-04\n"

    found, notes = rows(content, text="a note", time="when")

    assert [(each.speaker, each.text) for each in found] == [("Ada", "We lift."), ("Cy", "Not yet.")]
    assert not any("a note" in guess for guess in notes.guessed)


def test_columns_may_be_named_by_number_where_there_is_no_header() -> None:
    found, _ = rows("Ada;We lift.\nCy;Not yet.\n", text="2", speaker="1")

    assert [(each.speaker, each.text, each.locator) for each in found] == [("Ada", "We lift.", "row 1"), ("Cy", "Not yet.", "row 2")]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnreadableSourceError, match="no column `Body`; it has: `who`, `note`"):
        rows("who,note\nAda,We lift.\nCy,No.\n", text="Body")


def test_a_table_without_a_text_is_nobodys_words_unless_a_source_asks() -> None:
    content = "title,url,status\nGate,https://lind.example,open\nQuay,https://lind.example,done\n"

    found, notes = rows(content)

    assert found == []
    assert "`title`, `url`, `status`" in (notes.reference or "")
    with pytest.raises(UnreadableSourceError, match="no column is known to hold the text") as refusal:
        rows(content, speaker="title")
    assert refusal.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told_from_all_rows(sign) -> None:
    lines = [["speaker", "text", "date"], ["Ada", "We lift, at dawn; or later", "2026-03-03"], ["Cy", "Not | yet, no", "2026-03-04"]]
    content = "\n".join(sign.join(f'"{cell}"' if any(mark in cell for mark in ",;|\t") else cell for cell in line) for line in lines)

    assert table.recognises("a.csv", content.encode())
    assert [each.text for each in rows(content)[0]] == ["We lift, at dawn; or later", "Not | yet, no"]


def test_cells_may_hold_lines_and_quotation_marks_of_either_kind() -> None:
    doubled, _ = rows('speaker,text\nAda,"We ""lift""\n\nat dawn."\nCy,5" pipe\nAda,ok\n')
    escaped, _ = rows('speaker,text\nAda,"We \\"lift\\"\nat dawn."\nCy,"No \\"."\n')

    assert [each.text for each in doubled] == ['We "lift"\n\nat dawn.', '5" pipe', "ok"]
    assert [each.text for each in escaped] == ['We "lift"\nat dawn.', 'No ".']


def test_a_stray_quotation_mark_costs_its_row_only() -> None:
    found, notes = rows('speaker,text\nAda,One\nCy,"Two\nAda,Three\nCy,"Four"\nAda,Five\n')

    assert [each.text for each in found] == ["One", "Three", "Four", "Five"]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [(3, Reason.MALFORMED_CSV)]


def test_a_row_that_is_too_long_or_has_too_many_cells_costs_itself() -> None:
    long = "x" * 3000

    found, notes = rows(f"speaker,text\nAda,One\nCy,{long}\nAda,Two,too,many\nCy,Three\n", limits=Limits(line_bytes=2000))

    assert [each.text for each in found] == ["One", "Three"]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [(3, Reason.TOO_LARGE), (4, Reason.MALFORMED_CSV)]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["03/04/2026", "13/04/2026"], datetime(2026, 4, 3, tzinfo=UTC)),
        (["03/04/2026", "03/14/2026"], datetime(2026, 3, 4, tzinfo=UTC)),
        (["3.4.2026 10:02", "4.4.2026 09:00"], datetime(2026, 4, 3, 10, 2, tzinfo=UTC)),
        (["March 3, 2026 10:02 PM", "March 4, 2026 9:00 AM"], datetime(2026, 3, 3, 22, 2, tzinfo=UTC)),
        (["Tue, 03 Mar 2026 10:02:30 +0100", "x"], datetime(2026, 3, 3, 9, 2, 30, tzinfo=UTC)),
        (["1772532150", "1772532160"], datetime(2026, 3, 3, 10, 2, 30, tzinfo=UTC)),
        (["2026-03-03T10:02:30.5+02:00", "2026-03-04"], datetime(2026, 3, 3, 8, 2, 30, 500000, tzinfo=UTC)),
    ],
)
def test_times_are_read_by_one_order_for_the_whole_column(dates, first) -> None:
    found, _ = rows("speaker;text;date\n" + "".join(f"Ada;We lift, {n}.;{date}\n" for n, date in enumerate(dates)))

    assert found[0].said_at == first


def test_what_is_no_time_is_named_and_the_row_stays() -> None:
    found, notes = rows("speaker,text,date\nAda,One,2026-03-03\nCy,Two,soon\n")

    assert [each.said_at is None for each in found] == [False, True]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [(3, Reason.BAD_TIME)]


def test_a_table_that_counts_from_the_beginning_is_a_transcript() -> None:
    found, _ = rows((CORPUS / "call-with-offsets-2026-03-05.csv").read_bytes(), "call-2026-03-05.csv")

    assert [(each.speaker, each.organisation, each.register) for each in found] == [
        ("Maya Okafor", None, Register.TRANSCRIPT),
        (None, None, Register.TRANSCRIPT),
        ("Tom Beckett", "Kestrel", Register.TRANSCRIPT),
    ]
    assert found[2].said_at == datetime(2026, 3, 5, 0, 1, 2, 500000, tzinfo=UTC)


def test_only_an_id_that_is_no_counter_tells_messages_of_two_exports_as_one() -> None:
    found, _ = rows((CORPUS / "comma.csv").read_bytes())
    counted, _ = rows("id,speaker,text\n1,Ada,One\n2,Cy,Two\n")

    assert found[0].native == "port/6f0c2a1e-77aa-4c10"
    assert [each.native for each in counted] == [None, None]


def test_who_writes_under_an_address_is_of_its_domain() -> None:
    found, notes = rows("email,text\nada@lind.example,We lift.\ncy@kestrel.example,No.\n")

    assert [(each.speaker, each.organisation) for each in found] == [("ada@lind.example", "lind.example"), ("cy@kestrel.example", "kestrel.example")]
    assert set(notes.attendees["a.csv"].values()) == {"lind.example", "kestrel.example"}


def test_parquet_is_read_by_rows_and_needs_its_extra(monkeypatch) -> None:
    pytest.importorskip("pyarrow")

    found, _ = rows((CORPUS / "rows.parquet").read_bytes(), "rows.parquet")

    assert [(each.locator, each.speaker, each.text) for each in found] == [
        ("row 1", "Maya Okafor", "The north gate is done."),
        ("row 2", "Tom Beckett", "It is done when it is accepted."),
        ("row 3", None, "Two weeks."),
    ]
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UnreadableSourceError, match=r"pip install 'driftwatch-alignment\[parquet\]'"):
        rows((CORPUS / "rows.parquet").read_bytes(), "rows.parquet")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "We met, and lifted, at dawn.\nTom, Ada, and Cy were there.\n"),
        ("notes.md", "| speaker | text |\n|---|---|\n| Ada | We lift. |\n"),
        ("package.json", '{"name": "crane", "text": "x"}'),
        ("a.csv", "one column\nonly\nhere\n"),
        ("a.csv", ""),
        ("page.html", "<table><tr><td>speaker,text</td></tr></table>"),
    ],
)
def test_what_is_no_table_is_left_to_others(name, content) -> None:
    assert not table.recognises(name, content.encode())
