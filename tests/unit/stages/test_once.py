"""What lies in several files and was said once counts once."""

from datetime import UTC, datetime

from driftwatch.stages.once import once
from driftwatch.tables import StatementRow, Statements

DAY = datetime(2026, 3, 3, 10, tzinfo=UTC)


def statement(text: str, source: str, *, speaker: str = "Ada Lind", at: datetime | None = DAY) -> StatementRow:
    return StatementRow(
        id=f"{source}:{text}", text=text, partner="norwind", speaker=speaker, said_at=at, source=source, locator="line 1", document=source,
        register="minutes", heading=None, thread=None, position=0, offset=0,
    )  # fmt: skip


def kept(*rows: StatementRow) -> tuple[list[str], dict[str, int]]:
    statements, dropped = once(Statements.of(rows))
    return list(statements.id), dropped


def test_the_same_minutes_in_two_formats_count_once() -> None:
    found = kept(
        statement("The crane is ready after two lifts.", "call.html"), statement("The crane is ready\nafter two lifts", "call.md"),
        statement("We wait for the test sheet.", "call.md"),
    )  # fmt: skip

    assert found == (["call.html:The crane is ready after two lifts.", "call.md:We wait for the test sheet."], {"call.md": 1})


def test_who_says_it_again_on_another_day_or_is_somebody_else_has_said_it_too() -> None:
    words = "The crane is ready after two lifts."
    rows = (statement(words, "a.md"), statement(words, "b.md", at=datetime(2026, 3, 4, tzinfo=UTC)), statement(words, "c.md", speaker="Cy Penn"))

    assert kept(*rows)[1] == {}


def test_few_words_and_repeats_within_a_file_stay() -> None:
    rows = (statement("Sounds good.", "a.md"), statement("Sounds good.", "b.md"), *[statement("We lift on every Monday.", "a.md")] * 2)

    assert kept(*rows)[1] == {}


def test_an_undated_file_is_left_out_only_where_another_holds_nearly_all_of_it() -> None:
    words = ["We lift the crane on Monday.", "We wait for the test sheet.", "The harbour master signs it then."]
    copy = [statement(text, source, at=None) for source in ("a.md", "b.md") for text in words]
    alike = [statement(words[0], "a.md", at=None), statement(words[0], "b.md", at=None), statement("Nobody has signed the sheet.", "b.md", at=None)]

    assert kept(*copy)[1] == {"b.md": 3}
    assert kept(*alike)[1] == {}
