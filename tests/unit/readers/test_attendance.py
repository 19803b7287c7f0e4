"""Lists of people in the layouts in which minutes keep them."""

import pytest

from driftwatch.readers import markdown, text

LISTS = {
    "name and organisation in brackets": ("* Ada Lind (Norwind)", {"Ada Lind": "Norwind"}),
    "a remark behind the organisation": ("1. Ada Lind (Norwind) (second half only)", {"Ada Lind": "Norwind"}),
    "name, organisation": ("- Ada Lind, Norwind Ports, Inc.", {"Ada Lind": "Norwind Ports, Inc."}),
    "two affiliations": ("- Ada Lind, Norwind, Crane Project Representative", {"Ada Lind": "Norwind, Crane Project Representative"}),
    "one of two with an ampersand": ("- Ada Lind, Norwind & Crane Representative", {"Ada Lind": "Norwind & Crane Representative"}),
    "role, then organisation": ("* [x] Ada Lind - Chairperson, Norwind Ltd", {"Ada Lind": "Norwind Ltd"}),
    "role in italics": ("* [x] Ada Lind _(TSC)_ - Norwind", {"Ada Lind": "Norwind"}),
    "a dash without a blank before it": ("* Ada Lind- Norwind", {"Ada Lind": "Norwind"}),
    "several people of one organisation": ("* Ada Lind, Bo Moe - Norwind", {"Ada Lind": "Norwind", "Bo Moe": "Norwind"}),
    "several people before brackets": ("* Ada Lind, Bo Moe (Norwind)", {"Ada Lind": "Norwind", "Bo Moe": "Norwind"}),
    "only names": ("* Ada Lind, Bo Moe, Cy Penn", {"Ada Lind": "", "Bo Moe": "", "Cy Penn": ""}),
    "a stand-in": ("* [x] Ada Lind for Bo Moe, Norwind", {"Ada Lind": "Norwind", "Bo Moe": "Norwind"}),
    "links to addresses, one behind the other": (
        "[Ada Lind](mailto:ada@norwind.example) [Cy Penn](mailto:cy@southport.example)",
        {"Ada Lind": "", "Cy Penn": ""},
    ),
    "initials, then organisation": (
        "Ada Lind (AL, Norwind), Cy Penn (CP, Southport), Bo Moe (BM, notes)",
        {"Ada Lind": "Norwind", "Cy Penn": "Southport", "Bo Moe": ""},
    ),
    "a vacant seat": ("* [ ] TBD, Norwind\n* [x] Bo Moe, Norwind", {"Bo Moe": "Norwind"}),
}


@pytest.mark.parametrize("layout", LISTS)
def test_every_layout_names_the_people_and_their_organisations(reading, layout: str) -> None:
    listed, expected = LISTS[layout]

    said = reading(markdown, "call.md", f"# Call\n\n## Attendees\n\n{listed}\n\n## Notes\n\nThe crane stood still.\n")

    assert said.notes.attendees["call.md"] == expected


def test_a_trailing_word_in_capitals_is_the_organisation_where_the_list_writes_so_more_than_once(reading) -> None:
    said = reading(
        markdown, "call.md", "# Call\n\n**In Room:** Ada Lind NWP (Contractor), Bo Moe NWP, Cy Penn eSPT, Di Oe eSPT\n\nThe crane stood still.\n"
    )

    assert said.notes.attendees["call.md"] == {"Ada Lind": "NWP (Contractor)", "Bo Moe": "NWP", "Cy Penn": "eSPT", "Di Oe": "eSPT"}


def test_a_surname_in_capitals_is_no_organisation(reading) -> None:
    said = reading(markdown, "call.md", "# Call\n\n## Attendees\n\n1. Ada VAN LIND (Norwind)\n2. Bo Moe (Norwind)\n\n## Notes\n\nWell.\n")

    assert said.notes.attendees["call.md"] == {"Ada VAN LIND": "Norwind", "Bo Moe": "Norwind"}


def test_unchecked_boxes_and_lists_of_regrets_say_who_was_absent(reading) -> None:
    text = "# Call\n\n## Attendees\n\n* [x] Ada Lind, Norwind\n* [ ] Bo Moe, Norwind\n\n## Regrets\n\n* Cy Penn, Southport\n\n## Notes\n\nWell.\n"

    said = reading(markdown, "call.md", text)

    assert said.notes.absent == {"call.md": {"Bo Moe", "Cy Penn"}}


def test_boxes_of_which_none_is_checked_say_nothing(reading) -> None:
    said = reading(markdown, "call.md", "# Call\n\n## Attendees\n\n* [ ] Ada Lind, Norwind\n* [ ] Bo Moe, Norwind\n\n## Notes\n\nWell.\n")

    assert said.notes.absent == {}


def test_lists_below_lists_are_all_taken(reading) -> None:
    text = (
        "# Call\n\n## Voting Attendees\n\n### Member Representatives\n\n- [x] Ada Lind - Norwind\n\n### Project Representatives\n\n"
        "- [x] Bo Moe - Crane Representative\n\n## Notes\n\nThe crane stood still.\n"
    )

    said = reading(markdown, "call.md", text)

    assert said.notes.attendees["call.md"] == {"Ada Lind": "Norwind", "Bo Moe": "Crane Representative"}


def test_a_label_in_a_list_holds_only_what_stands_below_it(reading) -> None:
    text = "# Call\n\n* **Attendees:**\n    * Ada Lind, Bo Moe (Norwind)\n* **Topics:**\n    * Cranes, Pilots\n"

    said = reading(markdown, "call.md", text)

    assert said.notes.attendees["call.md"] == {"Ada Lind": "Norwind", "Bo Moe": "Norwind"}


def test_a_label_beside_the_list_in_a_table_of_two_columns_says_whom_it_lists(reading) -> None:
    table = "| Meeting | Cranes |\n|---|---|\n| Present | Ada Lind (Norwind), Bo Moe (Norwind) |\n| Apologies | Cy Penn (Southport) |\n"

    said = reading(markdown, "call.md", f"# Call\n\n{table}\n## Notes\n\nThe crane stood still.\n")

    assert said.notes.attendees["call.md"] == {"Ada Lind": "Norwind", "Bo Moe": "Norwind", "Cy Penn": "Southport"}
    assert said.notes.absent == {"call.md": {"Cy Penn"}}
    assert [text for _, text in said.turns()] == ["The crane stood still."]


def test_entries_set_far_in_below_each_other_are_one_each_and_the_writer_is_no_organisation(reading) -> None:
    listed = "Attendees:  Ada Lind (AL, Norwind)\n            Cy Penn (CP, Southport)\nMinutes taken by: Bo Moe\n"

    said = reading(text, "call.txt", f"CRANES\n\n{listed}\n1.1 AL: We lift at dawn.\n1.2 CP: We wait.\n")

    assert said.notes.attendees["call.txt"] == {"Ada Lind": "Norwind", "Cy Penn": "Southport", "Bo Moe": ""}
    assert said.turns() == [("AL", "We lift at dawn."), ("CP", "We wait.")]
