"""How much a page asks of the store does not grow with the programme: work is counted, not timed, so that a busy machine changes nothing."""

import pytest
from sqlalchemy import event
from tests.every_page import Desk, filled, routes

from driftwatch.store import open_store

PROGRAMME = "meridian-corridor"
WHOLE = {
    "/p/{programme}/mail/preview": "the mail weighs every alert against every other",
}
"""Pages that read every alert, and why: those are in the hundreds, statements in the hundred thousands."""
STATES = ("/p/{programme}/alerts?status=any&q=crane", "/p/{programme}/statements?q=crane", "/p/{programme}/statements?label=goal&partner=kestrel")
LOOKED_AFTER = 4
"""Questions by which a page may ask more where there is more to show: a further page, a further group."""


@pytest.fixture(scope="module")
def desks(large_scan, tmp_path_factory):
    """The same programme, and one ten times as large in statements and alerts."""
    made = []
    for statements, alerts in ((1_000, 30), (10_000, 300)):
        store, scan = open_store(f"sqlite:///{tmp_path_factory.mktemp('size')}/driftwatch.db"), large_scan(statements=statements, alerts=alerts)
        store.commit(scan)
        made.append(Desk(store, now=scan.outcome.run.at))
    yield made
    for desk in made:
        desk.store.close()


def counted(desk, page: str) -> tuple[int, int, int]:
    """Questions, rows that were read, and bytes that were answered."""
    told = {"questions": 0, "rows": 0}
    engine = desk.store._database._engine

    def asked(*_):
        told["questions"] += 1

    kept = engine.dialect.execution_ctx_cls.post_exec

    def counting(context):
        kept(context)
        context.cursor = Counting(context.cursor, told)

    event.listen(engine, "before_cursor_execute", asked)
    engine.dialect.execution_ctx_cls.post_exec = counting
    try:
        answer = desk.get(page)
    finally:
        event.remove(engine, "before_cursor_execute", asked)
        engine.dialect.execution_ctx_cls.post_exec = kept
    return told["questions"], told["rows"], len(answer.content)


class Counting:
    """A cursor that counts the rows it hands on."""

    def __init__(self, cursor, told):
        self._cursor, self._told = cursor, told

    def __getattr__(self, name):
        return getattr(self._cursor, name)

    def fetchall(self):
        return self._noted(self._cursor.fetchall())

    def fetchmany(self, *size):
        return self._noted(self._cursor.fetchmany(*size))

    def fetchone(self):
        row = self._cursor.fetchone()
        self._told["rows"] += row is not None
        return row

    def _noted(self, rows):
        self._told["rows"] += len(rows)
        return rows


def test_no_page_asks_more_or_reads_more_of_a_programme_that_is_ten_times_as_large(desks, tally):
    known = [desk.known(PROGRAMME) for desk in desks]
    grown, seen = {}, 0

    for page in (*routes("GET"), *STATES):
        for desk, names in zip(desks, known, strict=True):
            desk.get(filled(page, names))  # what is kept in mind between requests is there
        small, large = (counted(desk, filled(page, names)) for desk, names in zip(desks, known, strict=True))
        seen += large[1]
        if page not in WHOLE and (large[0] > small[0] + LOOKED_AFTER or large[1] > 2 * small[1] + 250 or large[2] > 2 * small[2] + 80_000):
            grown[page] = (small, large)

    tally(n=len(routes("GET")) + len(STATES), failures=len(grown))
    assert seen > 500
    assert grown == {}
