"""What somebody chose to keep out stays out, and is counted."""

import pytest

from driftwatch.domain.omission import Exclusion, admitted, is_litter
from driftwatch.domain.talk import DIRECT, Message, Register


def message(text: str = "We lift.", document: str = "quay/2026-03-03", speaker: str = "Ada Lind") -> Message:
    return Message(source="a.json", locator="message 1", document=document, reader="slack", register=Register.CHAT, text=text, speaker=speaker)


def left_out(exclusion: Exclusion, *messages: Message, direct: bool = False) -> dict[str, int]:
    kept, dropped = admitted(messages, {"quay/2026-03-03": {"ada.l": "Ada Lind"}}, exclusion, direct=direct)
    assert len(kept) + sum(dropped.values()) == len(messages)
    return dict(dropped)


def test_what_was_said_between_a_few_is_left_out_unless_the_file_is_named() -> None:
    between = message(document=f"{DIRECT}ada, bo/2026-03-03")

    assert left_out(Exclusion(), between, message()) == {"direct message": 1}
    assert left_out(Exclusion(), between, direct=True) == {}


@pytest.mark.parametrize(
    "exclusion", [Exclusion(channels=("#Quay",)), Exclusion(authors=("ada lind",)), Exclusion(authors=("ada.l",)), Exclusion(keywords=("LIFT",))]
)
def test_a_channel_a_person_by_any_name_and_a_word_keep_out(exclusion: Exclusion) -> None:
    other = message("We wait.", "crane/2026-03-03", "Cy Penn")

    assert left_out(exclusion, message(), other) == {"excluded": 1}


def test_whoever_writes_the_mark_is_left_out_without_any_setting() -> None:
    assert left_out(Exclusion(), message("Just between us #NoDrift")) == {"excluded": 1}


@pytest.mark.parametrize(("name", "litter"), [("Thumbs.db", True), ("desktop.ini", True), ("~$minutes.docx", True), ("minutes.docx", False)])
def test_what_programs_leave_lying_about_is_nobodys_export(name: str, litter: bool) -> None:
    assert is_litter(name) is litter
