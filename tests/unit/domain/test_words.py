import pytest

from driftwatch.domain.words import fold, folded_phrase, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Exceptions", "exception"),
        ("caches", "cache"),
        ("tranches", "tranche"),
        ("boxes", "box"),
        ("cookies", "cookie"),
        ("policies", "policy"),
        ("bonuses", "bonus"),
        ("clauses", "clause"),
        ("criteria", "criterion"),
        ("analyses", "analysis"),
        ("vetoes", "veto"),
        ("analysis", "analysis"),
        ("status", "status"),
        ("process", "process"),
        ("PRs", "pr"),
        ("ACES", "aces"),
        ("carrier's", "carrier"),
        ("released", "released"),
    ],
)
def test_a_plural_is_folded_into_its_singular_and_nothing_else_is_touched(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text",
    [
        "<a href=\"https://x.example/gate\">",
        "[](minutes/gate.md)",
        "see gate_list.md and @gate.keeper in #gate-room",
        "`gate` &nbsp; :gate_open:",
        "style='gate' www.gate.example",
    ],
)
def test_markup_addresses_handles_and_files_hold_no_words_of_ours(text):
    assert "gate" not in folded_phrase(text)


def test_words_beside_markup_keep_their_places():
    text = "The <b>false alarm</b> was <i>closed</i>"

    assert [text[word.start : word.end] for word in words(text)] == ["The", "false", "alarm", "was", "closed"]
