"""Texts are cut once, and what was kept is what would be cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.domain.slices import Passed, Slices
from driftwatch.stages.keep_slices import LONGEST, keep_slices, program
from driftwatch.stages.segment import sliced


class Kept:
    """Remembers vectors, and what was asked of the slicer."""

    def __init__(self):
        self.known, self.cut = {}, []

    def vectors(self, model, hashes):
        return {each: self.known[model, each] for each in hashes if (model, each) in self.known}

    def keep_vectors(self, model, vectors):
        self.known.update({(model, each): vector for each, vector in vectors.items()})

    def slicer(self, texts):
        self.cut += texts
        return sliced(texts)


TALK = Passed("It is done when it is signed. Is it?\n\n# A title\n\n- One thing.\n- Another one.\n", False)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=60), st.booleans()), max_size=6))
def test_what_was_kept_is_what_is_cut(written):
    texts, kept = [Passed(*each) for each in written], Kept()

    first, second = (keep_slices(texts, kept.slicer, kept) for _ in range(2))

    assert first == second == sliced(texts)
    assert sorted(kept.cut) == sorted(set(texts))


def test_the_same_text_as_a_chat_is_another():
    kept = Kept()

    keep_slices([TALK, TALK._replace(by_line=True)], kept.slicer, kept)

    assert len(kept.cut) == 2


def test_nothing_is_kept_beyond_a_change_of_the_program(monkeypatch):
    kept = Kept()
    keep_slices([TALK], kept.slicer, kept)

    monkeypatch.setattr("driftwatch.stages.keep_slices.program", lambda: "another")
    keep_slices([TALK], kept.slicer, kept)

    assert kept.cut == [TALK, TALK]
    assert len(program()) == 16


def test_of_a_text_too_long_for_exact_places_nothing_is_kept():
    kept, long = Kept(), Passed("a" * LONGEST, False)

    found = keep_slices([long], lambda texts: [Slices(((0, LONGEST),)) for _ in texts], kept)

    assert found == [Slices(((0, LONGEST),))]
    assert not kept.known
