"""Who raises what and who takes it up, from an invented boatyard and its marina."""

from dataclasses import replace

import pytest
from tests.unit.checks.test_one_sided_topic import ANSWERED, RAISED, TIDE, material, told
from tests.unit.pictures.scenes import sight

from driftwatch.domain.meaning import AlertKind, Term
from driftwatch.domain.utterances import topic_of
from driftwatch.pictures.silence import MOST_TOPICS, silence
from driftwatch.testing.samples import sample_alert, sample_statement

TERMS = tuple(Term(name=name, words=(name,)) for name in ("swallow", "crane", "pontoon", "paint", "mast"))


def _drawn(rows, *, alerts=(), partners=None):
    given = material(rows) if partners is None else material(rows, partners=partners)
    return silence(sight(replace(given, terms=TERMS), alerts=alerts))


def _of(drawn, topic):
    (row,) = [row for row in drawn.rows if topic_of([row.topic]) == topic_of([topic])]
    return {raising.partner: raising for raising in row.raisings}


def test_what_is_raised_and_never_taken_up_is_counted_by_documents():
    drawn = _drawn(told())

    swallows = _of(drawn, "swallows")
    assert (swallows["yard"].raised, swallows["yard"].unanswered) == (8, 8)
    assert (swallows["quay"].documents, swallows["quay"].raised) == (0, 0)
    assert drawn.documents == 14


def test_what_is_taken_up_stands_in_the_map_too_so_that_it_is_fair():
    crane = _of(_drawn(told()), "crane")

    assert crane["yard"].raised >= 10
    assert crane["yard"].unanswered == 0


def test_what_is_answered_counts_as_taken_up():
    assert _of(_drawn(told(after=ANSWERED)), "swallows")["yard"].unanswered < _of(_drawn(told()), "swallows")["yard"].unanswered


def test_the_statements_are_those_that_raise_it():
    drawn = material(told())
    texts = dict(zip(drawn.statements.id, drawn.statements.text, strict=True))

    yard = _of(_drawn(told()), "swallows")["yard"]

    assert {texts[one] for one in yard.statements} <= set(RAISED)


def test_the_topic_of_an_alert_comes_first_with_its_alert():
    alert = sample_alert("Yard", "swallows", (sample_statement(0), sample_statement(1)))
    alert = replace(alert, kind=AlertKind.ONE_SIDED_TOPIC, partners=("quay", "yard"))

    drawn = _drawn(told(), alerts=(alert,))

    assert (drawn.rows[0].topic, drawn.rows[0].alert) == ("swallows", alert.id)
    assert [row.alert for row in drawn.rows[1:]] == [None] * (len(drawn.rows) - 1)


def test_a_third_partner_who_names_it_takes_it_up():
    rows = told(extra=[(meeting, "tide", "Gil", "The swallows are a matter for the town, I will see to them.") for meeting in range(8)])

    drawn = _drawn(rows, partners=(*material(rows).partners, TIDE))

    swallows = _of(drawn, "swallows")
    assert swallows["yard"].unanswered == 0
    assert swallows["tide"].documents == 8


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_little_said_is_no_map_and_no_crash(count):
    assert _drawn(told()[:count]).rows == ()


def test_many_topics_are_cut_to_what_can_be_read():
    names = [f"{first}{second}rel" for first in ("bar", "cor", "dun", "fal", "mel", "nor", "tam") for second in ("bo", "da", "fi", "ku", "lo")]
    extra = [(meeting, "yard", "Ana", f"The {name} worries me, who looks after the {name}?") for meeting in range(14) for name in names]
    rows = told(extra=extra)
    terms = tuple(Term(name=name, words=(name,)) for name in names)

    drawn = silence(sight(replace(material(rows), terms=terms)))

    assert len(drawn.rows) <= MOST_TOPICS
