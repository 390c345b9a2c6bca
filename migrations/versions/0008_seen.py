"""Failed messages that staff have seen to; ids of actors as large as the ids they name."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WITH_ACTORS = ("audit_row", "revision", "case_event")


def upgrade() -> None:
    """Make the column, and the others larger."""
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("seen_at", UtcTime(), nullable=True))
    _resize_actors(sa.Integer(), BigId)


def downgrade() -> None:
    """Drop it, and make the others small again."""
    _resize_actors(BigId, sa.Integer())
    with op.batch_alter_table("message") as batch:
        batch.drop_column("seen_at")


def _resize_actors(old: sa.types.TypeEngine[int], new: sa.types.TypeEngine[int]) -> None:
    # SQLite has one INTEGER for both: nothing is worth copying whole tables there.
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in WITH_ACTORS:
        op.alter_column(table, "actor_id", existing_type=old, type_=new, existing_nullable=True)
