"""A key is known by its beginning and proven by its hash."""

from hashlib import sha256
from itertools import count

import pytest

from driftwatch.domain.keys import digest_of, new_key, parse

ORDINALS = count()


def counted(length: int) -> bytes:
    return next(ORDINALS).to_bytes(length, "big")


def test_a_new_key_opens_with_what_was_kept_of_it():
    made = new_key(counted)

    presented = parse(made.key)

    assert presented is not None
    assert presented.prefix == made.prefix
    assert presented.opens(made.digest)


def test_a_key_carries_256_random_bits_beside_its_visible_prefix():
    asked = []

    made = new_key(lambda length: asked.append(length) or b"\xff" * length)

    assert asked == [5, 32]
    assert made.prefix == "dw_live_77777777"
    assert made.key == f"dw_live_77777777_{'_' * 42}8"


def test_only_the_hash_of_the_whole_key_is_kept():
    made = new_key(counted)

    assert made.digest == sha256(made.key.encode()).hexdigest() == digest_of(made.key)
    assert made.key not in repr(made)
    assert made.digest not in repr(made)


def test_another_key_of_the_same_prefix_does_not_open():
    made = new_key(counted)
    guess = parse(made.prefix + "_" + "A" * 43)

    assert guess is not None
    assert guess.prefix == made.prefix
    assert not guess.opens(made.digest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dw_live_",
        "dw_live_aaaaaaaa",
        "dw_test_aaaaaaaa_" + "A" * 43,
        "dw_live_aaaaaaaa_" + "A" * 42,
        "dw_live_aaaaaaaa_" + "A" * 43 + "\n",
        "DW_LIVE_aaaaaaaa_" + "A" * 43,
        "dw_live_äaaaaaaa_" + "A" * 43,
    ],
)
def test_what_has_not_the_form_of_a_key_is_none(text):
    assert parse(text) is None
