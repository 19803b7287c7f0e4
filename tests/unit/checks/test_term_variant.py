from dataclasses import replace

import pytest
from tests.unit.checks.bakery import PARTNERS, PLACES, THINGS, VERBS, material, talk
from tests.unit.stages.said import statements

from driftwatch.checks.term_variant import TermVariant
from driftwatch.domain.meaning import CoverageStatus, Verdict
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements


def _raised(said):
    findings, _ = TermVariant().test(material(said))
    return [entry.finding for entry in judge(findings, fdr=0.1) if entry.verdict is Verdict.DIVERGENT]


def _by_many(said):
    """Every statement by another speaker."""
    return said.with_column(Statements.speaker, [f"speaker {n}" for n in range(len(said))])


def test_two_words_for_one_thing_are_raised_with_the_quotes_of_both_sides():
    said = _by_many(talk(alder="docket", birch="chit"))

    (finding,) = _raised(said)

    assert finding.subject == "chit / docket"
    assert finding.title == "“docket” (Alder Bakery) and “chit” (Birch Carriers) seem to be two words for one thing"
    assert [position.summary for position in finding.positions] == ["says “docket”, and never “chit”", "says “chit”, and never “docket”"]
    texts = dict(zip(said.id, said.text, strict=True))
    for position, word in zip(finding.positions, ("docket", "chit"), strict=True):
        assert position.evidence
        assert all(word in texts[identifier] for identifier in position.evidence)
    assert finding.p_value is not None and finding.p_value < 0.05


def _meetings(*, apart):
    """Twelve meetings in which Birch says chit so many statements after Alder has said docket; contexts say nothing."""
    rows = []
    for number in range(12):
        meeting = [(f"In round {number}-{turn} the {THINGS[(number + turn) % 12]} was late", ("alder", "birch")[turn % 2]) for turn in range(30)]
        meeting[10] = (f"In round {number} the docket was {VERBS[number]}", "alder")
        meeting[10 + apart] = (f"In round {number} we got that chit", "birch")
        rows += [(text, partner, f"d{number:02}") for text, partner in meeting]
    return _by_many(statements(*rows))


def test_two_words_of_which_the_one_answers_the_other_are_raised_with_the_exchanges():
    said = _meetings(apart=1)

    (finding,) = _raised(said)

    assert finding.subject == "chit / docket"
    assert finding.effect.measure == "share of each word's documents, at least, in which the other side's word is near"
    assert finding.effect.value == 1.0
    assert 0.5 <= finding.confidence <= 0.7
    assert finding.positions[0].summary == "says “docket”, and never “chit”; within 4 statements of the other's word in 12 documents"
    assert _raised(_meetings(apart=17)) == []


def test_the_exchanges_are_quoted_first():
    said = _meetings(apart=1)
    lone = [(f"In round {number} the docket was on the desk", "alder", f"d{number:02}") for number in range(3)]
    rows = [*lone, *zip(said.text, said.partner, said.document, strict=True)]

    (finding,) = _raised(_by_many(statements(*rows)))

    assert ["desk" in identifier for identifier in finding.positions[0].evidence] == [False] * 12 + [True] * 3


def test_where_words_answer_each_other_the_check_has_run_without_contexts():
    _, (coverage,) = TermVariant().test(material(_meetings(apart=1)))

    assert coverage.status is CoverageStatus.RAN


def test_the_same_words_on_both_sides_raise_nothing():
    assert _raised(_by_many(talk(alder="docket", birch="docket"))) == []


def test_what_each_side_says_of_other_things_is_no_variant():
    lone = tuple((f"Again {n}: a zeppelin quietly hums over blue fields while children sing", "birch", f"d{n:02}-birch") for n in range(12))
    known = talk(alder="docket", birch="docket", further=lone)

    assert _raised(_by_many(known)) == []


@pytest.mark.parametrize(
    ("alder", "birch"),
    [("docket", "dockets"), ("colour", "color"), ("buyer", "seller"), ("upload", "download"), ("verified", "unverified")],
)
def test_forms_of_one_word_and_opposites_are_no_variants(alder, birch):
    assert _raised(_by_many(talk(alder=alder, birch=birch))) == []


@pytest.mark.parametrize(
    "text",
    ["the docket and the chit came by post", "send a docket, not a chit", "the difference between docket and chit matters", "a chit is a docket"],
)
def test_words_that_are_told_apart_are_two_things(text):
    assert _raised(_by_many(talk(alder="docket", birch="chit", further=((text, "alder", "d01-alder"),)))) == []


def test_words_that_a_third_partner_both_uses_are_two_things():
    third = tuple((f"Cedar has {n} of each {word}", "cedar", f"d{n:02}-cedar") for n in range(4) for word in ("docket", "chit"))
    made = material(_by_many(talk(alder="docket", birch="chit", further=third)))
    cedar = replace(PARTNERS[0], id="cedar", name="Cedar")

    findings, _ = TermVariant().test(replace(made, partners=(*PARTNERS, cedar)))

    assert [finding.holds for finding in findings if finding.subject == "chit / docket"] == [False]


def test_one_loud_speaker_is_not_a_partner():
    said = _by_many(talk(alder="docket", birch="chit"))
    speakers = ["somebody" if "docket" in text else speaker for text, speaker in zip(said.text, said.speaker, strict=True)]

    assert _raised(said.with_column(Statements.speaker, speakers)) == []


WIDGETS = tuple((f"Alder wrote widget {n} on {place}", "alder", f"d{n:02}-alder") for n, place in enumerate(PLACES[:12]))
SPROCKETS = tuple((f"Birch has {n} boxes, one sprocket in each, says the {who}", "birch", f"d{n:02}-birch") for n, who in enumerate(VERBS[:4]))
LINK = ("What you call a widget we call a sprocket", "birch", "d05-birch")


def test_a_word_that_one_person_says_under_two_names_is_no_partners_word():
    said = talk(alder="docket", birch="chit")
    names = ["Ann" if n % 2 else "Ann Oake" for n in range(len(said))]

    assert _raised(said.with_column(Statements.speaker, names)) == []


def test_one_further_person_makes_a_word_that_fits_well_the_sides_own():
    said = talk(alder="docket", birch="chit")
    seldom = {word: next(row for row, text in enumerate(said.text) if word in text) for word in ("docket", "chit")}
    names = ["Bea" if row in seldom.values() else "Ann" for row in range(len(said))]

    assert [finding.subject for finding in _raised(said.with_column(Statements.speaker, names))] == ["chit / docket"]


def test_an_explicit_link_proves_what_contexts_alone_do_not():
    (finding,) = _raised(_by_many(talk(alder="docket", birch="docket", further=(*WIDGETS, *SPROCKETS, LINK))))

    assert finding.subject == "sprocket / widget"
    assert finding.positions[1].evidence[0].endswith(LINK[0])
    assert finding.effect.measure == "statements that equate the two words"


def test_a_side_that_has_gone_over_to_the_others_word_is_not_troubled():
    later = tuple((f"Birch now has widget {n} too", "birch", f"d1{n}-birch") for n in range(3))

    assert _raised(_by_many(talk(alder="docket", birch="docket", further=(*WIDGETS, *SPROCKETS, LINK, *later)))) == []


def test_a_link_in_jest_proves_nothing():
    jest = (f"{LINK[0]}, lol", *LINK[1:])

    assert _raised(_by_many(talk(alder="docket", birch="docket", further=(*WIDGETS, *SPROCKETS, jest)))) == []


def test_swapping_the_partners_mirrors_the_finding():
    (finding,) = _raised(_by_many(talk(alder="docket", birch="chit")))
    (mirrored,) = _raised(_by_many(talk(alder="chit", birch="docket")))

    assert mirrored.subject == finding.subject
    assert mirrored.p_value == finding.p_value


def test_too_few_words_are_said_to_be_too_few():
    said = talk(alder="docket", birch="chit")

    findings, coverage = TermVariant().test(material(said.where(said.text.str.contains("docket|chit|oven"))))

    assert findings == []
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA
    assert "12 words with 8 usages of each" in coverage[0].why


def test_three_partners_are_compared_two_by_two():
    said = material(_by_many(talk(alder="docket", birch="chit")))
    third = replace(PARTNERS[0], id="cedar", name="Cedar")

    _, coverage = TermVariant().test(replace(said, partners=(*PARTNERS, third)))

    assert [row.partners for row in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]
