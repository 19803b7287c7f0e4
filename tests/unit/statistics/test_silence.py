"""Exact counts of silence."""

from math import log

import pytest
from scipy.stats import binom, binomtest, chi2, hypergeom

from driftwatch.statistics.silence import Usual, at_most, drawn_at_most, fisher, silence_interval, silence_test
from driftwatch.statistics.silence import tests_within_reach as within_reach

USUAL = Usual(utterances=60, met=30, raised=30)


def test_exact_tails_are_those_of_the_textbook():
    assert at_most(2, 9, 0.4) == pytest.approx(binom.cdf(2, 9, 0.4))
    assert drawn_at_most(1, 6, marked=30, among=50) == pytest.approx(hypergeom.cdf(1, 50, 30, 6))
    assert fisher(0.02, 0.3) == pytest.approx(chi2.sf(-2 * log(0.02 * 0.3), 4))
    assert fisher(0.02, 0.3, 0.1) == pytest.approx(chi2.sf(-2 * log(0.02 * 0.3 * 0.1), 6))
    assert fisher(0.0, 0.3) == 0.0


def test_a_quiet_listener_is_not_blamed():
    loud = silence_test(spoken=(8, 0), share=0.5, met=0, raised=8, usual=USUAL)
    quiet = silence_test(spoken=(8, 0), share=0.2, met=0, raised=8, usual=USUAL)

    assert loud.p_words == pytest.approx(0.5**8)
    assert quiet.p_words == pytest.approx(0.8**8)
    assert quiet.odds_at_least < loud.odds_at_least


def test_a_talkative_listener_counts_as_an_equal_one():
    assert silence_test(spoken=(8, 0), share=0.9, met=0, raised=8, usual=USUAL).p_words == pytest.approx(0.5**8)


def test_where_most_things_find_no_answer_none_is_no_sign():
    usual = silence_test(spoken=(8, 0), share=0.5, met=0, raised=8, usual=Usual(utterances=60, met=50, raised=30))
    rare = silence_test(spoken=(8, 0), share=0.5, met=0, raised=8, usual=Usual(utterances=60, met=5, raised=30))

    assert usual.p_replies < 0.01 < 0.3 < rare.p_replies


def test_what_is_mostly_told_of_is_hardly_raised():
    told = silence_test(spoken=(8, 0), share=0.5, met=0, raised=1, usual=USUAL)
    raised = silence_test(spoken=(8, 0), share=0.5, met=0, raised=8, usual=USUAL)

    assert raised.p_raising < 0.01 < 0.9 < told.p_raising
    assert raised.p_concern == pytest.approx(fisher(raised.p_replies, raised.p_raising))


def test_the_interval_holds_the_share():
    low, high = silence_interval(6, 8)

    assert 0 < low < 0.75 < high < 1
    assert silence_interval(8, 8)[1] == 1.0


def test_tests_that_could_never_be_found_take_no_room():
    assert within_reach([0.5] * 50 + [0.0001], fdr=0.1) == pytest.approx(0.1)
    assert within_reach([0.001] * 4, fdr=0.1) == pytest.approx(0.1 / 4)
    assert within_reach([], fdr=0.1) == pytest.approx(0.1)


def test_the_interval_is_that_of_clopper_and_pearson():
    for unanswered, raised in ((0, 5), (3, 9), (9, 9), (40, 200)):
        low, high = silence_interval(unanswered, raised)
        exact = binomtest(unanswered, raised).proportion_ci(method="exact")

        assert (low, high) == pytest.approx((exact.low, exact.high))
