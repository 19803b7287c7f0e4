"""Topics and how they are written."""

from driftwatch.domain.utterances import stem, topic_of, written


def test_forms_of_one_word_share_a_stem():
    assert len({stem(word) for word in ("translation", "translator", "translated", "translate")}) == 1


def test_who_does_it_is_not_the_place_where_it_is_done():
    assert stem("porters") == stem("porter") != stem("port")


def test_short_words_stay_whole():
    assert stem("gate") == "gate"


def test_a_topic_is_written_as_it_mostly_is():
    texts = ["The spare parts came.", "Spare  parts again.", "One spare part is missing."]

    assert written(topic_of(("spare", "part")), texts) == "spare parts"


def test_a_topic_that_is_nowhere_has_no_writing():
    assert written(("bell",), ["No bells here, only a horn."]) == "bells"
    assert written(("drum",), ["No bells here."]) == ""
