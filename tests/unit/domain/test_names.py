"""Names as people write them."""

import pytest

from driftwatch.domain.names import Roll, exact, folded, initials

ROLL = Roll(["Michael Kleber", "Jonasz Pamuła", "Mehmet Yıldız", "Jean-Luc B. Roy", "Siobhán Keane", "Mary Ann Lee"], {"mk77": "Michael Kleber"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("michael kleber", "Michael Kleber"),
        ("Michael", "Michael Kleber"),
        ("Michael K", "Michael Kleber"),
        ("Kleber", "Michael Kleber"),
        ("Mr Kleber", "Michael Kleber"),
        ("MK", "Michael Kleber"),
        ("mk77", "Michael Kleber"),
        ("Jonasz Pamula", "Jonasz Pamuła"),
        ("Mehmet Yildiz", "Mehmet Yıldız"),
        ("Siobhan", "Siobhán Keane"),
        ("JLR", "Jean-Luc B. Roy"),
        ("Jean-Luc Roy", "Jean-Luc B. Roy"),
        ("MAL", "Mary Ann Lee"),
        ("ML", "Mary Ann Lee"),
    ],
)
def test_a_name_is_known_in_every_form_that_people_write(written: str, meant: str) -> None:
    assert ROLL.meant(written) == (meant,)


@pytest.mark.parametrize("written", ["Mich", "mk", "Maria", "K", "", "Anna Kleber", "Ms Michael"])
def test_what_is_nobodys_name_means_nobody(written: str) -> None:
    assert ROLL.meant(written) == ()


def test_a_name_of_two_means_both() -> None:
    roll = Roll(["Matt Kendall", "Michael Kleber", "Matt Menke"])

    assert roll.meant("MK") == ("Matt Kendall", "Michael Kleber")
    assert roll.meant("Matt") == ("Matt Kendall", "Matt Menke")


def test_folding_keeps_apart_what_only_sounds_alike() -> None:
    assert folded("Łoś") == "los"
    assert exact("Ｊörg  Lüth") == "jörg lüth"
    assert initials("Cher") == frozenset()


SIGNED = Roll(
    ["Patrick Hale", "Alexander Crown", "Brian May", "Basile Leparmentier", "Eric Reinecke", "Newton (M)", "Jeffrey Wieland", "Ada Riordan-Butterworth"]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Pat", "Patrick Hale"),
        ("Pat Hale", "Patrick Hale"),
        ("Alex C", "Alexander Crown"),
        ("BMay", "Brian May"),
        ("BrianM", "Brian May"),
        ("J Wieland", "Jeffrey Wieland"),
        ("Jeff Wieland", "Jeffrey Wieland"),
        ("Leparmentier Basile", "Basile Leparmentier"),
        ("Ada Butterworth", "Ada Riordan-Butterworth"),
    ],
)
def test_short_forms_and_turned_names_are_known(written: str, meant: str) -> None:
    assert SIGNED.meant(written) == (meant,)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Brain May", "Brian May"),
        ("Basile Learmentier", "Basile Leparmentier"),
        ("Erik R", "Eric Reinecke"),
        ("Erick", "Eric Reinecke"),
        ("Brain", "Brian May"),
    ],
)
def test_a_misspelt_name_resembles_the_listed_one(written: str, meant: str) -> None:
    assert SIGNED.meant(written) == ()
    assert SIGNED.resembling(written) == (meant,)


@pytest.mark.parametrize("written", ["Bryn", "Paula May", "Brian Day", "Carol", "Pa", "Alan Crown", ""])
def test_another_name_resembles_nobody(written: str) -> None:
    assert SIGNED.resembling(written) == ()
