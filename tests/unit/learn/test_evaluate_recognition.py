"""Of the statements of a planted difference those count as found that stand out from what is ordinary."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.checks.workshop import BOLD, CAREFUL, PARTNERS, PLAIN, programme

from driftwatch.domain.facets import COLUMNS, Facet
from driftwatch.domain.meaning import AlertKind
from driftwatch.encoders.facet_model import no_sides
from driftwatch.learn.evaluate_recognition import pooled, recognised
from driftwatch.learn.programme_gold import Gold, Matter, Planted, Trap

BOTH = frozenset(partner.id for partner in PARTNERS)
SAID = [
    *(("guild", "Ana Brisk", text, document) for document, text in enumerate(BOLD)),
    *(("hall", "Leo Marsh", text, document) for document, text in enumerate(CAREFUL)),
    *(("guild", "Ana Brisk", text, 8) for text in PLAIN * 10),
    (None, None, BOLD[0], 9),
]


def gold(quotes, *, kind=AlertKind.RISK_POSTURE, traps=()):
    matter = Matter(kinds=(kind,), subjects=("flying puppet",), partners=BOTH)
    return Gold(planted=(Planted(id="puppet", matter=matter, settled=False, quotes=tuple(quotes)),), traps=traps)


def material(sure):
    """`sure`: texts of which the model is sure that they take a risk."""
    made = programme(SAID)
    sides = no_sides(len(SAID))
    accepting = COLUMNS[Facet.RISK].start + 1
    for row, text in enumerate(made.statements.text):
        if text in sure:
            sides[row, COLUMNS[Facet.RISK].start], sides[row, accepting] = 0.1, 0.9
    return replace(made, facets=sides)


def test_what_stands_out_is_found_and_what_nobody_said_is_not_counted():
    found = recognised(material(set(BOLD[:5])), gold([*BOLD, *CAREFUL]), name="theatre")

    assert [(row.programme, row.facet, row.planted, row.found) for row in found] == [("theatre", Facet.RISK, 16, 5)]


def test_what_is_no_surer_than_ordinary_talk_is_not_found():
    found = recognised(material({*BOLD, *PLAIN}), gold(BOLD), name="theatre")

    assert [(row.planted, row.found) for row in found] == [(8, 0)]


def test_traps_are_not_ordinary():
    trap = Trap(subjects=("van",), quotes=PLAIN)
    trapped = recognised(material({*BOLD, *PLAIN[:2]}), gold(BOLD[:4], traps=(trap,)), name="theatre")
    ordinary = recognised(material({*BOLD, *PLAIN[:2]}), gold(BOLD[:4]), name="theatre")

    assert trapped[0].planted == 4
    assert ordinary[0].found == 0


def test_differences_of_other_kinds_ask_for_no_facet():
    assert recognised(material(set()), gold(BOLD, kind=AlertKind.TERM_MEANING), name="theatre") == ()


def test_programmes_are_added_up():
    one = recognised(material(set(BOLD)), gold([*BOLD, *CAREFUL]), name="theatre")
    other = recognised(material(set(BOLD[:2])), gold(BOLD), name="circus")

    [row] = pooled([*one, *other], name="all")

    assert (row.planted, row.found) == (24, 10)
    assert row.interval == pytest.approx((0.221, 0.634), abs=0.001)
    assert np.isfinite(row.interval).all()
