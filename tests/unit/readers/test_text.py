"""Plain minutes."""

from driftwatch.readers import text


def test_hard_wrapped_lines_are_one_turn_as_they_stand(reading) -> None:
    said = reading(
        text,
        "call.txt",
        "CALL\nPresent: Ada Lind / Cy Penn\n\n1. CRANES\n\nAda Lind (NW): We lift at dawn, which is when\nthe wind is low.\nCy Penn (SP): Good.\n",
    )

    assert said.turns() == [("Ada Lind", "We lift at dawn, which is when\nthe wind is low."), ("Cy Penn", "Good.")]
    assert [message.organisation for message in said.messages] == ["NW", "SP"]
    assert said.messages[0].heading == "1. CRANES"


def test_participants_by_organisation_and_in_columns(reading) -> None:
    rows = "PARTICIPANTS\nNorwind: Ada Lind, Bo Moe\nSouthport: Cy Penn\n"
    columns = (
        "Attendees\n  Norwind Ports     Ada Lind (AL), Bo Moe (BM),\n                    Dee Rao (DR)\n  Southport         Cy Penn (CP, by phone)\n"
    )

    by_rows = reading(text, "call.txt", f"CALL\n\n{rows}\n1 - CRANES\n\nAda Lind: We lift.\n")
    by_columns = reading(text, "call.txt", f"CALL\n\n{columns}\n1. CRANES\n\nAL: We lift.\nDR: Yes.\n")

    assert by_rows.notes.attendees["call.txt"] == {"Ada Lind": "Norwind", "Bo Moe": "Norwind", "Cy Penn": "Southport"}
    assert by_columns.notes.attendees["call.txt"] == {
        "Ada Lind": "Norwind Ports",
        "Bo Moe": "Norwind Ports",
        "Dee Rao": "Norwind Ports",
        "Cy Penn": "Southport",
    }
    assert by_columns.turns() == [("AL", "We lift."), ("DR", "Yes.")]


def test_initials_with_their_organisation_are_a_list(reading) -> None:
    said = reading(text, "call.txt", "Fifth call\nNotes AR. In: KM, SE (Norwind) / RA,\nRD (Southport)\n\n1 Cranes\n\nKM: We lift.\nRA: Fine.\n")

    assert said.notes.attendees["call.txt"] == {"KM": "Norwind", "SE": "Norwind", "RA": "Southport", "RD": "Southport"}
    assert said.turns() == [("KM", "We lift."), ("RA", "Fine.")]


def test_who_goes_by_initials_that_are_a_label_elsewhere_speaks(reading) -> None:
    people = ("Petra Stein", "Ada Lind", "Cy Penn")
    lettered = "CALL\n\n1 Cranes\n\nAL: We lift.\nPS: Not at dawn.\nCP: Why not?\nAL: The wind.\nCP: I see.\n"

    assert reading(text, "call.txt", lettered, people=people).of("PS") == ["Not at dawn."]
    assert reading(text, "call.txt", f"CALL\nPresent: {', '.join(people)}\n{lettered[5:]}").of("PS") == ["Not at dawn."]


def test_a_postscript_stays_one_where_nobody_of_these_initials_speaks(reading) -> None:
    others = "CALL\n\n1 Cranes\n\nAL: We lift.\nCP: Why not?\nAL: The wind.\nPS: The gate is closed.\n"
    named = "CALL\n\n1 Cranes\n\nAda Lind: We lift.\nPetra Stein: Fine.\nPS: The gate is closed.\n"

    assert reading(text, "call.txt", others, people=("Ada Lind", "Cy Penn")).of("PS") == []
    assert reading(text, "call.txt", named, people=("Ada Lind", "Petra Stein")).of("PS") == []


def test_names_that_come_back_are_speakers_without_any_list(reading) -> None:
    said = reading(text, "retro.txt", "Retro\n\nWELL\nAda: It lifts.\nCy: It does.\nAda: Often.\nCy: Yes.\nEfficiency: is fine\n")

    assert said.of("Ada") == ["It lifts.", "Often."]


def test_a_chat_export_is_not_taken_for_minutes() -> None:
    chat = b"[03/03/2026, 10:01:02] Ada: We lift\n[03/03/2026, 10:02:02] Cy: ok\n"

    assert not text.recognises("_chat.txt", chat)


def test_an_old_encoding_is_read_and_told(reading) -> None:
    said = reading(text, "call.txt", "CALL\n\n1. KRAN\n\nJörg Lüth (NW): Läuft – wirklich.\n".encode("cp1252"))

    assert said.turns() == [("Jörg Lüth", "Läuft – wirklich.")]
    assert said.notes.guessed[0].startswith("encoding: Windows-1252, because line 5")


def test_a_wrapped_line_that_looks_like_a_note_stays_in_its_turn(reading) -> None:
    said = reading(text, "call.txt", "CALL\n\n1. CRANES\n\nAda Lind (NW): Look it up, it is on\npage 5 of the manual.\nCy Penn (SP): Yes.\n")

    assert said.of("Ada Lind") == ["Look it up, it is on\npage 5 of the manual."]


def test_paragraphs_numbered_without_blank_lines_between_are_one_each(reading) -> None:
    head = "CRANES\n\nPresent: Ada Lind (Norwind), Cy Penn (Southport)\n\n"
    body = (
        "1. Cranes\n1.1 AL: We lift at dawn if the\n    wind allows it.\n1.2 The quay is closed\n2.5 tons are the limit.\n"
        "2. Pilots\n2.1 CP noted that pilots are rare.\n2.2 Cy Penn asked who pays them.\n"
    )

    said = reading(text, "2026-03-03.txt", head + body)

    assert said.turns() == [
        ("AL", "We lift at dawn if the\n    wind allows it."),
        (None, "The quay is closed\n2.5 tons are the limit."),
        ("CP", "CP noted that pilots are rare."),
        ("Cy Penn", "Cy Penn asked who pays them."),
    ]
    assert [message.heading for message in said.messages] == ["1. Cranes", "1. Cranes", "2. Pilots", "2. Pilots"]
