import pytest

from driftwatch.domain.first_names import ALSO_WORDS, FIRST_NAMES
from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner

NORTH = Partner(id="north", name="Norwind", people=("Ada Lind", "kit.baker", "Will Long"))
SOUTH = Partner(id="south", name="Marina Works", aliases=("Marina",), people=("Jo",))
PERSONS = Persons([NORTH, SOUTH], speakers=["Oyelaran Adeyemi", "Priya Raman", "Customer Care", "Kowalczyk, Anna", "A. Ferrand"])


@pytest.mark.parametrize(
    "text",
    [
        "Lind signed it.",
        "ada lind signed it",
        "as kit.baker said in the thread",
        "We asked Mr Garrick for the form.",
        "Raman has the list.",
        "Siobhán helped with the form.",
        "form attached, siobhán helped with the grown-up words.",
        "We left it with Tomek's team.",
        "It's got a score of 0.97, Billy, that's the best we have.",
        "I would ask Grace first.",
        "The list is with Mark until Friday.",
        "Grant said that it holds.",
        "Grace, can you send the list?",
        "Mark's team counts pallets differently.",
        "Will Long's list is late.",
        "Long signs on Friday.",
        "we could ask\nMark about it",
        "Mr O'Neill signs every release.",
        "Frau von der Leyen signs it.",
        "Dr J. P. Smith signs it.",
        "Anna_K signs it",
        "Franc\u0327ois signs each batch",
        "we asked Kowalczyk about it",
        "Ferrand has the list",
        "May told us on Friday.",
        "Will Long has the key.",
        "@devon.k can you look?",
        "Write to someone@norwind.example before Friday.",
    ],
)
def test_whoever_is_named_is_found(text):
    assert PERSONS.search(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Will it hold until May?",
        "Mark it as done on 4 June.",
        "May I have the list?",
        "Grant us two more weeks and it works.",
        "it will take long",
        "The grace period ends in August.",
        "Hope that helps.",
        "Marina signs for the depot.",
        "Customer care has the list.",
        "@here the build is green",
        "The pilot is done when the night shift has used it for four weeks.",
        "In Paris the demo starts at seven.",
        "Kit 3 is on the bench.",
        "KIT and MAY are two codes of the tracker.",
    ],
)
def test_where_nobody_is_named_nobody_is_found(text):
    assert PERSONS.search(text) is None


def test_a_name_that_the_programme_gives_to_a_thing_is_no_person():
    texts = ["The Clara phones home every hour.", "Our Clara was green on Monday."]

    assert Persons([NORTH]).search("Clara is down again.") is not None
    assert Persons([NORTH], texts=texts).search("Clara is down again.") is None


def test_the_name_of_a_partner_in_the_entry_of_a_person_names_nobody():
    persons = Persons([Partner(id="north", name="Norwind Power", people=("Birgit Lind (Norwind)", "lind@Norwind.example"))])

    assert persons.search("Norwind signs first.") is None
    assert persons.search("Birgit signs first.") is not None


def test_that_somebody_does_something_makes_nobody_a_thing():
    persons = Persons([NORTH], texts=["I think that Anna is right.", "They said that Anna signs it.", "No Anna today.", "There is no Anna here."])

    assert persons.search("Anna signs each release before it ships.") is not None


def test_all_who_are_named_are_found():
    text = "Ada Lind and Tomek signed for Norwind."

    assert {text[start:end] for start, end in PERSONS.spans(text)} >= {"Ada Lind", "Tomek"}


@pytest.mark.parametrize(
    "text",
    [
        "he is on sick leave until Monday",
        "since her mother died",
        "off sick again",
        "my daughter's school is closed",
        "it is a family matter",
        "she is in hospital since Monday",
        "he has the flu",
        "after her knee operation",
        "he broke his arm",
        "she was ill all week",
    ],
)
def test_what_tells_of_family_or_health_is_personal(text):
    assert Persons.personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "the mother board died",
        "leave it until Monday",
        "the ward is ill equipped",
        "a child process",
        "in hospital wards",
        "a health check of the server",
        "the arm of the crane",
    ],
)
def test_other_talk_is_not_personal(text):
    assert not Persons.personal(text)


def test_the_names_are_plain_words():
    assert all(name.isascii() and name.isalpha() and name.islower() for name in FIRST_NAMES)
    assert ALSO_WORDS <= FIRST_NAMES
    assert len(FIRST_NAMES) > 2000
