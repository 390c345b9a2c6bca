"""Notes about outages, which answer first while they hold."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "outage",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("area_id", BigId, nullable=True),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column("from_at", UtcTime(), nullable=False),
        sa.Column("until_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_outage_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outage_public_id")),
    )
    op.create_index(op.f("ix_outage_until_at"), "outage", ["until_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("outage")
