import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from driftwatch.domain.alerts import AlertStatus, Substatus
from driftwatch.domain.mailing import LastMail, ToldAlert
from driftwatch.domain.meaning import CoverageStatus, Severity
from driftwatch.domain.talk import Partner, Share
from driftwatch.domain.view import View
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.digest import render_digest
from driftwatch.report.frame import LONGEST_SUBJECT
from driftwatch.report.mail_body import LARGEST_MAIL
from driftwatch.report.news import MailLinks, Reader, news_of, told_by
from driftwatch.settings import DigestSettings, Settings

DONE, AVAILABILITY, CADENCE = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB", "DW-7B3D5H6J8KMN"
SUMMARY = "nothing is done before they sold tickets with it on a busy Saturday"
AT = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
TOLD = {DONE: AlertStatus.OPEN, AVAILABILITY: AlertStatus.ACKNOWLEDGED, CADENCE: AlertStatus.RESOLVED}


def mail(scan: ScanRecord, period: str = "2026-W13", *, told=None, reader: Reader | None = None, **digest) -> Digest:
    last = None if told is None else LastMail(period="2026-W12", at=AT, told={alert: ToldAlert(status=status) for alert, status in told.items()})
    reader = reader or Reader(timezone=ZoneInfo("Europe/Berlin"), last=last)
    settings = Settings(
        folder=Path(),
        name="Lantern",
        partners=scan.partners,
        timezone=ZoneInfo("Europe/Berlin"),
        digest=DigestSettings(sender="drift@lantern.example", **digest),
    )
    return render_digest(news_of(scan, period, reader), period, reader=reader, settings=settings)


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
    assert "Open differences: 1 not told above." in text


def test_what_was_told_and_has_not_changed_is_a_count_only(lantern):
    digest = mail(lantern, "2026-W15", told=TOLD)

    assert digest.subject == "[Lantern] Week 15: nothing new, 2 open gaps"
    assert "TALK ABOUT" not in digest.text
    assert "GETTING CLOSER" not in digest.text
    assert "Open differences: 2 unchanged since your last mail." in digest.text


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
    assert re.search(r"Open differences: \d+ not told above", digest.text)


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


def after(scan: ScanRecord, period: str = "2026-W13", **reader) -> Reader:
    """Somebody who got the mail of this scan."""
    before = Reader(**reader)
    return replace(before, last=LastMail(period=period, at=AT, told=told_by(news_of(scan, period, before), before)))


def test_a_second_mail_of_the_same_scan_tells_nothing_new(lantern):
    assert mail(lantern, "2026-W14", reader=after(lantern)).subject == "[Lantern] Week 14: nothing new, 2 open gaps"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            {"severity": Severity.MEDIUM},
            "different checks to the partners\n   high → medium severity, likely",
        ),
        ({"substatus": Substatus.NARROWING}, "1. ONGOING, NARROWING · “Done” for the kiosk"),
        ({"substatus": Substatus.ESCALATING, "status": AlertStatus.DISPUTED}, "1. DISPUTED, ESCALATING · “Done” for the kiosk"),
        ({"last_seen": date(2026, 3, 31)}, "1. ONGOING · “Done” for the kiosk"),
        ({"status": AlertStatus.ACKNOWLEDGED}, "1. ONGOING · “Done” for the kiosk"),
    ],
)
def test_what_changed_since_this_recipient_was_told_is_an_item(lantern, change, line):
    text = mail(with_alert(lantern, **change), "2026-W14", reader=after(lantern)).text

    assert line in text


def test_a_difference_that_was_agreed_on_came_closer(lantern):
    text = mail(with_alert(lantern, status=AlertStatus.AGREED), "2026-W14", reader=after(lantern)).text

    assert "GETTING CLOSER\n  + “kiosk” (different criteria for done): agreed difference." in text


def test_a_difference_that_was_agreed_on_after_a_snooze_came_closer(lantern):
    reader = after(with_alert(lantern, status=AlertStatus.SNOOZED))

    assert "agreed difference." in mail(with_alert(lantern, status=AlertStatus.AGREED), "2026-W14", reader=reader).text


def test_what_was_told_by_a_mail_of_long_ago_is_said_to_be_so(lantern):
    assert "What changed since the mail of ISO week 2026-W09." in mail(lantern, "2026-W13", reader=after(lantern, "2026-W09")).text
    assert "What changed since" not in mail(lantern, "2026-W14", reader=after(lantern, "2026-W13")).text


def test_what_is_not_severe_enough_for_a_reader_is_a_count(lantern):
    reader = Reader(min_severity=Severity.HIGH)
    digest = mail(lantern, reader=reader)

    assert digest.subject == "[Lantern] Week 13: 1 new gap, 0 closer, 1 high"
    assert "Open differences: 1 of a lower severity than you asked for." in " ".join(digest.text.split())
    assert set(told_by(news_of(lantern, "2026-W13", reader), reader)) == {DONE}


def test_what_was_severe_when_it_was_told_is_told_again_when_it_is_less_so(lantern):
    reader = after(lantern, min_severity=Severity.HIGH)

    assert "1. ONGOING · “Done” for the kiosk" in mail(with_alert(lantern, severity=Severity.LOW), "2026-W14", reader=reader).text


def test_what_was_told_and_fell_below_a_readers_floor_is_not_new_when_it_rises_again(lantern):
    reader = after(lantern, min_severity=Severity.HIGH)
    for period, severity in (("2026-W14", Severity.LOW), ("2026-W15", Severity.LOW)):
        told = told_by(news_of(with_alert(lantern, severity=severity), period, reader), reader)
        reader = replace(reader, last=LastMail(period=period, at=AT, told=told))

    assert "1. ONGOING · “Done” for the kiosk" in mail(lantern, "2026-W16", reader=reader).text


def test_moments_are_told_in_the_zone_of_the_reader_and_the_week_in_that_of_the_programme(lantern):
    text = mail(lantern, reader=Reader(timezone=ZoneInfo("America/New_York"))).text

    assert "Week 13, Mon 23 Mar 2026 to Sun 29 Mar 2026 (Europe/Berlin), ISO week\n2026-W13" in text
    assert "As of 30 Mar 2026, 01:30 (America/New_York)." in text


def test_links_to_preferences_stand_in_both_parts(lantern):
    links = MailLinks(unsubscribe="https://dw.lantern.example/m/u/t", preferences="https://dw.lantern.example/m/p/t")
    digest = mail(lantern, reader=Reader(links=links), base_url="https://dw.lantern.example")

    assert "Unsubscribe: https://dw.lantern.example/m/u/t\n" in digest.text
    assert {links.unsubscribe, links.preferences} <= set(lxml.html.fromstring(digest.html).xpath("//a/@href"))


def test_without_links_a_mailbox_that_somebody_reads_takes_the_wish_to_leave(lantern):
    assert "write to drift@lantern.example with the subject `unsubscribe`" in " ".join(mail(lantern).text.split())
    assert "write to office@lantern.example" in " ".join(mail(lantern, reply_to="office@lantern.example").text.split())


@pytest.mark.parametrize("share", list(Share))
def test_nothing_of_the_other_sides_own_sources_is_mailed(lantern, share):
    own = {"visibility": "northquay", "share": share}
    files = tuple(replace(file, **own) if file.source.startswith("minutes/") else file for file in lantern.files)
    sides = tuple(replace(side, summary=SUMMARY) for side in lantern.outcome.alerts[0].sides)
    scan = replace(with_alert(lantern, sides=sides), files=files)

    theirs, ours, nobodys = (mail(scan, reader=Reader(view=View(partner=partner))) for partner in ("brightmill", "northquay", None))

    assert "busy Saturday" in ours.text
    for digest in (theirs, nobodys):
        for said in (digest.text, digest.html, digest.subject):
            assert ("busy Saturday" in said) == (share is Share.EVIDENCE and said is not digest.subject)
    assert ("minutes (4)" in theirs.text) == (share is not Share.HIDDEN)
