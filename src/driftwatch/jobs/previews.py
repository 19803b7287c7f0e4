"""The weekly mail as somebody would get it now; nothing is sent, nothing is kept."""

from dataclasses import replace
from datetime import datetime

from driftwatch.domain.mailing import Letter, Place
from driftwatch.domain.talk import programme_key
from driftwatch.domain.view import View
from driftwatch.jobs.composing import Ground, addressed, reader_of, written
from driftwatch.jobs.mailing import gone_since, last_mail, links_for
from driftwatch.jobs.recipients import Subscriber
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.digest import render_digest
from driftwatch.report.news import Reader, news_of
from driftwatch.settings import Settings
from driftwatch.store.sql import SqlStore


def preview(store: SqlStore, settings: Settings, scan: ScanRecord, period: str, reader: Subscriber | None) -> Digest:
    """The mail for one of the list; without one, as somebody of no side would get it for the first time. Links for leaving are left out."""
    if reader is None:
        return preview_side(settings, scan, period, None)
    known = reader_of(reader, _ground(store, settings, scan, period, reader))
    news = news_of(scan, period, known)
    return render_digest(news, period, reader=known, settings=settings)


def preview_side(settings: Settings, scan: ScanRecord, period: str, partner: str | None) -> Digest:
    """The mail as somebody on this partner's side, or of no side, would get it for the first time."""
    stranger = Reader(view=View(partner=partner), timezone=settings.timezone)
    return render_digest(news_of(scan, period, stranger), period, reader=stranger, settings=settings)


def preview_letter(store: SqlStore, settings: Settings, scan: ScanRecord, period: str, reader: Subscriber, *, secret: str, at: datetime) -> Letter:
    """The same as a message; `secret` signs its links."""
    ground = _ground(store, settings, scan, period, reader)
    place = Place(programme=programme_key(settings.name), recipient=reader.key, period=period)
    ground = replace(ground, links=links_for(store, secret, place, settings))
    known = reader_of(reader, ground)
    return addressed(written(news_of(scan, period, known), period, known, settings), reader, ground, at=at)


def _ground(store: SqlStore, settings: Settings, scan: ScanRecord, period: str, reader: Subscriber) -> Ground:
    place = Place(programme=programme_key(settings.name), recipient=reader.key, period=period)
    last = last_mail(store, place, scan)
    return Ground(scan=scan, settings=settings, last=last, links=None, gone=gone_since(store, place, scan, last, reader))
