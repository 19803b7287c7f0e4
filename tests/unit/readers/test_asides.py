"""What in minutes is nobody's talk."""

import pytest

from driftwatch.readers import markdown

HEAD = "# Crane call\n\nPresent: Ada Lind (Norwind), Cy Penn (Southport)\n\n"
TALK = "## Load test\n\n- Ada: we lift at dawn, with both crews.\n- the hook was changed in May\n"


@pytest.mark.parametrize(
    "aside",
    [
        "Join the meeting at https://meet.example/123?pwd=4",
        "Dial-in: +47 555 0100, pass code 4711",
        "This [notes doc](https://docs.example/1) will be editable during the meeting, if you can only comment, hit reload",
        "Notes from past calls are all [in this directory](https://code.example/m).",
        "That's 8am California = 5pm Paris time.",
        "Crane meetings involve participation by industry competitors, and it is our intention to obey the antitrust laws.",
        "Please use the \"Raise My Hand\" feature in the call.",
        "![Antitrust Policy Notice](../a.png \"Notice\") ![All are welcome](../b.png)",
        "No meeting next week.",
        "(CANCELLED as agreed on the call before)",
        "Attendance: 12",
        "Crane plan: https://docs.example/slides.pdf",
        "[The plan](https://docs.example/plan) (v2)",
    ],
)  # fmt: skip
def test_how_to_join_and_under_which_rules_is_no_statement(reading, aside: str) -> None:
    said = reading(markdown, "call.md", f"{HEAD}{TALK}\n{aside}\n\n## Other\n\n{aside}\n")

    assert [text for _, text in said.turns()] == ["we lift at dawn, with both crews.", "the hook was changed in May"]


@pytest.mark.parametrize(
    "heading",
    ["Next meeting agenda", "Dial-in details", "Antitrust policy notice", "Future topics", "Agenda for next call", "To join the speaker queue:"],
)
def test_a_section_about_the_call_or_the_next_one_holds_no_statements(reading, heading: str) -> None:
    said = reading(markdown, "call.md", f"{HEAD}## {heading}\n\n- review of the crane by the second crew\n\n{TALK}")

    assert [text for _, text in said.turns()] == ["we lift at dawn, with both crews.", "the hook was changed in May"]


@pytest.mark.parametrize("heading", ["Recording future meetings", "Code of conduct", "Links between the cranes"])
def test_a_section_that_only_sounds_like_it_is_talk(reading, heading: str) -> None:
    said = reading(markdown, "call.md", f"{HEAD}## {heading}\n\n- Ada: we should say who may lift\n")

    assert said.of("Ada") == ["we should say who may lift"]


def test_titles_in_a_list_are_no_statements_and_verdicts_are(reading) -> None:
    said = reading(
        markdown, "call.md", f"{HEAD}## Notes\n\n- Second crane\n  - it is late\n- GSoC\n- Approved\n- Freeze is in May\n  - in May 2026\n"
    )

    assert [text for _, text in said.turns()] == ["it is late", "Approved", "Freeze is in May", "in May 2026"]


def test_before_the_first_turn_items_are_talk_and_paragraphs_tell_of_the_meeting(reading) -> None:
    before = "Written up by Bo and Cy together, from two sets of notes.\n\n- the hook was changed in May\n\n"

    said = reading(markdown, "call.md", f"# Crane call\n\n{before}Ada Lind: yes\n\nAda Lind: no\n\nAda Lind: perhaps\n")

    assert said.of(None) == ["the hook was changed in May"]


def test_a_narrative_that_ends_with_a_turn_is_no_prelude(reading) -> None:
    story = "The crews met at the quay and agreed to lift once a week.\n\nNobody objected, and the port was told.\n\nThe hook was changed.\n\n"

    said = reading(markdown, "call.md", f"{story}Ada Lind (Norwind): we sign.\n")

    assert len(said.of(None)) == 3


@pytest.mark.parametrize(
    "content",
    ["# Crane call - CANCELLED\n", "# Crane call\n\nNo meeting.\n", "---\ntitle: x\n---\n\n# 2026-03-04 canceled\n\nCancelled for lack of agenda.\n"],
)
def test_a_meeting_that_was_not_held_is_read_and_says_nothing(reading, content: str) -> None:
    said = reading(markdown, "2026-03-04.md", content)

    assert said.messages == []
    assert said.notes.problems == []
