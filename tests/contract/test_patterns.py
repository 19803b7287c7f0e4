"""No text that somebody writes makes a regular expression of ours slow: the cost grows no faster than the text."""

import re

import pytest
from tests.contract.attacks import KIB, AnyPattern, TooSlowError, attacks, cost, limited, weakness
from tests.contract.patterns import Used, inventory, making

from driftwatch.domain.accepting_cues import ACCEPTING
from driftwatch.domain.attitude_cues import Cue
from driftwatch.domain.avoiding_cues import AVOIDING
from driftwatch.domain.persons import listed_names

BUILT: dict[str, tuple[AnyPattern, str]] = {
    "driftwatch.domain.persons:listed_names": (listed_names(["Ada Lind", "Cy Penn-Penn"]), "search"),
    "driftwatch.alerts.quoting:_subject_in": (re.compile(re.escape("a a"), re.IGNORECASE), "search"),
    "driftwatch.domain.attitude_cues:cue": (AVOIDING[0].pattern, "finditer"),
    "driftwatch.stages.postures:_holding": (re.compile(re.escape("a.a?"), re.IGNORECASE), "search"),
    "driftwatch.report.cards:named": (re.compile(rf"(?<![\w“-]){re.escape('a-a')}(?![\w”-])"), "sub"),
    "driftwatch.readers.scribe_html:_after": (re.compile(rf"\s*<?{re.escape('ada a')}>?\s?:?\s*"), "match"),
}
"""Functions that make a pattern of names and terms: they escape them. One that they may make, and how it is asked."""


def weaknesses(used: Used) -> list[str]:
    """The attacks that succeed."""
    return [
        f"{used.pattern.pattern!r}.{way} on {before!r} + {piece!r} repeated: {found}"
        for way in used.asked()
        for before, piece in attacks(used.pattern)
        if (found := weakness(used.pattern, way, before, piece))
    ]


@pytest.mark.parametrize("module", making())
def test_no_text_makes_a_pattern_cost_more_than_its_length(module: str) -> None:
    found = [weakness for used in inventory().of(module) for weakness in weaknesses(used)]

    assert not found, "\n".join(found[:12])


@pytest.mark.parametrize("place", BUILT)
def test_a_pattern_that_is_made_of_names_is_as_cheap(place: str) -> None:
    pattern, way = BUILT[place]

    found = weaknesses(Used(pattern, ways={way}))

    assert not found


@pytest.mark.parametrize("cue", [*AVOIDING, *ACCEPTING], ids=lambda cue: cue.pattern.pattern[:40])
def test_a_cue_of_an_attitude_is_as_cheap(cue: Cue) -> None:
    assert not weaknesses(Used(cue.pattern, ways={"finditer"}))


def test_every_pattern_is_known() -> None:
    found = inventory()

    assert found.built == set(BUILT), "a pattern that is made at run time: write one that it may be into BUILT, if what goes into it is escaped"
    assert not found.hidden, "say `import re` and `re.…`, so that this test finds the patterns"
    assert len(found.used) > 400
    assert all(used.modules & set(making()) for used in found.used.values())


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"\s*;", "finditer"),
        (r"<[^>]*>", "finditer"),
        (r"(?:a+)+b", "match"),
        (r"\w+@\w+", "search"),
        (r"x\s*\s*y", "search"),
        (r"[*_]+$", "search"),
        (r"(?:a|b\w*)*,", "fullmatch"),
        (rb"\s+$", "search"),
    ],
)
def test_a_pattern_that_can_be_made_slow_is_found(pattern: str | bytes, way: str) -> None:
    used = Used(re.compile(pattern), ways={way})

    assert any(weakness(used.pattern, way, before, piece) for before, piece in attacks(used.pattern))


@pytest.mark.parametrize("pattern", [r"(?:(?<!\s)\s++)?;", r"<[^<>]*>", r"(?<!\w)\w++@\w+", r"\b(?:one|two) of\b", r"\s{0,20}$", rb"^a{1,20}\d"])
def test_a_pattern_that_is_linear_is_let_through(pattern: str | bytes) -> None:
    assert not weaknesses(Used(re.compile(pattern), ways={"search", "sub"}))


def test_patterns_are_found_wherever_they_are_kept() -> None:
    kept = {used.pattern.pattern for used in inventory().used.values()}

    assert any(str(each).startswith(r"(?:\(?\d+(?:\.\d+)*[.)]?[ \t]+)?") for each in kept), "in a tuple of tuples, made by an f-string"
    assert r"\w+" in kept, "in a call in the midst of a function"
    assert any(str(each).startswith(r"(?<![\w-])(?:accept|") for each in kept), "in a dict that a comprehension makes"


def test_a_text_is_not_measured_longer_than_it_may_be() -> None:
    endless = re.compile(r"(?:a+)+b")

    with pytest.raises(TooSlowError), limited(0.2):
        cost(endless, "match", "a" * KIB)
