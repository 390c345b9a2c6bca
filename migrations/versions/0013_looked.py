"""Where somebody looked at a personal field: an area's supervisor sees the looks of her area."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column(
        "access_row",
        sa.Column("area_path", sa.String(length=200), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_column("access_row", "area_path")
