"""What is quoted of a promise that is not kept."""

from driftwatch.domain.accounts import LEAST_QUOTED, Account, Entry
from driftwatch.domain.owing import Standing
from driftwatch.domain.promising import Promise

PROMISE = Promise(partner="birch", words=("trial", "bed"), name="trial beds", amount=8.0)


def entry(row: int, *standings: Standing, partner: str = "birch", named: bool = False, likely: float = 0.0, **more: bool) -> Entry:
    given = {"close": False, "reply": False, "alone": False, "quotable": True, **more}
    return Entry(
        row=row, partner=partner, document=f"m{row}", day=None, standings=frozenset(standings), named=named, likely=likely, speaker=None, **given
    )  # fmt: skip


def told(*entries: Entry, partner: str = "birch") -> list[int]:
    account = Account(promise=PROMISE, giver="birch", receiver="alder", entries=entries, mentions={}, lacking=frozenset(), rate=0.1)
    return [one.row for one in account.telling(partner)]


def test_what_only_stands_beside_a_lack_is_not_quoted_for_it() -> None:
    beside = [entry(1, Standing.OWED), entry(2, reply=True)]
    of_it = [entry(3, Standing.OWED, named=True), entry(4, Standing.OWED, Standing.LACKING, named=True)]

    assert told(*beside, *of_it) == [4, 3]


def test_what_the_model_is_sure_of_is_quoted_though_it_does_not_name_the_thing() -> None:
    assert told(entry(1, Standing.OWED, likely=0.9), entry(2, Standing.OWED, likely=0.1), entry(3, Standing.OWED, named=True)) == [1, 3]


def test_where_nothing_is_plain_the_least_that_an_alert_needs_is_quoted() -> None:
    weak = [entry(row, Standing.OWED) for row in range(4)]

    assert told(*weak) == [0, 1] == list(range(LEAST_QUOTED))


def test_of_as_plain_ones_minutes_of_both_come_before_chats_and_own_notes() -> None:
    found = [entry(row, Standing.OWED, named=True, chat=row == 1, alone=row == 2) for row in (1, 2, 3)]

    assert told(*found) == [3, 1, 2]


def test_each_side_is_quoted_in_its_own_view_and_nothing_that_is_there_or_said_in_jest() -> None:
    waits = entry(1, Standing.MISSED, partner="alder", named=True)
    owes = entry(2, Standing.OWED, named=True)
    there = entry(3, Standing.THERE, named=True)
    jest = entry(4, Standing.OWED, named=True, quotable=False)

    assert told(waits, owes, there, jest, partner="alder") == [1]
    assert told(waits, owes, there, jest) == [2]
