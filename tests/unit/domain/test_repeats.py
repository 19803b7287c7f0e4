"""Whatever number of exports hold a message, it was said once."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.domain.repeats import Once, said_once
from driftwatch.domain.talk import QUOTED, Message, Register

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def message(text: str, *, source: str = "a.json", native: str | None = None, edited: datetime | None = None, minute: int = 0) -> Message:
    return Message(
        source=source, locator="message 1", document="general/2026-03-03", reader="slack", register=Register.CHAT, text=text, speaker="Ada Lind",
        said_at=NOON + timedelta(minutes=minute), native=native, edited=edited,
    )  # fmt: skip


def texts(once: Once) -> list[str]:
    return [message.text for messages in once.messages.values() for message in messages]


def test_of_two_exports_the_last_version_of_a_message_stays() -> None:
    old = message("We lift on Monday.", source="a.json", native="g/1")
    new = message("We lift on Friday.", source="b.json", native="g/1", edited=NOON)

    once = said_once({"a.json": [old], "b.json": [new]})

    assert texts(once) == ["We lift on Friday."]
    assert once.dropped == {"a.json": {"duplicate": 1}, "b.json": {}}


def test_what_was_deleted_in_one_export_is_brought_back_by_none() -> None:
    once = said_once({"a.json": [message("We lift.", native="g/1")]}, removed=[("slack", "g/1")])

    assert once.messages == {"a.json": []}
    assert once.dropped == {"a.json": {"deleted": 1}}


def test_a_message_in_several_pieces_keeps_all_of_them() -> None:
    pieces = [message("Before the code.", native="g/1"), message("Behind the code.", native="g/1")]

    assert texts(said_once({"a.json": pieces})) == ["Before the code.", "Behind the code."]


def test_without_ids_equals_are_told_by_their_place_among_equals() -> None:
    first = [message("ok", source="a.txt"), message("ok", source="a.txt"), message("Agreed.", source="a.txt", minute=1)]
    second = [message("ok", source="b.txt"), message("ok", source="b.txt"), message("ok", source="b.txt"), message("Late.", source="b.txt", minute=2)]

    once = said_once({"a.txt": first, "b.txt": second})

    assert texts(once) == ["ok", "ok", "Agreed.", "ok", "Late."]
    assert once.dropped["b.txt"] == {"duplicate": 2}


def test_a_quoted_mail_counts_where_the_mail_itself_is_missing() -> None:
    quoted = message("> We wait for\n> the test.", source="2.eml")._replace(document="2.eml" + QUOTED, register=Register.MAIL)
    own = message("We wait for the test.", source="1.eml")._replace(document="1.eml", register=Register.MAIL)

    assert texts(said_once({"2.eml": [quoted]})) == [quoted.text]
    assert texts(said_once({"1.eml": [own], "2.eml": [quoted]})) == [own.text]


def test_a_part_of_a_mail_that_is_quoted_is_no_second_statement() -> None:
    own = message("We wait for the test. Only then we lift.\nNot before.", source="1.eml")._replace(document="1.eml", register=Register.MAIL)
    quoted = [
        message(words, source="2.eml")._replace(document="2.eml" + QUOTED, register=Register.MAIL)
        for words in ("We wait for the test.", "Only then\n> we lift.", "Not before.", "Never at noon.", "Never at noon.")
    ]

    assert texts(said_once({"1.eml": [own], "2.eml": quoted})) == [own.text, "Never at noon."]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=12))
def test_overlapping_exports_give_their_union_in_any_order(said: list[tuple[int, int]]) -> None:
    whole = [message(f"text {text}", minute=minute) for text, minute in sorted(said, key=lambda each: each[1])]
    days = {minute: [each for each in whole if each.said_at == NOON + timedelta(minutes=minute)] for minute in range(3)}
    exports = {"a": [*days[0], *days[1]], "b": [*days[1], *days[2]], "c": whole}
    named = [{name: [each._replace(source=name) for each in messages] for name, messages in order} for order in permutations(exports.items())]

    found = [sorted(texts(said_once(sources))) for sources in named]

    assert found == [sorted(each.text for each in whole)] * len(found)
