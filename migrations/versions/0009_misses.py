"""What staff made of questions that nothing answered."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    with op.batch_alter_table("question") as batch:
        batch.add_column(sa.Column("settled", sa.String(length=10), nullable=True))
        batch.add_column(sa.Column("settled_entry_id", BigId, nullable=True))
        batch.add_column(sa.Column("settled_at", UtcTime(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_question_settled_entry_id"), "entry", ["settled_entry_id"], ["id"]
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("question") as batch:
        batch.drop_constraint(op.f("fk_question_settled_entry_id"), type_="foreignkey")
        batch.drop_column("settled_at")
        batch.drop_column("settled_entry_id")
        batch.drop_column("settled")
