import pytest

from driftwatch.domain.paces import DAY, HOUR, PaceKind, paces


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("We review drawings once a month.", 30.4),
        ("Proofs go out every second Thursday.", 14),
        ("The panel meets every six weeks.", 42),
        ("Two inspections a year are enough.", 182.6),
        ("Our newsletter goes out weekly.", 7),
        ("It follows a three-week cycle.", 21),
        ("The board sits on Tuesdays.", 7),
    ],
)
def test_a_cadence_is_read_in_days(text: str, days: float) -> None:
    assert [(pace.kind, pace.seconds) for pace in paces(text)] == [(PaceKind.CADENCE, pytest.approx(days * DAY))]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Give us 48 hours' notice.", 48 * HOUR),
        ("A permit takes six weeks.", 42 * DAY),
        ("You get an answer within ten working days.", 14 * DAY),
        ("I tell them the day before.", DAY),
        ("It was signed on the spot.", HOUR / 2),
    ],
)
def test_a_lead_time_is_read_in_seconds(text: str, seconds: float) -> None:
    assert [(pace.kind, pace.seconds) for pace in paces(text)] == [(PaceKind.LEAD, pytest.approx(seconds))]


@pytest.mark.parametrize(
    "text",
    [
        "We print nine thousand sheets a day.",
        "She has been here for ten years.",
        "The warranty takes effect for two years.",
        "It rained.",
        "A daily bore, hm.",
    ],
)
def test_ages_and_rates_of_things_are_no_lead_times(text: str) -> None:
    assert not [pace for pace in paces(text) if pace.kind is PaceKind.LEAD]


def test_a_cadence_is_not_read_again_as_a_lead_time() -> None:
    found = paces("The committee decides once a quarter and needs four weeks to answer.")

    assert [(pace.kind, pace.words) for pace in found] == [(PaceKind.CADENCE, "once a quarter"), (PaceKind.LEAD, "four weeks")]
