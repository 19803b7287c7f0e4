"""What report and dashboard draw of a scan, for each audience; and who is signed in to the dashboard."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the new tables."""
    owner = sa.Column("programme", _sorted_by_code_point(), sa.ForeignKey("programmes.key", ondelete="CASCADE"), primary_key=True)
    op.create_table("pictures", owner, *_keys("audience", "part"), _text("content"), _text("body"))
    key = sa.Column("key", _sorted_by_code_point(), sa.ForeignKey("api_keys.prefix", ondelete="CASCADE"), nullable=False)
    op.create_table("sessions", *_keys("digest"), key, sa.Column("ends", sa.BigInteger, nullable=False))
    op.create_index("sessions_by_end", "sessions", ["ends"])


def _keys(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, _sorted_by_code_point(), primary_key=True) for name in names]


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, _sorted_by_code_point(), nullable=False)


def _sorted_by_code_point() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
