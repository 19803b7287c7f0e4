"""How well statements are found: against three hundred passages cut by hand, and beside a plain splitter."""

import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import spacy

from driftwatch.domain.talk import Message, Register
from driftwatch.stages.segment import segment
from driftwatch.tables import Messages

GOLD = Path(__file__).with_name("segmentation.txt")
MARKS = re.compile(r"[\W_]*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+|x\]\s+)?[\W_]*(?=\w)")
REGISTERS = {"m": Register.MINUTES, "c": Register.CHAT, "e": Register.MAIL, "t": Register.TRANSCRIPT}


class Case(NamedTuple):
    """A passage and the offsets of the words with which its statements begin."""

    line: int
    register: Register
    text: str
    begins: frozenset[int]
    known_miss: bool


def case(number: int, line: str) -> Case:
    text, begins, dropped, opened = "", [0], [], 0
    for sign in line[2:].replace("⏎", "\n"):
        if sign == "‖":
            text += "" if text[-1:].isspace() else " "
            begins.append(len(text))
        elif sign == "⟦":
            opened = len(text)
        elif sign == "⟧":
            dropped.append((opened, len(text)))
        else:
            text += sign
    within = [word(text, begin) for begin in begins]
    return Case(
        number,
        REGISTERS[line[0]],
        text,
        frozenset(at for at in within if at < len(text) and not any(a <= at < b for a, b in dropped)),
        tuple(dropped),
    )


def word(text: str, at: int) -> int:
    """Where the first word stands from here on: marks and numbers of items at the beginning are nobody's business."""
    hit = MARKS.match(text, at)
    return hit.end() if hit else len(text)


CASES = [case(n, line) for n, line in enumerate(GOLD.read_text(encoding="utf-8").split("\n"), start=1) if line and not line.startswith("#")]


def message(each: Case) -> Message:
    return Message("a.md", "message 1", f"{each.line}", "markdown", each.register, each.text, "Ada")


@pytest.fixture(scope="module")
def found() -> dict[int, frozenset[int]]:
    """Line of the case -> where our statements begin."""
    statements, _ = segment(Messages.gathered([message(each) for each in CASES]))
    texts = {f"{each.line}": each.text for each in CASES}
    begins: dict[int, set[int]] = {each.line: set() for each in CASES}
    for statement in statements.rows():
        begins[int(statement.document)].add(word(texts[statement.document], statement.offset))
    return {line: frozenset(at) for line, at in begins.items()}


def f1(pairs: list[tuple[frozenset[int], frozenset[int]]]) -> float:
    right, predicted, expected = (sum(map(len, each)) for each in ([a & b for a, b in pairs], [a for a, _ in pairs], [b for _, b in pairs]))
    return 2 * right / (predicted + expected)


def inner(begins: frozenset[int], text: str) -> frozenset[int]:
    """Beginnings but for the first, which nobody can miss."""
    return begins - {word(text, 0)}


def test_there_are_three_hundred_passages() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize("each", CASES, ids=lambda each: f"line {each.line}")
def test_a_passage_is_cut_as_by_hand(each: Case, found: dict[int, frozenset[int]]) -> None:
    assert (found[each.line] == each.begins) is not each.known_miss, each.text


def test_boundaries_are_found_better_than_by_a_plain_splitter(record_property, found: dict[int, frozenset[int]]) -> None:
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")

    ours = f1([(inner(found[each.line], each.text), inner(each.begins, each.text)) for each in CASES])
    theirs = f1(
        [
            (inner(frozenset(word(each.text, s.start_char) for s in plain(each.text).sents), each.text), inner(each.begins, each.text))
            for each in CASES
        ]
    )

    record_property("boundary_f1", round(ours, 4))
    record_property("boundary_f1_plain_sentencizer", round(theirs, 4))
    assert ours > 0.99
    assert theirs < 0.8


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        ".",
        ". ",
        "a. ",
        "1. ",
        "(",
        "(a. ",
        "<",
        "`",
        "``` ",
        ":",
        ":a",
        "&",
        "\\",
        "*",
        "**a ",
        "🎉",
        "🎉 A",
        "; Ada to ",
        "A.",
        "[",
        "{",
        '"',
        "a\n",
        "- \n",
        "\n\n",
    ],
)
@pytest.mark.parametrize("register", [Register.CHAT, Register.MINUTES])
def test_time_grows_with_the_text_and_not_faster(piece: str, register: Register) -> None:
    def seconds(letters: int) -> float:
        text = (piece * (letters // len(piece)))[:letters] + "b"
        rows = Messages.gathered([Message("a", "line 1", "a", "text", register, text, None)])
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            segment(rows)
            best = min(best, time.process_time() - begun)
        return best

    small, large = seconds(4_000), seconds(32_000)

    assert large < 24 * max(small, 0.02)
