from driftwatch.domain.meaning import Effect
from driftwatch.report.charts import STRIP_MARGIN, STRIP_WIDTH, strip, strip_scale


def test_an_effect_stands_between_its_bounds_and_on_the_line():
    drawn = strip(Effect(measure="distance", value=0.34, interval=(0.21, 0.47), within=0.08))

    assert STRIP_MARGIN < drawn.inner < drawn.low < drawn.at < drawn.high <= STRIP_WIDTH - STRIP_MARGIN


def test_an_effect_without_interval_and_inner_variation_is_a_dot():
    drawn = strip(Effect(measure="distance", value=0.0))

    assert (drawn.low, drawn.high, drawn.inner, drawn.at) == (None, None, None, STRIP_MARGIN)


def test_effects_share_a_round_scale_that_none_exceeds():
    effects = [Effect(measure="m", value=0.19, interval=(0.08, 0.31)), Effect(measure="m", value=0.05)]

    assert strip_scale(effects) == 0.4
