"""Writes the mail of a recipient from what is true now, or says why there is none to write."""

from dataclasses import dataclass, replace
from datetime import datetime

from driftwatch.domain.alerts import Alert
from driftwatch.domain.mailing import Claim, Frequency, LastMail, Letter, MailFormat, MailLinks, Skip, Told
from driftwatch.domain.view import View
from driftwatch.jobs.recipients import Subscriber
from driftwatch.notifiers.letter import Envelope, letter
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.digest import render_digest
from driftwatch.report.heartbeat import render_heartbeat
from driftwatch.report.news import News, Reader, news_of, told_by
from driftwatch.report.week import month_of
from driftwatch.settings import Quiet, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A mail that can be sent, and what it tells."""

    letter: Letter
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """A mail that is not sent, on purpose."""

    why: Skip
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a mail is written from."""

    scan: ScanRecord
    settings: Settings
    last: LastMail | None
    """What this recipient was last told."""
    links: MailLinks | None
    gone: tuple[Alert, ...] = ()
    """What they were told of and the last scan did not find."""
    audit: str = ""
    """Where the audit log ends."""


def compose(ground: Ground, subscriber: Subscriber, claim: Claim, *, at: datetime) -> Written | Unwritten:
    """The mail as it is to be sent; somebody who insists gets it though there is nothing new."""
    reader = reader_of(subscriber, ground)
    news = news_of(ground.scan, claim.place.period, reader)
    if not claim.edition and (why := _needless(news, subscriber, claim.place.period, ground)):
        return why
    digest = written(news, claim.place.period, reader, ground.settings)
    return Written(letter=addressed(digest, subscriber, ground, at=at, edition=claim.edition), told=told_by(news, reader))


def reader_of(subscriber: Subscriber, ground: Ground) -> Reader:
    """What the mail has to know of who reads it."""
    recipient = subscriber.recipient
    return Reader(
        view=View(partner=recipient.partner),
        timezone=subscriber.timezone,
        min_severity=recipient.min_severity,
        format=recipient.format,
        last=ground.last,
        gone=ground.gone,
        links=ground.links,
        audit=ground.audit,
    )


def written(news: News, period: str, reader: Reader, settings: Settings) -> Digest:
    """The weekly mail, or the heartbeat where nothing changed and a full mail is not wanted then."""
    render = render_heartbeat if news.quiet and settings.digest.empty is not Quiet.ALWAYS else render_digest
    digest = render(news, period, reader=reader, settings=settings)
    return digest if reader.format is MailFormat.HTML else replace(digest, html="")


def addressed(digest: Digest, subscriber: Subscriber, ground: Ground, *, at: datetime, edition: int = 0) -> Letter:
    """The mail as a message to this recipient."""
    envelope = Envelope(
        sender=ground.settings.digest.sender,
        recipient=subscriber.recipient.address,
        at=at.astimezone(subscriber.timezone).replace(microsecond=0),
        reply_to=ground.settings.digest.reply_to,
        links=ground.links,
        edition=edition,
    )
    return letter(digest, envelope)


def _needless(news: News, subscriber: Subscriber, period: str, ground: Ground) -> Unwritten | None:
    """A mail a month is the first of the month, and tells all that changed since the one before."""
    last, quiet = ground.last, ground.settings.digest.empty
    covered = last is not None and month_of(last.period) == month_of(period)
    if last and covered and subscriber.recipient.frequency is Frequency.MONTHLY:
        return Unwritten(why=Skip.MONTHLY, detail=f"that of {last.period} was this month's")
    if not news.quiet or quiet is Quiet.ALWAYS or (quiet is Quiet.HEARTBEAT and not covered):
        return None
    return Unwritten(why=Skip.NO_CHANGE, detail=f"nothing new since the mail of {last.period}" if last else "nothing to tell")
