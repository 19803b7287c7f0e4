from dataclasses import replace

from driftwatch.domain.meaning import COUNTS, AlertKind, Effect, Finding, Verdict
from driftwatch.stages.judge import judge


def _finding(subject, p_value, *, holds=True, insufficient=None):
    return Finding(
        kind=AlertKind.TERM_MEANING, subject=subject, partners=("a", "b"), positions=(), p_value=p_value, holds=holds, insufficient=insufficient
    )


def _verdicts(*findings, fdr=0.10):
    return {entry.finding.subject: entry.verdict for entry in judge(findings, fdr=fdr)}


def test_a_p_value_that_would_do_alone_does_not_do_among_many():
    many = [_finding(f"t{n}", 0.9) for n in range(30)]

    assert _verdicts(_finding("x", 0.02))["x"] is Verdict.DIVERGENT
    assert _verdicts(_finding("x", 0.02), *many)["x"] is Verdict.SAME


def test_a_small_p_value_alone_is_no_difference():
    assert _verdicts(_finding("x", 0.0005, holds=False))["x"] is Verdict.SAME


def test_not_enough_data_is_a_verdict_of_its_own():
    assert _verdicts(_finding("x", None, insufficient="too few documents"))["x"] is Verdict.INSUFFICIENT


def test_no_difference_among_few_usages_is_not_called_the_same():
    (entry,) = judge([replace(_finding("x", 0.6), sensitive=False)], fdr=0.10)

    assert entry.verdict is Verdict.INSUFFICIENT


def test_tests_of_one_kind_do_not_count_against_another():
    words = [_finding(f"t{n}", 0.9) for n in range(30)]
    measure = replace(_finding("x", 0.02), kind=AlertKind.METRIC_TARGET)

    assert _verdicts(measure, *words)["x"] is Verdict.DIVERGENT


COUNTED = replace(_finding("cue", 0.001), kind=AlertKind.METRIC_TARGET, effect=Effect(measure=COUNTS, value=2.5))


def test_counts_of_one_noun_that_lie_far_apart_are_a_difference_in_what_it_means():
    (entry,) = judge([COUNTED], fdr=0.10)

    assert (entry.finding.kind, entry.verdict) == (AlertKind.TERM_MEANING, Verdict.DIVERGENT)


def test_where_its_usages_show_what_the_noun_means_the_counts_stand_for_themselves():
    kinds = [entry.finding.kind for entry in judge([COUNTED, _finding("cue", 0.001)], fdr=0.10)]

    assert sorted(kinds) == [AlertKind.METRIC_TARGET, AlertKind.TERM_MEANING]


def test_the_kind_of_counts_does_not_hang_on_their_verdict():
    (entry,) = judge([replace(COUNTED, p_value=0.5)], fdr=0.10)

    assert (entry.finding.kind, entry.verdict) == (AlertKind.TERM_MEANING, Verdict.SAME)


def test_measures_keep_their_kind():
    measure = replace(COUNTED, effect=Effect(measure="share of stated targets that differ", value=1.0))

    assert [entry.finding.kind for entry in judge([measure], fdr=0.10)] == [AlertKind.METRIC_TARGET]


def test_tests_of_one_family_do_not_count_against_another_of_the_same_kind():
    words = [replace(_finding(f"t{n}", 0.9), family="senses") for n in range(30)]
    figure = replace(_finding("x", 0.02), family="figures")

    assert _verdicts(figure, *words)["x"] is Verdict.DIVERGENT
