"""Minutes in reStructuredText."""

from driftwatch.readers import rst

HEAD = """\
==============
Port programme
==============

2026-03-03
==========

Attendees

* Ada Lind (Norwind)
* Cy Penn (Southport)

"""


def test_nested_items_with_and_without_blank_lines_keep_their_depth_and_places(reading) -> None:
    body = (
        "Cranes\n------\n\n* Ada Lind: When do we lift, if the\n  wind allows it?\n   * At dawn.\n\n   * When two crews are there.\n\n"
        "* Cy Penn: We wait.\n\n  For the test.\n"
    )

    said = reading(rst, "2026_03_03_Minutes.rst", HEAD + body)

    assert [(message.locator, message.offset, message.speaker, message.text) for message in said.messages] == [
        ("line 16", 12, "Ada Lind", "When do we lift, if the\n  wind allows it?"),
        ("line 18", 5, "Ada Lind", "At dawn."),
        ("line 20", 5, "Ada Lind", "When two crews are there."),
        ("line 22", 11, "Cy Penn", "We wait."),
        ("line 24", 2, "Cy Penn", "For the test."),
    ]
    assert {message.heading for message in said.messages} == {"Cranes"}
    assert said.messages[0].said_at.date().isoformat() == "2026-03-03"
    assert said.notes.attendees["2026_03_03_Minutes.rst"] == {"Ada Lind": "Norwind", "Cy Penn": "Southport"}


def test_code_comments_targets_and_lone_links_say_nothing(reading) -> None:
    body = (
        "Ada Lind: We lift like this::\n\n   crane.lift()\n\n   crane.wait()\n\n.. a remark for editors\n   over two lines\n\n.. _plan: https://port.example/plan\n\n"
        ".. code-block:: python\n\n   crane.stop()\n\n`Slides <slides.pdf>`__\n\n>>> crane.lift()\nTrue\n\nCy Penn: See `the plan`_ for dawn.\n"
    )

    said = reading(rst, "minutes.rst", HEAD + body)

    assert said.turns() == [("Ada Lind", "We lift like this::"), ("Cy Penn", "See `the plan`_ for dawn.")]
    assert (said.notes.dropped["code"], said.notes.dropped["boilerplate"]) == (3, 3)


def test_tables_of_every_kind_give_turns_and_people(reading) -> None:
    body = (
        ".. list-table::\n   :header-rows: 1\n\n   * - Who\n     - Said\n   * - Ada Lind\n     - We lift\n       at dawn.\n\n"
        "========  ==========\nWho       Said\n========  ==========\nCy Penn   We wait.\n          For wind.\n========  ==========\n\n"
        "+----------+-----------+\n| Who      | Said      |\n+==========+===========+\n| Ada Lind | Not long. |\n+----------+-----------+\n"
    )

    said = reading(rst, "minutes.rst", HEAD + body)

    assert [(speaker, " ".join(text.split())) for speaker, text in said.turns()] == [
        ("Ada Lind", "We lift at dawn."),
        ("Cy Penn", "We wait. For wind."),
        ("Ada Lind", "Not long."),
    ]


def test_people_in_the_cells_of_a_list_are_attendance(reading) -> None:
    body = (
        "Guests\n------\n\n.. list-table::\n\n   * - Dee Roth, Harbour Board\n     - Eva Sund, Norwind\n   * - Gus Tan\n     -\n\n"
        "Topics\n------\n\nAda Lind: We lift.\n"
    )

    said = reading(rst, "minutes.rst", HEAD.replace("Attendees\n", "Attendees:\n") + body)

    assert said.turns() == [("Ada Lind", "We lift.")]
    assert said.notes.attendees["minutes.rst"] == {
        "Ada Lind": "Norwind",
        "Cy Penn": "Southport",
        "Dee Roth": "Harbour Board",
        "Eva Sund": "Norwind",
        "Gus Tan": "",
    }


def test_fields_notes_definitions_and_line_blocks_are_text(reading) -> None:
    body = (
        ":Present: Dee Roth (Harbour Board), Gus Tan (Harbour Board)\n\n.. note:: Ada Lind: We lift at dawn.\n\nCy Penn\n    We wait.\n\n"
        "| Dee Roth: Not before the board.\n| Gus Tan: Nor after it.\n"
    )

    said = reading(rst, "minutes.rst", HEAD + body)

    assert said.turns() == [
        ("Ada Lind", "We lift at dawn."),
        ("Cy Penn", "We wait."),
        ("Dee Roth", "Not before the board."),
        ("Gus Tan", "Nor after it."),
    ]


def test_an_agenda_that_only_lists_topics_is_none_of_the_statements(reading) -> None:
    body = (
        "Agenda:\n\n* Welcoming remarks\n* Cranes - Ada Lind\n\nCranes:\n\n* Ada Lind: We lift at dawn.\n* Cy Penn: We wait.\n* Ada Lind: Not long.\n"
    )

    said = reading(rst, "minutes.rst", HEAD + body)

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Cy Penn", "We wait."), ("Ada Lind", "Not long.")]
    assert said.notes.dropped["agenda"] == 2


def test_a_text_with_directives_is_recognised_whatever_it_is_called() -> None:
    assert rst.recognises("minutes.txt", b"Port\n====\n\n.. contents::\n\n.. note:: We lift.\n")
    assert not rst.recognises("minutes.txt", b"Port\n====\n\nWe lift.\n")
    assert not rst.recognises("minutes.rst", b"\x00\x01")


def test_a_note_set_apart_is_not_said_by_who_spoke_above(reading) -> None:
    body = "**Ada Lind**: We lift at dawn.\n\n.. note:: This page is made from the wiki.\n\n**Cy Penn**: We wait.\n\n"
    body += ".. warning::\n\n   The quay is closed.\n"

    said = reading(rst, "2026_03_03_Minutes.rst", HEAD + body)

    assert said.turns() == [
        ("Ada Lind", "We lift at dawn."),
        (None, "This page is made from the wiki."),
        ("Cy Penn", "We wait."),
        (None, "The quay is closed."),
    ]
