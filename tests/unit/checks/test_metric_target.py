import pytest
from tests.unit.checks.measured import PARTNERS, measured

from driftwatch.checks.metric_target import MetricTarget
from driftwatch.domain.meaning import CoverageStatus, Severity, Verdict
from driftwatch.stages.judge import judge

ERRORS = (
    """A: First pages of the 1740s ledger are through, character error rate is 6.1 percent.
    A: We need it at two, otherwise the editors retype everything.
    B: Five would do for search, nobody reads the raw text.""",
    """B: Character error rate on the new batch came in at 5.2 percent.
    B: That is close enough to five for us, so I would freeze the model.
    A: Please not, two is what the edition is budgeted on.""",
    """A: Reminder that a character error rate above two percent means a second reader for every page.
    B: ok""",
    """B: CER is now 4.8, so below our five.
    A: My readers are planned for a character error rate of 2 percent, at 4.8 they do not finish before Easter.""",
    """B: For the report: character error rate target 5 percent.
    A: In my copy of the plan the character error rate has to be no more than 2 percent.""",
)
BOXES = (
    """A: Q1 stands at 0.4 percent of all logger readings.
    B: For me Q1 is 11 percent, that's boxes with at least one reading outside.""",
    """A: Temperature excursions in May: 0.3 percent of readings.
    B: Temperature excursions in May are 9 percent of boxes.""",
    """B: 12 percent of the boxes had temperature excursions
    A: Temperature excursions are 0.5 percent of the readings, I don't see the drama.""",
    """A: Temperature excursions: 0.4 percent of 81,000 readings.
    B: Temperature excursions at 10 percent of boxes for June.""",
)
BOX_CHARTER = "| Key | Indicator | Target |\n|---|---|---|\n| Q1 | Temperature excursions | few |\n"
TRAPS = {
    "different numbers about different things": (
        """A: Uptime has to be at least 99.5 percent.
        B: On-time delivery must stay above 95 percent.
        A: Uptime target 99.5 percent, as in the contract.""",
        """A: Uptime target is 99.5 percent and we are at 99.7.
        B: Target for on-time delivery is 95 percent.""",
        """A: Our uptime must be 99.5 percent.
        B: The on-time delivery rate needs to be 95 percent.
        B: uptime 99.5, fine by me""",
        """B: uptime was 99.6 in June, above the 99.5 we need
        A: On-time delivery rate was 96 percent, and 95 is what we need.""",
    ),
    "the same in other words": (
        "A: Recovery has to work within the hour, recovery time of 60 minutes at most.\nB: Our recovery time limit is one hour.",
        "A: recovery time 60 minutes is the bar\nB: recovery time under one hour or we stop",
        "A: We tested a recovery time of 41 minutes, limit 60 minutes.\nB: Recovery time must be below 1 hour.",
        "A: The recovery time may not exceed 60 minutes.\nB: An hour is the recovery time we promised.",
    ),
    "readings of two sites": (
        "A: Our yield was 82 percent last week.\nB: Ours was 64, the older line.",
        "A: Yield 83 percent in Halle.\nB: Yield 66 percent in Turin.",
        "A: Yield at Halle 81 percent.\nB: yield 63 percent at Turin",
        "A: yield of 84 percent for us\nB: Yield of 65 percent on our line.",
    ),
    "readings apart, one target": (
        "A: Energy consumption was 12 kWh in March, target is 10.\nB: Consumption was 14 in my log, target is 10.",
        "A: Energy consumption down to 11, target stays 10.\nB: Energy consumption target is 10, we are at 13.",
        "A: Energy consumption 11.5 now.\nB: Energy consumption at 12, so not the 10 we need yet.",
        "A: energy consumption must be 10 in the end\nB: energy consumption of 10 is the goal",
    ),
    "a target taken back": (
        "A: The rejection rate must be below 1 percent.\nB: A rejection rate of 3 percent is fine.\nB: I take back the 3 percent, one is right.",
        "A: rejection rate target 1 percent\nB: rejection rate target one percent, agreed",
        "A: Rejection rate at most 1 percent.\nB: We aim for a rejection rate of 1 percent.",
        "A: The rejection rate needs to be 1 percent.\nB: Rejection rate was 0.9, below the one we need.",
    ),
    "jokes and imagined cases": (
        "A: Error rate target is 2 percent.\nB: My error rate target is 90 percent, haha.\nB: 2 is fine.",
        "A: Error rate must stay under 2 percent.\nB: What if the error rate were 10 percent?\nB: Error rate of 2 percent is what we promised.",
        "A: error rate 2 percent max\nB: Error rate below 2 percent or we stop.",
        "A: error rate target 2 percent\nB: Imagine an error rate target of 30 percent.",
    ),
    "words of the other side": (
        "A: Our target for the defect rate is 2 percent.\nB: Alder Works said the defect rate has to be 2 percent, you told us so in May.",
        "A: defect rate target 2 percent\nB: For us a defect rate of 2 percent is the target as well.",
        "A: The defect rate must stay below 2 percent.\nB: their other customer wants a defect rate of 5 percent, which is another world",
        "A: two percent is the bar for the defect rate\nB: Your defect rate target used to be 6 percent.",
    ),
    "a quarrel solved at once": (
        """A: 40 ms jitter is the limit and not a microsecond more!!
        B: You cannot build that with this radio, jitter of 80 ms is what it gives!!
        B: ok, with the new antenna 40 works, sorry""",
        "A: Jitter is at 35 ms.\nB: jitter 36 ms here, under the 40",
        "A: jitter limit 40 ms stays\nB: Jitter has to stay below 40 ms.",
        "B: jitter 31 ms, limit 40\nA: Jitter at 33 ms.",
    ),
    "stages of one plan": (
        "A: The adoption rate should be 25 percent by the end of April.\nB: The adoption rate should be 40 percent by the end of June.",
        "A: Adoption rate target is 25 percent by April.\nB: adoption rate 40 percent by June, that is the target",
        "A: For April we need an adoption rate of 25 percent.\nB: We need an adoption rate of 40 percent by June.",
        "A: adoption rate goal for April 25 percent\nB: adoption rate goal for June: 40 percent",
    ),
    "both moved": (
        *["A: Latency has to be under 300 ms.\nA: The target for latency is 300 ms."] * 4,
        *["B: Latency has to be under 200 ms.\nB: The target for latency is 200 ms."] * 4,
    ),
    "proposals": (*["A: The failure rate target is 4 percent.\nB: I would suggest a failure rate target of 9 percent."] * 4,),
}


def _judged(material):
    findings, coverage = MetricTarget().test(material)
    return judge(findings, fdr=0.10), coverage


def _divergent(material):
    return [one.finding for one in _judged(material)[0] if one.verdict is Verdict.DIVERGENT]


def test_two_targets_for_one_measure_are_told_with_both_values():
    (found,) = _divergent(measured(*ERRORS))

    assert found.subject == "character error rate"
    assert found.title == "Alder Works and Birch Line give different targets for “character error rate”"
    assert [position.summary for position in found.positions] == [
        "gives 2 % as the target (5 statements in 5 documents)",
        "gives 5 % as the target (4 statements in 4 documents)",
    ]
    assert found.p_value is not None and found.p_value < 0.01
    assert found.effect is not None and found.effect.value == 1.0
    assert found.settlement is None


def test_the_quotes_of_a_target_name_the_measure_first():
    (found,) = _divergent(measured(*ERRORS))

    first = [position.evidence[0] for position in found.positions]

    assert first == ["d02:0", "d04:0"]


def test_two_ways_of_counting_under_one_name_and_key_are_told_with_what_each_counts():
    (found,) = _divergent(measured(*BOXES, charter=BOX_CHARTER))

    assert found.subject == "temperature excursions"
    assert "reading" in found.positions[0].summary and "box" in found.positions[1].summary
    assert "the charter lists it as Q1" in found.common_ground
    assert found.severity in (Severity.MEDIUM, Severity.HIGH)
    assert found.title == "“temperature excursions” is counted in different ways at Alder Works and Birch Line"


@pytest.mark.parametrize("trap", TRAPS)
def test_no_alert_on(trap):
    assert _divergent(measured(*TRAPS[trap])) == []


def test_a_target_agreed_on_later_is_settled_with_both_statements():
    agreed = (
        "A: Agreed, the character error rate target is 3 percent.\nB: Agreed for us, a character error rate of 3 percent is the target.",
        "A: Character error rate target 3 percent, we are at 3.4.\nB: character error rate at 3.2, near the target of 3 percent",
        "A: Target for the character error rate is 3 percent.\nB: The character error rate must stay under 3 percent.",
    )

    (found,) = _divergent(measured(*ERRORS, *agreed))

    assert found.settlement is not None
    assert found.settlement.evidence == ("d05:0", "d05:1")


def test_one_that_states_its_target_too_seldom_is_insufficient_with_the_counts():
    judged, coverage = _judged(measured(*ERRORS[2:3], "A: Character error rate limit 2 percent.\nB: Character error rate target 5 percent."))

    assert [one.verdict for one in judged] == [Verdict.INSUFFICIENT]
    assert "birch: 1 statements in 1 documents" in str(judged[0].finding.insufficient)
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_material_without_any_measure_is_insufficient():
    judged, coverage = _judged(measured("A: Good morning.\nB: Good morning."))

    assert judged == ()
    assert [row.status for row in coverage] == [CoverageStatus.INSUFFICIENT_DATA]


def test_swapping_the_partners_mirrors_the_finding():
    swapped = [document.replace("A: ", "@: ").replace("B: ", "A: ").replace("@: ", "B: ") for document in ERRORS]

    (one,), (other,) = _divergent(measured(*ERRORS)), _divergent(measured(*swapped))

    assert one.p_value == other.p_value
    assert [position.summary for position in one.positions] == [position.summary for position in reversed(other.positions)]


def test_every_pair_of_partners_is_compared():
    with_third = [f"{document}\nC: A character error rate of 2 percent is the limit in our index." for document in ERRORS]

    judged, coverage = _judged(measured(*with_third, partners=PARTNERS))

    assert {one.finding.partners for one in judged if one.verdict is Verdict.DIVERGENT} == {("alder", "birch"), ("birch", "cedar")}
    assert [row.partners for row in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]


def test_the_same_material_gives_the_same_finding():
    assert _divergent(measured(*ERRORS)) == _divergent(measured(*ERRORS))


def test_who_says_it_more_often_in_a_document_does_not_make_it_likelier():
    louder = [f"{document}\n" + "\n".join(["B: character error rate target 5 percent"] * 4) for document in ERRORS]

    (one,), (other,) = _divergent(measured(*ERRORS)), _divergent(measured(*louder))

    assert other.p_value is not None and one.p_value is not None and other.p_value >= one.p_value


ANSWERS = (
    """A: Of the 50 parcels we handed over, punctuality came to 62 percent.
    B: I have 96.
    A: The forklift is back from repair.""",
    """B: Punctuality was 95.8 in March.
    A: 64 with me, of what the shops asked for.
    B: We look at the sheets on Monday.""",
    """A: What do we tell the board about punctuality?
    A: 66 for April, of what the shops asked for.
    B: 97.2 here.""",
    """A: punctuality's 67 for may
    B: In our report May is at 97.
    B: The new gate has 61 hinges.""",
)
SINCE_AGREED = (
    "B: Punctuality for June, counted as agreed, is 71 percent.\nA: 70 on my sheet.",
    "A: Punctuality in July came to 72.\nB: Same here, 72.",
    "B: Punctuality is 74 so far.\nA: I have 75.",
)


def test_figures_that_answer_the_other_sides_reading_are_readings_without_name_or_unit():
    (found,) = _divergent(measured(*ANSWERS))

    assert found.subject == "punctuality" and found.settlement is None
    assert "62 % to 67 %" in found.positions[0].summary and "95.8 % to 97.2 %" in found.positions[1].summary


def test_readings_that_lie_together_from_some_day_on_are_a_settled_difference():
    (found,) = _divergent(measured(*ANSWERS, *SINCE_AGREED))

    assert found.settlement is not None


def test_readings_that_only_move_on_are_no_difference():
    material = measured(
        "A: Occupancy is 40 percent.\nB: I have 41.",
        "B: Occupancy was 52 percent in March.\nA: 51 here.",
        "A: Occupancy 63 percent.\nB: 64 on our list.",
        "A: Occupancy 76 percent.\nB: We've got it at 75.",
    )

    assert not _divergent(material)


def test_readings_that_grow_for_both_sides_still_show_two_ways_of_counting():
    given = [(12, 2), (20, 3), (31, 5), (42, 8), (55, 12), (66, 18), (78, 28), (90, 45)]
    (found,) = _divergent(measured(*(f"A: Progress is {high} percent, all told.\nB: I have progress of {low} percent." for high, low in given)))

    assert found.subject == "progress"


def test_answers_on_a_machine_of_ones_own_are_no_difference_where_nothing_tells_that_one_thing_is_meant():
    material = measured(
        "A: Our scrap rate was 12 percent last week.\nB: Ours was 19.",
        "A: Scrap rate 11 percent.\nB: 20 here.",
        "B: Scrap rate of 21 percent.\nA: I have 12.",
        "A: scrap rate 10 percent so far\nB: 18 with us.",
    )

    assert not _divergent(material)


def test_figures_of_other_things_behind_a_measure_are_none_of_it():
    material = measured(
        "A: Occupancy is 92 percent.\nB: Twelve trolleys are broken.\nB: The lift took 14 people.",
        "A: Occupancy was 93 percent.\nB: We ordered 15 lamps, four of them blue.",
        "A: Occupancy 92 percent.\nB: Line 11 is closed, the painters need 16 days.",
        "A: Occupancy at 94 percent.\nB: My dog is 12.",
    )

    assert not _divergent(material)
