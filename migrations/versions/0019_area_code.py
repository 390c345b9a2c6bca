"""The address in an area's QR code, as WeChat gave it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; codes that were made before are fetched again and are the same."""
    op.add_column("area", sa.Column("code_url", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("area", "code_url")
