"""Word files."""

import io
import time
import zipfile
from collections.abc import Callable

import docx as word
import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import docx
from driftwatch.readers.layout.office.packages import Package
from driftwatch.readers.layout.office.word import WordBody
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource


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


W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def packed(body: str, **parts: str) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content.replace("<w:root", f"<w:root {W}", 1))
    return package.getvalue()


def p(text: str, properties: str = "", more: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def test_comments_are_said_by_who_wrote_them_about_their_paragraph(reading) -> None:
    def comment(number: int, who: str, text: str, paragraph: str) -> str:
        at = f'w:date="2026-03-05T0{9 + number - 1}:30:00Z"' if number < 2 else ""
        body = f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{text}</w:t></w:r></w:p>'
        return f'<w:comment w:id="{number - 1}" w:author="{who}" w:initials="{who[0]}X" {at}>{body}</w:comment>'

    talk = f"<w:root>{comment(1, 'Dee Roth', 'For us dawn is six.', 'A1')}{comment(2, 'Ada Lind', 'Agreed.', 'A2')}</w:root>"
    threads = '<w:root><w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/></w:root>'
    body = p("Present: Ada Lind (Norwind), Cy Penn (Southport)") + p("Ada Lind: We lift.", more='<w:commentRangeStart w:id="0"/>') + p("Cy Penn: No.")

    said = reading(docx, "call.docx", packed(body, comments=talk, commentsExtended=threads))

    assert [(message.locator, message.speaker, message.text, message.thread) for message in said.messages[2:]] == [
        ("comment 1", "Dee Roth", "For us dawn is six.", "call.docx#paragraph 2"),
        ("comment 2", "Ada Lind", "Agreed.", "call.docx#paragraph 2"),
    ]
    assert said.messages[2].said_at.isoformat() == "2026-03-05T09:30:00+01:00"
    assert said.notes.known_as["call.docx"] == {"DX": "Dee Roth", "AX": "Ada Lind"}
    assert said.notes.attendees["call.docx"]["Ada Lind"] == "Norwind"
    assert any("1 that are marked as resolved" in guess for guess in said.notes.guessed)


def test_what_was_deleted_moved_away_or_hidden_is_left_out(reading) -> None:
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">Ada Lind (NW): We lift </w:t></w:r><w:del w:author="X"><w:r><w:delText>never</w:delText></w:r></w:del>'
        '<w:ins w:author="Y"><w:r><w:t>at dawn.</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> Or not.</w:t></w:r></w:p>'
        '<w:p><w:moveFrom w:author="Y"><w:r><w:t>Cy Penn (SP): Moved.</w:t></w:r></w:moveFrom></w:p>'
    )

    said = reading(docx, "call.docx", packed(changed))

    assert said.turns() == [("Ada Lind", "We lift at dawn.")]
    assert (said.notes.dropped["deleted"], said.notes.dropped[Reason.HIDDEN_TEXT]) == (2, 1)
    assert any("1 insertion taken in, 2 deletions left out, by 2 people" in guess for guess in said.notes.guessed)


def test_a_text_box_is_read_once_and_a_table_of_contents_never(reading) -> None:
    box = "".join(f"<mc:{way}><w:txbxContent>{p('Cy Penn (SP): We wait.')}</w:txbxContent></mc:{way}>" for way in ("Choice", "Fallback"))
    body = p("Cranes 7", '<w:pStyle w:val="TOC1"/>') + p(
        "Ada Lind (NW): We lift.", more=f"<w:r><mc:AlternateContent>{box}</mc:AlternateContent></w:r>"
    )

    said = reading(docx, "call.docx", packed(body))

    assert [(message.locator, message.speaker) for message in said.messages] == [("paragraph 2", "Ada Lind"), ("paragraph 2 text box", "Cy Penn")]


def test_headings_and_lists_are_known_by_style_in_any_language(reading) -> None:
    style = '<w:style w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
    styles = (
        "<w:root>"
        + style.format("berschrift2", "heading 2", "")
        + style.format("Eigen", "Eigener Kopf", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style.format("Punkt", "Eigener Punkt", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>')
        + "</w:root>"
    )
    body = (
        p("Ladung", '<w:pStyle w:val="berschrift2"/>')
        + p("Kräne", '<w:pStyle w:val="Eigen"/>')
        + p("Ada Lind (NW): We lift.", '<w:pStyle w:val="Punkt"/>')
        + p("At dawn.", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>')
    )

    said = reading(docx, "call.docx", packed(body, styles=styles))

    assert [(message.heading, message.speaker, message.text) for message in said.messages] == [
        ("Kräne", "Ada Lind", "We lift."),
        ("Kräne", "Ada Lind", "At dawn."),
    ]


def test_no_paragraph_of_a_document_is_lost(made) -> None:
    def fill(document) -> None:
        document.add_heading("Call of 3 March 2026", 1)
        for number in range(20):
            document.add_paragraph(f"Paragraph {number} says something.", style=("Normal", "List Bullet", "List Number 2", "Quote")[number % 4])
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Merged over three columns"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Merged over two rows"
        table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "Within a table"
        document.add_paragraph().add_run("Bold to the end").bold = True

    data = made(fill)
    source = SampleSource(name="call.docx", content=data)
    with Package(source) as package:
        blocks = list(WordBody(package, source.limits, Notes()).blocks())

    ours = "\n".join(cell.content() for block in blocks for cell in (*block.cells, block))
    theirs = [element.text for element in word.Document(io.BytesIO(data)).element.body.iter() if element.tag.endswith("}t")]
    assert [text for text in theirs if text not in ours] == []


def test_empty_paragraphs_without_end_cost_little(reading) -> None:
    body = "<w:p/>" * 200_000 + p("Ada Lind (NW): We lift.")
    begun = time.process_time()

    said = reading(docx, "call.docx", packed(body))

    assert said.messages[0].locator == "paragraph 200001"
    assert time.process_time() - begun < 10
