"""Word files."""

import io
import zipfile
from collections.abc import Callable

import docx as word
import pytest

from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import docx


@pytest.fixture
def made() -> Callable[[Callable[..., None]], bytes]:
    def make(fill) -> bytes:
        document, file = word.Document(), io.BytesIO()
        fill(document)
        document.save(file)
        return file.getvalue()

    return make


def test_paragraphs_and_tables_have_their_own_places(reading, made) -> None:
    def fill(document) -> None:
        document.add_heading("Call of 3 March 2026", 0)
        document.add_paragraph("Present: Ada Lind (Norwind), Cy Penn (Southport)")
        document.add_paragraph("")
        document.add_heading("Cranes", 2)
        document.add_paragraph("Ada Lind: We lift at dawn.")
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(
            [*table.rows[0].cells, *table.rows[1].cells], ["No.", "Who", "Said", "1", "Cy Penn (SP)", "Efficiency: is low."], strict=True
        ):
            cell.text = text
        document.add_paragraph("Cy Penn: We wait.", style="List Bullet")

    said = reading(docx, "call.docx", made(fill))

    assert [(message.locator, message.speaker, message.text) for message in said.messages] == [
        ("paragraph 5", "Ada Lind", "We lift at dawn."),
        ("table 1 row 2", "Cy Penn", "Efficiency: is low."),
        ("paragraph 6", "Cy Penn", "We wait."),
    ]
    assert said.messages[1].organisation == "SP"
    assert said.messages[0].heading == "Cranes"


def test_text_split_into_runs_is_one_text_and_a_break_begins_a_line(reading, made) -> None:
    def fill(document) -> None:
        paragraph = document.add_paragraph()
        for run in ("Ada Lind (NW): We ", "lift", " at dawn."):
            paragraph.add_run(run)
        paragraph.add_run().add_break()
        paragraph.add_run("Cy Penn (SP): We wait.")

    said = reading(docx, "call.docx", made(fill))

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Cy Penn", "We wait.")]


def test_a_file_that_declares_entities_is_refused(reading) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x"/>')

    with pytest.raises(UnreadableSourceError, match="refused"):
        reading(docx, "call.docx", package.getvalue())


def test_a_damaged_package_is_refused(reading, made) -> None:
    data = made(lambda document: document.add_paragraph("Ada Lind (NW): We lift."))

    with pytest.raises(UnreadableSourceError, match="cannot be unpacked"):
        reading(docx, "call.docx", data[: len(data) // 2])
