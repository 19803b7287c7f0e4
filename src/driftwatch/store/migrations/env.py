"""Runs the steps on the connection, and in the transaction, that driftwatch.store.migrating gives."""

from alembic import context

import driftwatch.store.service_schema  # noqa: F401 - its tables belong to the schema too
from driftwatch.store.schema import VERSION_TABLE, Schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Schema.metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
