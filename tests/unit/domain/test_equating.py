import pytest

from driftwatch.domain.equating import Relation, equations, relation


@pytest.mark.parametrize(
    "text",
    [
        "What you call a widget we call a sprocket.",
        "What you call a widget is our sprocket.",
        "You say widget, we say sprocket.",
        "Your widget is our sprocket.",
        "The widget, also called sprocket, is late",
        "the widget (aka the sprocket) broke",
        "the widget, which Birch calls a sprocket, is late",
        "the widget (we call it a sprocket) is open",
        "the widget, or sprocket, as you call it, is late",
        "A widget is just another name for a sprocket",
        "A widget is the same thing as a sprocket",
        "widget and sprocket are the same thing",
    ],
)
def test_what_equates_two_words_is_found(text):
    found = list(equations(text))

    assert found
    assert all(before.endswith("widget") and "sprocket" in behind for before, behind in found)


@pytest.mark.parametrize(
    "text",
    [
        "A widget is not the same as a sprocket",
        "Is the widget the same as a sprocket?",
        "We never call a widget a sprocket",
        "The widget and the sprocket arrived",
        "please call the office about the widget",
    ],
)
def test_what_denies_asks_or_merely_names_both_equates_nothing(text):
    assert list(equations(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the widget and the sprocket", Relation.LISTED),
        ("the widget/sprocket split", Relation.LISTED),
        ("a widget, not a sprocket", Relation.CONTRASTED),
        ("the difference between widget and sprocket", Relation.CONTRASTED),
        ("a widget is a small sprocket", Relation.KIND),
        ("a widget such as a sprocket", Relation.KIND),
        ("the widget of the sprocket", Relation.PART),
        ("the widget's sprocket", Relation.PART),
        ("the widget sprocket", Relation.PART),
        ("the widget was late, so nobody found any sprocket", None),
    ],
)
def test_what_two_things_are_to_each_other_is_read_from_what_stands_between(text, expected):
    one, other = ((text.index(word), text.index(word) + len(word)) for word in ("widget", "sprocket"))

    assert relation(text, one, other) is expected
    assert relation(text, other, one) is expected
