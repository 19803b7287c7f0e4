"""Sends the weekly mail: each to its recipient once, tried again until it is taken or given up, whoever dies meanwhile.

At least once, not exactly once: where a mail server's last answer is not heard (a crash, a broken connection), the same message is handed
over again, with the same Message-ID and the same bytes. In no other case does anybody get a second one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.mailing import (
    MOST_BOUNCES,
    Batch,
    Claim,
    Delivery,
    DeliveryState,
    LastMail,
    MailLinks,
    Place,
    Skip,
    ToldAlert,
    link_token,
    next_attempt,
)
from driftwatch.domain.view import View
from driftwatch.errors import ConfigurationError, DeliveryError, Refusal, StoreError, UnknownAlertError
from driftwatch.jobs.composing import Ground, Unwritten, compose
from driftwatch.jobs.recipients import Subscriber, subscriber, subscribers
from driftwatch.ports import Notifier
from driftwatch.records import ScanRecord
from driftwatch.report.standing import told_before
from driftwatch.settings import Settings
from driftwatch.store.preferences import Act
from driftwatch.store.sql import SqlStore

MOST_DROPS = 3
"""Connections that break one after another, until the server is taken to be down."""
_TRIES_TO_NOTE = 3
_MAIL_SERVER = "mail server"
_SPENT = {Refusal.NEVER: DeliveryState.FAILED, Refusal.RECIPIENT: DeliveryState.BOUNCED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What mails are written from and sent with."""

    store: SqlStore
    notifier: Notifier
    settings_of: Callable[[str], Settings]
    """Of a programme by its key; raises ConfigurationError."""
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    """0 … 1."""
    secret: str
    """Signs the links by which recipients change what they get."""
    told: Callable[[str], None] = lambda _: None
    """A line for the operator; it names no recipient."""


def send_digest(post: Post, programme: str, period: str, *, only: Sequence[Subscriber] | None = None) -> tuple[Delivery, ...]:
    """Send the mail of a week to everybody on the list, or to some; what became of each. Who has it gets no second one."""
    places = places_of(post, programme, period, only)
    post.store.mails.queue(places, at=post.clock())
    drain_mail(post, Batch(programme=programme, period=period, recipients=None if only is None else tuple(place.recipient for place in places)))
    return became(post.store, places)


def places_of(post: Post, programme: str, period: str, only: Sequence[Subscriber] | None = None) -> tuple[Place, ...]:
    """The places of those who are to get the mail of this week."""
    if only is None:
        only = subscribers(post.settings_of(programme), post.store.preferences.all(programme))
    return tuple(Place(programme=programme, recipient=reader.key, period=period) for reader in only)


def became(store: SqlStore, places: Iterable[Place]) -> tuple[Delivery, ...]:
    """How these mails stand now, in their order."""
    places = tuple(places)
    weeks = {(place.programme, place.period) for place in places}
    found = {_place(mail): mail for programme, period in weeks for mail in store.mails.find(programme, period=period)}
    return tuple(found[place] for place in places if place in found)


def _place(mail: Delivery) -> Place:
    return Place(programme=mail.programme, recipient=mail.recipient, period=mail.period)


def drain_mail(post: Post, batch: Batch | None = None) -> int:
    """Hand over what is due, of a batch or of all, over one connection; gives how many mails were taken up."""
    taken, drops, known = 0, 0, _Known(post)
    try:
        while claim := post.store.mails.claim(batch, at=post.clock()):
            taken += 1
            error = _attend(post, claim, known)
            drops = drops + 1 if error and error.refusal in (Refusal.DROPPED, Refusal.UNKNOWN) else 0
            if error and (error.refusal is Refusal.SERVER or drops == MOST_DROPS):
                post.told(f"the mails that are due wait: {error}")
                post.store.mails.put_off(str(error), at=post.clock(), chance=post.chance())
                break
    finally:
        post.notifier.close()
    return taken


def _attend(post: Post, claim: Claim, known: "_Known") -> DeliveryError | None:
    """Bring one mail as far as it goes now; the error of the mail server, where there was one."""
    try:
        return _send(post, claim, known)
    except ConfigurationError as error:
        _try_again(post, claim, str(error))
        return None


def _send(post: Post, claim: Claim, known: "_Known") -> DeliveryError | None:
    place = claim.place
    reader = subscriber(known.settings(place.programme), place.recipient, post.store.preferences.get(place.programme, place.recipient))
    refused = _refused(reader, claim, post.clock())
    if reader is None or refused is not None:
        why, detail = refused or (Skip.NO_RECIPIENT, "not on the list any more")
        post.store.mails.skip(claim, why, detail, at=post.clock())
        return None
    try:
        letter = claim.letter
        if letter is None:
            found = compose(_ground(post, claim, known, reader), reader, claim, at=post.clock())
            if isinstance(found, Unwritten):
                post.store.mails.skip(claim, found.why, found.detail, at=post.clock())
                return None
            letter = found.letter
            if not post.store.mails.freeze(claim, letter, found.told):
                return None
        post.notifier.notify(letter, reader.recipient.address)
    except DeliveryError as error:
        _note(post, claim, error)
        return error
    except (KeyboardInterrupt, SystemExit):
        post.store.mails.settle(claim, DeliveryState.QUEUED, at=post.clock(), detail="interrupted", due=post.clock())
        raise
    _sent(post, claim)
    _lift(post, claim, reader)
    return None


def _sent(post: Post, claim: Claim) -> None:
    """The server has it: a database that was away for a moment is asked again, before the mail counts as not sent."""
    for _ in range(_TRIES_TO_NOTE - 1):
        with suppress(StoreError):
            post.store.mails.settle(claim, DeliveryState.SENT, at=post.clock())
            return
    post.store.mails.settle(claim, DeliveryState.SENT, at=post.clock())


def _note(post: Post, claim: Claim, error: DeliveryError) -> None:
    """Keep what came of an attempt that did not end well."""
    if error.refusal is Refusal.SERVER:
        post.store.mails.give_back(claim, at=post.clock())
        return
    state = _SPENT.get(error.refusal)
    if state is None:
        _try_again(post, claim, str(error))
        return
    post.store.mails.settle(claim, state, at=post.clock(), detail=str(error))
    if state is DeliveryState.BOUNCED:
        _suppress(post, claim)


def _try_again(post: Post, claim: Claim, detail: str) -> None:
    due = next_attempt(claim.attempt, post.clock(), chance=post.chance())
    state = DeliveryState.FAILED if due is None else DeliveryState.QUEUED
    post.store.mails.settle(claim, state, at=post.clock(), detail=detail, due=due)
    if state is DeliveryState.FAILED:
        post.told(
            f"{claim.place.programme}: a mail of {claim.place.period} is given up after {claim.attempt} attempts; see: driftwatch digest --status"
        )


def _suppress(post: Post, claim: Claim) -> None:
    """An address that bounced in two weeks running gets nothing any more, and the operator is told."""
    place, at = claim.place, post.clock()
    if post.store.mails.bounces(place.programme, place.recipient) >= MOST_BOUNCES:
        act = Act(actor=_MAIL_SERVER, action="mail.suppress", at=at)
        post.store.preferences.change(place.programme, place.recipient, lambda wish: replace(wish, suppressed=wish.suppressed or at), act)
        post.told(
            f"{place.programme}: an address has bounced {MOST_BOUNCES} times and gets no mail any more; see `driftwatch digest --status`, "
            "correct it in driftwatch.toml, or insist with --resend"
        )


def _lift(post: Post, claim: Claim, reader: Subscriber) -> None:
    """A mail that was taken shows that the address is right again."""
    if reader.preference.suppressed is not None:
        act = Act(actor=_MAIL_SERVER, action="mail.unsuppress", at=post.clock())
        post.store.preferences.change(claim.place.programme, claim.place.recipient, lambda wish: replace(wish, suppressed=None), act)


def _refused(reader: Subscriber | None, claim: Claim, at: datetime) -> tuple[Skip, str] | None:
    """An opt-out beats whoever insists; two bounces do not."""
    if reader is None:
        return None
    if reader.preference.suppressed is not None and not claim.edition and reader.preference.unsubscribed is None:
        return Skip.SUPPRESSED, f"the address bounced {MOST_BOUNCES} times; correct it, or insist with --resend"
    return reader.refuses(at)


def _ground(post: Post, claim: Claim, known: "_Known", reader: Subscriber) -> Ground:
    place = claim.place
    settings, scan = known.settings(place.programme), known.scan(place.programme)
    links, last = links_for(post.store, post.secret, place, settings), last_mail(post.store, place, scan)
    gone = gone_since(post.store, place, scan, last, reader)
    return Ground(scan=scan, settings=settings, last=last, links=links, gone=gone, audit=known.audit(place.programme))


def last_mail(store: SqlStore, place: Place, scan: ScanRecord) -> LastMail | None:
    """What this recipient was last told; of a mail of schema 0001 that is worked out from the alerts' histories."""
    last = store.mails.last(place)
    if last is None or last.told is not None:
        return last
    histories = {alert.id: store.history(place.programme, alert.id) for alert in scan.outcome.alerts}
    return replace(last, told={alert: ToldAlert(status=status) for alert, status in told_before(histories, last.at).items()})


def gone_since(store: SqlStore, place: Place, scan: ScanRecord, last: LastMail | None, reader: Subscriber) -> tuple[Alert, ...]:
    """What this recipient was told of and the last scan did not find, as they may see it: they are to hear how it ends."""
    there, seen = {alert.id for alert in scan.outcome.alerts}, store.seen(View(partner=reader.recipient.partner))
    found: list[Alert] = []
    for name, told in sorted(((last and last.told) or {}).items()):
        if name not in there and told.status is not AlertStatus.RESOLVED:
            with suppress(UnknownAlertError):
                found.append(seen.alert(place.programme, name))
    return tuple(alert for alert in found if alert.lead is None)


def links_for(store: SqlStore, secret: str, place: Place, settings: Settings) -> MailLinks | None:
    """Where this recipient changes what they get; None where no server runs."""
    base = settings.digest.base_url
    if base is None:
        return None
    token = store.preferences.token(place.programme, place.recipient, signed=link_token(secret, place.programme, place.recipient))
    return MailLinks(unsubscribe=f"{base}/m/u/{token}", preferences=f"{base}/m/p/{token}")


class _Known:
    """Settings and last scan of each programme, as they were when the first mail of a run asked for them."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._settings: dict[str, Settings] = {}
        self._scans: dict[str, ScanRecord] = {}
        self._heads: dict[str, str] = {}

    def settings(self, programme: str) -> Settings:
        """What its driftwatch.toml says."""
        if programme not in self._settings:
            self._settings[programme] = self._post.settings_of(programme)
        return self._settings[programme]

    def audit(self, programme: str) -> str:
        """Where its audit log ends."""
        if programme not in self._heads:
            self._heads[programme] = self._post.store.audit.head(programme).digest
        return self._heads[programme]

    def scan(self, programme: str) -> ScanRecord:
        """What the last scan left."""
        if programme not in self._scans:
            self._scans[programme] = last_scan(self._post.store, programme, self.settings(programme))
        return self._scans[programme]


def last_scan(store: SqlStore, programme: str, settings: Settings) -> ScanRecord:
    """What the last scan left, without the statements; raises ConfigurationError before the first."""
    outcome = store.outcome(programme)
    if outcome is None:
        raise ConfigurationError(f"{settings.name} was not scanned yet; run: driftwatch scan {settings.folder}")
    return ScanRecord(outcome=outcome, partners=store.partners(programme), files=store.files(programme), statements=(), terms=())


def tally(mails: Iterable[Delivery]) -> Mapping[str, str]:
    """How many mails stand how."""
    counts = Counter(mail.state.value for mail in mails)
    return {state: str(number) for state, number in sorted(counts.items())}
