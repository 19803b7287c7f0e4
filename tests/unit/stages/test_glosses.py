from tests.unit.stages.said import statements

from driftwatch.domain.talk import Partner
from driftwatch.encoders.definition_model import definition_form
from driftwatch.stages.definitions import find_definitions
from driftwatch.stages.glosses import glosses

PARTNERS = (Partner(id="north", name="North Lifts", people=("Ada Brink",)), Partner(id="south", name="South Towers"))
NORTH = [
    ("By outage we mean more than five minutes without service.", "north", "1"),
    ("The outage log shows a door sensor again.", "north", "2"),
    ("Ada Brink sent the outage log with the door sensor.", "north", "3"),
    ("Please keep the outage log open, the sensor is new.", "north", "4"),
]
SOUTH = [
    ("Every outage means tenants on the stairs.", "south", "5"),
    ("Tenants count each planned outage as a broken promise.", "south", "6"),
    ("A planned outage is still an outage for our tenants.", "south", "7"),
    ("One planned outage a month, the tenants accept no more.", "south", "8"),
]


def _told(north=NORTH, south=SOUTH):
    said = statements(*north, *south)
    sides = [(side, [row for row, partner in enumerate(said.partner) if partner == side]) for side in ("north", "south")]
    return glosses("outage", sides, statements=said, definitions=find_definitions(said, definition_form()), partners=PARTNERS)


def test_a_side_that_defines_the_term_is_glossed_by_its_own_words():
    north, south = _told()

    assert north.definition is not None
    assert north.summary.startswith("says what it is: “more than five minutes without service”")
    assert south.definition is None or south.definition.partner == "south"


def test_phrases_and_words_that_one_side_alone_uses_are_told():
    north, south = _told()

    assert "outage log" in north.phrases
    assert "planned outage" in south.phrases
    assert "sensor" in north.neighbours
    assert "tenant" in south.neighbours


def test_no_person_stands_in_a_gloss():
    told = _told(north=[*NORTH[1:], ("By outage we mean whatever Ada Brink writes down.", "north", "9")])

    assert all(name not in each.summary for each in told for name in ("Ada", "Brink", "ada", "brink"))


def test_exchanging_the_sides_exchanges_the_glosses():
    said = statements(*NORTH, *SOUTH)
    rows = {side: [row for row, partner in enumerate(said.partner) if partner == side] for side in ("north", "south")}

    one = glosses("outage", [("north", rows["north"]), ("south", rows["south"])], statements=said, definitions=(), partners=PARTNERS)
    other = glosses("outage", [("south", rows["south"]), ("north", rows["north"])], statements=said, definitions=(), partners=PARTNERS)

    assert one == other[::-1]


def test_two_alike_sides_have_no_typical_words():
    same = [(text.replace("north", "south"), "south", f"s{place}") for text, _, place in NORTH[1:]]

    assert [each.neighbours for each in _told(north=NORTH[1:], south=same)] == [(), ()]
