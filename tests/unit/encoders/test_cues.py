"""Cues are small signs, found fast in any text."""

import time

import pytest

from driftwatch.encoders.cues import CUES, cues


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("AP: order the fenders", "action mark"),
        ("Latency must stay below 300 ms", "comparison"),
        ("What do you mean by stable?", "what mean"),
        ("By pilot we mean five customers", "define"),
        ("We won’t open the valve until the test is signed off", "gate"),
        ("I'll send the list", "first person future"),
        ("What if the barge is late?", "question"),
    ],
)
def test_a_cue_is_found(text, cue):
    assert dict(zip(CUES, cues(text), strict=True))[cue] == 1.0


def test_a_plain_remark_has_hardly_any():
    assert sum(cues("The pelican sat on the pipeline again that morning")) <= 2


@pytest.mark.parametrize("text", ["x" * 100_000, "1" * 100_000, "-" * 100_000, "? " * 50_000, "Ab " * 30_000, "at least " * 9_000, "'" * 90_000])
def test_no_text_makes_the_patterns_slow(text):
    began = time.perf_counter()

    cues(text)

    assert time.perf_counter() - began < 1.0
