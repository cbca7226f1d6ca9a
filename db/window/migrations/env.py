"""What Alembic runs for each command; the connection is ours and already in a transaction."""

from __future__ import annotations

from alembic import context

from db.window.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
