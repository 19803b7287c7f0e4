"""Who speaks under which names."""

import pytest

from driftwatch.domain.voices import voices

EVERYONE = ["Maya Okafor", "Tom Beckett", "Tom Sharrow", "Ragnhild Sørensen"]


def _meant(name, *, partner="alder", listed=EVERYONE):
    *_, found = voices([*(("alder", each) for each in listed), (partner, name)])
    return found


NAMES = ["Maya Okafor", "MAYA OKAFOR", "Maya", "maya", "MO", "M. Okafor", "maya.o", "maya_okafor", "MO Maya Okafor", "Okafor"]


@pytest.mark.parametrize("name", NAMES)
def test_all_names_of_a_person_are_one_voice(name):
    assert _meant(name) == "maya okafor"


def test_accents_part_nobody():
    assert _meant("Ragnhild Sorensen") == _meant("Ragnhild Sørensen") == _meant("RS")


def test_a_name_that_two_people_have_is_a_voice_of_its_own():
    assert _meant("Tom") == "tom"
    assert _meant("Tom B") == "tom beckett"


def test_the_other_partners_people_are_others():
    assert _meant("Maya", partner="birch") == "maya"


def test_where_nobody_is_named_there_is_no_voice():
    assert voices([("alder", None), ("alder", ""), (None, "Maya")]) == (None, None, "maya")


@pytest.mark.parametrize("name", ["⚓", "...", "_"])
def test_a_name_without_letters_is_kept_as_it_is(name):
    assert _meant(name)


def test_the_order_of_what_was_said_does_not_matter():
    spoken = [("alder", name) for name in [*EVERYONE, "Maya", "MO", "Tom", "tom.b"]]

    assert dict(zip(spoken, voices(spoken), strict=True)) == dict(zip(spoken[::-1], voices(spoken[::-1]), strict=True))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Ana", "ana_b", "Aña"), ("ana", "ana", "ana")),
        (("Ana", "ana_b", "ana.c"), ("ana", "ana b", "ana c")),
        (("Ana Berg", "Ana Cole", "Ana", "ana_x"), ("ana berg", "ana cole", "ana", "ana x")),
        (("AB", "A"), ("ab", "a")),
    ],
)
def test_who_has_a_full_name_nowhere_is_one_under_a_first_name_that_one_person_has(names, found):
    assert voices(("alder", name) for name in names) == found


def test_speakers_who_have_but_a_number_are_as_many_as_there_are_numbers():
    names = ["Speaker 1", "Speaker 2", "Speaker 12", "user_1", "user_12", "Speaker"]

    assert len(set(voices(("alder", name) for name in names))) == len(names)
