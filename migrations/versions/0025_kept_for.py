"""How long an office keeps what it need not keep for ever."""

import sqlalchemy as sa
from alembic import op

from core.columns import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kept_for",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_for")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("kept_for")
