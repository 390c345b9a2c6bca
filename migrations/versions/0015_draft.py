"""What editors have typed and not yet saved, and who is in which entry."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "entry_draft",
        sa.Column("id", BigId, nullable=False),
        sa.Column("subject", sa.String(length=22), nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_entry_draft_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_draft")),
        sa.UniqueConstraint("subject", "staff_id", name=op.f("uq_entry_draft_subject_staff_id")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("entry_draft")
