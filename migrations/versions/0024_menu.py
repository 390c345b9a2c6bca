"""The account's menu as staff saved it, version by version."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "menu_revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("staff_id", BigId, nullable=True),
        sa.Column("saved_at", UtcTime(), nullable=False),
        sa.Column("task_id", BigId, nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_menu_revision_task_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_menu_revision")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("menu_revision")
