"""The HTML body of a chat message becomes the words of its author."""

from time import perf_counter

import pytest

from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.fragments import fragment
from driftwatch.reading import Notes


def said(markup: str, notes: Notes | None = None) -> list[str]:
    return [words for _, words in fragment(markup, notes or Notes()).said()]


def test_paragraphs_items_rows_and_breaks_begin_lines() -> None:
    markup = "<p>One</p><ul><li>two</li><li>three</li></ul>four<br>five<table><tr><td>six</td><td>seven</td></tr></table>"

    assert said(markup) == ["One\ntwo\nthree\nfour\nfive\nsix\tseven"]


def test_blanks_of_the_markup_are_one_blank_and_entities_are_decoded() -> None:
    assert said("<div>\n   The crane &amp; the\n   hook&nbsp;hold  </div>") == ["The crane & the hook\xa0hold"]


def test_a_body_without_markup_keeps_its_words() -> None:
    assert said("5 &lt; 6, and R&D agrees") == ["5 < 6, and R&D agrees"]


def test_a_mention_keeps_the_visible_name() -> None:
    assert said('<p><at id="0">Bo Moe</at>, is gate 2 done?</p>') == ["Bo Moe, is gate 2 done?"]


def test_what_the_author_did_not_say_is_counted_and_not_said() -> None:
    notes = Notes()
    markup = (
        '<blockquote itemtype="http://schema.skype.com/Reply"><strong>Cy</strong><p>It is done.</p></blockquote><p>It is not.</p>'
        '<pre>if x: <b>pass</b></pre><p>See the log.<img itemtype="http://schema.skype.com/Emoji" alt="x"><emoji alt="y"></emoji></p>'
        '<attachment id="7"></attachment><img src="crane.png"><span style="color: red; DISPLAY : none">Gate 2 is cancelled.</span><p hidden>No.</p>'
    )

    assert said(markup, notes) == ["It is not.", "See the log."]
    assert notes.dropped == {"quoted reply": 1, "code": 1, "emoji": 2, "attachment": 2, "hidden text": 2}


def test_what_is_said_is_found_again_at_its_offset() -> None:
    found = fragment("<p>One</p><blockquote>old</blockquote> <p>two</p><pre>x</pre>three", Notes())

    assert [(found.text[offset : offset + len(words)], words) for offset, words in found.said()] == [("One",) * 2, ("two",) * 2, ("three",) * 2]


@pytest.mark.parametrize("depth", [150, 250, 300, 5000])
def test_text_is_not_lost_however_deep_it_lies(depth: int) -> None:
    notes = Notes()

    assert said("<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>", notes) == ["deep\nafter"]
    assert {problem.reason for problem in notes.problems} == ({Reason.TOO_DEEP} if depth > 200 else set())


def test_many_tags_side_by_side_are_not_deep() -> None:
    notes = Notes()

    assert said("<p>a</p>" * 300, notes) == ["\n".join(["a"] * 300)]
    assert not notes.problems


def test_characters_that_end_a_parser_do_not_end_the_text() -> None:
    assert said("<p>a\0b\ud800c</p>") == ["a\ufffdb\ufffdc"]


@pytest.mark.parametrize("markup", ["", "<!-- only -->", "<p>&nbsp;</p>", "<systemEventMessage/>", "<p> </p>\n"])
def test_a_body_without_words_says_nothing(markup: str) -> None:
    assert said(markup) == []


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<div>", "<", "</", "&", "<p style='", "<blockquote>", "<div/>"])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    begin = perf_counter()

    fragment(piece * (200_000 // len(piece)), Notes())

    assert perf_counter() - begin < 2
