"""PDF files with a text layer."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import pdf
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource

TOP, LEFT, LEADING = 740, 72, 14


class Set(NamedTuple):
    """A line: its text, how far it is set in, how much room is above it, in which letters."""

    text: str
    left: int = LEFT
    above: int = LEADING
    size: int = 11
    bold: bool = False


HEAD = [Set("Call of 3 March 2026", size=16), "Present: Ada Lind (Norwind), Cy Penn (Southport)", Set("Cranes", size=13, above=24)]


def page(lines: Iterable["Set | str"], *, top: int = TOP) -> list[tuple[Set, int]]:
    """Lines from the top of a page down, with their heights."""
    placed, height = [], top + LEADING
    for line in (Set(each) if isinstance(each, str) else each for each in lines):
        height -= line.above
        placed.append((line, height))
    return placed


def printed(pages: Sequence[Sequence[tuple[Set, int]]], *, encrypted: bool = False) -> bytes:
    """A PDF of these pages; `encrypted` says that it is, with a key that nobody has."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {fonts} /Contents {6 + 2 * n} 0 R >>".encode())
        stream = b"\n".join(_shown(line, height) for line, height in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    if encrypted:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32))
    return _file(objects, b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"43" * 16, b"43" * 16) if encrypted else b"")


def _shown(line: Set, height: int) -> bytes:
    text = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /%s %d Tf %d %d Td (%s) Tj ET" % (b"F2" if line.bold else b"F1", line.size, line.left, height, text)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(data) + end % (len(objects) + 1, table, len(objects) + 1, trailer, len(data))


def reasons(data: bytes, limits: Limits) -> set[Reason | None]:
    notes = Notes()
    list(pdf.read(SampleSource(name="call.pdf", content=data, limits=limits), notes))
    return {problem.reason for problem in notes.problems}


def test_lines_are_put_together_to_turns_with_the_place_of_each_line(reading) -> None:
    lines = [
        *HEAD,
        Set("Ada Lind: A crane is ready when two crews have lifted with it and the sheet of the", above=20),
        "shift has been signed.",
        Set("Cy Penn: For us it is ready after the load test.", above=20),
    ]

    said = reading(pdf, "call.pdf", printed([page(lines)]))

    assert [(message.locator, message.offset, message.speaker, message.text) for message in said.messages] == [
        (
            "page 1 line 4",
            10,
            "Ada Lind",
            "A crane is ready when two crews have lifted with it and the sheet of the\nshift has been signed.",
        ),
        ("page 1 line 6", 9, "Cy Penn", "For us it is ready after the load test."),
    ]
    assert {message.heading for message in said.messages} == {"Cranes"}
    assert said.messages[0].said_at.date().isoformat() == "2026-03-03"


def test_bullets_are_items_at_their_depth_even_on_a_line_of_their_own(reading) -> None:
    lines = [*HEAD, "• Ada Lind: We lift.", Set("–", left=90), Set("At dawn.", left=104, above=0)]
    lines += [Set("- When it is calm.", left=90), "• Cy Penn: We wait."]

    said = reading(pdf, "call.pdf", printed([page(lines)]))

    assert said.turns() == [("Ada Lind", "We lift."), ("Ada Lind", "At dawn."), ("Ada Lind", "When it is calm."), ("Cy Penn", "We wait.")]


def test_headers_footers_and_page_numbers_are_no_text(reading) -> None:
    def furnished(number: int, *lines: Set | str) -> list[tuple[Set, int]]:
        return [(Set("Norwind and Southport, confidential"), 770), *page(lines, top=720), (Set(f"Page {number} of 3"), 30)]

    pages = [furnished(1, *HEAD, "Ada Lind: We lift."), furnished(2, "Cy Penn: We wait."), furnished(3, "Ada Lind: Not for long.")]

    said = reading(pdf, "call.pdf", printed(pages))

    assert said.turns() == [("Ada Lind", "We lift."), ("Cy Penn", "We wait."), ("Ada Lind", "Not for long.")]
    assert said.notes.dropped[Reason.BOILERPLATE] == 5


def test_a_sentence_that_goes_on_over_a_page_stays_whole_and_names_both_places(reading) -> None:
    first = page([*HEAD, Set("Ada Lind: A crane is ready when two crews have lifted with it and the sheet of the", above=20)])

    said = reading(pdf, "call.pdf", printed([first, page(["shift has been signed.", Set("Cy Penn (Southport): No.", above=20)])]))

    assert said.turns()[0] == ("Ada Lind", "A crane is ready when two crews have lifted with it and the sheet of the\nshift has been signed.")
    assert said.messages[0].locator == "page 1 line 4, 2 line 1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (printed([page(HEAD)], encrypted=True), Reason.ENCRYPTED),
        (printed([[]]), Reason.NO_TEXT),
        (b"%PDF-1.7\nnothing of the kind", Reason.MALFORMED_PDF),
    ],
    ids=["encrypted", "pictures only", "broken"],
)
def test_what_holds_no_text_is_refused_by_name(reading, data: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadableSourceError) as refusal:
        reading(pdf, "call.pdf", data)

    assert refusal.value.reason is reason


def test_a_document_past_its_limits_is_cut_and_told(reading) -> None:
    data = printed([page([*HEAD, "Ada Lind: We lift."]), page(["Cy Penn: We wait."]), page(["Ada Lind: Not long."])])

    assert reasons(data, dataclasses.replace(Limits(), pages=2)) == {Reason.TRUNCATED_PAGES}
    assert reasons(data, dataclasses.replace(Limits(), document_chars=40)) == {Reason.TRUNCATED_TEXT}


def test_lists_of_members_are_attendance_and_the_agenda_behind_them_is_not(reading) -> None:
    def bold(text: str) -> Set:
        return Set(text, above=20, bold=True)

    people = [bold("Voting Members:"), "Ada Lind - Norwind", "Bo Moe & Eva Sund - Norwind", bold("Port Authority:"), "Cy Penn - Southport"]
    agenda = [bold("Agenda:"), "Opening Remarks", "Crane Review", bold("Meeting Notes:"), bold("Opening"), "Ada Lind: We lift at dawn."]
    absent = [Set("Not in Attendance:", above=20), "• Dee Roth - Southport"]

    said = reading(pdf, "call.pdf", printed([page([Set("Call of 3 March 2026", size=16), *people, *absent, *agenda])]))

    assert said.turns() == [("Ada Lind", "We lift at dawn.")]
    assert said.notes.attendees["call.pdf"] == {
        "Ada Lind": "Norwind",
        "Bo Moe": "Norwind",
        "Eva Sund": "Norwind",
        "Cy Penn": "Southport",
        "Dee Roth": "Southport",
    }
    assert said.notes.dropped["agenda"] == 2


def test_first_lines_and_folder_outvote_a_name_with_another_day(reading) -> None:
    said = reading(pdf, "calls/2026-03-03/call-2026-03-06.pdf", printed([page([*HEAD, "Ada Lind: We lift.", "Cy Penn: No."])]))

    assert {message.said_at.date().isoformat() for message in said.messages} == {"2026-03-03"}
