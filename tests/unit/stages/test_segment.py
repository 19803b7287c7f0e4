"""Messages cut into statements."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from driftwatch.domain.talk import Message, Register
from driftwatch.stages.segment import segment
from driftwatch.tables import Messages


@pytest.fixture
def cut() -> Callable[..., list[str]]:
    def of(text: str, register: Register = Register.MINUTES) -> list[str]:
        statements, _ = segment(Messages.gathered([message(text, register=register)]))
        assert all(statement.text in text for statement in statements.rows())
        return [statement.text for statement in statements.rows()]

    return of


def message(
    text: str, *, locator: str = "line 7", speaker: str | None = "Ada", register: Register = Register.MINUTES, document: str = "call.md"
) -> Message:
    return Message("call.md", locator, document, "markdown", register, text, speaker)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We lift. We wait! Do we?", ["We lift.", "We wait!", "Do we?"]),
        ("seeing it. disk full on the server", ["seeing it.", "disk full on the server"]),
        ("Mr. Osei and Dr. Lind met, e.g. at St. Olav. Then they left.", ["Mr. Osei and Dr. Lind met, e.g. at St. Olav.", "Then they left."]),
        ("The bar is 0.5 and 99.9 % on average. No. 7 missed it.", ["The bar is 0.5 and 99.9 % on average.", "No. 7 missed it."]),
        ("0.4 is done. 0.5 is not.", ["0.4 is done.", "0.5 is not."]),
        ("G. Osei signs. He said no.", ["G. Osei signs.", "He said no."]),
        ("See https://a.example/b.c?d=e. Then sign.", ["See https://a.example/b.c?d=e.", "Then sign."]),
        ('I read it out. "Done means signed, twice." Agreed?', ["I read it out.", '"Done means signed, twice."', "Agreed?"]),
        ("It froze (for a day.) Then it ran.", ["It froze (for a day.)", "Then it ran."]),
        ("We lift at dawn, which is when\nthe wind is low. We wait.", ["We lift at dawn, which is when\nthe wind is low.", "We wait."]),
        ("Bring ropes, hooks etc. and sign. Bring Co. papers too.", ["Bring ropes, hooks etc. and sign.", "Bring Co. papers too."]),
        ("Well... no. It rings at 10 a.m. on Mondays.", ["Well... no.", "It rings at 10 a.m. on Mondays."]),
        ("- **Ready** means signed. *That is all.*", ["**Ready** means signed.", "That is all."]),
        ("1. Lift the crane. 2. Lower it.", ["1. Lift the crane.", "2. Lower it."]),
        ("Plan A. We go.", ["Plan A.", "We go."]),
        ("😀 good. 👍 👍", ["😀 good."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(cut, text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_lines_of_a_chat_are_statements_of_their_own(cut) -> None:
    text = "we lift at dawn\nwho signs?\n\n- me"

    assert cut(text, Register.CHAT) == ["we lift at dawn", "who signs?", "me"]
    assert cut("we lift at dawn\nwith both crews") == ["we lift at dawn\nwith both crews"]


@pytest.mark.parametrize(
    "text", ["👍", ":+1: :tada:", "+1", "...", "<@U02AB>", "<https://x.example/long|here>", "https://x.example/a", "`code()`", "A", "?!"]
)
def test_what_says_nothing_is_dropped_and_counted(text: str) -> None:
    statements, dropped = segment(Messages.gathered([message(text)]))

    assert len(statements) == 0
    assert dropped == {"empty": {"call.md": 1}}


def test_each_statement_has_the_place_of_its_own_beginning() -> None:
    said = [
        message("One. Two\nends here. Three.", locator="line 7"),
        message("One.\nTwo.", locator="body line 3", document="a"),
        message("We lift\nat dawn. Only\nthen.", locator="cue 00:00:01.000, 00:00:04.000, 00:00:06.000", document="b"),
        message("One.\nTwo.", locator="paragraph 4", document="c"),
    ]

    statements, _ = segment(Messages.gathered(said))

    assert list(statements.locator) == [
        "line 7", "line 7", "line 8", "body line 3", "body line 4", "cue 00:00:01.000", "cue 00:00:04.000", "paragraph 4", "paragraph 4",
    ]  # fmt: skip


def test_positions_count_through_a_document() -> None:
    statements, _ = segment(Messages.gathered([message("One. Two."), message("Other.", document="b"), message("Three.")]))

    assert list(zip(statements.document, statements.position, strict=True)) == [("call.md", 0), ("call.md", 1), ("b", 0), ("call.md", 2)]


def test_an_id_depends_on_who_said_what_in_which_document_and_on_nothing_else() -> None:
    first, _ = segment(Messages.gathered([message("We lift  at dawn. Yes. Yes.")]))
    moved, _ = segment(Messages.gathered([message("New line above."), message("We lift\nat dawn. Yes. Yes.", locator="line 99")]))
    other, _ = segment(Messages.gathered([message("We lift at dawn.", speaker="Cy"), message("We lift at dawn.", document="b")]))

    assert list(first.id) == list(moved.id)[1:]
    assert len({*first.id, *other.id}) == 5
    assert all(len(identity) >= 26 and identity.isalnum() for identity in first.id)


def test_nothing_gives_nothing() -> None:
    statements, dropped = segment(Messages.gathered([]))

    assert (len(statements), dropped) == (0, {})


def test_a_statement_is_cut_at_a_word_and_counted() -> None:
    statements, dropped = segment(Messages.gathered([message("We lift " * 10)]), statement_chars=20)

    assert list(statements.text) == ["We lift We lift We"]
    assert dropped == {"cut": {"call.md": 1}}


def test_code_logs_and_section_titles_are_counted() -> None:
    chat = "look\n```\nlift(crane)\n```\n$ crane --lift\nany idea?"

    statements, dropped = segment(
        Messages.gathered([message(chat, register=Register.CHAT), message("# Scope\nWe lift.", register=Register.MAIL, document="b")])
    )

    assert list(statements.text) == ["look", "any idea?", "We lift."]
    assert dropped == {"code": {"call.md": 4}, "section title": {"call.md": 1}}


def test_every_statement_stands_verbatim_at_its_line_and_offset(cut) -> None:
    text = "First. Second one\ngoes on. “Third.” (Fourth!)\n\n- Ada to lift; Ben to wait 🎉 Then rest"

    statements, _ = segment(Messages.gathered([message(text, locator="line 1")]))

    lines = text.split("\n")
    for statement in statements.rows():
        rest = "\n".join(lines[int(statement.locator.removeprefix("line ")) - 1 :])
        assert rest[statement.offset :].startswith(statement.text)


def test_splitting_sentences_does_not_bring_torch_along() -> None:
    look = "import sys; from driftwatch.stages.segment import _language; _language(); print('torch' in sys.modules, sys.modules.get('torch', 'gone'))"

    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout.split() == ["False", "gone"]
