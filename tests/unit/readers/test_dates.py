"""When a meeting was, as people write it; logs of many meetings."""

from datetime import UTC, date

import pytest

from driftwatch.domain.dates import dates_in, month_first
from driftwatch.readers import markdown, text
from driftwatch.readers.layout.text.dates import said_at
from driftwatch.reading import Notes

MARCH = date(2026, 3, 4)


@pytest.mark.parametrize(
    "name",
    [
        "2026-03-04.md", "2026-03-04-crane-call.md", "crane_2026_03_04_Minutes.rst", "20260304_CRANE_minutes.md", "March.4.2026.md", "Mar.04.2026.md",
        "monthly-report-2026-Mar-4.md", "Crane call, Mar. 4, 2026.pdf", "Crane Mar 4 2026 (1).docx", "4 March 2026.txt",
        "minutes-4th-of-March-2026.md",
        "Kran-4.März.2026.txt", "Issues-Meeting-Mar4-2026.md", "2026/03/04/notes.md", "calls/2026-03-04/notes.md", "export.zip!2026-03-04/notes.md",
        "acta 4 de marzo de 2026.txt", "会议2026年3月4日.md", "2026.03.04.md",
    ],
)  # fmt: skip
def test_a_name_tells_the_day_in_any_style(name: str) -> None:
    assert said_at(name, [], UTC, Notes()).date() == MARCH


@pytest.mark.parametrize(
    "line",
    [
        "March 4th, 2026", "Wednesday, March 4, 2026 14:00 UTC", "Meeting Date/Time: Wednesday 4 March 2026 at 14:00 UTC", "Date: 04.03.2026",
        "## Time: Wednesday 3/4/26 14:00PM UTC", "4-5 March 2026", "March 4-5, 2026", "Mittwoch, 4. März 2026", "mercredi 4 mars 2026",
        "woensdag 4 maart 2026", "Sept. summary, written 4 Mar 2026", "Date: 2026-03-04 10:30", "title: 2026-03-04",
    ],
)  # fmt: skip
def test_the_first_lines_tell_it_where_the_name_does_not(line: str) -> None:
    assert said_at("call 12.md", ["# Crane call", "", line], UTC, Notes()).date() == MARCH


@pytest.mark.parametrize(
    "lines",
    [
        ["# Crane call 2026", "Wednesday March 4, 11a - noon"],
        ["Meeting Date/Time: Wednesday 4 March at 14:00 UTC", *[""] * 30, "it broke in 2024", "Next meeting: 18 March 2026"],
    ],
)
def test_a_year_that_stands_elsewhere_is_taken_where_the_weekday_fits(lines: list[str]) -> None:
    notes = Notes()

    assert said_at("call.md", lines, UTC, notes).date() == MARCH
    assert any("without its year" in guess for guess in notes.guessed)


@pytest.mark.parametrize(
    "line", ["version 1.2.2026 is out", "we have 4 marchers", "it may 5 times fail", "10.20.30", "see 12/34/2026", "room 2026-44-02"]
)
def test_what_is_no_date_tells_none(line: str) -> None:
    found = dates_in(line)

    assert not found or line.startswith("version")


def test_all_dates_of_a_file_decide_which_of_two_figures_is_the_month() -> None:
    american, other = ["8/9/2026", "8/27/2026"], ["8/9/2026", "27/8/2026"]

    assert dates_in("8/9/2026", month_first=month_first(american))[0].day == date(2026, 8, 9)
    assert dates_in("8/9/2026", month_first=month_first(other))[0].day == date(2026, 9, 8)
    assert month_first(["8/9/2026"]) is None
    assert month_first([*american, *other]) is None
    assert dates_in("Friday 8/7/26")[0].day == date(2026, 8, 7)
    assert dates_in("8/7/2026")[0].guessed


TABLE = "<table><tr><td>Date:</td><td>Mar {day}, 2026</td></tr></table>\n\n"
NEWEST_FIRST = {
    "headings": ("## March 18, 2026\n\n- Ada: later\n\n## March 4th, 2026 - [recording](https://v.example/1)\n\n- Ada: earlier\n", 2),
    "levels": ("# Log 2026\n\n## 18 March 2026\n\n### From 2026-01-01\n\nold\n\n## 4 March 2026\n\n### From 2026-02-02\n\nolder\n", 3),
    "iso": ("# 2026-03-18\n\nlater\n\n# 2026-03-04\n\nearlier\n", 2),
    "bold": ("**18 March 2026**\n\nlater\n\n**4 March 2026 (cancelled)**\n\nearlier\n", 2),
    "american": ("## 3/18/2026\n\nlater\n\n## 3/4/2026\n\nearlier\n", 2),
    "tables": (f"{TABLE.format(day=18)}later\n\n{TABLE.format(day=4)}earlier\n", 2),
    "year headings": ("# 2026\n\n## March 18\n\nlater\n\n## March 4, 11a - noon (Pacific Time)\n\nearlier\n", 2),
    "oldest first": ("# Mar 4, 2026\n\nearlier\n\n# Mar 18, 2026\n\nlater\n", 2),
}


@pytest.mark.parametrize("layout", NEWEST_FIRST)
def test_a_log_is_split_where_its_headings_are_days(reading, layout: str) -> None:
    content, _ = NEWEST_FIRST[layout]

    said = reading(markdown, "log.md", content)

    days = {(message.document, message.said_at.date()) for message in said.messages if message.said_at}
    assert days == {("log.md#2026-03-04", MARCH), ("log.md#2026-03-18", date(2026, 3, 18))}


def test_days_without_a_year_take_that_of_the_name_and_of_their_neighbours(reading) -> None:
    said = reading(markdown, "notes-2026.md", "## January 7\n\nnew year\n\n## December 24\n\nold year\n\n## December 10 - CANCELLED\n\nnobody came\n")

    assert [message.document for message in said.messages] == ["notes-2026.md#2026-01-07", "notes-2026.md#2025-12-24", "notes-2026.md#2025-12-10"]


def test_each_meeting_of_a_log_has_its_own_people(reading) -> None:
    first = "# 4 March 2026\n\nPresent: Ada Lind (Norwind), Bo Moe (Norwind)\n\nAda: yes\n\n"
    log = f"{first}# 18 March 2026\n\nPresent: Ada Penn (Southport), Cy Rao (Southport)\n\nAda: no\n"

    said = reading(markdown, "log.md", log)

    assert {document: sorted(names) for document, names in said.notes.attendees.items()} == {
        "log.md#2026-03-04": ["Ada Lind", "Bo Moe"],
        "log.md#2026-03-18": ["Ada Penn", "Cy Rao"],
    }


def test_plain_text_logs_are_split_by_lines_that_are_days(reading) -> None:
    said = reading(text, "log.txt", "Crane log\n\n2026-03-04\n\nWe lift at dawn and we sign.\n\nMarch 18th 2026\n\nWe did not lift.\n")

    assert {message.document for message in said.messages} == {"log.txt#2026-03-04", "log.txt#2026-03-18"}


@pytest.mark.parametrize(
    "content",
    [
        "# Call of 4 March 2026\n\nyes\n\n## Next meeting: 18 March 2026\n\nno\n",
        "# Call of 4 March 2026\n\nyes\n\n### Attendees 3/18/2026\n\n- Ada\n",
        "# Minutes\n\n## Release of 4 March 2026 in the harbour of Oslo for everyone\n\na\n\n## Freeze 18 March 2026\n\nb\n",
    ],
)
def test_other_days_in_headings_split_nothing(reading, content: str) -> None:
    said = reading(markdown, "call.md", content)

    assert {message.document for message in said.messages} == {"call.md"}


def test_a_file_named_after_its_day_is_no_log_of_others(reading) -> None:
    said = reading(markdown, "2026-03-04.md", "# Status of 2025-01-01\n\nold\n\n# 2025-06-06\n\nolder\n")

    assert {(message.document, message.said_at.date()) for message in said.messages} == {("2026-03-04.md", MARCH)}


def test_front_matter_tells_the_day(reading) -> None:
    said = reading(markdown, "call.md", "---\nlayout: post\ntitle: 4 March 2026\n---\n\nWe lift.\n")

    assert said.messages[0].said_at.date() == MARCH
