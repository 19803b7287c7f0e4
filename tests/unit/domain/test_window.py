"""A window keeps the term and its nearest words."""

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.domain.window import CONTEXT_WORDS, window


def test_a_window_keeps_twenty_words_a_side_and_the_term() -> None:
    text = " ".join(f"w{i}" for i in range(50)) + "  the\npilot, " + " ".join(f"v{i}" for i in range(50))
    start = text.index("pilot")

    cut = window(text, start, start + 5)

    assert cut.text[cut.start : cut.end] == "pilot"
    assert cut.text == " ".join(f"w{i}" for i in range(31, 50)) + " the pilot, " + " ".join(f"v{i}" for i in range(19))


def test_one_endless_word_does_not_crowd_the_term_out() -> None:
    text = "x" * 5000 + " pilot " + "y" * 5000

    cut = window(text, 5001, 5006)

    assert cut.text[cut.start : cut.end] == "pilot"
    assert len(cut.text) < 500


@given(st.text(alphabet="ab \n,("), st.text(alphabet="ab \n", min_size=1), st.text(alphabet="ab \n,)"))
def test_a_window_of_a_window_is_itself(before: str, term: str, after: str) -> None:
    cut = window(before + term + after, len(before), len(before) + len(term))

    assert window(*cut) == cut
    assert cut.text[cut.start : cut.end] == " ".join(term.split())
    assert len(cut.text[: cut.start].split()) <= CONTEXT_WORDS
