"""Pictures are stored with the scan they are drawn of, read part by part, and shown to nobody who may not read what they are drawn from."""

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from driftwatch.domain.pictures import Pictures
from driftwatch.domain.talk import Share
from driftwatch.domain.view import EVERYTHING, JOINT, Owned, View
from driftwatch.store.pictures import PARTS
from driftwatch.store.register import Doer
from driftwatch.store.schema import StoredPicture
from driftwatch.testing.sample_pictures import sample_pictures
from driftwatch.testing.samples import SIDES, later, sample_scan

DRAWN = {name: sample_pictures(SIDES, (f"of-{name}",), alert="DW-1") for name in ("joint", "all", "alder")}


@pytest.fixture
def horizon(emptied):
    """A store of each kind with a programme that was drawn for three audiences."""
    emptied.commit(replace(sample_scan("Horizon"), pictures=DRAWN))
    return emptied


@pytest.mark.parametrize(
    ("view", "audience"), [(JOINT, "joint"), (EVERYTHING, "all"), (View(partner="alder"), "alder"), (View(partner="birch"), "joint")]
)
def test_each_reader_gets_what_was_drawn_for_it_and_the_joint_ones_where_nothing_was(horizon, view, audience):
    assert horizon.seen(view).pictures("horizon") == DRAWN[audience]


def test_only_the_named_parts_are_read(horizon):
    read = []
    event.listen(horizon._database._engine, "before_cursor_execute", lambda *said: read.append(said[2]))

    found = horizon.seen(EVERYTHING).pictures("horizon", "done", "heard")

    assert found == Pictures(done=DRAWN["all"].done, heard=DRAWN["all"].heard)
    assert sum("FROM pictures" in query for query in read) == 1


def test_nothing_is_drawn_of_an_unknown_programme(horizon):
    assert horizon.seen(EVERYTHING).pictures("nowhere") == Pictures()


def test_the_same_pictures_are_not_written_again_and_other_ones_replace_only_their_part(horizon):
    written = []

    def note(_connection, _cursor, query, parameters, *_):
        if "INTO pictures" in query:
            written.extend(parameters if isinstance(parameters, list) else [parameters])

    event.listen(horizon._database._engine, "before_cursor_execute", note)
    horizon.commit(replace(sample_scan("Horizon", at=later(7)), pictures=DRAWN))
    again = len(written)

    horizon.commit(replace(sample_scan("Horizon", at=later(14)), pictures={**DRAWN, "joint": replace(DRAWN["joint"], landmarks=())}))

    assert (again, len(written)) == (0, 1)
    assert horizon.seen(JOINT).pictures("horizon") == replace(DRAWN["joint"], landmarks=())
    assert horizon.seen(EVERYTHING).pictures("horizon") == DRAWN["all"]


def test_what_a_partner_was_drawn_goes_with_its_own_sources(horizon):
    horizon.commit(replace(sample_scan("Horizon", at=later(7)), pictures={"joint": DRAWN["joint"]}))

    assert horizon.seen(View(partner="alder")).pictures("horizon") == DRAWN["joint"]
    assert horizon.seen(EVERYTHING).pictures("horizon") == DRAWN["joint"]


def test_pictures_go_with_their_programme(horizon):
    horizon.commit(replace(sample_scan("Lantern"), pictures=DRAWN))

    horizon.register.strike("horizon", doer=Doer(name="maya", request_id="", at=later(1)))

    with horizon._database.reading() as connection:
        rows = connection.execute(select(StoredPicture.programme, StoredPicture.audience, StoredPicture.part)).all()
    assert {(programme, audience) for programme, audience, _ in rows} == {("lantern", audience) for audience in DRAWN}
    assert {part.partition("/")[0] for *_, part in rows} == set(PARTS)


def test_a_term_is_read_without_the_others_and_by_none_who_may_not(emptied):
    first, *_ = DRAWN["joint"].terms
    terms = (replace(first, term="ready/steady"), first, replace(first, senses=first.senses[::-1]))
    drawn = {"joint": replace(DRAWN["joint"], terms=terms), "alder": replace(DRAWN["alder"], terms=())}
    emptied.commit(replace(sample_scan("Horizon"), pictures=drawn))
    joint, own = (emptied.seen(view).lists for view in (JOINT, View(partner="alder")))

    assert emptied.seen(JOINT).pictures("horizon").terms == terms
    assert joint.term_maps("horizon", "ready") == terms[1:]
    assert joint.term_maps("horizon", "ready/steady") == terms[:1]
    assert joint.term_maps("horizon", "read") == joint.term_maps("horizon", "%") == own.term_maps("horizon", "ready") == ()
    assert [(outline.term, outline.points, outline.alert) for outline in joint.outlined("horizon").terms] == [
        ("ready/steady", (), "DW-1"),
        ("ready", (), "DW-1"),
        ("ready", (), "DW-1"),
    ]


def test_the_courses_of_some_alerts_are_read_without_the_others(emptied):
    first, *_ = DRAWN["joint"].courses
    courses = tuple(replace(first, alert=f"DW-{number}") for number in (3, 1, 2))
    emptied.commit(replace(sample_scan("Horizon"), pictures={"joint": replace(DRAWN["joint"], courses=courses)}))
    seen = emptied.seen(JOINT)

    assert seen.pictures("horizon", "courses").courses == courses
    assert seen.lists.courses("horizon", ["DW-1", "DW-2", "DW-9"]) == {"DW-1": courses[1], "DW-2": courses[2]}
    assert [outline.alert for outline in seen.lists.outlined("horizon").courses] == ["DW-3", "DW-1", "DW-2"]


def test_texts_are_those_that_the_reader_may_read_in_one_question(emptied):
    scan = sample_scan("Horizon")
    own = Owned(partner="alder", share=Share.COUNTS)
    emptied.commit(replace(scan, statements=(replace(scan.statements[0], own=own), *scan.statements[1:])))
    asked = []
    event.listen(emptied._database._engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    ids = [statement.id for statement in scan.statements[:2]] + ["nothing", "s01"]

    found = {str(view): sorted(emptied.seen(view).lists.texts("horizon", ids)) for view in (JOINT, View(partner="alder"), View(partner="birch"))}

    assert list(found.values()) == [["s01"], ["s00", "s01"], ["s01"]]
    assert sum("FROM statements" in query for query in asked) == 3
    assert emptied.seen(JOINT).lists.texts("horizon", ["s01"])["s01"] == scan.statements[1]
    assert emptied.seen(JOINT).lists.texts("horizon", []) == {}
