"""Words of a place that its staff teach the matcher."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "own_word",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("normal", sa.String(length=40), nullable=False),
        sa.Column("same_as", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_word")),
        sa.UniqueConstraint("normal", name=op.f("uq_own_word_normal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_own_word_public_id")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("own_word")
