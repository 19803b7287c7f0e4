from driftwatch.learn.scores import Score, binomial_interval


def test_two_alerts_on_one_difference_do_not_raise_the_recall():
    score = Score(benchmark="b", what="all", expected=2, said=2, right=2, found=1)

    assert score.precision == 1.0
    assert score.recall == 0.5


def test_nothing_said_has_no_precision_and_nothing_expected_no_recall():
    score = Score(benchmark="b", what="all", expected=0, said=0, right=0)

    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_nothing_right_is_an_f1_of_nought():
    assert Score(benchmark="b", what="all", expected=3, said=2, right=0).f1 == 0.0


def test_one_of_one_proves_little():
    low, high = binomial_interval(1, 1) or (1.0, 1.0)

    assert low < 0.03
    assert high == 1.0
    assert binomial_interval(0, 0) is None
