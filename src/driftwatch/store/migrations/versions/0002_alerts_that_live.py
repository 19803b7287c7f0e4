"""Jobs, schedules, an outbox with attempts, preferences, webhooks, idempotent requests, links between alerts, an audit log.

Columns are only added, never altered: SQLite would rebuild the table, and with it drop what refers to its rows.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to what is there, then make the new tables."""
    _add("programmes", _text("folder", nullable=True), _counted("created"), _filled("private", "{}"))
    _add("statements", _text("owner", nullable=True))
    _add("alerts", _text("lead", nullable=True), _counted("updated"), _counted("version"), _filled("memory", ""), _text("audience", nullable=True))
    op.add_column("alerts", sa.Column("listed", sa.Boolean, nullable=False, server_default=sa.true()))
    op.execute("UPDATE alerts SET listed = raised")
    _order_alerts()
    _order_statements()
    _add("deliveries", _whole("due", nullable=True), _counted("attempts"), _filled("detail", ""), _text("content", nullable=True))
    _add("deliveries", _text("line", nullable=True), _counted("place"), _text("told", nullable=True))
    op.create_index("deliveries_by_turn", "deliveries", ["channel", "state", "due"])
    op.create_index("deliveries_in_order", "deliveries", ["programme", "recipient", "channel", "state", "place"])
    _add("api_keys", _whole("last_used", nullable=True))
    _make_work()
    _make_outbox()
    _make_entrance()
    op.create_table("alert_links", _owner(), *_keys("first", "second"), _text("verdict"), _text("body"))
    op.create_table("audit", *_keys("programme"), _place(), _whole("instant"), *map(_text, ("action", "body", "digest")))
    op.create_table("audit_heads", *_keys("programme"), _whole("lines"), _text("digest"))


def _make_entrance() -> None:
    op.create_table("requests", *_keys("key", "token"), _text("content"), _text("holder", nullable=True), _text("answer"), _whole("instant"))
    op.create_index("requests_by_age", "requests", ["instant"])
    op.create_table("arrivals", _owner(), *_keys("digest"), _text("job"), _text("source", nullable=True))
    op.create_index("arrivals_of_job", "arrivals", ["job"])
    day = sa.Column("day", sa.BigInteger, primary_key=True, autoincrement=False)
    op.create_table("upload_volumes", *_keys("key"), day, _whole("size"))


def _order_alerts() -> None:
    """What lists are sorted by, as generated columns, which whoever writes a row need not know of, and an index for each order."""
    _add("alerts", _filled("baseline", "new"), _filled("substatus", "new"))
    _generate("alerts", "standing", sa.BigInteger(), "CASE WHEN listed AND raised THEN 0 WHEN listed THEN 1 ELSE 2 END")
    _generate("alerts", "rank", sa.BigInteger(), "(2 - severity) * 2000000000 + CAST(round((1.0 - confidence) * 1000000000) AS BIGINT)")
    _generate("alerts", "seen", _sorted_by_code_point(), "coalesce(last_seen, '')")
    op.drop_index("alerts_by_rank", "alerts")
    sifted = ("status", "kind", "severity", "partners", "last_seen", "updated", "baseline", "substatus", "audience")
    ranked = ("programme", "rank", "id")
    orders = {
        "alerts_in_rank": ranked,
        "alerts_of_status": ("status", *ranked),
        "alerts_of_kind": ("kind", *ranked),
        "alerts_of_kind_and_status": ("kind", "status", *ranked),
        "alerts_by_change": ("updated", "programme", "id"),
        "alerts_of_programme_by_change": ("programme", "updated", "id"),
        "alerts_by_day": ("seen", "programme", "id"),
        "alerts_of_programme_by_day": ("programme", "seen", "id"),
    }
    for name, order in orders.items():
        op.create_index(name, "alerts", ["standing", *order, *(column for column in sifted if column not in order)])
    op.create_index("alerts_by_name", "alerts", ["id", "programme"])
    led = sa.text("lead IS NOT NULL")
    op.create_index("alerts_of_lead", "alerts", ["programme", "lead"], sqlite_where=led, postgresql_where=led)


def _order_statements() -> None:
    _generate("statements", "said", sa.BigInteger(), "coalesce(instant, -8000000000000000000)")
    op.create_index("statements_in_order", "statements", ["programme", "id", "partner", "predicted", "instant", "owner"])
    op.create_index("statements_of_source", "statements", ["source", "programme", "id"])
    op.create_index("statements_of_source_by_time", "statements", ["source", "said", "programme", "id"])
    op.create_index("statements_by_time", "statements", ["said", "programme", "id", "partner", "predicted", "instant", "owner"])
    op.create_index("statements_of_programme_by_time", "statements", ["programme", "said", "id", "partner", "predicted", "instant", "owner"])


def _generate(table: str, name: str, kind: "sa.types.TypeEngine[int] | sa.types.TypeEngine[str]", formula: str) -> None:
    """A column that the database works out: kept on PostgreSQL, worked out anew on SQLite, where only such can be added."""
    kept = True if op.get_bind().dialect.name == "postgresql" else None
    op.add_column(table, sa.Column(name, kind, sa.Computed(formula, persisted=kept), nullable=False))


def _make_work() -> None:
    owner = sa.ForeignKey("programmes.key", ondelete="CASCADE")
    op.create_table(
        "jobs",
        *_keys("id"),
        sa.Column("programme", _sorted_by_code_point(), owner, nullable=False),
        *map(_text, ("kind", "state")),
        sa.Column("slot", _sorted_by_code_point(), unique=True),
        _whole("due"),
        _whole("lease", nullable=True),
        _text("worker", nullable=True),
        _whole("attempts"),
        _whole("created"),
        _text("body"),
    )
    op.create_index("jobs_by_turn", "jobs", ["state", "due", "id"])
    op.create_index("jobs_of_programme", "jobs", ["programme", "created", "id"])
    op.create_table("schedules", _owner(), *_keys("name"), _text("done", nullable=True), _text("body"))


def _make_outbox() -> None:
    place = ("programme", "recipient", "period", "channel")
    sent = sa.ForeignKeyConstraint(place, [f"deliveries.{name}" for name in place], ondelete="CASCADE")
    op.create_table("delivery_attempts", *_keys(*place), _place(), _whole("instant"), _text("state"), _text("detail"), sent)
    token = sa.Column("token", _sorted_by_code_point(), unique=True)
    op.create_table("preferences", _owner(), *_keys("recipient"), token, _text("body"))
    enabled = sa.Column("enabled", sa.Boolean, nullable=False)
    op.create_table("webhooks", _owner(), *_keys("id"), enabled, _text("body"), _text("secrets"), _whole("told"))
    op.create_table("secrets", *_keys("name"), _text("value"))


def _add(table: str, *columns: "sa.Column[str] | sa.Column[int]") -> None:
    for column in columns:
        op.add_column(table, column)


def _owner() -> SchemaItem:
    return sa.Column("programme", _sorted_by_code_point(), sa.ForeignKey("programmes.key", ondelete="CASCADE"), primary_key=True)


def _keys(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, _sorted_by_code_point(), primary_key=True) for name in names]


def _place() -> SchemaItem:
    return sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False)


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, _sorted_by_code_point(), nullable=nullable)


def _filled(name: str, default: str) -> "sa.Column[str]":
    return sa.Column(name, _sorted_by_code_point(), nullable=False, server_default=default)


def _whole(name: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _counted(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _sorted_by_code_point() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
