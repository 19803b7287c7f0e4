"""Minutes in Markdown, in the layouts that people use."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from driftwatch.readers import markdown

LIST = "Present: Ada Lind, Bo Moe (Norwind); Cy Penn, Dee Rao (Southport)\n\n"
LAYOUTS = {
    "bold in bullets": "- **Ada Lind:** We lift at dawn.\n- **Cy Penn:** We wait.\n",
    "plain in bullets": "- Ada: We lift at dawn.\n- Cy: We wait.\n",
    "paragraphs with organisation": "Ada Lind (Norwind): We lift at dawn.\n\nCy Penn (Southport): We wait.\n",
    "block quotes": "> Ada Lind: We lift at dawn.\n\n> Cy Penn: We wait.\n",
    "bold in one block quote": "> **Ada:** We lift at dawn.\n>\n> **Cy:** We wait.\n",
    "lines without blanks between": "Ada Lind: We lift at dawn.\nCy Penn: We wait.\n",
    "initials": "AL: We lift at dawn.\n\nCP: We wait.\n",
    "numbered paragraphs": "1.1 [Ada Lind] We lift at dawn.\n\n1.2 [Cy Penn] We wait.\n",
    "brackets in bullets": "* [Ada] We lift at dawn.\n* [Cy] We wait.\n",
    "bold with a point": "**Ada.** We lift at dawn.\n**Cy.** We wait.\n",
    "name above its bullets": "* Ada Lind\n    * We lift at dawn.\n* Cy Penn\n    * We wait.\n",
    "name on a line of its own": "Ada Lind (Norwind)\\\nWe lift at dawn.\n\nCy Penn (Southport)\\\nWe wait.\n",
    "dashes escaped on export": "* Ada \\- We lift at dawn.\n* Cy \\- We wait.\n",
    "dashes": "* Ada - We lift at dawn.\n* Cy - We wait.\n",
    "task list": "- [ ] Ada Lind: We lift at dawn.\n- [x] Cy Penn: We wait.\n",
    "table of who and what": "| Who | What was said |\n|---|---|\n| Ada Lind | We lift at dawn. |\n| Cy Penn | We wait. |\n",
    "one after the other on a line": "- Ada: We lift at dawn. Cy: We wait.\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_turns(reading, layout: str) -> None:
    said = reading(markdown, "2026-03-03.md", f"# Call\n\n{LIST}## Cranes\n\n{LAYOUTS[layout]}")

    assert [text for _, text in said.turns()] == ["We lift at dawn.", "We wait."]
    assert [name[0] for name, _ in said.turns()] == ["A", "C"]


def test_a_list_names_people_with_organisation_and_initials(reading) -> None:
    said = reading(
        markdown, "call.md", "# Call\n\nAttendees: Ada Lind (AL, notes), Bo Moe (until 11) / Cy Penn (Southport)\n\n## A\n\nAL: Yes, we lift.\n"
    )

    assert said.notes.attendees["call.md"] == {"Ada Lind": "", "Bo Moe": "", "Cy Penn": "Southport"}
    assert said.notes.known_as["call.md"] == {"AL": "Ada Lind"}


def test_tables_check_boxes_and_numbered_lists_name_people_too(reading) -> None:
    text = (
        "# Call\n\n| Name | Company | Status |\n|---|---|---|\n| Ada Lind | Norwind | Present |\n\n## Attendees\n\n1. Bo Moe (Norwind Ports)\n"
        "2. Éva Ödön (Southport)\n\n### Guests\n\n* [x] Cy Penn - Chair, Southport Ltd\n* [ ] Dee Rao, Eastquay Inc\n"
    )

    said = reading(markdown, "call.md", text)

    assert said.notes.attendees["call.md"] == {
        "Ada Lind": "Norwind", "Bo Moe": "Norwind Ports", "Éva Ödön": "Southport", "Cy Penn": "Southport Ltd", "Dee Rao": "Eastquay Inc",
    }  # fmt: skip
    assert said.messages == []


def test_a_legend_of_initials_is_a_list(reading) -> None:
    said = reading(markdown, "call.md", "# Call\n\n| | | |\n|---|---|---|\n| AL | Ada Lind | Norwind |\n\n**Cranes**\n\nAL: We lift at dawn.\n")

    assert said.turns() == [("AL", "We lift at dawn.")]
    assert said.messages[0].heading == "Cranes"
    assert said.notes.attendees["call.md"] == {"Ada Lind": "Norwind"}


def test_the_place_is_the_line_where_the_text_begins(reading) -> None:
    said = reading(markdown, "call.md", f"# Call\n\n{LIST}## A\n\n- Ada: First.\n- Cy: Second,\n  over two lines.\n")

    assert [(message.locator, message.text) for message in said.messages] == [("line 7", "First."), ("line 8", "Second,\n  over two lines.")]


def test_sub_items_go_on_with_the_speaker_above_until_somebody_else_speaks(reading) -> None:
    text = f"{LIST}## A\n\n* Ada: We lift.\n    * At dawn, with both crews.\n    * Cy: Why at dawn?\n    * Nobody knows who said this.\n"

    said = reading(markdown, "call.md", text)

    assert said.turns() == [("Ada", "We lift."), ("Ada", "At dawn, with both crews."), ("Cy", "Why at dawn?"), (None, "Nobody knows who said this.")]


def test_a_paragraph_without_a_name_goes_on_with_the_one_above_and_that_is_told(reading) -> None:
    said = reading(markdown, "call.md", f"{LIST}## A\n\nAda: We lift.\n\nAnd we lift well.\n\n## B\n\nThis is nobody's.\n\nCy: Fine with us.\n")

    assert said.of("Ada") == ["We lift.", "And we lift well."]
    assert said.of(None) == ["This is nobody's."]
    assert any("without a name" in guess for guess in said.notes.guessed)


def test_a_decision_of_the_minutes_is_nobodys_statement(reading) -> None:
    said = reading(markdown, "call.md", f"{LIST}## A\n\nAda: We lift.\n\nDecision: the crane is accepted.\n\nCy: Good.\n")

    assert said.of(None) == ["Decision: the crane is accepted."]


def test_a_name_that_nothing_else_tells_of_does_not_speak_for_the_one_above(reading) -> None:
    people = "Present: Ada Lind, Bo Moe, Cy Penn, Dee Rao, Eve Sol\n\n"

    said = reading(markdown, "call.md", f"{people}## A\n\n- Ada: One.\n- Bo: Two.\n- Cy: Three.\n    - Zed: Four.\n")

    assert said.turns()[-1] == (None, "Zed: Four.")


def test_titles_dates_agenda_code_and_links_are_no_statements(reading) -> None:
    text = (
        f"---\ntitle: x\n---\n# Call of the port\n\nTaken down by Dee.\n\n**Date:** 3 March 2026\n\n{LIST}## Agenda\n\n- Ada: cranes\n\n## Notes\n\n"
        "- Ada: We lift.\n- https://example.org/minutes\n\n```\ncode: here\n```\n\n[comment]: # (nothing)\n"
    )

    said = reading(markdown, "call.md", text)

    assert said.turns() == [("Ada", "We lift.")]


def test_an_action_is_spoken_for_by_its_owner(reading) -> None:
    said = reading(markdown, "call.md", f"{LIST}## Actions\n\n- Ada Lind: test the hook, 9 March\n- Cy Penn to look at the rope\n")

    assert said.turns() == [("Ada Lind", "test the hook, 9 March"), ("Cy Penn", "Cy Penn to look at the rope")]


def test_the_date_is_that_of_the_name_with_the_time_of_its_line(reading) -> None:
    said = reading(markdown, "2026-03-03-call.md", f"# Call\n\nTuesday 3 March 2026, 10:00-12:45\n\n{LIST}## A\n\n- Ada: On 4 May 2027 we lift.\n")

    assert said.messages[0].said_at == datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    assert said.notes.guessed == []


def test_a_date_that_only_the_text_tells_is_told_as_a_guess(reading) -> None:
    said = reading(markdown, "call.md", "# Call, March 3rd, 2026\n\n- Ada Lind (Norwind): We lift.\n")

    assert said.messages[0].said_at == datetime(2026, 3, 3, tzinfo=ZoneInfo("Europe/Oslo"))
    assert said.notes.guessed == ["date: 2026-03-03, from the first lines"]


def test_a_rolling_log_holds_a_document_a_date(reading) -> None:
    text = "# Log\n\n## March 10, 2026\n\n- Ada Lind (Norwind): Later.\n\n## March 3, 2026\n\n- Ada Lind (Norwind): Earlier.\n"

    said = reading(markdown, "log.md", text)

    assert [(message.document, message.said_at.day) for message in said.messages] == [("log.md#2026-03-10", 10), ("log.md#2026-03-03", 3)]


def test_a_cancelled_meeting_is_empty_and_no_error(reading) -> None:
    said = reading(markdown, "2026-03-03.md", "# Call of 3 March 2026\n")

    assert said.messages == []
    assert said.notes.problems == []


def test_html_inside_markdown_is_read_at_its_own_lines(reading) -> None:
    said = reading(
        markdown, "call.md", f"{LIST}## A\n\n<table>\n<tr><th>Who</th><th>Said</th></tr>\n<tr><td>Ada Lind</td><td>We lift.</td></tr>\n</table>\n"
    )

    assert [(message.speaker, message.locator) for message in said.messages] == [("Ada Lind", "line 7")]


@pytest.mark.parametrize(
    "note",
    [
        "_Circulated 9 April. Corrections within five days._",
        "Next meeting: 8 April",
        "*Read and confirmed by both sides.*",
        "b) duplicates again",
    ],
)
def test_notes_and_short_headings_between_turns_are_not_the_speaker_above(reading, note: str) -> None:
    said = reading(markdown, "call.md", f"{LIST}## A\n\nAda: We lift.\n\n{note}\n\nCy: Fine with us.\n")

    assert said.of("Ada") == ["We lift."]
    assert said.of("Cy") == ["Fine with us."]


def test_people_whom_the_configuration_names_speak_without_any_list(reading) -> None:
    said = reading(markdown, "sync.md", "# Sync\n\nJane: We send it.\n\n- Ida: It is done when it is signed.\n", people=("Jane Miller", "Ida"))

    assert said.turns() == [("Jane", "We send it."), ("Ida", "It is done when it is signed.")]


def test_the_last_paragraph_under_a_bold_name_is_that_persons(reading) -> None:
    said = reading(markdown, "sync.md", "# Sync\n\n**Jane Miller**\nIt is done.\n\n**Ida Holm**\nNot yet.\n", people=("Jane Miller", "Ida Holm"))

    assert said.turns() == [("Jane Miller", "It is done."), ("Ida Holm", "Not yet.")]


def test_a_name_that_nobody_knows_is_still_no_speaker_for_standing_there_once(reading) -> None:
    said = reading(markdown, "sync.md", "# Sync\n\nJane: We send it.\n\nRoadmap: nothing new.\n", people=("Jane",))

    assert "Roadmap" not in [name for name, _ in said.turns()]


def test_a_task_behind_a_label_is_taken_on_by_whom_it_names_and_what_follows_is_nobodys(reading) -> None:
    actions = "- ACTION: Ada Lind to send the chart.\n- ACTION: somebody to call the pilot.\n"
    actions += "- [ ] [Cy Penn](mailto:cy@southport.example) to book the crane\n"

    said = reading(markdown, "2026-03-03.md", f"# Call\n\n{LIST}## Next steps\n\n{actions}\nThe pilot is on leave until Monday.\n")

    assert said.turns() == [
        ("Ada Lind", "ACTION: Ada Lind to send the chart."),
        (None, "ACTION: somebody to call the pilot."),
        ("Cy Penn", "[ ] [Cy Penn](mailto:cy@southport.example) to book the crane"),
        (None, "The pilot is on leave until Monday."),
    ]


def test_in_a_table_whose_first_column_says_who_the_other_columns_are_that_persons_words(reading) -> None:
    table = "| Who | Went well | Should change | Status |\n|---|---|---|---|\n"
    table += "| Ada Lind | The crews met | Decisions take too long | open since last March already |\n"

    said = reading(
        markdown, "2026-03-03.md", f"# Call\n\n{LIST}## Looking back\n\n{table}| The quay | It was dry | Nobody swept it all week | open |\n"
    )

    assert said.turns() == [
        ("Ada Lind", "The crews met"),
        ("Ada Lind", "Decisions take too long"),
        (None, "open since last March already"),
        (None, "Nobody swept it all week"),
    ]
