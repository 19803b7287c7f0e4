"""The tables of the store; how they came to be is in migrations/."""

from typing import ClassVar

from sqlalchemy import BigInteger, Computed, Double, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from driftwatch.store.columns import CleanText

REVISION = "0003"
"""The newest migration: the schema that this program reads and writes."""
VERSION_TABLE = "driftwatch_version"
_LED = text("lead IS NOT NULL")


class Schema(DeclarativeBase):
    """All tables; text is cleaned in every column."""

    type_annotation_map: ClassVar = {str: CleanText, float: Double, int: BigInteger, bytes: LargeBinary}


_SIFTED = ("status", "kind", "severity", "partners", "last_seen", "updated", "baseline", "substatus", "audience")
"""What alerts are narrowed to; in every index, so that no body is read in vain."""


def _sifted(*ordered: str) -> list[str]:
    return [column for column in _SIFTED if column not in ordered]


def of_programme() -> Mapped[str]:
    """The column that names the programme to which a row belongs, and with which it goes."""
    return mapped_column(ForeignKey("programmes.key", ondelete="CASCADE"), primary_key=True)


class StoredProgramme(Schema):
    """A programme and what its last scan was made with."""

    __tablename__ = "programmes"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    partners: Mapped[str]
    run: Mapped[str]
    """Of the last scan; empty before the first."""
    coverage: Mapped[str]
    folder: Mapped[str | None]
    """Where its driftwatch.toml lies; None where nobody has said so."""
    created: Mapped[int] = mapped_column(server_default="0")
    """Microseconds since 1970; 0 where it is not known."""
    private: Mapped[str] = mapped_column(server_default="{}")
    """Source -> whose own it is, and what the others get of it, also of what is there no more; the others are joint."""


class StoredStatement(Schema):
    """A statement of the last scan; `content` is a digest of the whole, to see what changed."""

    __tablename__ = "statements"
    __table_args__ = (
        Index("statements_in_order", "programme", "id", "partner", "predicted", "instant", "owner"),
        Index("statements_of_source", "source", "programme", "id"),
        Index("statements_of_source_by_time", "source", "said", "programme", "id"),
        Index("statements_by_time", "said", "programme", "id", "partner", "predicted", "instant", "owner"),
        Index("statements_of_programme_by_time", "programme", "said", "id", "partner", "predicted", "instant", "owner"),
    )

    programme: Mapped[str] = of_programme()
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    folded: Mapped[str]
    """The text as it is searched."""
    partner: Mapped[str | None]
    source: Mapped[str]
    instant: Mapped[int | None]
    """When it was said, in microseconds since 1970: it compares across zones."""
    said: Mapped[int] = mapped_column(Computed("coalesce(instant, -8000000000000000000)"))
    """`instant`, before all times where there is none; the database works it out."""
    predicted: Mapped[str]
    owner: Mapped[str | None]
    """The one partner who may read it; None where all may."""
    body: Mapped[str]


class StoredTerm(Schema):
    """A compared term of the last scan; `id` is its place in their order."""

    __tablename__ = "terms"

    programme: Mapped[str] = of_programme()
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    body: Mapped[str]


class StoredFile(Schema):
    """What became of a file in the last scan; `id` is its place in their order."""

    __tablename__ = "files"

    programme: Mapped[str] = of_programme()
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    body: Mapped[str]


class StoredPicture(Schema):
    """One part of what is drawn of the last scan for one audience; a part is a field of domain.pictures.Pictures."""

    __tablename__ = "pictures"

    programme: Mapped[str] = of_programme()
    audience: Mapped[str] = mapped_column(primary_key=True)
    """`joint`, `all`, or the partner who may read its own sources too."""
    part: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    body: Mapped[str]


class StoredAlert(Schema):
    """An alert as it stands; one that the last scan did not raise is kept for what people said of it."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("alerts_in_rank", "standing", "programme", "rank", "id", *_sifted()),
        Index("alerts_of_status", "standing", "status", "programme", "rank", "id", *_sifted("status")),
        Index("alerts_of_kind", "standing", "kind", "programme", "rank", "id", *_sifted("kind")),
        Index("alerts_of_kind_and_status", "standing", "kind", "status", "programme", "rank", "id", *_sifted("status", "kind")),
        Index("alerts_by_change", "standing", "updated", "programme", "id", *_sifted("updated")),
        Index("alerts_of_programme_by_change", "standing", "programme", "updated", "id", *_sifted("updated")),
        Index("alerts_by_day", "standing", "seen", "programme", "id", *_sifted()),
        Index("alerts_of_programme_by_day", "standing", "programme", "seen", "id", *_sifted()),
        Index("alerts_by_name", "id", "programme"),
        Index("alerts_of_lead", "programme", "lead", sqlite_where=_LED, postgresql_where=_LED),
    )
    """An index for each order. What only sifts are plain columns: SQLite would work a generated one out from the row itself."""

    programme: Mapped[str] = of_programme()
    id: Mapped[str] = mapped_column(primary_key=True)
    raised: Mapped[bool]
    status: Mapped[str]
    kind: Mapped[str]
    severity: Mapped[int]
    """0 low, 1 medium, 2 high."""
    confidence: Mapped[float]
    last_seen: Mapped[str | None]
    partners: Mapped[str]
    lead: Mapped[str | None]
    """The alert that it is told with; None where it stands for itself."""
    listed: Mapped[bool] = mapped_column(server_default=true())
    """Whether lists show it: it stands for itself, and is raised or not yet gone for long."""
    updated: Mapped[int] = mapped_column(server_default="0")
    """When anything of it last changed, in microseconds since 1970."""
    version: Mapped[int] = mapped_column(server_default="0")
    """Counts the changes: two people who act at once are told apart by it."""
    standing: Mapped[int] = mapped_column(Computed("CASE WHEN listed AND raised THEN 0 WHEN listed THEN 1 ELSE 2 END"))
    """0 listed, 1 listed though the last scan did not raise it, 2 not listed; the database works it out."""
    rank: Mapped[int] = mapped_column(Computed("(2 - severity) * 2000000000 + CAST(round((1.0 - confidence) * 1000000000) AS BIGINT)"))
    """High severity first, then high confidence: one number, so that a page begins where the index says; the database works it out."""
    seen: Mapped[str] = mapped_column(Computed("coalesce(last_seen, '')"))
    """`last_seen`, empty where there is none; the database works it out."""
    baseline: Mapped[str] = mapped_column(server_default="new")
    """The body's `baseline_state`, so that lists can be narrowed to it."""
    substatus: Mapped[str] = mapped_column(server_default="new")
    """The body's."""
    memory: Mapped[str] = mapped_column(server_default="")
    """How it stood in earlier windows (alerts.memory), and what was agreed; empty where it was written by schema 0001."""
    audience: Mapped[str | None]
    """The partners who may know of it, `,a,b,`; None where all may."""
    body: Mapped[str]


class StoredEvent(Schema):
    """A change in an alert's life; `place` counts from 0."""

    __tablename__ = "alert_events"
    __table_args__ = (ForeignKeyConstraint(["programme", "alert"], ["alerts.programme", "alerts.id"], ondelete="CASCADE"),)

    programme: Mapped[str] = mapped_column(primary_key=True)
    alert: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[str]
    body: Mapped[str]


class StoredVector(Schema):
    """A vector of little-endian float32 by model and hash of the text."""

    __tablename__ = "vectors"

    model: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(primary_key=True)
    numbers: Mapped[bytes]


class StoredDelivery(Schema):
    """The one place for a mail to a recipient in a period, or for an event to a webhook: the outbox."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("deliveries_by_turn", "channel", "state", "due"),
        Index("deliveries_in_order", "programme", "recipient", "channel", "state", "place"),
    )

    programme: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    at: Mapped[str]
    instant: Mapped[int]
    due: Mapped[int | None]
    """When to try (again), in microseconds since 1970; None where nothing is to be tried."""
    attempts: Mapped[int] = mapped_column(server_default="0")
    detail: Mapped[str] = mapped_column(server_default="")
    """Why it was skipped or failed, and what mends it."""
    content: Mapped[str | None]
    """What is handed over, frozen at the first attempt."""
    line: Mapped[str | None]
    """What it stays in order with, such as an alert: it waits until those before it are settled; None where it waits for nothing."""
    place: Mapped[int] = mapped_column(server_default="0")
    """Counts what the recipient was to be given by this channel, in the order in which it came up."""
    told: Mapped[str | None]
    """Of a mail: each alert as it tells it, so that the next one tells what changed since; None where nothing was told."""


class StoredKey(Schema):
    """An API key's hash and what it opens."""

    __tablename__ = "api_keys"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    body: Mapped[str]
    created: Mapped[int]
    """Microseconds since 1970."""
    last_used: Mapped[int | None]
    """Microseconds since 1970, to the minute."""
