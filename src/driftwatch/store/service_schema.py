"""The tables of what goes on around scans: jobs, schedules, what is told to whom, what was done by whom."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from driftwatch.store.schema import Schema, of_programme


class StoredJob(Schema):
    """Work that is to be done, is being done, or was done."""

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_by_turn", "state", "due", "id"), Index("jobs_of_programme", "programme", "created", "id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(ForeignKey("programmes.key", ondelete="CASCADE"))
    kind: Mapped[str]
    state: Mapped[str]
    slot: Mapped[str | None] = mapped_column(unique=True)
    """What it alone may hold while it waits or runs, such as `scan:horizon`; None once it has ended."""
    due: Mapped[int]
    """Not before then, in microseconds since 1970."""
    lease: Mapped[int | None]
    """Until then its worker is taken to live, in microseconds since 1970; None while it waits and once it has ended."""
    worker: Mapped[str | None]
    attempts: Mapped[int]
    created: Mapped[int]
    body: Mapped[str]


class StoredSchedule(Schema):
    """What is done again and again; `done` is the last period for which a job was made."""

    __tablename__ = "schedules"

    programme: Mapped[str] = of_programme()
    name: Mapped[str] = mapped_column(primary_key=True)
    done: Mapped[str | None]
    body: Mapped[str]


class StoredAttempt(Schema):
    """One try to hand something over; `place` counts from 0."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme", "recipient", "period", "channel"],
            ["deliveries.programme", "deliveries.recipient", "deliveries.period", "deliveries.channel"],
            ondelete="CASCADE",
        ),
    )

    programme: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instant: Mapped[int]
    state: Mapped[str]
    detail: Mapped[str]


class StoredPreference(Schema):
    """What a recipient of the mail wants; stronger than driftwatch.toml."""

    __tablename__ = "preferences"

    programme: Mapped[str] = of_programme()
    recipient: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str | None] = mapped_column(unique=True)
    """What the links in their mails end with: it names them to us alone, and opens nothing but their preferences; None before the first mail."""
    body: Mapped[str]


class StoredWebhook(Schema):
    """Where events are handed over by HTTP."""

    __tablename__ = "webhooks"

    programme: Mapped[str] = of_programme()
    id: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool]
    body: Mapped[str]
    secrets: Mapped[str]
    """As they sign, the newest first: who signs must know them."""
    told: Mapped[int]
    """How much it was ever to be told: the place of what comes next."""


class StoredSecret(Schema):
    """A secret of the store itself, such as the one that signs the links in mails."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class StoredRequest(Schema):
    """A request with an Idempotency-Key, and what was answered."""

    __tablename__ = "requests"
    __table_args__ = (Index("requests_by_age", "instant"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    """Prefix of the API key with which it came."""
    token: Mapped[str] = mapped_column(primary_key=True)
    """The Idempotency-Key."""
    content: Mapped[str]
    """A digest of method, path and body; empty while it is not known."""
    holder: Mapped[str | None]
    """Who is answering it; None once it is answered."""
    answer: Mapped[str]
    instant: Mapped[int]
    """When it was answered; until then, when its holder was last seen."""


class StoredArrival(Schema):
    """A file or message that came in, by a digest of its content: it is not taken a second time."""

    __tablename__ = "arrivals"
    __table_args__ = (Index("arrivals_of_job", "job"),)

    programme: Mapped[str] = of_programme()
    digest: Mapped[str] = mapped_column(primary_key=True)
    job: Mapped[str]
    """The import that took it."""
    source: Mapped[str | None]
    """Where in the programme's folder the file is put; None for a message."""


class StoredSession(Schema):
    """Somebody who is signed in to the dashboard, by the hash of the session's token."""

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_by_end", "ends"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("api_keys.prefix", ondelete="CASCADE"))
    """Prefix of the API key from which it was made."""
    ends: Mapped[int]
    """In microseconds since 1970."""


class StoredVolume(Schema):
    """How much came in with a key on a day."""

    __tablename__ = "upload_volumes"

    key: Mapped[str] = mapped_column(primary_key=True)
    """Prefix of the API key."""
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Days since 1970, in UTC."""
    size: Mapped[int]
    """In bytes."""


class StoredLink(Schema):
    """Two alerts that people put together, or apart for good; `first` sorts before `second`."""

    __tablename__ = "alert_links"

    programme: Mapped[str] = of_programme()
    first: Mapped[str] = mapped_column(primary_key=True)
    second: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    body: Mapped[str]


class StoredAct(Schema):
    """A line of the audit log; `digest` covers the line and the digest before it."""

    __tablename__ = "audit"

    programme: Mapped[str] = mapped_column(primary_key=True)
    """Empty for what concerns the whole store."""
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instant: Mapped[int]
    action: Mapped[str]
    body: Mapped[str]
    digest: Mapped[str]


class StoredHead(Schema):
    """Where a programme's audit log ends; without it, nobody would miss its last lines."""

    __tablename__ = "audit_heads"

    programme: Mapped[str] = mapped_column(primary_key=True)
    lines: Mapped[int]
    digest: Mapped[str]
