"""Each audience's pictures hold what it may read and nothing else; every secret here is a word that occurs nowhere else."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.contract.two_sides import word
from tests.unit.checks.material import STRONG
from tests.unit.checks.test_one_sided_topic import START
from tests.unit.pictures.scenes import BERLIN, scan

from driftwatch.alerts.reserving import reserved
from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.meaning import AlertKind, Term
from driftwatch.domain.talk import Partner, Share
from driftwatch.pictures import drawn
from driftwatch.pictures.done import done
from driftwatch.pictures.goals import goals
from driftwatch.pictures.heard import heard
from driftwatch.pictures.risks import risks
from driftwatch.pictures.sight import narrowed, sights
from driftwatch.pictures.silence import silence
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.shared import judgements_of, risk_stances_of
from driftwatch.stages.locate import locate
from driftwatch.store.documents import written
from driftwatch.tables import Statements
from driftwatch.testing.samples import sample_alert, sample_statement

SIDES = ("brightmill", "northquay")
PARTNERS = tuple(Partner(id=side, name=side.title()) for side in SIDES)
PLACES = ((None, Share.COUNTS), *((side, share) for side in SIDES for share in Share))
"""Whose a source is, and what it shares."""
SAID = (
    "The pilot is done when the {secret} is signed.",
    "The pilot is done when the {secret} has run for two weeks in the lab.",
    "I won't risk the square for a {secret}.",
    "Who looks after the {secret} when we take the roof off?",
    "I would rather have no {secret} in the newspaper than a bad one.",
    "We'd rather try the {secret} over the crowd and see what breaks.",
)
EVERYDAY = "We need the crane on Monday, can you spare it?"
WEEKS = 5


def source(owner, share):
    return f"{owner or 'joint'}-{share.value}.md"


def secret(owner, share):
    return word(f"{owner} {share.value} picture")


@pytest.fixture(scope="module")
def material():
    """In every source both sides speak for five weeks; in one of a side's own what they say is about its secret."""
    rows = []
    for owner, share in PLACES:
        for week in range(WEEKS):
            for partner in SIDES:
                texts = [EVERYDAY, *(text.format(secret=secret(owner, share)) for text in SAID)]
                rows += [(partner, f"{text} Week {week}, {partner}.", owner, share, week) for text in texts]
    statements = Statements.of(
        (f"{owner}-{share.value}-{n}", text, partner, f"{partner} voice {n % 3}", START + timedelta(weeks=week), source(owner, share), f"line {n}",
         f"{source(owner, share)} {week}", "minutes", None, None, n, 0)
        for n, (partner, text, owner, share, week) in enumerate(rows)
    )  # fmt: skip
    terms = tuple(Term(name=name, words=(name,)) for name in ("pilot", "crane", *sorted(secret(*place) for place in PLACES)))
    usages = locate(statements, terms)
    sides = tuple(tuple(n for n, partner in enumerate(statements.partner) if partner == side) for side in SIDES)
    vectors = np.random.default_rng(4).normal(size=(len(usages), 8)).astype(np.float32)
    return Material(
        partners=PARTNERS,
        statements=statements,
        probabilities=np.full((len(statements), 7), 0.3, dtype=np.float32),
        labels=[()] * len(statements),
        usages=usages,
        compared=usages,
        usage_vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        terms=terms,
        contrasts=[_contrast(term, usages, sides) for term in ("done", *(term.name for term in terms))],
    )


def _contrast(term, usages, sides):
    said = [{row.statement for row in usages.rows() if (row.term, row.partner) == (term, side)} for side in SIDES]
    rows = sides if term == "done" else (tuple(sorted(said[0])), tuple(sorted(said[1])))
    counts = (len(rows[0]), len(rows[1]))
    return replace(STRONG, term=term, partners=SIDES, usages=counts, documents=counts, rows=rows)


@pytest.fixture(scope="module")
def record(material):
    own = {source(owner, share): (owner, share) for owner, share in PLACES if owner}
    return reserved(scan(material, own=own, alerts=(alert_of(source(None, Share.COUNTS), source(None, Share.COUNTS)),)))


def alert_of(*sources):
    """On what is done; each side is quoted from one of the sources."""
    plain = sample_alert("Fair", "done", (sample_statement(0), sample_statement(1)))
    quoted = zip(SIDES, sources, plain.evidence, strict=True)
    evidence = tuple(replace(piece, partner=side, source=name, quote="the pilot is done") for side, name, piece in quoted)
    return replace(plain, kind=AlertKind.DONE_CRITERIA, partners=SIDES, evidence=evidence)


@pytest.fixture(scope="module")
def pictures(material, record):
    return drawn(record, material, (), detection=Detection(), timezone=BERLIN)


def closed_to(audience):
    """The places whose words this audience may not read."""
    return [] if audience == "all" else [(owner, share) for owner, share in PLACES if owner not in (None, audience) and share is not Share.EVIDENCE]


def test_there_are_pictures_for_all_who_read_something_of_their_own(pictures):
    assert list(pictures) == ["joint", "all", *SIDES]


@pytest.mark.parametrize("audience", ["joint", "all", *SIDES])
def test_no_word_and_no_statement_that_an_audience_may_not_read_is_in_its_pictures(pictures, audience):
    told = written(pictures[audience])

    assert [place for place in closed_to(audience) if secret(*place) in told or f"{place[0]}-{place[1].value}-" in told] == []


def test_whoever_may_read_it_finds_it_in_its_pictures(pictures):
    """What the test above looks for would be seen."""
    told = {audience: written(drawing) for audience, drawing in pictures.items()}

    assert all(secret(side, Share.HIDDEN) in told[side] and secret(side, Share.HIDDEN) in told["all"] for side in SIDES)
    assert all(secret(side, Share.EVIDENCE) in told["joint"] for side in SIDES)


@pytest.mark.parametrize("audience", ["joint", *SIDES])
def test_what_an_audience_is_drawn_is_what_it_would_be_drawn_if_the_rest_had_never_been_said(material, record, pictures, audience):
    closed = {source(*place) for place in closed_to(audience)}
    keep = np.array([name not in closed for name in material.statements.source])
    own = {source(owner, share): (owner, share) for owner, share in PLACES if owner and source(owner, share) not in closed}

    rest = narrowed(material, keep)

    scenes = dict(sights(scan(rest, own=own), rest, (), detection=Detection(), timezone=BERLIN))
    alone = scenes.get(audience, scenes["joint"])

    told = pictures[audience]
    assert (goals(alone), risks(alone), silence(alone), heard(alone)) == (told.goals, told.risks, told.silence, told.heard)
    assert done(alone) == tuple(replace(matrix, alert=None) for matrix in told.done)


def test_an_alert_is_named_only_where_it_is_known(material, record):
    hidden = alert_of(*(source(side, Share.HIDDEN) for side in SIDES))
    whole = replace(record, outcome=replace(record.outcome, alerts=(hidden,)))

    found = sights(whole, material, (), detection=Detection(), timezone=BERLIN)

    assert {audience: [matrix.alert for matrix in done(seen)] for audience, seen in found} == {
        "joint": [None],
        "all": [hidden.id],
        "brightmill": [None],
        "northquay": [None],
    }


def test_numbers_are_those_of_what_the_audience_reads(pictures):
    statements = {audience: sum(row.statements for row in drawing.heard) for audience, drawing in pictures.items()}

    each = 2 * WEEKS * (1 + len(SAID))
    assert statements == {"joint": 3 * each, "all": 7 * each, "brightmill": 5 * each, "northquay": 5 * each}


def test_what_was_found_statement_by_statement_is_found_once_for_all_audiences(material, record):
    fresh = replace(material)
    judged, held = judgements_of(fresh), risk_stances_of(fresh)

    seen = dict(sights(record, fresh, (), detection=Detection(), timezone=BERLIN))["joint"].material

    ids = [[str(one.statements.id.iloc[each.row]) for each in found(one)] for one in (fresh, seen) for found in (judgements_of, risk_stances_of)]
    assert set(ids[2]) < set(ids[0])
    assert ids[2] == [name for name in ids[0] if name in set(seen.statements.id)]
    assert ids[3] == [name for name in ids[1] if name in set(seen.statements.id)]
    assert (len(judged), len(held)) == (len(ids[0]), len(ids[1]))


def test_a_programme_without_sources_of_its_own_has_the_joint_pictures_alone(material):
    found = drawn(scan(material), material, (), detection=Detection(), timezone=BERLIN)

    assert list(found) == ["joint"]
    assert any(mention.standing is Standing.REQUIRED for matrix in found["joint"].done for row in matrix.rows for mention in row.mentions)
    assert json.loads(written(found["joint"]))["silence"]["documents"] > 0


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_however_little_was_said_everything_is_drawn(material, count):
    few = narrowed(material, np.arange(len(material.statements)) < count)

    (found,) = drawn(scan(few), few, (), detection=Detection(), timezone=BERLIN).values()

    assert sum(row.statements for row in found.heard) == count
