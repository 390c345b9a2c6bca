"""Residents' consents to one notice of how a case ended."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "subscription",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("resident_id", BigId, nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("scene", sa.Integer(), nullable=False),
        sa.Column("offered_at", UtcTime(), nullable=False),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("spent_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_subscription_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("public_id", name=op.f("uq_subscription_public_id")),
    )
    op.create_index(op.f("ix_subscription_resident_id"), "subscription", ["resident_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("subscription")
