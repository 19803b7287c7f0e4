"""Every reader that comes with driftwatch keeps the contract that its author's guests must keep."""

import io
import json
import zipfile
from types import ModuleType

import pytest
from tests.unit.readers import outlook

from driftwatch.readers import docx, html, mail, markdown, mbox, msg, slack, text, vtt
from driftwatch.testing import SampleSource, check_reader

MARKDOWN = b"""# Call of 3 March 2026

Present: Ada Lind, Bo Moe (Norwind); Cy Penn (Southport)

## Gates

- **Ada Lind:** A crane is ready when two crews have lifted with it.
  They sign the sheet.
- **Cy Penn:** For us it is ready after the load test.
"""
TEXT = b"""PORT CALL 3 March 2026
Present: Ada Lind, Bo Moe (Norwind); Cy Penn (Southport)

1. GATES

Ada Lind (Norwind): A crane is ready when two crews have lifted with it and the
sheet has been signed.
Cy Penn (Southport): For us it is ready after the load test.
"""
HTML = b"""<!doctype html><html><head><title>x</title></head><body><h1>Call of 3 March 2026</h1>
<p>Present: Ada Lind, Bo Moe (Norwind); Cy Penn (Southport)</p>
<ul><li><strong>Ada Lind:</strong> A crane is ready when two crews have lifted with it.</li>
<li><b>Cy Penn:</b> For us it is ready after the load test &amp; the sign-off.</li></ul></body></html>"""
VTT = b"""WEBVTT

NOTE Port call, 2026-03-03 10:00

1
00:00:01.000 --> 00:00:04.000
<v Ada Lind>A crane is ready when two crews have lifted</v>

2
00:00:04.000 --> 00:00:06.000
<v Ada Lind>with it. That is all.</v>

3
00:00:07.000 --> 00:00:09.000
<v Cy Penn>For us it is ready after the load test.</v>
"""
MAIL = b"""From: Ada Lind <ada@norwind.example>
To: Cy Penn <cy@southport.example>
Date: Tue, 3 Mar 2026 10:00:00 +0100
Subject: Cranes

Hi Cy,

A crane is ready when two crews have lifted with it.

Ada

--
Norwind, Quay 3
"""
SLACK = json.dumps(
    [{"type": "message", "user": "U1", "ts": "1772528400.000100", "text": "A crane is ready & signed when two crews have lifted."}]
).encode()
USERS = json.dumps([{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Lind", "email": "ada@norwind.example"}}]).encode()
OUTLOOK_TEXT = "Hi Cy,\n\nA crane is ready when two crews have lifted with it.\n\nAda\n"
OUTLOOK: dict[int, outlook.Value] = {
    outlook.CLASS: "IPM.Note", outlook.AUTHOR: "Ada Lind", outlook.AUTHOR_SMTP: "ada@norwind.example", outlook.BODY: OUTLOOK_TEXT,
}  # fmt: skip
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return package.getvalue()


WORDS = ("Call of 3 March 2026", "Ada Lind: A crane is ready when two crews have lifted with it.", "Cy Penn: For us it is ready.", "Ada Lind: Fine.")
SAMPLES: list[tuple[ModuleType, SampleSource, str | None]] = [
    (markdown, SampleSource(name="call.md", content=MARKDOWN), None),
    (text, SampleSource(name="call.txt", content=TEXT), None),
    (html, SampleSource(name="call.html", content=HTML), HTML.decode().replace("&amp;", "&")),
    (vtt, SampleSource(name="call.vtt", content=VTT), None),
    (mail, SampleSource(name="cranes.eml", content=MAIL), None),
    (mbox, SampleSource(name="cranes.mbox", content=b"From - Tue Mar 03 10:00:00 2026\n" + MAIL), None),
    (msg, SampleSource(name="cranes.msg", content=outlook.compound(outlook.item(OUTLOOK))), OUTLOOK_TEXT),
    (slack, SampleSource(name="export/general/2026-03-03.json", content=SLACK, beside={"export/users.json": USERS}), None),
    (docx, SampleSource(name="call.docx", content=word(*WORDS)), "\n".join(WORDS)),
]


@pytest.mark.parametrize(("reader", "source", "decoded"), SAMPLES, ids=lambda value: value.__name__ if isinstance(value, ModuleType) else "")
def test_a_built_in_reader_keeps_the_contract(reader: ModuleType, source: SampleSource, decoded: str | None) -> None:
    check_reader(reader, source, decoded=decoded)


@pytest.mark.parametrize(
    ("reader", "source"), [sample[:2] for sample in SAMPLES], ids=lambda value: value.__name__ if isinstance(value, ModuleType) else ""
)
def test_no_two_readers_recognise_one_file(reader: ModuleType, source: SampleSource) -> None:
    recognising = [other for other, *_ in SAMPLES if other.recognises(source.name, source.content)]

    assert recognising == [reader]


def test_a_reader_whose_text_is_not_in_the_source_is_found_out() -> None:
    source = SampleSource(name="call.html", content=HTML)

    with pytest.raises(AssertionError, match="every line of it stands in the decoded source"):
        check_reader(html, source, decoded="something else")
