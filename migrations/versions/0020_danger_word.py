"""Danger words, and harmless ones, that staff add to the shipped groups."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "danger_word",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("normal", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("harmless", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_danger_word")),
        sa.UniqueConstraint(
            "normal",
            "group",
            "harmless",
            name=op.f("uq_danger_word_normal_group_harmless"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_danger_word_public_id")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("danger_word")
