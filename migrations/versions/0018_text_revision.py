"""How an office has worded the product's sentences, version by version."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_revision",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", BigId, nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_text_revision")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("text_revision")
