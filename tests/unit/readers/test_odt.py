"""OpenDocument texts."""

import io
import zipfile

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import odt

SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
TITLE = '<text:h text:outline-level="1">Call of 3 March 2026</text:h><text:p>Present: Ada Lind (Norwind), Cy Penn (Southport)</text:p>'


def content(body: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{TITLE}{body}</office:text></office:body></office:document-content>"
    )


def packed(xml: str, **more: str) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", xml)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/"), text)
    return package.getvalue()


def test_paragraphs_lists_and_tables_have_their_own_places(reading) -> None:
    body = (
        '<text:p/><text:h text:outline-level="2">Cranes</text:h><text:p><text:span>Ada Lind:</text:span> We lift<text:s text:c="2"/>at dawn.</text:p>'
        "<text:list><text:list-item><text:p>Cy Penn: We wait.</text:p><text:list><text:list-item><text:p>For the wind to fall.</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell><table:table-cell>"
        "<text:p>Said</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>"
        "<text:p>Ada Lind</text:p></table:table-cell><table:table-cell><text:p>Two crews suffice.</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )

    said = reading(odt, "call.odt", packed(content(body)))

    assert [(message.locator, message.speaker, message.text) for message in said.messages] == [
        ("paragraph 5", "Ada Lind", "We lift  at dawn."),
        ("paragraph 6", "Cy Penn", "We wait."),
        ("paragraph 7", "Cy Penn", "For the wind to fall."),
        ("table 1 row 2", "Ada Lind", "Two crews suffice."),
    ]
    assert {message.heading for message in said.messages} == {"Cranes"}


def test_a_flat_file_reads_like_its_package(reading) -> None:
    body = "<text:p>Ada Lind: We lift at dawn.</text:p>"
    flat = (
        content(body)
        .replace("office:document-content", "office:document")
        .replace("office:document ", 'office:document office:mimetype="application/vnd.oasis.opendocument.text" ', 1)
    )

    assert odt.recognises("call.fodt", flat.encode())
    assert reading(odt, "call.odt", flat).turns() == reading(odt, "call.odt", packed(content(body))).turns()


def test_comments_are_said_by_who_wrote_them(reading) -> None:
    note = (
        '<office:annotation loext:resolved="true"><dc:creator>Dee Roth</dc:creator><dc:date>2026-03-05T09:30:00.123456789</dc:date>'
        "<meta:creator-initials>DR</meta:creator-initials><text:p>For us dawn is six.</text:p></office:annotation>"
    )
    said = reading(odt, "call.odt", packed(content(f"<text:p>Ada Lind: We lift {note}at dawn.</text:p><text:p>Cy Penn: We wait.</text:p>")))

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Cy Penn", "We wait."), ("Dee Roth", "For us dawn is six.")]
    assert said.messages[2].said_at.isoformat() == "2026-03-05T09:30:00.123456+01:00"
    assert (said.messages[2].locator, said.messages[2].thread) == ("comment 1", "call.odt#paragraph 3")
    assert said.notes.known_as["call.odt"] == {"DR": "Dee Roth"}
    assert any("1 that are marked as resolved" in guess for guess in said.notes.guessed)


def test_deleted_and_hidden_text_is_left_out_and_counted(reading) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
        "<dc:creator>Cy Penn</dc:creator></office:change-info><text:p>Ada Lind: Never.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    styles = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = (
        f'{changes}<text:p>Ada Lind: We lift<text:change text:change-id="c1"/> at dawn.<text:span text:style-name="T1"> Or not.</text:span></text:p>'
    )

    said = reading(odt, "call.odt", packed(content(body, styles)))

    assert said.turns() == [("Ada Lind", "We lift at dawn.")]
    assert (said.notes.dropped["deleted"], said.notes.dropped[Reason.HIDDEN_TEXT]) == (1, 1)


def test_footnotes_and_text_boxes_are_read_once_and_a_table_of_contents_never(reading) -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Cranes 7</text:p></text:index-body></text:table-of-content>"
        "<text:p>Ada Lind: We lift<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Weather allowing.</text:p>"
        "</text:note-body></text:note> at dawn.<draw:frame><draw:text-box><text:p>Cy Penn: We wait.</text:p></draw:text-box></draw:frame></text:p>"
    )

    said = reading(odt, "call.odt", packed(content(body)))

    assert [(message.locator, message.text) for message in said.messages] == [
        ("paragraph 3", "We lift at dawn."),
        ("paragraph 3 text box", "We wait."),
        ("footnote 1", "Weather allowing."),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + content("<text:p>x</text:p>").partition("?>")[2]), Reason.DTD),
        (packed("x", **{"META-INF__manifest.xml": "<manifest><encryption-data/></manifest>"}), Reason.ENCRYPTED),
        (packed(content("<text:section>" * 300 + "</text:section>" * 300)), Reason.TOO_DEEP),
        (packed(content("")[:-300].partition("Present")[0]), Reason.MALFORMED_XML),
    ],
    ids=["dtd", "encrypted", "deep", "broken"],
)
def test_what_may_not_be_read_is_refused_by_name(reading, data: bytes, reason: Reason) -> None:
    try:
        notes = reading(odt, "call.odt", data).notes
    except UnreadableSourceError as refusal:
        assert refusal.reason is reason
    else:
        assert reason in {problem.reason for problem in notes.problems}


def test_lists_by_organisation_and_tables_of_names_and_words_need_no_header(reading) -> None:
    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells) + "</table:table-row>"

    body = (
        "<text:p>For Norwind: Bo Moe, Eva Sund</text:p><text:p>Present for the Harbour Board: Mr Tan (chair), Ms Ilic</text:p>"
        f"<table:table>{row('Bo Moe', 'We lift.')}{row('Mr Tan', 'Not before the board has met.')}{row('Eva Sund', 'Then we wait.')}</table:table>"
    )

    said = reading(odt, "call.odt", packed(content(body)))

    assert said.turns() == [("Bo Moe", "We lift."), ("Mr Tan", "Not before the board has met."), ("Eva Sund", "Then we wait.")]
    assert said.notes.attendees["call.odt"] == {
        "Ada Lind": "Norwind",
        "Cy Penn": "Southport",
        "Bo Moe": "Norwind",
        "Eva Sund": "Norwind",
        "Mr Tan": "Harbour Board",
        "Ms Ilic": "Harbour Board",
    }
