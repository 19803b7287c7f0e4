"""What a mail's header tells: who wrote to whom and when, to which thread it belongs, and whether a person wrote it at all."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from driftwatch.readers.layout.mails.header_fields import BROKEN, HeaderFields, Person

_IDENTITY = re.compile(r"<([^<>\s]{1,500})>")
_REPLY = re.compile(
    r"\s*(?:(?:re|aw|fwd?|wg|sv|vs|vb|tr|rif|ref|res|enc|odp|pd|antw|doorst|betreff|r|i|rv|rép)(?:\[\d{1,3}\]|\^\d{1,3})?\s?:\s*"
    r"|\[[^\]\n]{1,40}\]\s*(?=\S))",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|out of (?:the )?office|ooo\b|automatische (?:antwort"
    r"|rückmeldung)|abwesenheit\w*"
    r"|réponse automatique|absence du bureau|respuesta automática|risposta automatica|automatisch antwoord|afwezig\w*|autosvar"
    r"|automatisk (?:svar|besked)|fraværs\w*"
    r"|resposta automática|odpowiedź automatyczna|autosvar|frånvaro)(?:\b|:)",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|subsystem|failure)|returned mail"
    r"|failure notice|unzustellbar"
    r"|nicht zustellbar|non remis|mensaje no entregado|mancato recapito|onbestelbaar|kunne ikke leveres|read:|delivered:|gelesen:|lu :|leído:"
    r"|letto:)",
    re.IGNORECASE,
)
_DAEMONS = ("mailer-daemon@", "postmaster@", "microsoftexchange")
_THREAD_ROOT_BYTES = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Of one mail."""

    sender: Person
    others: tuple[Person, ...] = ()
    at: datetime | None = None
    date_from: str = ""
    """What told the time where the Date field could not; the Date field itself where nothing could."""
    subject: str = ""
    identity: str = ""
    """The Message-ID without its brackets."""
    references: tuple[str, ...] = ()
    """Mails that it answers, the thread's first one first."""
    topic: str = ""
    """The thread as Outlook numbers it."""
    automatic: str | None = None
    """Why no person wrote it."""
    bulk: bool = False

    @property
    def thread(self) -> str | None:
        """What all mails of the thread have in common."""
        if self.references:
            return self.references[0]
        if self.topic and replies(self.subject):
            return self.topic
        if replies(self.subject):
            return f"subject {plain_subject(self.subject)}"
        return self.identity or None


def envelope(fields: HeaderFields, zone: tzinfo) -> Envelope | None:
    """The envelope, None where nobody is named as the sender."""
    sender = _sender(fields)
    if sender is None:
        return None
    at, told = _date(fields, zone)
    return Envelope(
        sender=sender,
        others=tuple(fields.people("to", "cc")),
        at=at,
        date_from=told,
        subject=fields.text("subject"),
        identity=identity(fields.plain("message-id")),
        references=_references(fields),
        topic=_topic(fields.plain("thread-index")),
        automatic=_automatic(fields, sender),
        bulk=_bulk(fields),
    )


def identity(written: str) -> str:
    """A Message-ID without brackets, "" where there is none."""
    hit = _IDENTITY.search(written)
    return hit[1] if hit else written.strip("<> ") if re.fullmatch(r"<?[^<>\s]{3,500}>?", written) else ""


def replies(subject: str) -> bool:
    """Whether the subject says that this answers or passes on another mail."""
    subject = subject[:500]
    while hit := _REPLY.match(subject):
        if not hit[0].lstrip().startswith("["):
            return True
        subject = subject[hit.end() :]
    return False


def plain_subject(subject: str) -> str:
    """The subject without what replies and lists put before it, folded."""
    subject = subject[:500]
    while hit := _REPLY.match(subject):
        subject = subject[hit.end() :]
    return " ".join(re.sub(r"\((?:fwd|was:[^()]{0,200})\)\s*\Z", "", subject, flags=re.IGNORECASE).casefold().split())


def _sender(fields: HeaderFields) -> Person | None:
    """Who wrote it; where a list writes in somebody's name, whom it names instead."""
    found = fields.people("from") or fields.people("sender")
    if not found:
        return None
    if re.search(r" via ", fields.text("from"), re.IGNORECASE):
        real = (
            fields.people("x-original-from")
            or fields.people("x-original-sender")
            or [each for each in fields.people("reply-to") if each.name == found[0].name]
        )
        if real and real[0].address:
            return Person(name=found[0].name, address=real[0].address)
    return found[0]


def _date(fields: HeaderFields, zone: tzinfo) -> tuple[datetime | None, str]:
    """When it was sent; by the last server that says when it got it, where the mail itself does not tell."""
    written = fields.plain("date")
    if (at := moment(written, zone)) is not None:
        return at, ""
    for received in reversed(fields.raw.get("received", ())):
        if (at := moment(" ".join(received[-200:].rpartition(";")[2].split()), zone)) is not None:
            return at, "the server that took it in"
    return None, written[:40]


def moment(written: str, zone: tzinfo) -> datetime | None:
    """A date of a header, None where it is none; without a zone it is in the source's."""
    try:
        at = parsedate_to_datetime(written[:200])
        return at if at.tzinfo else at.replace(tzinfo=UTC if written.rstrip().endswith("-0000") else zone)
    except BROKEN:
        return None


def _references(fields: HeaderFields) -> tuple[str, ...]:
    found = [*_IDENTITY.findall(" ".join(fields.raw.get("references", ()))[:20_000]), *_IDENTITY.findall(fields.plain("in-reply-to")[:2000])]
    return tuple(dict.fromkeys(found))


def _topic(index: str) -> str:
    """The first 22 bytes of a Thread-Index are the thread's, each answer adds five."""
    try:
        data = base64.b64decode(index[:400], validate=False)
    except (binascii.Error, ValueError):
        return ""
    return f"thread {data[:_THREAD_ROOT_BYTES].hex()}" if len(data) >= _THREAD_ROOT_BYTES else ""


def _automatic(fields: HeaderFields, sender: Person) -> str | None:
    """Why this is no mail that somebody wrote and sent."""
    subject, submitted = fields.text("subject"), fields.plain("auto-submitted").lower()
    if (
        sender.address.lower().startswith(_DAEMONS)
        or (fields.plain("return-path") == "<>" and _RETURNED.match(subject))
        or "x-failed-recipients" in fields.raw
    ):
        return "bounce"
    if submitted.startswith("auto-replied") or _AWAY.match(subject) or "x-autoreply" in fields.raw or "x-autorespond" in fields.raw:
        return "automatic reply"
    if fields.plain("precedence").lower() in ("auto_reply", "auto-reply"):
        return "automatic reply"
    if submitted and not submitted.startswith("no"):
        return "automatic mail"
    return _not_sent(fields)


def _not_sent(fields: HeaderFields) -> str | None:
    """Drafts, and what its owner has thrown away."""
    labels = {label.strip().casefold() for label in fields.text("x-gmail-labels").split(",")}
    for reason, names in (
        ("draft", {"draft", "drafts", "entwurf", "entwürfe", "brouillons"}),
        ("spam", {"spam"}),
        ("deleted", {"trash", "papierkorb", "corbeille", "bin"}),
    ):
        if labels & names:
            return reason
    if "x-mozilla-draft-info" in fields.raw and "received" not in fields.raw and not fields.plain("message-id"):
        return "draft"
    status = fields.plain("x-mozilla-status")
    return "deleted" if re.fullmatch(r"[0-9a-fA-F]{4}", status) and int(status, 16) & 0x0008 else None


def _bulk(fields: HeaderFields) -> bool:
    """Whether it went out to many, and not through a list on which people answer each other."""
    precedence = fields.plain("precedence").lower()
    discussion = "list-post" in fields.raw and not fields.plain("list-post").upper().startswith("NO")
    return (
        "list-unsubscribe" in fields.raw
        and not discussion
        and (precedence in ("bulk", "junk", "list") or "feedback-id" in fields.raw or not precedence)
    )
