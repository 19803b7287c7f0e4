"""Names as people write them."""

import pytest

from driftwatch.domain.names import Roll, exact, folded, initials

ROLL = Roll(["Michael Kolb", "Jonasz Pabuła", "Mehmet Yıldız", "Jean-Luc B. Roy", "Siobhán Keane", "Mary Ann Lee"], {"mk77": "Michael Kolb"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("michael kolb", "Michael Kolb"),
        ("Michael", "Michael Kolb"),
        ("Michael K", "Michael Kolb"),
        ("Kolb", "Michael Kolb"),
        ("Mr Kolb", "Michael Kolb"),
        ("MK", "Michael Kolb"),
        ("mk77", "Michael Kolb"),
        ("Jonasz Pabula", "Jonasz Pabuła"),
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


@pytest.mark.parametrize("written", ["Mich", "mk", "Maria", "K", "", "Anna Kolb", "Ms Michael"])
def test_what_is_nobodys_name_means_nobody(written: str) -> None:
    assert ROLL.meant(written) == ()


def test_a_name_of_two_means_both() -> None:
    roll = Roll(["Matt Kendrick", "Michael Kolb", "Matt Menken"])

    assert roll.meant("MK") == ("Matt Kendrick", "Michael Kolb")
    assert roll.meant("Matt") == ("Matt Kendrick", "Matt Menken")


def test_folding_keeps_apart_what_only_sounds_alike() -> None:
    assert folded("Łoś") == "los"
    assert exact("Ｊörg  Lüth") == "jörg lüth"
    assert initials("Cher") == frozenset()


SIGNED = Roll(
    [
        "Patrick Hale",
        "Alexander Crown",
        "Brian Mott",
        "Basile Lavermontier",
        "Eric Rabeneck",
        "Newton (M)",
        "Jeffrey Wendelin",
        "Ada Harlow-Bentinck",
    ]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Pat", "Patrick Hale"),
        ("Pat Hale", "Patrick Hale"),
        ("Alex C", "Alexander Crown"),
        ("BMott", "Brian Mott"),
        ("BrianM", "Brian Mott"),
        ("J Wendelin", "Jeffrey Wendelin"),
        ("Jeff Wendelin", "Jeffrey Wendelin"),
        ("Lavermontier Basile", "Basile Lavermontier"),
        ("Ada Bentinck", "Ada Harlow-Bentinck"),
    ],
)
def test_short_forms_and_turned_names_are_known(written: str, meant: str) -> None:
    assert SIGNED.meant(written) == (meant,)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Brain Mott", "Brian Mott"),
        ("Basile Lavermotier", "Basile Lavermontier"),
        ("Erik R", "Eric Rabeneck"),
        ("Erick", "Eric Rabeneck"),
        ("Brain", "Brian Mott"),
    ],
)
def test_a_misspelt_name_resembles_the_listed_one(written: str, meant: str) -> None:
    assert SIGNED.meant(written) == ()
    assert SIGNED.resembling(written) == (meant,)


@pytest.mark.parametrize("written", ["Bryn", "Paula Mott", "Brian Dott", "Carol", "Pa", "Alan Crown", ""])
def test_another_name_resembles_nobody(written: str) -> None:
    assert SIGNED.resembling(written) == ()
