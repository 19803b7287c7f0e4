from dataclasses import replace
from datetime import UTC, date, datetime

from driftwatch.cli.cards import card_text
from driftwatch.domain.alerts import AlertEvent, AlertStatus

NAMES = {"brightmill": "Brightmill", "northquay": "Northquay Ferries"}


def test_a_card_shows_both_sides_with_every_quote_and_its_place(lantern):
    alert = lantern.outcome.alerts[0]

    text = card_text(alert, (), NAMES)

    assert text.startswith("DW-9F2M4T7Q1XYA · Different criteria for done · high severity · open\n")
    assert " ".join(text.split()).count("“") >= len(alert.evidence)
    for piece in alert.evidence:
        assert piece.quote in " ".join(text.split())
        assert f"{piece.source}, {piece.locator}, " in text
    assert "How sure: likely (0.86), p = 0.0004, q = 0.004" in text
    assert "the fares are right" in text
    assert alert.questions[0] in " ".join(text.split())


def test_a_card_tells_what_was_done_by_whom_and_why(lantern):
    at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    event = AlertEvent(
        alert_id="DW-9", action="snooze", actor="operator", reason="after the opening", at=at, status=AlertStatus.SNOOZED, until=date(2026, 6, 1)
    )

    text = card_text(lantern.outcome.alerts[0], (event,), NAMES)

    assert "2026-04-01 09:00+00:00 snooze until 2026-06-01 by operator: after the opening" in text


def test_a_card_without_dates_tests_and_questions_says_only_what_is_known(lantern):
    bare = replace(lantern.outcome.alerts[2], first_seen=None, last_seen=None, against=(), clears_when="")

    text = card_text(bare, (), {})

    assert "How sure: more likely than not (0.61)\n" in text
    assert "Speaks against it: nothing that was found" in text
    assert "A question to ask" not in text
    assert "brightmill (4 statements)" in text
