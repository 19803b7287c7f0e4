from datetime import UTC, date, datetime, timedelta

from tests.unit.checks.material import material
from tests.unit.pictures.scenes import sight
from tests.unit.stages.said import statements

from driftwatch.domain.pictures import Heard
from driftwatch.pictures.heard import heard
from driftwatch.tables import Statements

SUNDAY = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
"""It is Monday in Berlin."""


def _heard(*rows):
    """Of (partner, time, document)."""
    said = statements(*((f"statement {n}", partner, document) for n, (partner, _, document) in enumerate(rows)))
    return heard(sight(material(said.with_column(Statements.said_at, [at for _, at, _ in rows]))))


def test_statements_and_documents_are_counted_by_week_of_the_programmes_own_zone():
    found = _heard(("alder", SUNDAY, "m1"), ("alder", SUNDAY + timedelta(hours=3), "m1"), ("alder", SUNDAY + timedelta(days=1), "m2"))

    assert found == (Heard(window=date(2026, 3, 30), partner="alder", register="minutes", statements=3, documents=2),)


def test_a_long_time_is_told_in_months():
    found = _heard(("alder", SUNDAY, "m1"), ("alder", SUNDAY + timedelta(weeks=30), "m2"))

    assert [row.window for row in found] == [date(2026, 3, 1), date(2026, 10, 1)]


def test_what_is_attributed_to_nobody_counts_apart_and_what_has_no_date_not_at_all():
    found = _heard((None, SUNDAY, "m1"), ("birch", SUNDAY, "m1"), ("birch", None, "m2"))

    assert [(row.partner, row.statements) for row in found] == [(None, 1), ("birch", 1)]


def test_nothing_said_is_nothing_heard():
    assert _heard() == ()
