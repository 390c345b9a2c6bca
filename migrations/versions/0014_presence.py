"""Who sits at WeChat's customer service: a chat is handed over only where somebody takes it."""

import sqlalchemy as sa
from alembic import op

from core.columns import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "presence",
        sa.Column("account", sa.String(length=64), primary_key=True),
        sa.Column("agents", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("presence")
