"""A programme's definitions are listed with who says them; what is asked, reported or joked is marked and not compared."""

from tests.unit.stages.said import statements

from driftwatch.domain.definition_contrast import Relation
from driftwatch.domain.talk import Partner
from driftwatch.encoders.definition_model import definition_form
from driftwatch.stages.definitions import CHARTER, defined_by_several, find_definitions, points_of

FORM = definition_form()
OURS = "By outage we mean more than 5 minutes without service."
THEIRS = "By outage we mean more than 30 minutes without service."


def test_a_definition_is_listed_with_partner_and_row():
    said = find_definitions(statements(("Good morning to all.", "north", "1"), (OURS, "north", "1")), FORM)

    assert [(each.words, each.partner, each.statement, each.document, each.left_out) for each in said] == [(("outage",), "north", 1, "1", None)]


def test_the_charter_defines_too():
    said = find_definitions(statements(("Good morning to all.", "north", "1")), FORM, charter=f"# Charter\n\n- {OURS}\n- **Parties**\n")

    assert [(each.words, each.partner, each.statement) for each in said] == [(("outage",), CHARTER, None)]


def test_two_partners_definitions_of_one_term_are_compared():
    said = find_definitions(statements((OURS, "north", "1"), (THEIRS, "south", "2")), FORM)

    pairs = defined_by_several(said)

    assert [(each.words, each.first.partner, each.second.partner, each.contrast.relation) for each in pairs] == [
        (("outage",), "north", "south", Relation.BROADER)
    ]


def test_what_a_side_says_of_the_other_is_marked_and_not_compared():
    said = find_definitions(statements((OURS, "north", "1"), ("By outage you mean more than 30 minutes without service.", "south", "2")), FORM)

    assert [each.left_out for each in said] == [None, "reported"]
    assert not defined_by_several(said)


def test_a_joke_is_marked_by_the_callers_rule():
    said = find_definitions(statements((OURS, "north", "1")), FORM, distorted=lambda text, start, end: "joke")

    assert [each.left_out for each in said] == ["joke"]


def test_one_partner_alone_gives_no_pair():
    assert not defined_by_several(find_definitions(statements((OURS, "north", "1"), (THEIRS, "north", "2")), FORM))


PARTNERS = (Partner(id="north", name="North Lifts", people=("Ada Brink",)), Partner(id="south", name="South Towers"))


def _points(*rows, charter=""):
    return points_of("outage", ("north", "south"), find_definitions(statements(*rows), FORM, charter=charter), partners=PARTNERS)


def test_the_point_in_which_two_definitions_differ_is_asked_for():
    (question,) = _points((OURS, "north", "1"), (THEIRS, "south", "2")).questions

    assert "5 minutes" in question
    assert "30 minutes" in question
    assert question.endswith("?")


def test_definitions_alike_and_the_charters_are_common_ground():
    found = _points((OURS, "north", "1"), (OURS, "south", "2"), charter=f"# Charter\n\n- {OURS}\n")

    assert found.questions == ()
    assert len(found.common_ground) == 2
    assert "the charter says" in found.common_ground[1]


def test_a_definition_that_names_a_person_is_told_to_nobody():
    found = _points(("By outage we mean whatever Ada Brink writes down.", "north", "1"), (THEIRS, "south", "2"))

    assert found.questions == ()
    assert not any("Brink" in ground for ground in found.common_ground)


def test_nothing_is_told_where_nobody_defines_the_term():
    assert _points(("The lift stood still for an hour.", "north", "1")).questions == ()
