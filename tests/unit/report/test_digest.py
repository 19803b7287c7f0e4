import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from driftwatch.domain.alerts import AlertEvent, AlertStatus
from driftwatch.domain.meaning import CoverageStatus
from driftwatch.domain.talk import Partner
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.digest import LARGEST_MAIL, LONGEST_SUBJECT, render_digest
from driftwatch.report.standing import told_before
from driftwatch.settings import DigestSettings

DONE, AVAILABILITY, CADENCE = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB", "DW-7B3D5H6J8KMN"
TOLD = {DONE: AlertStatus.OPEN, AVAILABILITY: AlertStatus.ACKNOWLEDGED, CADENCE: AlertStatus.RESOLVED}


def mail(scan: ScanRecord, period: str = "2026-W13", *, told=None, **settings) -> Digest:
    return render_digest(
        scan, period, timezone=ZoneInfo("Europe/Berlin"), settings=DigestSettings(sender="drift@lantern.example", **settings), told=told
    )


def with_alert(scan: ScanRecord, **changes) -> ScanRecord:
    return replace(scan, outcome=replace(scan.outcome, alerts=(replace(scan.outcome.alerts[0], **changes),)))


def test_the_subject_says_programme_week_and_counts(lantern):
    assert mail(lantern).subject == "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high"


@pytest.mark.parametrize(
    "programme", ["Lantern", "An endless name of a programme that nobody would ever say aloud", "Forged\r\nBcc: all@partner.example"]
)
def test_the_subject_is_one_line_of_at_most_sixty_characters(lantern, programme):
    subject = mail(replace(lantern, outcome=replace(lantern.outcome, programme=programme))).subject

    assert len(subject) <= LONGEST_SUBJECT
    assert subject.isprintable()
    assert subject.endswith("Week 13: 2 new gaps, 1 closer, 1 high")


def test_the_text_tells_both_sides_why_it_matters_and_what_to_ask(lantern):
    text = mail(lantern).text

    assert "Week 13, Mon 23 Mar 2026 to Sun 29 Mar 2026 (Europe/Berlin)" in text
    assert "1. NEW · “Done” for the kiosk means different checks to the partners\n   high severity, likely (0.86)\n" in text
    assert "   Brightmill (23 statements)\n     mostly lists: simulator run, metrics signed\n" in text
    assert "   Northquay Ferries (19 statements)\n     mostly lists: two weeks on the pier, purser signs\n" in text
    assert "Why it matters: The same work can count as finished on one side and" in text
    assert "A question to ask: Which of these checks must hold" in text
    assert "Evidence, side by side: report.html, DW-9F2M4T7Q1XYA" in text
    assert "GETTING CLOSER\n  + “release cadence” (different ways of working): resolved." in text
    assert "not enough data to compare (Northquay" in text
    assert max(map(len, text.splitlines())) <= 76


def test_text_and_html_say_the_same(lantern):
    digest = mail(lantern)

    html = " ".join(lxml.html.fromstring(digest.html).text_content().split())

    for line in ("“Done” for the kiosk means different checks to the partners", "mostly with: uptime, month, kiosks", "minutes (4) and slack (1)"):
        assert line in html
        assert line in " ".join(digest.text.split())


def test_at_most_so_many_items_are_told_and_the_others_counted(lantern):
    text = mail(lantern, items=1).text

    assert "2. NEW" not in text
    assert "Open differences 1 not told above." in text


def test_what_was_told_and_has_not_changed_is_a_count_only(lantern):
    digest = mail(lantern, "2026-W15", told=TOLD)

    assert digest.subject == "[Lantern] Week 15: nothing new, 2 open gaps"
    assert "TALK ABOUT" not in digest.text
    assert "GETTING CLOSER" not in digest.text
    assert "Open differences 2 told before and unchanged." in digest.text


def test_evidence_of_this_week_or_another_status_brings_a_known_difference_back(lantern):
    this_week = mail(lantern, "2026-W13", told=TOLD).text
    acknowledged = mail(lantern, "2026-W15", told={**TOLD, AVAILABILITY: AlertStatus.OPEN}).text

    assert "1. ONGOING · “Done” for the kiosk" in this_week
    assert "1. ONGOING · “Availability”" in acknowledged
    assert "“Done” for the kiosk" not in acknowledged


def test_a_disputed_difference_is_shown_as_disputed(lantern):
    text = mail(with_alert(lantern, status=AlertStatus.DISPUTED), told={DONE: AlertStatus.OPEN}).text

    assert "1. DISPUTED ·" in text


def test_a_resolution_is_told_once(lantern):
    assert "GETTING CLOSER" in mail(lantern, told={**TOLD, CADENCE: AlertStatus.OPEN}).text
    assert "GETTING CLOSER" not in mail(lantern, told=TOLD).text


def test_no_quote_of_a_chat_and_no_name_leaves_by_mail(lantern):
    done = lantern.outcome.alerts[0]
    chat = tuple(
        replace(piece, locator="message 1774342800.000100", quote="nobody tells the night crew what changed before they sail")
        for piece in done.evidence
    )
    sides = (
        replace(done.sides[0], summary="says: tells the night crew what changed before they sail"),
        replace(done.sides[1], summary="asks Bo Lindgren for papers"),
    )
    digest = mail(
        with_alert(lantern, evidence=chat, sides=sides, title="What Ada Quill calls done", questions=("What would bo.l sign?", "What is missing?"))
    )

    for said in (digest.text, digest.html, digest.subject):
        assert not re.search(r"night crew|Lindgren|Quill|bo\.l", said)
    assert "1. NEW · Different criteria for done: kiosk" in digest.text
    assert digest.text.count("the wording stands in the report") == 2
    assert "A question to ask: What is missing?" in digest.text


def test_no_quoted_sentence_of_any_source_is_in_the_mail(lantern):
    digest = mail(lantern)

    for piece in (piece for alert in lantern.outcome.alerts for piece in alert.evidence):
        assert piece.quote not in " ".join(digest.text.split())
        assert piece.quote not in digest.html


def test_without_a_base_url_there_is_no_link(lantern):
    page = lxml.html.fromstring(mail(lantern).html)

    assert not page.xpath("//@href | //@src")


def test_with_a_base_url_links_lead_there_alone(lantern):
    digest = mail(lantern, base_url="https://dw.lantern.example")

    assert set(lxml.html.fromstring(digest.html).xpath("//@href")) == {f"https://dw.lantern.example/a/{known}" for known in (DONE, AVAILABILITY)}
    assert f"https://dw.lantern.example/a/{DONE}" in digest.text


def test_links_in_the_text_of_others_cannot_be_followed(lantern):
    text = mail(with_alert(lantern, title="Done at https://evil.example/x")).text

    assert "https[:]//evil.example/x" in text


def test_the_html_loads_nothing_and_carries_its_style_in_its_tags(lantern):
    html = mail(lantern).html
    page = lxml.html.fromstring(html)

    assert not page.xpath("//img | //link | //script | //iframe | //@background")
    assert not re.search(r"url\(|@import|https?://", html)
    assert page.xpath("//h1/@style")
    assert "max-width: 600px" in html
    assert len(html.encode()) <= LARGEST_MAIL


def test_markup_in_what_others_wrote_is_escaped(lantern):
    html = mail(with_alert(lantern, title="<img src=x onerror=alert(1)>", subject="<b>", questions=("<script>alert(1)</script>",))).html

    assert not lxml.html.fromstring(html).xpath("//img | //script | //@onerror")


def test_a_mail_that_would_be_too_long_tells_fewer_items(lantern):
    done = lantern.outcome.alerts[0]
    alerts = tuple(replace(done, id=f"DW-{number:012d}", title="ü" * 300, common_ground=("ö" * 300,) * 9) for number in range(60))
    digest = mail(replace(lantern, outcome=replace(lantern.outcome, alerts=alerts)), items=60)

    assert len(digest.html.encode()) <= LARGEST_MAIL
    assert re.search(r"Open differences \d+ not told above", digest.text)


def test_too_little_data_is_no_verdict(lantern):
    coverage = tuple(replace(row, status=CoverageStatus.INSUFFICIENT_DATA, why="northquay: 3 of 25 statements") for row in lantern.outcome.coverage)
    digest = mail(replace(lantern, outcome=replace(lantern.outcome, alerts=(), coverage=coverage)))

    assert "There is not enough data yet to say where the partners differ." in digest.text
    assert digest.text.count("No verdict.") == 3


def test_swapping_the_partners_mirrors_the_mail(lantern):
    one = replace(lantern, partners=(Partner(id="brightmill", name="Ⓐ"), Partner(id="northquay", name="Ⓑ")))
    other = replace(lantern, partners=(Partner(id="brightmill", name="Ⓑ"), Partner(id="northquay", name="Ⓐ")))

    mirrored = mail(one).text.translate(str.maketrans({"Ⓐ": "Ⓑ", "Ⓑ": "Ⓐ"}))

    assert mirrored == mail(other).text


def test_the_same_scan_gives_the_same_mail(lantern):
    assert mail(lantern) == mail(replace(lantern, files=lantern.files[::-1]))


def test_what_was_told_before_is_the_last_status_before_that_moment():
    def event(day: int, status: AlertStatus) -> AlertEvent:
        return AlertEvent(alert_id=DONE, action="x", actor="x", reason="", at=datetime(2026, 3, day, tzinfo=UTC), status=status)

    histories = {
        DONE: [event(2, AlertStatus.OPEN), event(9, AlertStatus.ACKNOWLEDGED), event(20, AlertStatus.RESOLVED)],
        CADENCE: [event(20, AlertStatus.OPEN)],
    }

    assert told_before(histories, datetime(2026, 3, 16, tzinfo=UTC)) == {DONE: AlertStatus.ACKNOWLEDGED}
