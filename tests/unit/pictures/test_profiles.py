"""Outcomes and attitudes partner by partner, and why a partner has none."""

import pytest
from tests.unit.checks.workshop import BOLD, CAREFUL, PLAIN, divided, programme
from tests.unit.pictures.scenes import sight

from driftwatch.pictures.goals import UNSEEN, goals
from driftwatch.pictures.risks import AVOIDS, PROVES, TRIES, risks

MANY = (
    "I'd rather play rough in thirty towns than perfectly in three.",
    "A tour of thirty towns is worth more than another fortnight of rehearsals.",
    "Thirty towns beats every rehearsal room, whatever its size.",
    "I would rather have twenty towns than one good evening.",
    "What counts for us is the number of towns.",
)
QUIET = (
    "I would rather not be seen at all than be laughed at.",
    "For us the best thing is not to be seen, that comes first.",
    "I'd rather have no appearance in the press than a bad one.",
    "I would rather play three towns well than thirty badly.",
    "Rather than the newspaper I would choose that nobody sees us.",
)


def _row(profile, name):
    (row,) = [row for row in profile.rows if row.name == name]
    return {part.partner: part for part in row.parts}


def _said(first, second):
    return [(partner, f"{partner} 0", text, n) for partner, texts in (("guild", first), ("hall", second)) for n, text in enumerate(texts)]


def test_attitudes_are_shares_of_the_statements_that_take_a_side_on_a_risk():
    profile = risks(sight(programme(divided())))

    tries = _row(profile, TRIES)
    assert (tries["guild"].count, tries["guild"].of) == (8, 8)
    assert tries["hall"].count == 0
    assert tries["guild"].share.low > tries["hall"].share.high
    assert {row.name for row in profile.rows} <= {AVOIDS, PROVES, TRIES, "asks for safeguards"}
    assert profile.lacking == ()


def test_what_stands_behind_a_share_are_statements_of_that_side_each_of_a_document_of_its_own():
    material = programme(divided())
    texts = dict(zip(material.statements.id, material.statements.text, strict=True))

    profile = risks(sight(material))

    assert {texts[one] for one in _row(profile, TRIES)["guild"].statements} <= set(BOLD)
    assert {texts[one] for row in profile.rows if row.name != TRIES for part in row.parts for one in part.statements} <= set(CAREFUL)


def test_a_partner_of_whom_too_little_is_known_has_no_share_and_a_line_says_so():
    few = [*_said(BOLD, CAREFUL[:2])]

    profile = risks(sight(programme(few)))

    assert profile.lacking == ("Town Hall: 2 statements that take a side on a risk in plain words, 5 needed",)
    assert {part.share for row in profile.rows for part in row.parts if part.partner == "hall"} == {None}


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_little_or_nothing_said_of_risks_and_outcomes_is_no_profile(count):
    scene = sight(programme(_said(PLAIN[:1] * count, PLAIN[1:2] * (count > 1))))

    assert (risks(scene).rows, goals(scene).rows) == ((), ())
    assert [line.split(":")[0] for line in goals(scene).lacking] == ["Strings Guild", "Town Hall"]
    assert "no statements that put an outcome first, 5 needed" in goals(scene).lacking[0]


def test_outcomes_are_told_in_plain_words_and_who_would_not_be_seen_does_not_want_to_be_seen():
    profile = goals(sight(programme(_said(MANY, QUIET))))

    assert _row(profile, "number and reach")["guild"].count >= 3
    assert _row(profile, UNSEEN)["hall"].count >= 3
    assert _row(profile, UNSEEN)["guild"].count == 0


def test_partners_swapped_swap_their_shares_and_nothing_else():
    one, other = (risks(sight(programme(divided(bold=bold, careful=careful)))) for bold, careful in (("guild", "hall"), ("hall", "guild")))

    swap = {"guild": "hall", "hall": "guild"}
    figures = [
        {(row.name, part.partner): (part.count, part.of, part.share) for row in profile.rows for part in row.parts} for profile in (one, other)
    ]
    assert figures[0] == {(name, swap[partner]): counts for (name, partner), counts in figures[1].items()}


def test_the_order_in_which_documents_are_read_changes_nothing():
    said = divided()
    turned = [row for document in reversed(range(8)) for row in said if row[3] == document]
    texts = [dict(zip(material.statements.id, material.statements.text, strict=True)) for material in map(programme, (said, turned))]

    found = [risks(sight(programme(rows))) for rows in (said, turned)]

    told = [[(row.name, part.partner, part.count, part.share) for row in profile.rows for part in row.parts] for profile in found]
    assert told[0] == told[1]
    assert texts[0] != texts[1]
