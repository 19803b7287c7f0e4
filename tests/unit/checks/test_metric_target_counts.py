from tests.unit.checks.measured import measured

from driftwatch.checks.metric_target import MetricTarget
from driftwatch.domain.meaning import Verdict
from driftwatch.stages.judge import judge

CRATES = (
    "A: Two crates this week.\nB: I have 31 crates.",
    "B: We're at 48 crates.\nA: Four crates, all with a name.",
    "A: Three crates, one wet.\nB: 57 crates on my sheet.",
    "B: 60 crates, all open.\nA: Five crates with us.",
)


def _raised(material):
    return [entry.finding for entry in judge(MetricTarget().test(material)[0], fdr=0.10) if entry.verdict is Verdict.DIVERGENT]


def test_counts_of_one_thing_that_lie_far_apart_at_one_time_are_a_difference():
    (found,) = _raised(measured(*CRATES))

    assert found.subject == "crate"
    assert "2 to 5" in found.positions[0].summary and "31 to 60" in found.positions[1].summary


def test_counts_that_never_meet_in_one_document_may_be_of_other_things():
    apart = [line for pair in CRATES for line in pair.split("\n")]

    assert not _raised(measured(*apart))


def test_counts_that_grow_on_both_sides_are_no_difference():
    material = measured(
        "A: Two crates this week.\nB: I have 3 crates.",
        "B: We're at 12 crates.\nA: 14 crates, all with a name.",
        "A: 40 crates left.\nB: 38 crates on my sheet.",
        "B: 90 crates open.\nA: 95 crates with us.",
    )

    assert not _raised(material)
