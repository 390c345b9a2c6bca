"""When a resident last spoke of not wanting to live."""

import sqlalchemy as sa
from alembic import op

from core.columns import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty."""
    op.add_column("contact", sa.Column("cried_at", UtcTime(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("contact", "cried_at")
