"""What crosses from a stranger's file into the programme can be kept by every store, and what was changed is told."""

from datetime import UTC, datetime

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason
from driftwatch.intake.border import Border, clean_text
from driftwatch.reading import Notes

LATEST = datetime(2026, 3, 5, tzinfo=UTC)


def crossing(message: Message, limits: Limits | None = None) -> tuple[Message, Notes]:
    border = Border(limits or Limits(), LATEST, Notes())
    passed = border.passed(message)
    border.finished()
    return passed, border.notes


def message(**values) -> Message:
    given = {"text": "We lift.", "said_at": datetime(2026, 3, 3, tzinfo=UTC), "speaker": "Ada Lind", **values}
    return Message(source="a.json", locator="message 1", document="quay/2026-03-03", reader="slack", register=Register.CHAT, **given)


def test_a_fit_message_passes_as_it_is() -> None:
    fit = message(native="quay/1", thread="1", heading="Gates", organisation="norwind.example")

    passed, notes = crossing(fit)

    assert passed == fit
    assert notes.problems == []


@pytest.mark.parametrize("unfit", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\udfff"])
def test_what_no_store_keeps_is_replaced_one_by_one_and_counted(unfit: str) -> None:
    passed, notes = crossing(message(text=f"We{unfit} lift{unfit}.\tNow\nthen", speaker=f"Ada{unfit}", native=f"quay/{unfit}", thread=unfit))

    assert passed.text == "We\ufffd lift\ufffd.\tNow\nthen"
    assert (passed.speaker, passed.native, passed.thread) == ("Ada\ufffd", "quay/\ufffd", "\ufffd")
    assert [(problem.reason, problem.what) for problem in notes.problems] == [(Reason.BAD_ENCODING, "2 characters that no text holds were replaced")]


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)])
def test_an_impossible_time_is_none_and_told(at: datetime) -> None:
    passed, notes = crossing(message(said_at=at))

    assert passed.said_at is None
    assert [problem.reason for problem in notes.problems] == [Reason.BAD_TIME]


def test_a_text_without_end_is_cut_and_told() -> None:
    passed, notes = crossing(message(text="lift " * 100), Limits(message_chars=50))

    assert passed.text == ("lift " * 10).rstrip()
    assert [problem.reason for problem in notes.problems] == [Reason.TRUNCATED_TEXT]


def test_what_looks_strange_but_can_be_kept_stays() -> None:
    strange = "\u202eright to left\u200b and\u2028wide ｆｏｒｍｓ 🦅"

    assert clean_text(strange) == strange


def test_of_many_problems_of_one_kind_the_first_are_told_and_the_others_counted() -> None:
    border = Border(Limits(), LATEST, Notes())

    for _ in range(50):
        border.passed(message(said_at=datetime(1970, 1, 1, tzinfo=UTC)))

    assert len(border.notes.problems) == 20
    assert border.notes.unnamed == {Reason.BAD_TIME: 30}
