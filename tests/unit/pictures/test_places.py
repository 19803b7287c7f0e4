import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.pictures.places import LETTER, LINE, places, spread

WORDS = st.lists(
    st.tuples(st.text("abcdefgh", min_size=3, max_size=9), st.floats(-1, 1), st.floats(-0.6, 0.6)), max_size=12, unique_by=lambda each: each[0]
)


def test_two_groups_lie_at_either_end():
    rng = np.random.default_rng(1)
    vectors = np.concatenate([rng.normal(size=(6, 8)) * 0.1 + np.eye(8)[0], rng.normal(size=(6, 8)) * 0.1 + np.eye(8)[3]]).astype(np.float32)

    found = places(vectors)

    assert found[:6, 0].max() < found[6:, 0].min() or found[:6, 0].min() > found[6:, 0].max()
    assert np.abs(found).max() == 1.0


def test_where_there_is_nothing_to_tell_apart_all_lie_in_the_middle():
    assert not places(np.ones((4, 8), dtype=np.float32)).any()
    assert not places(np.ones((1, 8), dtype=np.float32)).any()
    assert places(np.ones((0, 8), dtype=np.float32)).shape == (0, 2)


@given(named=WORDS)
def test_no_word_covers_another_and_none_leaves_the_map(named):
    found = spread(named)

    for at, (x, y) in enumerate(found):
        assert abs(y) <= 1.0
        for other in range(at):
            wide = LETTER * (len(named[at][0]) + len(named[other][0]))
            assert abs(x - found[other][0]) >= wide - 1e-3 or abs(y - found[other][1]) >= LINE - 1e-3


@given(named=WORDS, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_words_come_changes_no_place(named, seed):
    turned = list(named)
    seed.shuffle(turned)

    assert dict(zip(named, spread(named), strict=True)) == dict(zip(turned, spread(turned), strict=True))
