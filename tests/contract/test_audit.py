"""Nobody changes, removes or reorders a line of the audit log unseen: on SQLite and on a real PostgreSQL."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from driftwatch.errors import StoreError
from driftwatch.store.audit import first_broken, note
from driftwatch.store.database import connect
from driftwatch.store.service_schema import StoredAct, StoredHead

LINES = 40
AT = datetime(2026, 4, 5, 9, 30, tzinfo=UTC)
CELLS = ("place", "instant", "action", "body", "digest")


class UndoneError(Exception):
    pass


def write(database, programme, lines, *, reason="their wording"):
    with database.writing() as connection:
        for place in range(lines):
            at = AT + timedelta(minutes=place)
            note(connection, programme, actor="portal", action="alert.dispute", object=f"{place:04x}", reason=reason, request_id=f"r{place}", at=at)


def edit(connection, dice):
    place, cell = dice.randrange(LINES), dice.choice(CELLS)
    mine = (StoredAct.programme == "horizon", StoredAct.place == place)
    there = connection.scalar(select(getattr(StoredAct, cell)).where(*mine))
    other = there + dice.randrange(LINES, 99) if isinstance(there, int) else changed(there, dice)
    connection.execute(update(StoredAct).where(*mine).values({cell: other}))
    return f"{cell} of {place}"


def changed(text, dice):
    place = dice.randrange(len(text))
    return text[:place] + dice.choice([letter for letter in "abc019 ü" if letter != text[place]]) + text[place + 1 :]


def cut(connection, dice):
    first = dice.randrange(LINES)
    last = dice.choice([first, LINES])
    connection.execute(delete(StoredAct).where(StoredAct.programme == "horizon", StoredAct.place.between(first, last)))
    return f"{first} to {last} cut"


def swap(connection, dice):
    one, other = dice.sample(range(LINES), 2)
    mine = StoredAct.programme == "horizon"
    for before, after in ((one, 1000), (other, one), (1000, other)):
        connection.execute(update(StoredAct).where(mine, StoredAct.place == before).values(place=after))
    return f"{one} and {other} swapped"


def cut_and_close_up(connection, dice):
    gone = dice.randrange(LINES)
    mine = StoredAct.programme == "horizon"
    connection.execute(delete(StoredAct).where(mine, StoredAct.place == gone))
    for place in range(gone + 1, LINES):
        connection.execute(update(StoredAct).where(mine, StoredAct.place == place).values(place=place - 1))
    return f"{gone} cut and closed up"


@pytest.fixture
def database(url, store):
    opened = connect(url)
    yield opened
    opened.close()


def test_every_edit_deletion_and_reordering_is_seen(database, nightly, seed, tally):
    tamperings = 500 if nightly else 100
    write(database, "horizon", LINES)
    dice, unseen = random.Random(seed), []

    for _ in range(tamperings):
        try:
            with database.writing() as connection:
                what = dice.choice([edit, edit, cut, swap, cut_and_close_up])(connection, dice)
                if first_broken(connection, "horizon") is None:
                    unseen.append(what)
                raise UndoneError
        except UndoneError:
            pass

    tally(n=tamperings, failures=len(unseen))
    assert unseen == []


def test_a_log_as_it_was_written_is_whole_and_the_first_broken_place_is_told(database, store):
    write(database, "horizon", 5)
    write(database, "", 2)

    whole = [store.audit.verify(programme) for programme in store.audit.programmes()]
    with database.writing() as connection:
        connection.execute(update(StoredAct).where(StoredAct.programme == "horizon", StoredAct.place == 3).values(action="alert.ack"))

    assert (whole, store.audit.verify("horizon"), store.audit.verify("")) == ([None, None], 3, None)


def test_a_log_written_anew_from_the_start_does_not_contain_the_head_that_was_copied(database, store):
    write(database, "horizon", 5)
    copied = store.audit.head("horizon").digest
    write(database, "horizon", 5)
    grown = store.audit.verify("horizon", known=copied)

    with database.writing() as connection:
        connection.execute(delete(StoredAct))
        connection.execute(delete(StoredHead))
    write(database, "horizon", 10, reason="nothing")

    assert (grown, store.audit.verify("horizon"), store.audit.verify("horizon", known=copied)) == (None, None, 10)


def test_lines_are_handed_out_newest_first_page_after_page(database, store):
    write(database, "horizon", 5)

    first = store.audit.find("horizon", limit=3)
    second = store.audit.find("horizon", limit=3, after=first.next_after)

    assert [line.place for line in first.rows + second.rows] == [4, 3, 2, 1, 0]
    assert (second.next_after, first.rows[0].object, first.rows[0].at) == (None, "0004", AT + timedelta(minutes=4))


def test_where_the_audit_cannot_be_written_the_act_does_not_happen(database, store):
    with database.writing() as connection:
        connection.execute(StoredHead.__table__.insert().values(programme="horizon", lines=0, digest=""))
        connection.execute(StoredAct.__table__.insert().values(programme="horizon", place=0, instant=0, action="", body="", digest=""))

    with pytest.raises(StoreError), database.writing() as connection:
        connection.execute(StoredHead.__table__.insert().values(programme="the act itself", lines=0, digest=""))
        note(connection, "horizon", actor="portal", action="key.create", object="dw_live_1", at=AT)

    assert "the act itself" not in store.audit.programmes()


def test_hostile_text_verifies_on_both_databases(database, store):
    write(database, "nul \x00 and half \ud800", 1, reason="\x00\ud800 \u202e <script> ' \" ü 漢 \U0001f600")

    (programme,) = store.audit.programmes()

    assert store.audit.verify(programme) is None
    assert store.audit.find(programme, limit=1).rows[0].reason == "\ufffd\ufffd \u202e <script> ' \" ü 漢 \U0001f600"
