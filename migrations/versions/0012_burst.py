"""What a resident sends in one breath."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    with op.batch_alter_table("contact") as batch:
        batch.add_column(sa.Column("burst", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("contact") as batch:
        batch.drop_column("burst")
