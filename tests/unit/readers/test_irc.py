"""Claims about logs of IRC and of meetings beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import irc
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource, check_reader

IRSSI = """--- Log opened Fri Mar 13 09:58:01 2026
09:58 -!- ada [~ada@host.norwind.example] has joined #quay
10:02 <@ada> a crane is ready when two crews have lifted
10:03 < cyp> ada: for us after the load test
10:04  * cyp points at the sheet
10:05 -!- ada is now known as ada_away
10:06 <@ada_away> back at two
10:07 < cyp> s/test/trial/
10:08 <ubottu> Bug 12 in crane
--- Day changed Sat Mar 14 2026
08:00 < cyp> signed
"""
MEETING = """[2026-03-13T10:00:01.232Z]\t<Ada_Lind_(Norwind)>\tpresent+
[2026-03-13T10:00:05.232Z]\t<Transcriber>\tscribe+
[2026-03-13T10:00:06.232Z]\t<Bo_Moe>\tTopic: Gates
[2026-03-13T10:01:05.232Z]\t<Transcriber>\tAda_Lind: A crane is ready when two crews have
[2026-03-13T10:01:06.232Z]\t<Transcriber>\tAda_Lind:  lifted with it.
[2026-03-13T10:01:16.232Z]\t<Bo_Moe>\tq+ to ask about the test
[2026-03-13T10:01:26.232Z]\t<Bo_Moe>\tack Ada
[2026-03-13T10:02:25.232Z]\t<Bo_Moe>\tI have the sheet
[2026-03-13T10:02:35.232Z]\t<Bo_Moe>\ts/too/two/
[2026-03-13T10:02:45.232Z]\t<RRSAgent>\tI see no action items
"""
SCRIBED = """[2026-03-13T10:00:02.232Z]\t<bo>\tscribenick: bo
[2026-03-13T10:01:05.232Z]\t<bo>\tada: A crane is ready when two crews have lifted
[2026-03-13T10:01:15.232Z]\t<bo>\t... and the sheet is signed
[2026-03-13T10:01:35.232Z]\t<bo>\tCy Penn: after the load test
merging now
[2026-03-13T10:01:45.232Z]\t<ada>\tcyp: which one?
[2026-03-13T10:01:55.232Z]\t<bo>\tRESOLVED: the load test comes first
[2026-03-13T10:01:56.232Z]\t<bo>\tsomebody's phone rings
"""
WEECHAT = """2026-03-13 10:01:00\t-->\tada (~ada@host.norwind.example) has joined #quay
2026-03-13 10:02:05\t@ada\ta crane is ready
2026-03-13 10:03:15\t *\tcyp points at the sheet
2026-03-13 10:04:05\t--\tada is now known as ada_away
2026-03-13 10:05:05\tada_away\tback at two
"""


def test_people_speak_and_act_under_one_name_and_programs_do_not(reading: Callable) -> None:
    said = reading(irc, "quay.log", IRSSI)

    assert said.turns() == [
        ("ada", "a crane is ready when two crews have lifted"),
        ("cyp", "ada: for us after the load test"),
        ("cyp", "points at the sheet"),
        ("ada", "back at two"),
        ("cyp", "signed"),
    ]
    assert said.notes.dropped == {"joins and other notices": 2, "correction": 1, "bot": 1}
    assert said.notes.known_as == {"quay/2026-03-13": {"ada_away": "ada"}}


def test_the_day_changes_where_the_log_says_so(reading: Callable) -> None:
    said = reading(irc, "quay.log", IRSSI, zone=ZoneInfo("Europe/Oslo"))

    assert said.messages[0].said_at == datetime(2026, 3, 13, 9, 2, tzinfo=UTC)
    assert (said.messages[-1].document, said.messages[-1].said_at) == ("quay/2026-03-14", datetime(2026, 3, 14, 7, 0, tzinfo=UTC))


def test_weechat_is_told_apart_by_its_tabs(reading: Callable) -> None:
    said = reading(irc, "irc.libera.#quay.weechatlog", WEECHAT)

    assert said.turns() == [("ada", "a crane is ready"), ("cyp", "points at the sheet"), ("ada", "back at two")]
    assert said.messages[0].document == "quay/2026-03-13"


@pytest.mark.parametrize("content", [IRSSI, MEETING, SCRIBED, WEECHAT])
def test_every_text_stands_verbatim_at_its_locator(reading: Callable, content: str) -> None:
    lines = content.split("\n")

    for message in reading(irc, "x.log", content).messages:
        assert lines[int(message.locator.removeprefix("line ")) - 1][message.offset :].startswith(message.text)


def test_a_program_that_writes_down_a_call_is_not_who_speaks(reading: Callable) -> None:
    said = reading(irc, "2026-03-13/irc.log", MEETING)

    assert [(each.speaker, each.organisation, each.text, each.register) for each in said.messages] == [
        ("Ada Lind", "Norwind", "A crane is ready when two crews have", "transcript"),
        ("Ada Lind", "Norwind", "lifted with it.", "transcript"),
        ("Bo Moe", None, "I have the sheet", "chat"),
    ]
    assert said.messages[0].heading == "Gates"
    assert said.notes.dropped == {"order to a bot": 4, "heading": 1, "correction": 1, "bot": 1}


def test_a_scribe_writes_what_others_say_and_his_other_lines_are_nobodys(reading: Callable) -> None:
    said = reading(irc, "cranes.log", SCRIBED)

    assert said.turns() == [
        ("ada", "A crane is ready when two crews have lifted"),
        ("ada", "and the sheet is signed"),
        ("Cy Penn", "after the load test"),
        (None, "merging now"),
        ("ada", "cyp: which one?"),
        (None, "RESOLVED: the load test comes first"),
        (None, "somebody's phone rings"),
    ]


def test_a_word_before_a_colon_that_names_nobody_is_no_speaker(reading: Callable) -> None:
    said = reading(irc, "cranes.log", SCRIBED.replace("Cy Penn: after", "Conditions: after"))

    assert (None, "Conditions: after the load test") in said.turns()


def test_the_day_is_in_the_files_name_and_passes_midnight(reading: Callable) -> None:
    said = reading(irc, "#quay-2026-03-13.log", "[23:59] <ada> one\n[00:01] <cyp> two\n")

    assert [message.document for message in said.messages] == ["quay/2026-03-13", "quay/2026-03-14"]


def test_a_clock_of_twelve_hours_goes_on_after_noon_and_that_is_said(reading: Callable) -> None:
    said = reading(
        irc, "2026-03-13.log", "[11:59] <ada> one\n[12:30] <ada> two\n[01:01] <cyp> three\n[11:58] <cyp> four\n[12:01] <cyp> five\n", zone=UTC
    )

    assert [message.said_at.hour for message in said.messages] == [11, 12, 13, 23, 12]
    assert said.notes.guessed == ["times: of twelve hours without their half; taken as beginning before noon"]


def test_a_log_that_nowhere_tells_its_day_is_undated_and_says_so(reading: Callable) -> None:
    said = reading(irc, "quay.log", "[23:59] <ada> one\n")

    assert (said.messages[0].said_at, said.messages[0].document) == (None, "quay")
    assert said.notes.guessed == ["date: neither the lines nor the file's name tell it; the messages are undated"]


def test_what_a_meeting_bot_is_told_is_kept_where_it_says_something(reading: Callable) -> None:
    log = "\n".join(
        f"quay 2026-03-13 [10:00:0{n}] <ada> {text}" for n, text in enumerate(("#topic Gates", "#agreed the sheet first", "+1", "#quay is here"))
    )

    said = reading(irc, "quay.txt", log)

    assert [(message.text, message.heading) for message in said.messages] == [("the sheet first", "Gates"), ("#quay is here", "Gates")]
    assert said.notes.dropped == {"heading": 1, "vote": 1}


def test_a_nick_that_somebody_else_had_before_stays_his(reading: Callable) -> None:
    log = "[10:00] <bo> one\n[10:01] <cyp> two\n=== cyp is now known as bo\n[10:02] <bo> three\n"

    said = reading(irc, "2026-03-13.log", log)

    assert [message.speaker for message in said.messages] == ["bo", "cyp", "bo"]


def test_a_file_without_a_stamp_is_refused_in_words() -> None:
    with pytest.raises(UnreadableSourceError, match="a time and a nick"):
        list(irc.read(SampleSource(name="x.log", content=b"nothing"), Notes()))


@pytest.mark.parametrize("content", [IRSSI, MEETING, SCRIBED, WEECHAT])
def test_the_reader_keeps_the_contract(content: str) -> None:
    check_reader(irc, SampleSource(name="x.log", content=content.encode()))


@pytest.mark.parametrize("content", ["[10/03/2026, 07:01:31] Ada: one\n", "00:00:01\tAda:\tone\n", "Minutes\n\n10:02 coffee\n", "", "\0"])
def test_other_texts_are_not_recognised(content: str) -> None:
    assert not irc.recognises("x.log", content.encode())


@pytest.mark.parametrize("sign", [" ", "<", ">", "*", "=== ", "[1", "10:02 ", "a@b] ", "x: ", "s/", "(", "... "])
def test_a_hostile_line_costs_no_time(reading: Callable, sign: str) -> None:
    hostile = sign * (60_000 // len(sign))

    for before in ("", "[10:02] ", "[10:02] <Transcriber> ", "[10:02] <ada> ", "[10:02] * "):
        said = reading(irc, "2026-03-13.log", f"[10:01] <ada> present+\n{before}{hostile}\n[10:03] <ada> two\n")
        assert said.turns()[-1] == ("ada", "two")
