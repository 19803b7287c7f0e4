import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta

import lxml.html
import pytest

from driftwatch.domain.alerts import AlertStatus, Side
from driftwatch.domain.meaning import AlertKind, CoverageStatus
from driftwatch.domain.pictures import Neighbour
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Problem
from driftwatch.domain.view import Owned
from driftwatch.report.grounds import clauses
from driftwatch.report.html import LARGEST_REPORT, ROOMS, render_report
from driftwatch.report.items import Discretion


def text_of(page: str) -> str:
    return " ".join(lxml.html.fromstring(page.replace("</td>", "</td> ").replace("</th>", "</th> ").encode()).body.text_content().split())


def swapped(text: str) -> str:
    return text.translate(str.maketrans({"Ⓐ": "Ⓑ", "Ⓑ": "Ⓐ"}))


def test_the_first_screen_says_what_was_found_and_how_far_to_trust_it(lantern):
    text = text_of(render_report(lantern, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}))

    assert "2 differences between Brightmill and Northquay Ferries wait for a talk, 1 of high severity." in text
    assert "Begin here: “Done” for the kiosk means different checks to the partners." in text
    assert "1 new 2 open 1 resolved 1 check without enough data" in text
    assert "93 %" in text
    assert "4 of 6" in text
    assert "1 could not be read and 1 read in part" in text


def test_every_quote_stands_verbatim_with_source_and_locator(lantern):
    page = lxml.html.fromstring(render_report(lantern).encode())

    shown = [
        (" ".join(quote.xpath(".//bdi")[0].text_content().split()), quote.xpath(".//footer")[0].text_content())
        for quote in page.xpath("//blockquote")
    ]

    for piece in (piece for alert in lantern.outcome.alerts for piece in alert.evidence):
        assert any(text == piece.quote and f"{piece.source}, {piece.locator}" in place for text, place in shown), piece


def test_both_sides_have_the_same_number_of_quotes(lantern):
    done = lantern.outcome.alerts[0]
    uneven = replace(lantern, outcome=replace(lantern.outcome, alerts=(replace(done, evidence=done.evidence[:-1]),)))

    sides = lxml.html.fromstring(render_report(uneven).encode()).xpath("//section[contains(@class, 'side')]")

    assert [len(side.xpath(".//blockquote")) for side in sides] == [2, 2]


def test_a_topic_of_one_side_shows_what_that_side_says(lantern):
    alert = replace(lantern.outcome.alerts[0], kind=AlertKind.ONE_SIDED_TOPIC, evidence=lantern.outcome.alerts[0].evidence[:3])

    sides = lxml.html.fromstring(render_report(replace(lantern, outcome=replace(lantern.outcome, alerts=(alert,)))).encode()).xpath(
        "//section[contains(@class, 'side')]"
    )

    assert [len(side.xpath(".//blockquote")) for side in sides] == [3, 0]


def test_what_speaks_against_is_counted_and_quoted(lantern):
    text = text_of(render_report(lantern))

    assert "1 statement does not fit this reading" in text
    assert "“We would accept a week on the pier as well before we call it done.”" in text
    assert "By id, in statements.jsonl: s99" in text
    assert "Nothing was found that speaks against this reading." in text


def test_how_sure_it_is_stands_in_numbers_and_in_plain_words(lantern):
    text = text_of(render_report(lantern))

    assert "Likely (0.86): a first rating by how far this stands out" in text
    assert "Difference 0.34 (95 % interval 0.21 to 0.47), measured as difference of criteria. Inside one partner it is 0.08" in text
    assert "p 0.0004: were the partners alike, chance alone would give a difference as large in about 4 in 10,000 cases." in text
    assert "q 0.004: of all differences that pass at this level, about 4 in 1,000 are expected to be chance." in text
    assert "No statistical test: it rests on the statements quoted here alone." in text


def test_quotes_from_chats_are_announced_on_top(lantern):
    joint = replace(lantern, statements=tuple(replace(statement, register="minutes") for statement in lantern.statements))

    assert "(1 chat message). Pass it on only to people who may read those sources." in text_of(render_report(lantern))
    assert "Contains quotes from chats" not in text_of(render_report(joint))


def test_too_few_attributed_statements_lead_the_page(lantern):
    unattributed = replace(
        lantern, statements=tuple(replace(statement, partner=None) for statement in lantern.statements[:3]) + lantern.statements[3:]
    )

    text = text_of(render_report(unattributed))

    assert text.index("Read this first. Only 71 % of the statements") < text.index("In short")


def test_no_open_difference_is_not_called_agreement(lantern):
    settled = replace(lantern, outcome=replace(lantern.outcome, alerts=lantern.outcome.alerts[2:]))

    text = text_of(render_report(settled))

    assert "No open difference between Brightmill and Northquay Ferries could be shown in what was read. 1 earlier difference is resolved." in text
    assert "This is no proof of agreement: 1 of 3 checks had not enough data." in text


def test_without_data_there_is_no_verdict(lantern):
    coverage = tuple(replace(row, status=CoverageStatus.INSUFFICIENT_DATA, why="too little") for row in lantern.outcome.coverage)
    nothing = replace(lantern, outcome=replace(lantern.outcome, alerts=(), coverage=coverage), statements=(), files=())

    text = text_of(render_report(nothing))

    assert "There is not enough data to say where Brightmill and Northquay Ferries differ." in text
    assert "unknown no statement was read" in text


def test_the_table_of_checks_names_partners_and_what_nobody_looked_for(lantern):
    text = text_of(render_report(lantern))

    assert "not enough data Northquay Ferries: 11 of 25 statements" in text
    assert "Not looked for in this run: different words, same thing;" in text


def test_the_table_of_files_says_what_was_guessed_dropped_and_wrong(lantern):
    text = text_of(render_report(lantern))

    assert "line 12: the MIME boundary never ends; export the mail again" in text
    assert "Guessed: no time of day: taken as midnight in Europe/Berlin" in text
    assert "Left out: 2 boilerplate and 4 heading" in text
    assert text.index("mail/offer.eml mail") < text.index("minutes/2026-02-10.md minutes")


def test_the_page_admits_its_own_style_and_script_and_nothing_else(lantern):
    page = render_report(lantern)

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    hashes = [
        base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()
        for found in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    ]

    assert policy.startswith("default-src 'none'; ")
    assert len(hashes) == 2
    assert [f"'sha256-{found}'" in policy for found in hashes] == [True, True]
    assert not re.search(r"unsafe|https?:", policy)


def test_the_page_asks_the_network_for_nothing(lantern):
    page = lxml.html.fromstring(render_report(lantern).encode())

    assert not page.xpath("//link | //img | //iframe | //object | //embed | //form | //base | //@onclick | //@style")
    assert {target[:1] for target in page.xpath("//@href")} == {"#"}
    assert not page.xpath("//@src")


def test_markup_in_a_source_is_shown_and_never_obeyed(lantern):
    attack = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
    done = lantern.outcome.alerts[0]
    evidence = tuple(replace(piece, quote=attack, source=attack, locator=attack) for piece in done.evidence)
    alert = replace(
        done, title=attack, subject=attack, questions=(attack,), evidence=evidence, sides=tuple(replace(side, summary=attack) for side in done.sides)
    )
    files = (
        FileReport(
            source=attack, kind=attack, status=FileStatus.PARTLY, guessed=(attack,), problems=(Problem(line=1, what=attack),), dropped={attack: 1}
        ),
    )
    partners = tuple(replace(partner, name=attack) for partner in lantern.partners)
    hostile = replace(lantern, outcome=replace(lantern.outcome, programme=attack, alerts=(alert,)), files=files, partners=partners)

    page = lxml.html.fromstring(render_report(hostile).encode())

    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //@onerror")
    assert "{{ 7*7 }}" in page.text_content()


def test_a_long_quote_is_cut_and_says_so(lantern):
    done = lantern.outcome.alerts[0]
    long = replace(
        lantern,
        outcome=replace(lantern.outcome, alerts=(replace(done, evidence=tuple(replace(piece, quote="word " * 100) for piece in done.evidence)),)),
    )

    quotes = [quote.text_content() for quote in lxml.html.fromstring(render_report(long).encode()).xpath("//bdi")]

    assert len(max(quotes, key=len)) <= 280
    assert quotes[0].endswith("word")


def test_an_empty_quote_leaves_its_place(lantern):
    done = lantern.outcome.alerts[0]
    silent = replace(
        lantern, outcome=replace(lantern.outcome, alerts=(replace(done, evidence=tuple(replace(piece, quote="") for piece in done.evidence)),))
    )

    text = text_of(render_report(silent))

    assert "not quotable: see the source 10 Feb 2026 · minutes/2026-02-10.md, line 10" in text


def test_the_same_scan_gives_the_same_bytes_in_whatever_order_files_and_statements_come(lantern):
    shuffled = replace(lantern, files=lantern.files[::-1], statements=lantern.statements[::-1])

    assert render_report(shuffled) == render_report(lantern)


def test_swapping_the_partners_mirrors_the_text(lantern):
    named = replace(lantern, partners=(Partner(id="brightmill", name="Ⓐ"), Partner(id="northquay", name="Ⓑ")))
    mirrored = replace(lantern, partners=(Partner(id="brightmill", name="Ⓑ"), Partner(id="northquay", name="Ⓐ")))

    assert swapped(render_report(named)) == render_report(mirrored)


def test_no_generated_text_names_a_person(lantern):
    bare = replace(lantern, statements=())

    assert Discretion(partners=lantern.partners).mailable(text_of(render_report(bare))[:10_000])


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_a_few_statements_never_break_the_page(lantern, count):
    few = replace(lantern, outcome=replace(lantern.outcome, alerts=()), statements=lantern.statements[:count])

    assert "No open difference" in render_report(few)


def test_three_partners_stand_side_by_side(lantern):
    done = lantern.outcome.alerts[0]
    third = replace(done.evidence[0], partner="halden")
    sides = (*done.sides, Side(partner="halden", summary="mostly lists: papers", statements=3))
    alert = replace(done, partners=(*done.partners, "halden"), sides=sides, evidence=(*done.evidence, third))
    three = replace(lantern, partners=(*lantern.partners, Partner(id="halden", name="Halden")), outcome=replace(lantern.outcome, alerts=(alert,)))

    page = lxml.html.fromstring(render_report(three).encode())

    assert len(page.xpath("//section[contains(@class, 'side')]")) == 3
    assert "Brightmill, Northquay Ferries and Halden" in page.text_content()


def test_a_huge_scan_keeps_the_page_under_two_megabytes_and_says_what_is_missing(lantern):
    done = lantern.outcome.alerts[0]
    evidence = tuple(replace(piece, quote="ü" * 279) for piece in done.evidence * 8)
    alerts = tuple(replace(done, id=f"DW-{number:012d}", evidence=evidence, title="ü" * 200, last_seen=date(2026, 3, 24)) for number in range(2000))
    files = tuple(replace(lantern.files[2], source=f"minutes/{number:06d}.md", guessed=("ü" * 200,) * 9) for number in range(20_000))
    huge = replace(lantern, outcome=replace(lantern.outcome, alerts=alerts), files=files, statements=lantern.statements * 7000)

    page = render_report(huge)

    assert len(page.encode()) <= LARGEST_REPORT
    assert re.search(r"with [\d,]+ more that this list has no room for", page)
    assert re.search(r"[\d,]+ more files stand in import.json", page)


def test_eighty_cards_with_their_courses_and_twelve_maps_have_room(pictured, nightly):
    part = 1 if nightly else 8
    done, picture = pictured.outcome.alerts[0], pictured.pictures["joint"]
    alerts = tuple(replace(done, id=f"DW-{number:012d}") for number in range(80 // part))
    weeks = tuple(replace(picture.courses[0].points[6], window=date(2025, 1, 6) + timedelta(weeks=week)) for week in range(52))
    courses = tuple(replace(picture.courses[0], alert=alert.id, points=weeks) for alert in alerts)
    words = tuple(Neighbour(word=f"word {number}", weight=0.5, x=number / 10 - 1, y=0.1, statements=("s08",)) for number in range(8))
    senses = tuple(replace(sense, neighbours=words) for sense in picture.terms[0].senses)
    maps = tuple(
        replace(picture.terms[0], term=f"term {number}", senses=senses, points=picture.terms[0].points * 30) for number in range(-(-12 // part))
    )
    full = replace(pictured, outcome=replace(pictured.outcome, alerts=alerts), pictures={"joint": replace(picture, courses=courses, terms=maps)})

    page = render_report(full)

    without = len(render_report(pictured).encode())
    assert without + (len(page.encode()) - without) * part <= LARGEST_REPORT
    assert [page.count(f'aria-label="{label}') for label in ("Line of", "Map of")] == [len(alerts), len(maps)]


def test_pictures_give_way_before_cards_do():
    shrinking = [(room.cards, room.wall.courses, room.wall.maps) for room in ROOMS]

    assert [cards for cards, *_ in shrinking[:3]] == [80, 80, 80]
    assert [courses for _, courses, _ in shrinking[:3]] == [80, 30, 8]
    assert shrinking == sorted(shrinking, reverse=True)


def test_a_picture_without_content_has_no_section(lantern):
    page = lxml.html.fromstring(render_report(lantern))

    headings = {heading.get("id") for heading in page.xpath("//h2")}
    assert not headings & {"criteria", "wants", "stance", "topics", "senses"}


def test_every_picture_has_its_section_and_its_alerts_lead_to_it(pictured):
    page = lxml.html.fromstring(render_report(pictured))

    assert {"criteria", "wants", "stance", "topics", "senses", "when"} <= {heading.get("id") for heading in page.xpath("//h2")}
    targets = {target[1:] for target in page.xpath("//@href")}
    assert {"term-1", "done-1"} <= targets
    assert targets <= set(page.xpath("//@id"))


def test_no_two_parts_of_the_page_have_one_id(pictured):
    identities = lxml.html.fromstring(render_report(pictured)).xpath("//@id")

    assert sorted(identities) == sorted(set(identities))


def test_the_first_screen_tells_what_is_new_what_got_closer_and_that_silence_proves_nothing(pictured):
    text = text_of(render_report(pictured, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}))

    assert "What is new “Done” for the kiosk means different checks to the partners new" in text
    assert "What got closer The partners plan releases in different steps resolved" in text
    assert text.index("Silence is no proof of agreement.") < text.index("The differences, one by one")


def test_tables_of_an_export_are_no_failures(lantern):
    aside = FileReport(
        source="slack/users.json", kind="slack", status=FileStatus.SKIPPED, problems=(Problem(line=None, what="a table of the export"),)
    )

    text = text_of(render_report(replace(lantern, files=(*lantern.files, aside))))

    assert "4 of 6" in text
    assert "1 skipped" not in text
    assert "Set aside on purpose, as tables of an export that are read with its channels: slack/users.json." in text


def test_a_card_says_which_of_its_quotes_may_go_where_and_whom_it_rests_on(pictured):
    text = text_of(render_report(pictured, charter=("charter.md",)))

    assert "6 quotes from joint minutes and documents may be passed on" in text
    assert "23 + 19 statements · quoted from 3 documents" in text
    assert "Charterno clause is named in what was found" in text


def test_clauses_that_an_alert_names_are_told_whether_or_not_the_charter_lies_at_hand(pictured):
    asked = ("What does “signed” of clause 4.1 (“validated and accepted by both”) ask for?",)
    alert = replace(pictured.outcome.alerts[0], questions=asked)

    assert clauses(alert, ()) == clauses(alert, ("charter.md",)) == "clause 4.1: “validated and accepted by both”"
    assert clauses(replace(alert, questions=()), ()) == ""


def test_quotes_from_sources_of_one_partner_are_announced(pictured):
    own = tuple(replace(record, own=Owned(partner="northquay")) if record.id == "s01" else record for record in pictured.statements)

    text = text_of(render_report(replace(pictured, statements=own)))

    assert "Contains quotes from sources of one partner alone (1 statement of Northquay Ferries)." in text
    assert "from sources of Northquay Ferries alone: only for that side" in text


def test_speakers_are_told_as_five_or_more_or_fewer_and_never_counted(pictured):
    speakers = tuple(replace(record, speaker=f"S{place}") for place, record in enumerate(pictured.statements))
    few = replace(pictured.outcome.alerts[0], sides=tuple(replace(side, statements=3) for side in pictured.outcome.alerts[0].sides))

    text = text_of(render_report(replace(pictured, statements=speakers, outcome=replace(pictured.outcome, alerts=(few,)))))

    assert "fewer than 5 speakers on each side" in text
    assert not re.search(r"\b[0-46-9]\d* speakers", text)


def test_swapping_the_partners_mirrors_the_pictures_too(pictured):
    named = replace(pictured, partners=(Partner(id="brightmill", name="Ⓐ"), Partner(id="northquay", name="Ⓑ")))
    mirrored = replace(pictured, partners=(Partner(id="brightmill", name="Ⓑ"), Partner(id="northquay", name="Ⓐ")))

    assert swapped(render_report(named)) == render_report(mirrored)


def test_the_words_of_the_page_are_neutral(pictured):
    bare = replace(pictured, statements=(), outcome=replace(pictured.outcome, alerts=()))
    words = set(re.findall(r"[a-z]+", text_of(render_report(bare)).lower()))

    assert not words & {"blame", "guilty", "refuses", "refused", "wrong", "urgent", "violates", "ignores", "worse", "poor", "stubborn", "alarming"}


def test_a_page_with_pictures_is_the_same_whatever_the_order_of_statements(pictured):
    shuffled = replace(pictured, statements=pictured.statements[::-1], files=pictured.files[::-1])

    assert render_report(shuffled) == render_report(pictured)
