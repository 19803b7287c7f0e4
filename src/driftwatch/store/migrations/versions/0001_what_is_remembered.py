"""Programmes, statements, terms, files, alerts with their life, vectors, deliveries, API keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table("programmes", *_keys("key"), *map(_text, ("name", "partners", "run", "coverage")))
    op.create_table("statements", *_owned(), *_statement())
    op.create_table("terms", *_owned(), _text("content"), _text("body"))
    op.create_table("files", *_owned(), _text("content"), _text("body"))
    op.create_table("alerts", *_owned(), *_alert())
    op.create_index("alerts_by_rank", "alerts", ["programme", "severity", "confidence", "id"])
    op.create_table("alert_events", *_event())
    op.create_table("vectors", *_keys("model", "content"), sa.Column("numbers", sa.LargeBinary, nullable=False))
    op.create_table("deliveries", *_keys("programme", "recipient", "period", "channel"), _text("state"), _text("at"), _whole("instant"))
    op.create_table("api_keys", *_keys("prefix"), _text("digest"), _text("body"), _whole("created"))


def _statement() -> list[SchemaItem]:
    return [
        _text("content"),
        _text("folded"),
        _text("partner", nullable=True),
        _text("source"),
        sa.Column("instant", sa.BigInteger),
        _text("predicted"),
        _text("body"),
    ]


def _alert() -> list[SchemaItem]:
    return [
        sa.Column("raised", sa.Boolean, nullable=False),
        _text("status"),
        _text("kind"),
        _whole("severity"),
        sa.Column("confidence", sa.Double, nullable=False),
        _text("last_seen", nullable=True),
        _text("partners"),
        _text("body"),
    ]


def _event() -> list[SchemaItem]:
    return [
        *_keys("programme", "alert"),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("action"),
        _text("body"),
        sa.ForeignKeyConstraint(["programme", "alert"], ["alerts.programme", "alerts.id"], ondelete="CASCADE"),
    ]


def _owned() -> list[SchemaItem]:
    owner = sa.ForeignKey("programmes.key", ondelete="CASCADE")
    return [sa.Column("programme", _sorted_by_code_point(), owner, primary_key=True), *_keys("id")]


def _keys(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, _sorted_by_code_point(), primary_key=True) for name in names]


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _sorted_by_code_point(), nullable=nullable)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _sorted_by_code_point() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
