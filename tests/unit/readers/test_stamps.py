"""Claims about date and time stamps of chat lines."""

from datetime import date, time

import pytest

from driftwatch.readers.layout.text.stamps import DAY_FIRST, MONTH_FIRST, STAMP, YEAR_FIRST, Orders, Stamps, clock, day, numbers

SPELLINGS = [
    ("[24/12/2019, 21:49:12] a", time(21, 49, 12)),
    ("\u200e[24/12/19, 9:49:12\u202fPM] a", time(21, 49, 12)),
    ("24/12/2019, 21:49 - a", time(21, 49, 0)),
    ("24.12.19, 21:49 - a", time(21, 49, 0)),
    ("[24.12.19 21.49.12] a", time(21, 49, 12)),
    ("24-12-19 21:49 - a", time(21, 49, 0)),
    ("24/12/19 9:49\u00a0p.\u00a0m. - a", time(21, 49, 0)),
    ("24/12/19, 9:49 a. m. - a", time(9, 49, 0)),
    ("24/12/19, 12:05 am - a", time(0, 5, 0)),
    ("24/12/19, 9:49_PM - a", time(21, 49, 0)),
    ("2019-12-24, 21:49 - a", time(21, 49, 0)),
    ("2019/12/24 下午9:49 - a", time(21, 49, 0)),
    ("[2019/12/24 午前9:49:12] a", time(9, 49, 12)),
    ("2019. 12. 24. 오후 9:49 - a", time(21, 49, 0)),
    ("٢٤\u200f/١٢\u200f/٢٠١٩، ٩:٤٩ م - a", time(21, 49, 0)),
    ("［２４／１２／２０１９, ２１：４９］ a", time(21, 49, 0)),
    ("24/12/2562 21:49 - a", time(21, 49, 0)),
    ("24/12/19, 21:49 \u2013 a", time(21, 49, 0)),
]


@pytest.mark.parametrize(("line", "hours"), SPELLINGS, ids=[line.encode("unicode_escape").decode() for line, _ in SPELLINGS])
def test_a_stamp_is_found_however_a_phone_spells_it(line: str, hours: time) -> None:
    stamps = Stamps()

    end = stamps.end(line)

    found = numbers(stamps.date)
    assert line[end:] == "a"
    assert stamps.hours == hours
    assert found is not None
    assert day(found, DAY_FIRST) == date(2019, 12, 24)


@pytest.mark.parametrize("line", ["and 24/12/19, 21:49 - a", "24/12/19 - a", "24/12/19, 21:49 PMs - a", "[24/12/19, 21:49 a", "12.5 - a", "", "]"])
def test_what_is_no_stamp_is_none(line: str) -> None:
    assert Stamps().end(line) == 0


def test_a_day_that_goes_on_is_read_as_the_pattern_reads_it() -> None:
    stamps, fresh = Stamps(), Stamps
    lines = [f"[24/12/2019, 21:{minute:02}:{second:02}] a: [24/12/2019, 21:49:12] b" for minute in range(3) for second in range(60)] * 2
    lines += ["[24/12/2019, 21:49:12 a: b] c", "[24/12/2019, so be it] a", "\u200e[24/12/2019, 21:01:01] a"]

    assert [stamps.end(line) for line in lines] == [fresh().end(line) for line in lines]


@pytest.mark.parametrize("written", ["24:00", "12:60", "99:99:99", "x"])
def test_no_such_time_is_none(written: str) -> None:
    assert clock(written) is None


def decided(*dates: str, ends: date | None = None) -> tuple[str, str]:
    orders = Orders()
    for line, written in enumerate(dates, start=1):
        orders.see(written, line)
    return orders.decided(ends)


def test_an_impossible_day_decides_and_is_named() -> None:
    assert decided("01/02/26", "13/02/26") == (DAY_FIRST, "13/02/26 (line 2) is no date in month/day/year")
    assert decided("1/2/26", "1/13/26") == (MONTH_FIRST, "1/13/26 (line 2) is no date in day/month/year")


def test_time_that_would_run_backwards_decides() -> None:
    order, why = decided("10/03/26", "11/03/26", "12/03/26", "01/04/26", "02/04/26")

    assert order == DAY_FIRST
    assert "follow each other in time" in why


def test_dates_that_begin_with_the_year_need_no_decision() -> None:
    assert decided("2026-03-04", "2026-04-03")[1] == ""


def test_two_digits_of_the_year_can_stand_in_front() -> None:
    assert decided("26-03-14", "26-03-30", "26-04-02")[0] == YEAR_FIRST


def test_what_stays_ambiguous_is_taken_by_the_files_name_and_said() -> None:
    order, why = decided("04/03/26", "05/03/26", ends=date(2026, 5, 3))

    assert order == MONTH_FIRST
    assert why.startswith("it then ends when the file's name says; every date could be day/month/year too")


def test_what_stays_ambiguous_is_taken_by_the_shorter_span() -> None:
    order, why = decided("01/03/26", "04/03/26", "09/03/26", "11/03/26")

    assert order == DAY_FIRST
    assert why.startswith("it then spans 10 days, not 304")


def test_points_mean_that_the_day_comes_first() -> None:
    assert decided("01.03.26") == (DAY_FIRST, "dates with points begin with the day; every date could be month/day/year too: look at it")


@pytest.mark.parametrize("text", ["[" * 65536, "1/" * 32768, "1/1/11, " + " " * 65536, "[11/11/11, 1:11 " + "a. m" * 16000, "오후" * 30000])
def test_a_hostile_line_costs_no_time(text: str) -> None:
    assert STAMP.match(text) is None
