"""What Alembic runs for every command: on the connection it is given, in its transaction."""

from alembic import context

from migrations.models import METADATA
from migrations.rendering import render_item

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render_item,
    # Our engine lets SQLite, too, take back the changes of a migration that fails.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
