"""Files of entries that are imported and exported, and checks of what a change would do."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entry_sheet",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("task_id", BigId, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("imported_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_entry_sheet_staff_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_entry_sheet_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_sheet")),
        sa.UniqueConstraint("public_id", name=op.f("uq_entry_sheet_public_id")),
    )
    op.create_index(op.f("ix_entry_sheet_created_at"), "entry_sheet", ["created_at"])
    op.create_table(
        "entry_check",
        sa.Column("id", BigId, nullable=False),
        sa.Column("entry_id", BigId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("task_id", BigId, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_check_entry_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_entry_check_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_check")),
    )
    op.create_index(op.f("ix_entry_check_entry_id"), "entry_check", ["entry_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("entry_check")
    op.drop_table("entry_sheet")
