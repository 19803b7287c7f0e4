"""Delexicalising keeps the form of a sentence and drops its subject."""

from driftwatch.encoders.words import delexicalised, tokens


def test_numbers_words_and_signs_are_told_apart():
    assert tokens("Don’t ship v2 before 10:30, 1.5 % at most!") == ["don't", "ship", "v", "2", "before", "10:30", ",", "1.5", "%", "at", "most", "!"]


def test_two_sentences_of_other_fields_have_one_shape():
    kept = {"the", "is", "done", "when", "it", "has"}

    crane = delexicalised("The crane is done when it has lifted 40 beams.", kept)
    trial = delexicalised("The trial is done when it has enrolled 12 wards.", kept)

    assert crane == ["^", "the", "x", "is", "done", "when", "it", "has", "xted", "9", "x", ".", "$"]
    assert [shape for shape in trial if shape != "xled"] == [shape for shape in crane if shape != "xted"]


def test_an_empty_text_has_its_marks_only():
    assert delexicalised("", {"the"}) == ["^", "$"]
